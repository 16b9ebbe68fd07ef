// Reading `postmaster.pid`: which process serves a data folder, and whether it is ready.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a running server writes into its data folder about itself.
struct PostmasterFile: Sendable, Equatable {
    let processIdentifier: Int32
    let socketFolder: String?
    let isReady: Bool

    /// The server that really runs on the folder, nil where none does, also where a crash left the file behind.
    static func running(dataFolder: String) -> PostmasterFile? {
        guard let text = FileSystem.read("\(dataFolder)/postmaster.pid"), let file = PostmasterFile(text: text),
            isServing(file.processIdentifier, dataFolder: dataFolder)
        else { return nil }
        return file
    }

    /// Reads the eight lines: process, folder, start, port, socket folder, address, shared memory, state.
    init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // A server in single-user mode writes its process negative.
        guard let first = lines.first, let process = Int32(first), process != 0, process != Int32.min else {
            return nil
        }
        processIdentifier = abs(process)
        socketFolder = lines.count > 4 && !lines[4].isEmpty ? String(lines[4]) : nil
        isReady = lines.count > 7 && lines[7].prefix(while: { $0 != " " }) == "ready"
    }

    /// Whether the process is alive *and* works in this folder: after a crash of the machine or in a restarted
    /// container its number may belong to something else, and a dead child of nobody may linger as a zombie.
    static func isServing(_ processIdentifier: Int32, dataFolder: String) -> Bool {
        if FileSystem.status("/proc/self") != nil {
            guard let place = FileSystem.linkTarget("/proc/\(processIdentifier)/cwd") else {
                return isListening(processIdentifier, dataFolder: dataFolder)
            }
            return place == FileSystem.resolved(dataFolder)
        }
        return kill(processIdentifier, 0) == 0
    }

    /// Whether it is this process that listens on the folder's socket.
    ///
    /// That tells where the system does not say what folder a process works in, as of one in another namespace of users:
    /// the service and a command in walls of their own are (`PrivateUsers=` of systemd; with `ProtectProc=` not even that there
    /// is such a process can be seen).
    static func isListening(_ processIdentifier: Int32, dataFolder: String) -> Bool {
        guard let text = FileSystem.read("\(dataFolder)/postmaster.pid"),
            let folder = PostmasterFile(text: text)?.socketFolder
        else { return false }
        return FileSystem.listener(at: "\(folder)/.s.PGSQL.5432") == processIdentifier
    }

    /// Removes the lock files of a dead server whose number is still taken: by something else, as happens when a
    /// container starts again, or by its own remains that nobody has waited for. PostgreSQL would take either for
    /// a running server and refuse.
    ///
    /// Any process that still works in the folder keeps the files: without them PostgreSQL could not see that the
    /// children of a killed server still write. The socket's folder belongs to this one server.
    static func removeIfDead(dataFolder: String, socketFolder: String) {
        guard let workers = processes(workingIn: dataFolder), workers.isEmpty else { return }
        for path in ["\(dataFolder)/postmaster.pid", "\(socketFolder)/.s.PGSQL.5432.lock"] {
            guard let text = FileSystem.read(path), let file = PostmasterFile(text: text),
                kill(file.processIdentifier, 0) == 0,
                !isListening(file.processIdentifier, dataFolder: dataFolder)
            else { continue }
            unlink(path)
        }
    }

    /// Every process whose working folder this is, as a server's and all its children's is; nil where the system
    /// has no way to tell.
    static func processes(workingIn dataFolder: String) -> [Int32]? {
        guard FileSystem.status("/proc/self") != nil, let place = FileSystem.resolved(dataFolder) else { return nil }
        return FileSystem.names(in: "/proc").compactMap { name in
            guard let number = Int32(name), FileSystem.linkTarget("/proc/\(number)/cwd") == place else { return nil }
            return number
        }
    }
}
