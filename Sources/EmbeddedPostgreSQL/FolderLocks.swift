// Coming to a data folder and leaving it: who starts the server, who may use it, who stops it.
import Logging

/// The three locks of one data folder as one process holds them, see ``EmbeddedServer``.
struct FolderLocks: Sendable {
    private let folder: ClusterFolder
    private let service: FolderLock
    private let users: FolderLock
    private let gate: FolderLock

    /// A command looks at the service's lock by taking it for an instant; so a service asks more than once.
    private static let glanceTimeout = Duration.milliseconds(300)

    init(_ folder: ClusterFolder) throws(EmbeddedServerError) {
        self.folder = folder
        service = try FolderLock("\(folder.path)/service.lock", owner: folder.account)
        users = try FolderLock("\(folder.path)/users.lock", owner: folder.account)
        gate = try FolderLock("\(folder.path)/gate.lock", owner: folder.account)
    }

    // MARK: The service

    /// A service's hold on the folder and its running server.
    struct Service: Sendable {
        let server: EmbeddedServer
        let supervision: Task<Void, Never>
        let locks: FolderLocks

        /// Stops the server, then lets others have the folder.
        @Sendable func stop() async {
            supervision.cancel()
            await supervision.value
            locks.service.unlock()
        }
    }

    /// Takes the folder for this service alone and starts its server.
    func enterAsService(_ configuration: EmbeddedServerConfiguration, logger: Logger) async throws -> Service {
        guard try await service.exclusive(within: Self.glanceTimeout) else { throw inUse() }
        service.noteHolder()
        do {
            try await waitForCommands(configuration)
            return try await passingGate {
                let cluster = try await Cluster.prepare(configuration, in: folder, logger: logger)
                if let left = cluster.running() {
                    logger.warning(
                        "stopping the server that an earlier run left behind",
                        metadata: ["process": "\(left.processIdentifier)"]
                    )
                    try await cluster.stop(left)
                }
                let process = try await ServerProcess.start(cluster)
                let supervisor = ServerSupervisor(cluster: cluster)
                // Not a child task: cancelling the service must not end the database before the service has ended.
                let supervision = Task { await supervisor.run(process) }
                return Service(server: EmbeddedServer(cluster), supervision: supervision, locks: self)
            }
        } catch {
            service.unlock()
            throw error
        }
    }

    /// Goes through the gate once no command uses a server, and stays in it.
    ///
    /// Commands finish first, since their server is about to be replaced by the service's own. They leave through the
    /// gate, so it is not held while waiting; new ones see the service's lock and wait for its server.
    private func waitForCommands(_ configuration: EmbeddedServerConfiguration) async throws {
        let deadline = ContinuousClock.now + configuration.waitTimeout
        try await enterGate(configuration)
        while !users.tryExclusive() {
            gate.unlock()
            guard ContinuousClock.now < deadline else {
                throw EmbeddedServerError(
                    .inUse(processIdentifier: users.holder()),
                    "A workup command\(Self.naming(users.holder())) still uses the data folder \(folder.path).",
                    hint: "Wait until it is done, then start the service again."
                )
            }
            try await Task.sleep(for: .milliseconds(100))
            try await enterGate(configuration)
        }
        users.unlock()
    }

    /// Runs `body` while neither a service nor a command uses the folder; those that come meanwhile wait or are refused.
    func withoutOthers<R>(_ configuration: EmbeddedServerConfiguration, _ body: () async throws -> R) async throws -> R
    {
        guard try await service.exclusive(within: Self.glanceTimeout) else { throw inUse() }
        defer { service.unlock() }
        service.noteHolder()
        try await waitForCommands(configuration)
        return try await passingGate(body)
    }

    /// Passes where no service has the folder at this moment.
    func refuseService() throws(EmbeddedServerError) {
        if isServiceThere { throw inUse() }
    }

    /// Whether a service has the folder at this moment.
    var isServiceThere: Bool {
        guard service.tryShared() else { return true }
        service.unlock()
        return false
    }

    // MARK: A command

    /// A command's use of a server.
    struct Visit: Sendable {
        let server: EmbeddedServer
        let cluster: Cluster?
        let locks: FolderLocks

        /// Ends the use; the last command stops a server that no service owns.
        @Sendable func leave() async {
            guard let cluster else { return }
            do {
                try await locks.leave(cluster)
            } catch {
                cluster.logger.warning("the database server was left running", metadata: ["reason": "\(error)"])
            }
        }
    }

    /// Finds the server that runs, or starts one.
    func enterAsCommand(_ configuration: EmbeddedServerConfiguration, logger: Logger) async throws -> Visit {
        try await enterGate(configuration)
        let visit = try await passingGate {
            service.tryShared() ? try await visitWithoutService(configuration, logger: logger) : nil
        }
        if let visit { return visit }
        return try await visitToService(configuration, logger: logger)
    }

    private func visitWithoutService(_ configuration: EmbeddedServerConfiguration, logger: Logger) async throws -> Visit
    {
        service.unlock()
        let cluster = try await Cluster.prepare(configuration, in: folder, logger: logger)
        if cluster.running() == nil {
            try await cluster.startDetached()
        } else {
            guard try await cluster.waitUntilReady(within: configuration.startTimeout) else {
                throw cluster.startFailure()
            }
        }
        // Only services take this lock for themselves, and they come through the gate, which is ours now.
        guard users.tryShared() else { throw inUse() }
        users.noteHolder()
        return Visit(server: EmbeddedServer(cluster), cluster: cluster, locks: self)
    }

    private func visitToService(_ configuration: EmbeddedServerConfiguration, logger: Logger) async throws -> Visit {
        let installation = try await PostgreSQLInstallation.find(
            binFolder: configuration.binFolder,
            fitting: folder.majorVersion
        )
        let cluster = Cluster(
            folder: folder,
            installation: installation,
            socketFolder: try folder.makeSocketFolder(),
            startTimeout: configuration.startTimeout,
            logger: logger
        )
        guard try await cluster.waitUntilReady(within: configuration.waitTimeout) else {
            throw EmbeddedServerError(
                .startFailed,
                "The service\(Self.naming(service.holder())) has no running database at the moment.",
                hint: "It is starting, restarting or stopping: try again, and look at its log."
            )
        }
        return Visit(server: EmbeddedServer(cluster), cluster: nil, locks: self)
    }

    /// Gives the use back; under the gate, so that the last one to leave knows it is the last.
    private func leave(_ cluster: Cluster) async throws {
        guard try await gate.exclusive(within: cluster.startTimeout) else { throw inUse() }
        defer { gate.unlock() }
        users.unlock()
        // A service that has come meanwhile waits behind this gate or already owns the server.
        guard users.tryExclusive() else { return }
        defer { users.unlock() }
        if let server = cluster.running() { try await cluster.stop(server) }
    }

    // MARK: Both

    private func enterGate(_ configuration: EmbeddedServerConfiguration) async throws {
        guard try await gate.exclusive(within: configuration.startTimeout) else { throw inUse() }
    }

    /// Runs the body inside the gate, which has been entered, and opens it to the next one.
    private func passingGate<R>(_ body: () async throws -> R) async throws -> R {
        defer { gate.unlock() }
        return try await body()
    }

    private func inUse() -> EmbeddedServerError {
        let holder = service.holder()
        return EmbeddedServerError(
            .inUse(processIdentifier: holder),
            "Another workup service\(Self.naming(holder)) uses the data folder \(folder.path).",
            hint: "Stop it first, or give this one a folder of its own with --data."
        )
    }

    private static func naming(_ holder: Int32?) -> String {
        holder.map { ", process \($0)," } ?? ""
    }
}
