// The files of the access log: the key that only this account reads, and the checkpoints that are only appended to.
import Domain
import FoundationEssentials
import Records

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file of the log that cannot be used, in the system's words.
struct LogFileError: Error, Sendable, Equatable {
    /// What is wrong with it.
    enum Kind: Sendable, Equatable {
        /// The system says why.
        case system(Int32)
        /// Others can read it.
        case readableByOthers
        /// It holds something else.
        case otherContent
        /// It is not there, although the log was sealed with it before.
        case missing
    }

    let path: String
    let kind: Kind
}

/// Reads and makes the key file.
enum LogKeyFile {
    /// The key in a file; nil where there is no file.
    ///
    /// - Throws: `LogFileError`.
    static func read(_ path: String) throws(LogFileError) -> LogSigner? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == ENOENT else { throw LogFileError(path: path, kind: .system(errno)) }
            return nil
        }
        guard status.st_mode & 0o077 == 0 else { throw LogFileError(path: path, kind: .readableByOthers) }
        let text = String(decoding: try LogFile.read(path, lastBytesMax: 4_096), as: UTF8.self)
        guard let signer = LogSigner(fileText: text) else { throw LogFileError(path: path, kind: .otherContent) }
        return signer
    }

    /// Writes a new key; a file that is there stays as it is.
    ///
    /// - Throws: `LogFileError`.
    static func make(_ signer: LogSigner, at path: String) throws(LogFileError) {
        try LogFile.makeFolder(of: path)
        try LogFile.write(Array(signer.fileText.utf8), to: path, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
    }
}

/// Files as the log uses them.
enum LogFile {
    /// Makes the folder of a file, for this account alone, where it is missing.
    static func makeFolder(of path: String) throws(LogFileError) {
        guard let end = path.lastIndex(of: "/"), end > path.startIndex else { return }
        let folder = String(path[..<end])
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw LogFileError(path: folder, kind: .system(errno))
        }
    }

    /// The last bytes of a file; empty where there is none.
    static func read(_ path: String, lastBytesMax: Int = Int.max) throws(LogFileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw LogFileError(path: path, kind: .system(errno)) }
            return []
        }
        defer { close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        let count = min(max(0, size), lastBytesMax)
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let read = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress?.advanced(by: done), count - done, off_t(size - count + done))
            }
            guard read > 0 else {
                if read < 0, errno == EINTR { continue }
                throw LogFileError(path: path, kind: .system(read < 0 ? errno : EIO))
            }
            done += read
        }
        return bytes
    }

    /// Appends to a file and waits until the disk has it.
    static func append(_ text: String, to path: String) throws(LogFileError) {
        try write(Array(text.utf8), to: path, flags: O_WRONLY | O_CREAT | O_APPEND, mode: 0o640)
    }

    /// Puts a text into a file in place of what was in it.
    static func replace(_ text: String, in path: String) throws(LogFileError) {
        try write(Array(text.utf8), to: path + ".new", flags: O_WRONLY | O_CREAT | O_TRUNC, mode: 0o640)
        guard rename(path + ".new", path) == 0 else { throw LogFileError(path: path, kind: .system(errno)) }
    }

    /// Takes away so many bytes at the end, which a crash left there unfinished.
    static func cut(_ count: Int, from path: String) throws(LogFileError) {
        var status = stat()
        guard stat(path, &status) == 0, truncate(path, status.st_size - off_t(count)) == 0 else {
            throw LogFileError(path: path, kind: .system(errno))
        }
    }

    /// Writes bytes to a file that is opened with these flags, and waits until the disk has them.
    ///
    /// What root writes into the folder of the service's account belongs to that account, which has to read it as well.
    /// Such a folder can hold a link that leads root elsewhere: it is not followed.
    static func write(
        _ bytes: [UInt8],
        to path: String,
        flags: Int32,
        mode: mode_t
    ) throws(LogFileError) {
        let owner = geteuid() == 0 ? ownerOfFolder(of: path) : nil
        // Emptied only once it is known whose it is.
        let opening = owner == nil ? flags : flags & ~O_TRUNC | O_NOFOLLOW
        let descriptor = open(path, opening | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw LogFileError(path: path, kind: .system(errno)) }
        defer { close(descriptor) }
        if let owner {
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { throw LogFileError(path: path, kind: .system(errno)) }
            guard status.st_nlink == 1 else { throw LogFileError(path: path, kind: .system(EMLINK)) }
            guard fchown(descriptor, owner.user, owner.group) == 0,
                flags & O_TRUNC == 0 || ftruncate(descriptor, 0) == 0
            else { throw LogFileError(path: path, kind: .system(errno)) }
        }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { buffer in
                #if canImport(Darwin)
                    Darwin.write(descriptor, buffer.baseAddress, buffer.count)
                #elseif canImport(Musl)
                    Musl.write(descriptor, buffer.baseAddress, buffer.count)
                #else
                    Glibc.write(descriptor, buffer.baseAddress, buffer.count)
                #endif
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw LogFileError(path: path, kind: .system(errno)) }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw LogFileError(path: path, kind: .system(errno)) }
    }

    /// Whom the folder of a file belongs to; nil where that is root, or nothing is there.
    private static func ownerOfFolder(of path: String) -> (user: uid_t, group: gid_t)? {
        guard let end = path.lastIndex(of: "/"), end > path.startIndex else { return nil }
        var status = stat()
        guard stat(String(path[..<end]), &status) == 0, status.st_uid != 0 else { return nil }
        return (status.st_uid, status.st_gid)
    }
}
