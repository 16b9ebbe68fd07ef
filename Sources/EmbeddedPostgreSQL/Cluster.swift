// One PostgreSQL cluster on disk: made whole or not at all, configured, started on its own, stopped by its process.
import FoundationEssentials
import Logging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A data folder together with the installation that serves it.
struct Cluster: Sendable {
    let folder: ClusterFolder
    let installation: PostgreSQLInstallation
    let socketFolder: String
    let startTimeout: Duration
    let logger: Logger

    /// How long a server may take to stop by itself, and then without its farewells.
    static let fastStopTimeout = Duration.seconds(15)
    static let immediateStopTimeout = Duration.seconds(5)

    /// Finds or makes the cluster of a configuration and writes its settings. The caller holds the folder's gate.
    static func prepare(
        _ configuration: EmbeddedServerConfiguration,
        in folder: ClusterFolder,
        logger: Logger
    ) async throws -> Cluster {
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
        // What an interrupted first start left behind was never used.
        try FileSystem.remove(folder.draft)
        if folder.majorVersion == nil {
            try folder.refuseLeftovers()
            try await cluster.initialise(kind: configuration.kind)
        }
        try cluster.writeSettings(
            kind: configuration.kind,
            archiveCommand: await cluster.archiveCommand(configuration),
            to: folder.data
        )
        return cluster
    }

    func program(_ name: String) -> Program {
        Program(path: "\(installation.binFolder)/\(name)", account: folder.account, workingFolder: folder.path)
    }

    /// The server that runs on this folder, whoever started it.
    func running() -> PostmasterFile? {
        PostmasterFile.running(dataFolder: folder.data)
    }

    // MARK: Making

    private func initialise(kind: EmbeddedServerConfiguration.Kind) async throws {
        guard FileSystem.status(folder.data) == nil else {
            throw EmbeddedServerError.folderUnusable(
                folder.data,
                reason: "it is there, but it is not a PostgreSQL data folder",
                hint: "Move it away, or choose another folder with --data."
            )
        }
        logger.notice(
            "making a new database",
            metadata: ["folder": "\(folder.path)", "postgresql": "\(installation.version)"]
        )
        try await check(
            program("initdb"),
            [
                "--pgdata=\(folder.draft)", "--username=\(ClusterSettings.superuserName)", "--encoding=UTF8",
                "--locale=\(ClusterSettings.localeName)", "--data-checksums", "--auth-local=peer", "--auth-host=reject",
                "--no-sync",
            ]
        )
        try writeSettings(kind: kind, to: folder.draft)
        // The single-user server needs no socket and answers no one else, so nobody can see a half-made cluster.
        // It goes on after an error, so its words count as well as its exit code.
        let statements = ClusterRoles.bootstrapStatements.joined(separator: "\n") + "\n"
        try await check(
            program("postgres"),
            ["--single", "-D", folder.draft, "-c", "logging_collector=off", "template1"],
            input: statements
        )
        if kind == .durable {
            try await check(program("initdb"), ["--sync-only", "--pgdata=\(folder.draft)"])
        }
        try FileSystem.rename(folder.draft, to: folder.data)
    }

    private func check(_ program: Program, _ arguments: [String], input: String = "") async throws {
        let outcome: Program.Outcome
        do {
            outcome = try await program.run(arguments, input: input)
        } catch {
            throw EmbeddedServerError(
                .initialisationFailed,
                "\(program.path) could not be run: \(error).",
                hint: "Reinstall PostgreSQL."
            )
        }
        let complaints = outcome.errors.split(separator: "\n").filter { line in
            ["ERROR:", "FATAL:", "PANIC:", "error:"].contains { line.contains($0) }
        }
        guard outcome.isSuccess, complaints.isEmpty else {
            let words = complaints.isEmpty ? Self.tail(of: outcome.errors) : complaints.joined(separator: "; ")
            throw EmbeddedServerError(
                .initialisationFailed,
                "A new database could not be made in \(folder.path): \(words)",
                hint: "Check free space and permissions there; nothing was left behind, so starting again is safe."
            )
        }
    }

    /// Settings are written at every start: a newer Workup brings its own.
    private func writeSettings(
        kind: EmbeddedServerConfiguration.Kind,
        archiveCommand: String? = nil,
        to data: String
    ) throws(EmbeddedServerError) {
        let settings = ClusterSettings(
            kind: kind,
            archiveCommand: archiveCommand,
            socketFolder: socketFolder,
            logFolder: folder.logs,
            memoryMiB: Int(clamping: ProcessInfo.processInfo.physicalMemory / 1_048_576)
        )
        var accounts = [folder.account.name]
        if !accounts.contains("root") { accounts.append("root") }
        let files = [
            ("postgresql.conf", settings.serverFile), ("pg_hba.conf", ClusterSettings.accessFile),
            ("pg_ident.conf", ClusterSettings.accountsFile(accounts)),
        ]
        for (name, text) in files {
            try FileSystem.write(text, to: "\(data)/\(name)", owner: folder.account)
        }
        if FileSystem.status("\(data)/local.conf") == nil {
            try FileSystem.write(ClusterSettings.localFile, to: "\(data)/local.conf", owner: folder.account)
        }
    }

    // MARK: Starting and stopping

    /// Starts a server that outlives this process unless it is stopped; for commands, of which the last one stops it.
    ///
    /// - Parameter options: settings for this one start.
    /// - Throws: `EmbeddedServerError` with the server's last words.
    func startDetached(_ options: [String] = []) async throws {
        try await clear()
        try FileSystem.empty(folder.startLog, owner: folder.account)
        let outcome = try await program("pg_ctl").run(
            [
                "start", "--pgdata=\(folder.data)", "--log=\(folder.startLog)", "--silent", "--wait",
                "--timeout=\(startTimeout.components.seconds)",
            ] + options.map { "--options=-c \($0)" }
        )
        guard outcome.isSuccess else { throw startFailure() }
    }

    /// Stops a server this process did not start, fast first and without farewells if that takes too long.
    ///
    /// Either way is safe: what was acknowledged is in the log, and the next start replays it.
    func stop(_ server: PostmasterFile) async throws {
        for (signal, timeout) in [(SIGINT, Self.fastStopTimeout), (SIGQUIT, Self.immediateStopTimeout)] {
            guard PostmasterFile.isServing(server.processIdentifier, dataFolder: folder.data) else { return }
            kill(server.processIdentifier, signal)
            let isStopped = try await poll(within: timeout) {
                !PostmasterFile.isServing(server.processIdentifier, dataFolder: folder.data)
            }
            if isStopped { return }
        }
        throw EmbeddedServerError(
            .stopFailed,
            "The PostgreSQL server of \(folder.path), process \(server.processIdentifier), does not stop.",
            hint: "Look at it and its log in \(folder.logs); end it by hand, then start again."
        )
    }

    /// Waits until the server, this very process where one is named, answers.
    func waitUntilReady(within timeout: Duration, orUntil isOver: () -> Bool = { false }) async throws -> Bool {
        var isReady = false
        _ = try await poll(within: timeout) {
            isReady = running()?.isReady ?? false
            return isReady || isOver()
        }
        return isReady
    }

    /// Waits until nothing of an earlier server works in the folder any more; PostgreSQL refuses to start before.
    ///
    /// The children of a killed server end by themselves once they look up from their work. Those that do not are
    /// told to, as their server would have told them.
    func clear() async throws {
        for _ in 1...2 {
            let isClear = try await poll(within: Self.immediateStopTimeout) {
                PostmasterFile.processes(workingIn: folder.data)?.isEmpty ?? true
            }
            if isClear {
                PostmasterFile.removeIfDead(dataFolder: folder.data, socketFolder: socketFolder)
                return
            }
            for child in PostmasterFile.processes(workingIn: folder.data) ?? [] { kill(child, SIGQUIT) }
        }
        throw EmbeddedServerError(
            .startFailed,
            "Processes of an earlier PostgreSQL server still work in \(folder.data).",
            hint: "Look at them (`ps`), end them, then start again."
        )
    }

    /// Why the server did not start, in its own last words: before its log was open, and in it.
    func startFailure() -> EmbeddedServerError {
        let logs = FileSystem.names(in: folder.logs).filter { $0.hasPrefix("postgresql-") }
            .map { FileSystem.read("\(folder.logs)/\($0)") ?? "" }
        let words = (logs + [FileSystem.read(folder.startLog) ?? ""]).joined(separator: "\n").split(separator: "\n")
        let reasons = words.filter { $0.contains("FATAL:") || $0.contains("PANIC:") }
        return EmbeddedServerError(
            .startFailed,
            "PostgreSQL did not start on \(folder.path): \(reasons.last ?? words.last ?? "it said nothing")",
            hint: "Its log is in \(folder.logs). Check free space and permissions there, then start again."
        )
    }

    private static func tail(of text: String) -> String {
        let lines = text.split(separator: "\n").suffix(6).joined(separator: "; ")
        return lines.isEmpty ? "it said nothing" : lines
    }
}
