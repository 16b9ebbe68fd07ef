// A file system of its own, in an image on a loop device: it can be filled, and its power can be cut.
import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// An ext4 file system that a scenario mounted.
struct DiskImage: Sendable {
    private let image: String
    let mountPoint: String

    /// Lends a mounted file system, and takes it away.
    ///
    /// - Parameters:
    ///   - folder: where the image lies.
    ///   - name: tells it from others there.
    ///   - mebibytes: its size; what is not written takes no room.
    ///   - body: gets it.
    /// - Throws: ``CannotRun`` where this machine mounts nothing for this account.
    static func withImage(
        in folder: URL,
        name: String,
        mebibytes: Int,
        _ body: (DiskImage) async throws -> Void
    ) async throws {
        #if os(Linux)
            guard Tool.isRoot else { throw CannotRun(reason: "mounting a file system needs root") }
            guard FileManager.default.fileExists(atPath: "/dev/loop-control") else {
                throw CannotRun(reason: "there are no loop devices (/dev/loop-control)")
            }
            let disk = DiskImage(
                image: folder.appending(path: "\(name).img").path(),
                mountPoint: folder.appending(path: name).path()
            )
            try await disk.make(mebibytes: mebibytes)
            do {
                try await body(disk)
            } catch {
                // Whoever is still in it: it goes when they do.
                _ = try? await Tool.run(try Tool.ofSystem("umount"), ["--lazy", disk.mountPoint])
                throw error
            }
            try await disk.unmount()
        #else
            throw CannotRun(reason: "power can be cut from ext4 on Linux alone")
        #endif
    }

    private func make(mebibytes: Int) async throws {
        try FileManager.default.createDirectory(atPath: mountPoint, withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: image))
        guard truncate(image, off_t(mebibytes) << 20) == 0 else { throw ProcessFault(what: "no room for \(image)") }
        // No room is kept for root, and nothing is left to be set up later.
        let options = ["-q", "-m", "0", "-E", "lazy_itable_init=0,lazy_journal_init=0"]
        try await Tool.run(try Tool.ofSystem("mkfs.ext4"), options + [image])
        do {
            try await mount()
        } catch let fault as ProcessFault {
            throw CannotRun(reason: "a loop device cannot be mounted here: \(fault.what)")
        }
        try Tool.giveToServer(mountPoint)
    }

    /// Mounts it; after a power cut that plays the journal back, as a machine does that starts again.
    func mount() async throws {
        try await Tool.run(try Tool.ofSystem("mount"), ["-o", "loop,noatime", image, mountPoint])
    }

    /// Unmounts it once nobody is in it any more.
    func unmount() async throws {
        var last: (any Error)?
        for _ in 0..<100 {
            do {
                try await Tool.run(try Tool.ofSystem("umount"), [mountPoint])
                return
            } catch {
                last = error
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw last ?? ProcessFault(what: "\(mountPoint) stays mounted")
    }

    #if os(Linux)
        /// `FS_IOC_SHUTDOWN`, that is `_IOR('X', 125, __u32)`.
        private static let shutDownRequest: UInt = 0x8004_587D
        /// `EXT4_GOING_FLAGS_NOLOGFLUSH`: nothing that is not on the device yet gets there any more.
        private static let withoutFlush: UInt32 = 2
    #endif

    /// Cuts the power: what the kernel had not written to the device is lost, and every write from now on fails.
    func cutPower() throws {
        #if os(Linux)
            let descriptor = open(mountPoint, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard descriptor >= 0 else { throw ProcessFault(what: "\(mountPoint) cannot be opened") }
            defer { close(descriptor) }
            var flags = Self.withoutFlush
            guard ioctl(descriptor, Self.shutDownRequest, &flags) == 0 else {
                throw CannotRun(reason: "this kernel does not shut a file system down (\(errno))")
            }
        #endif
    }

    /// Writes all that the kernel holds for it to the device.
    func flush() async throws {
        try await Tool.run(try Tool.ofSystem("sync"), ["--file-system", mountPoint])
    }

    /// Fills it to the last block with a file, which is returned.
    func fill() throws -> URL {
        let ballast = URL(fileURLWithPath: mountPoint).appending(path: "ballast-\(UInt32.random(in: 0 ... .max))")
        let descriptor = open(ballast.path(), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw ProcessFault(what: "the ballast cannot be made") }
        defer { close(descriptor) }
        var pieceBytes = 1 << 20
        while pieceBytes >= 512 {
            let piece = [UInt8](repeating: 0x42, count: pieceBytes)
            if write(descriptor, piece, pieceBytes) <= 0 { pieceBytes /= 2 }
        }
        return ballast
    }
}
