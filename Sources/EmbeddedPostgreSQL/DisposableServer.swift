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

    /// What a test wants to be different.
    package struct Changes: Sendable {
        /// Settings of the server; they count more than the usual ones.
        package var settings: [String: String]
        /// Lines of `pg_hba.conf` that are looked at before the usual one.
        package var accessLines: [String]
        /// Texts by their names in PostgreSQL's own folder, such as a key; only the server's account can read them.
        package var files: [String: String]

        /// Nothing different where nothing is said.
        package init(settings: [String: String] = [:], accessLines: [String] = [], files: [String: String] = [:]) {
            self.settings = settings
            self.accessLines = accessLines
            self.files = files
        }
    }

    /// How a server is stopped.
    package enum Stop: Sendable {
        /// What is under way is rolled back, and clients are told.
        case fast
        /// As in a crash: the next start recovers from the log.
        case immediate
    }

    /// Starts a server in a new folder.
    ///
    /// - Throws: `EmbeddedServerError`; nothing is left behind then.
    package static func start(
        below parent: String = "/tmp",
        connectionsMax: Int,
        changes: Changes = Changes(),
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
            try changes.write(to: folder)
            try await cluster.startDetached()
            return DisposableServer(server: EmbeddedServer(cluster), cluster: cluster, life: life)
        } catch {
            try FileSystem.remove(path)
            try FileSystem.remove("\(path).lock")
            throw error
        }
    }

    /// Stops the server and waits until all of it has gone; ``startAgain()`` is the way back.
    ///
    /// - Throws: `EmbeddedServerError` where it does not stop.
    package func stop(_ manner: Stop) async throws {
        guard let running = cluster.running() else { return }
        kill(running.processIdentifier, manner == .fast ? SIGINT : SIGQUIT)
        let isGone = try await poll(within: Cluster.fastStopTimeout) {
            cluster.running() == nil && PostmasterFile.processes(workingIn: cluster.folder.data)?.isEmpty ?? true
        }
        guard isGone else {
            throw EmbeddedServerError(
                .stopFailed,
                "The PostgreSQL server of \(cluster.folder.path) does not stop.",
                hint: "Look at its log in \(cluster.folder.logs)."
            )
        }
    }

    /// Starts a stopped server on its folder as it is.
    ///
    /// - Throws: `EmbeddedServerError` with the server's last words.
    package func startAgain() async throws {
        try await cluster.startDetached()
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

extension DisposableServer.Changes {
    /// Puts them beside the usual configuration, before the first start.
    fileprivate func write(to folder: ClusterFolder) throws(EmbeddedServerError) {
        let own = settings.sorted { $0.key < $1.key }.map { "\($0.key) = \(ClusterSettings.quoted($0.value))\n" }
        let access = accessLines.map { $0 + "\n" }.joined() + ClusterSettings.accessFile
        let usual = ["local.conf": own.joined(), "pg_hba.conf": access]
        for (name, text) in usual.merging(files, uniquingKeysWith: { first, _ in first }) {
            try FileSystem.write(text, to: "\(folder.data)/\(name)", owner: folder.account)
        }
    }
}
