// A PostgreSQL server that a scenario makes for itself, durable as a hospital's: the service is led there by its URL.
import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// One server in folders that the scenario chose.
struct OwnCluster: Sendable {
    /// The login that the service has there.
    private static let login = "workup_migration"

    /// Where the socket and the server's own words lie; the data need not lie there.
    let folder: URL
    let server: RecordServer

    private init(in folder: URL, data: String) {
        self.folder = folder
        server = RecordServer(data: data, socketFolder: folder.appending(path: "socket").path())
    }

    /// How the service reaches it, at the socket itself or at a proxy beside it.
    func url(port: Int = 5_432) -> String {
        "host=\(server.socketFolder) port=\(port) dbname=workup user=\(Self.login)"
    }

    /// How the service reaches whichever of two takes writes.
    static func url(_ first: OwnCluster, or second: OwnCluster) -> String {
        "host=\(first.server.socketFolder),\(second.server.socketFolder) dbname=workup user=\(login) "
            + "target_session_attrs=read-write"
    }

    /// Lends a running server, and ends it.
    ///
    /// - Parameters:
    ///   - folder: where the socket lies, and the data where nothing else is said.
    ///   - data: PostgreSQL's own folder.
    ///   - walFolder: where the log of changes lies, where not in the data.
    ///   - settings: what is different from durable settings.
    ///   - walSegmentMebibytes: how large the files of that log are.
    ///   - body: gets the server.
    /// - Throws: what the body throws.
    static func withCluster(
        in folder: URL,
        data: String? = nil,
        walFolder: String? = nil,
        settings: [String: String] = [:],
        walSegmentMebibytes: Int = 16,
        _ body: (OwnCluster) async throws -> Void
    ) async throws {
        let cluster = OwnCluster(in: folder, data: data ?? folder.appending(path: "data").path())
        try await cluster.lend {
            try await cluster.initialise(walFolder: walFolder, walSegmentMebibytes, settings)
            try await cluster.start()
            try await cluster.makeDatabase()
        } to: {
            try await body(cluster)
        }
    }

    /// Lends a standby that streams from this server, and ends it.
    func withStandby(in folder: URL, name: String, _ body: (OwnCluster) async throws -> Void) async throws {
        let standby = OwnCluster(in: folder, data: folder.appending(path: "data").path())
        try await standby.lend {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Tool.makeServerFolder(standby.server.socketFolder)
            try Tool.makeServerFolder(standby.server.data)
            try await Tool.asServer(
                "pg_basebackup",
                [
                    "-D", standby.server.data, "-R", "-X", "stream", "-c", "fast", "-d",
                    "host=\(server.socketFolder) user=postgres application_name=\(name)",
                ]
            )
            try standby.write(["unix_socket_directories": standby.server.socketFolder])
            try await standby.start()
        } to: {
            try await body(standby)
        }
    }

    private func lend(_ prepare: () async throws -> Void, to body: () async throws -> Void) async throws {
        do {
            try await prepare()
            try await body()
        } catch {
            await end()
            throw error
        }
        await end()
    }

    private func end() async {
        // A stopped process takes no other signal.
        server.signalAll(SIGCONT)
        await server.sweep()
    }

    private func initialise(
        walFolder: String?,
        _ walSegmentMebibytes: Int,
        _ settings: [String: String]
    ) async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Tool.makeServerFolder(server.socketFolder)
        try Tool.makeServerFolder(server.data)
        // Its own sync stays on: what it made has to be there after a power cut.
        var arguments = ["-D", server.data, "-U", "postgres", "--auth", "trust", "--data-checksums", "-E", "UTF8"]
        arguments += ["--locale", "C", "--wal-segsize", String(walSegmentMebibytes)]
        if let walFolder { arguments += ["--waldir", walFolder] }
        try await Tool.asServer("initdb", arguments)
        try write(Self.durable.merging(["unix_socket_directories": server.socketFolder]) { _, new in new })
        try write(settings)
    }

    /// As the service's own server has them.
    private static let durable = [
        "listen_addresses": "", "fsync": "on", "full_page_writes": "on", "synchronous_commit": "on",
        "data_sync_retry": "off", "wal_level": "replica", "jit": "off", "log_error_verbosity": "terse",
        "idle_in_transaction_session_timeout": "60s", "client_connection_check_interval": "5s",
        "log_parameter_max_length_on_error": "0", "shared_buffers": "128MB",
    ]

    /// Changes settings of the running server.
    func set(_ settings: [String: String]) async throws {
        try write(settings)
        _ = try await server.rows("select pg_reload_conf()", database: "postgres")
    }

    /// Writes settings behind those that are there; the last one counts.
    private func write(_ settings: [String: String]) throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(server.data)/postgresql.conf"))
        try file.seekToEnd()
        let lines = settings.sorted { $0.key < $1.key }.map { "\($0.key) = '\($0.value)'\n" }
        try file.write(contentsOf: Data(lines.joined().utf8))
        // A power cut must not take them.
        try file.synchronize()
        try file.close()
    }

    private func makeDatabase() async throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let roles = try String(contentsOf: root.appending(path: "deploy/roles.sql").standardized, encoding: .utf8)
        _ = try await server.rows(
            """
            create role \(Self.login) login;
            create database workup owner \(Self.login);
            \\set login \(Self.login)
            \(roles)
            """,
            database: "postgres"
        )
    }

    /// Starts it and waits until it takes connections.
    func start(secondsMax: Int = 60) async throws {
        let running = try Tool.serve("postgres", ["-D", server.data], log: logFile)
        let deadline = ContinuousClock.now + .seconds(secondsMax)
        while ContinuousClock.now < deadline {
            guard running.isRunning else { throw ProcessFault(what: "the server ended: \(log.suffix(2_000))") }
            if (try? await server.rows("select 1", database: "postgres")) != nil { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw ProcessFault(what: "the server takes no connections: \(log.suffix(2_000))")
    }

    /// Kills every process of it at once, and waits until they are gone.
    func kill() async throws {
        for _ in 0..<500 {
            // What is forked between looking and killing is found the next time.
            server.signalAll(SIGKILL)
            if server.processes.isEmpty { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw ProcessFault(what: "processes of the server do not end: \(server.processes)")
    }

    /// Stops it as an administrator does.
    func stop() async throws {
        try await Tool.asServer("pg_ctl", ["-D", server.data, "-w", "-m", "fast", "stop"])
    }

    /// Reads every page of the stopped server against its checksum.
    func checkPages() async throws {
        try await Tool.asServer("pg_checksums", ["--check", "-D", server.data], secondsMax: 300)
    }

    /// Makes a standby the primary, and waits until it takes writes.
    func promote() async throws {
        try await Tool.asServer("pg_ctl", ["-D", server.data, "-w", "promote"])
    }

    private var logFile: URL { folder.appending(path: "server.log") }

    /// What the server itself wrote down.
    var log: String { (try? String(contentsOf: logFile, encoding: .utf8)) ?? "" }
}
