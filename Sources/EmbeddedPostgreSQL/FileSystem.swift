// The few calls on files and processes that need the C library: owners, modes, links, syncing and signals.
import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The C library's calls on files, as Swift values and errors.
enum FileSystem {
    /// Owner, mode and kind of one file, symbolic links not followed.
    struct Status {
        let userID: UInt32
        let mode: UInt32
        let isFolder: Bool
    }

    /// Nil where nothing is at the path.
    static func status(_ path: String) -> Status? {
        var info = stat()
        guard lstat(path, &info) == 0 else { return nil }
        return Status(
            userID: info.st_uid,
            mode: UInt32(info.st_mode) & 0o7777,
            isFolder: UInt32(info.st_mode) & UInt32(S_IFMT) == UInt32(S_IFDIR)
        )
    }

    /// The path without links or dots, nil where it does not exist.
    static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Where a symbolic link points, nil where it cannot be read.
    static func linkTarget(_ path: String) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX) + 1) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let length = readlink(path, start, Int(PATH_MAX))
            guard length >= 0 else { return nil }
            start[length] = 0
            return String(cString: start)
        }
    }

    /// Makes one folder with exactly this mode, whatever the process's umask; an existing one is left as it is.
    static func makeFolder(_ path: String, mode: UInt32, owner: Account) throws(EmbeddedServerError) {
        if mkdir(path, mode_t(mode)) != 0 {
            guard errno == EEXIST else { throw .folderUnusable(path, reason: errorText()) }
            return
        }
        // By descriptor and without following links: root must not be led elsewhere by whoever owns the parent.
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw .folderUnusable(path, reason: errorText()) }
        defer { close(descriptor) }
        guard fchmod(descriptor, mode_t(mode)) == 0 else { throw .folderUnusable(path, reason: errorText()) }
        try give(descriptor, of: path, to: owner)
    }

    /// Changes the owner where this process runs as root for another account.
    static func give(_ path: String, to owner: Account) throws(EmbeddedServerError) {
        guard owner.isOther else { return }
        guard lchown(path, owner.userID, owner.groupID) == 0 else {
            throw .folderUnusable(path, reason: errorText())
        }
    }

    private static func give(_ descriptor: Int32, of path: String, to owner: Account) throws(EmbeddedServerError) {
        guard owner.isOther else { return }
        guard fchown(descriptor, owner.userID, owner.groupID) == 0 else {
            throw .folderUnusable(path, reason: errorText())
        }
    }

    /// Opens an emptied file of the owner's for writing, never through a link.
    static func openEmptied(_ path: String, owner: Account) throws(EmbeddedServerError) -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .folderUnusable(path, reason: errorText()) }
        do {
            try give(descriptor, of: path, to: owner)
        } catch {
            close(descriptor)
            throw error
        }
        return descriptor
    }

    /// Empties a file of the owner's, or makes it.
    static func empty(_ path: String, owner: Account) throws(EmbeddedServerError) {
        close(try openEmptied(path, owner: owner))
    }

    /// Writes a small file whole or not at all, readable by its owner only. Nothing is written where it is the same.
    static func write(_ text: String, to path: String, owner: Account) throws(EmbeddedServerError) {
        if read(path) == text { return }
        let draft = path + ".new"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .folderUnusable(path, reason: errorText()) }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { wholeWrite(descriptor, $0) }
            guard count > 0 else {
                close(descriptor)
                throw .folderUnusable(path, reason: errorText())
            }
            bytes = bytes.dropFirst(count)
        }
        do {
            try give(descriptor, of: path, to: owner)
        } catch {
            close(descriptor)
            throw error
        }
        guard fsync(descriptor) == 0, close(descriptor) == 0 else {
            throw .folderUnusable(path, reason: errorText())
        }
        try rename(draft, to: path)
    }

    private static func wholeWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    /// The text of a small file, nil where it cannot be read.
    static func read(_ path: String) -> String? {
        // Absent and unreadable are the same to every caller: each then does without the file or says so itself.
        try? String(contentsOfFile: path, encoding: .utf8)
    }

    /// Moves a file or folder and makes the move durable.
    static func rename(_ path: String, to target: String) throws(EmbeddedServerError) {
        #if canImport(Glibc)
            let moved = Glibc.rename(path, target)
        #elseif canImport(Musl)
            let moved = Musl.rename(path, target)
        #else
            let moved = Darwin.rename(path, target)
        #endif
        guard moved == 0 else { throw .folderUnusable(target, reason: errorText()) }
        let folder = open(parent(of: target), O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw .folderUnusable(target, reason: errorText()) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .folderUnusable(target, reason: errorText()) }
    }

    /// Removes a file or a whole folder; what is not there needs no removing.
    static func remove(_ path: String) throws(EmbeddedServerError) {
        guard status(path) != nil else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw .folderUnusable(path, reason: "it could not be removed")
        }
    }

    /// The names in a folder, sorted; empty where it cannot be read.
    static func names(in folder: String) -> [String] {
        // A folder that is not there is simply not one of the places where something is found.
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    /// Whether the file is there and this process may run it.
    static func isExecutable(_ path: String) -> Bool {
        access(path, X_OK) == 0
    }

    /// The folder a path lies in.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The process that listens on a socket; nil where nobody does, or the system does not tell.
    static func listener(at path: String) -> Int32? {
        #if canImport(Darwin)
            return nil
        #else
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            let name = Array(path.utf8)
            guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
            #if canImport(Glibc)
                let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            #else
                let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
            #endif
            guard descriptor >= 0 else { return nil }
            defer { close(descriptor) }
            let connected = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    connect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            guard connected == 0 else { return nil }
            // Process, user and group of whoever began to listen.
            var peer: (Int32, UInt32, UInt32) = (0, 0, 0)
            var length = socklen_t(MemoryLayout.size(ofValue: peer))
            guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0, peer.0 > 0 else { return nil }
            return peer.0
        #endif
    }

    /// The C library's words for the last failure.
    static func errorText() -> String {
        String(cString: strerror(errno))
    }
}
