// A server for the tests of one process: forgetful, in a folder of its own, and gone when the process is.
import FoundationEssentials
package import Logging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A PostgreSQL server that forgets everything, for tests.
///
/// It belongs to the process that started it, which removes it before it exits. What a killed process left behind is
/// removed by the next one: a lock file beside each folder tells whether its process still lives.
package struct DisposableServer: Sendable {
    /// The server, reached as the private one is.
    package let server: EmbeddedServer
    private let cluster: Cluster
    private let life: FolderLock

    private static let namePrefix = "workup-tests-"

    /// Starts a server in a new folder.
    ///
    /// - Throws: `EmbeddedServerError`; nothing is left behind then.
    package static func start(
        below parent: String = "/tmp",
        connectionsMax: Int,
        logger: Logger
    ) async throws -> DisposableServer {
        try await removeLeftovers(below: parent)
        let name = "\(namePrefix)\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let path = "\(parent)/\(name)"
        // Locked before the folder is there, so that no one ever sees a folder of ours without its lock.
        let life = try FolderLock("\(path).lock", owner: .current())
        guard life.tryExclusive() else {
            throw EmbeddedServerError.folderUnusable(path, reason: "another process has taken its name")
        }
        do {
            let configuration = EmbeddedServerConfiguration(
                dataFolder: path,
                kind: .disposable(connectionsMax: connectionsMax)
            )
            let folder = try await ClusterFolder.prepare(path)
            let cluster = try await Cluster.prepare(configuration, in: folder, logger: logger)
            try await cluster.startDetached()
            return DisposableServer(server: EmbeddedServer(cluster), cluster: cluster, life: life)
        } catch {
            try FileSystem.remove(path)
            try FileSystem.remove("\(path).lock")
            throw error
        }
    }

    /// Ends the server at once and removes its folder; synchronous, since it runs while the process exits.
    package func remove() {
        if let running = cluster.running() { kill(running.processIdentifier, SIGQUIT) }
        for _ in 0..<Self.remainingChecksMax {
            guard PostmasterFile.processes(workingIn: cluster.folder.data)?.isEmpty == false else { break }
            usleep(10_000)
        }
        Self.remove(cluster.folder.path)
    }

    /// Ten milliseconds each: five seconds in all.
    private static let remainingChecksMax = 500

    /// Removes the servers of processes that are gone.
    private static func removeLeftovers(below parent: String) async throws {
        for name in FileSystem.names(in: parent) where name.hasPrefix(namePrefix) && !name.hasSuffix(".lock") {
            let path = "\(parent)/\(name)"
            let data = "\(path)/data"
            guard let status = FileSystem.status(path), status.isFolder,
                let account = try? Account.serving(dataFolder: path), status.userID == account.userID,
                // Someone else's folder is someone else's to remove.
                let life = try? FolderLock("\(path).lock", owner: .current()), life.tryExclusive()
            else { continue }
            if let running = PostmasterFile.running(dataFolder: data) { kill(running.processIdentifier, SIGQUIT) }
            _ = try await poll(within: Cluster.immediateStopTimeout) {
                PostmasterFile.processes(workingIn: data)?.isEmpty ?? true
            }
            remove(path)
        }
    }

    private static func remove(_ path: String) {
        // What cannot be removed now is tried again by the next run.
        try? FileSystem.remove(path)
        try? FileSystem.remove("\(path).lock")
    }
}
