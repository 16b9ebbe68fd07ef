// A PostgreSQL server of the tests' own: on a Unix socket in a temporary folder, gone when the tests end.
import Foundation
import PostgreSQL
import Synchronization

/// Starts, stops and restarts a private cluster.
final class PrivateServer: Sendable {
    let folder: URL
    private let binaries: URL
    private let process = Mutex<Process?>(nil)

    /// The server that tests share; it is started at first use.
    static let shared = Task { try await startedAnew() }

    /// A server of a test's own. Starting one blocks for a second, which the tests' own few threads cannot spare.
    static func startedAnew() async throws -> PrivateServer {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let server = try PrivateServer()
                        try server.start()
                        return server
                    }
                )
            }
        }
    }

    /// Makes a cluster; it is not started.
    init() throws {
        binaries = try Self.findBinaries()
        folder = URL(filePath: "/tmp").appending(path: "pg-tests-\(UInt32.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if geteuid() == 0 { try Self.run("/bin/chown", ["postgres", folder.path]) }
        try Self.run(
            "/usr/bin/env",
            Self.asServerUser([
                binaries.appending(path: "initdb").path, "-D", data.path, "-U", "postgres", "--auth=trust",
                "--encoding=UTF8", "--no-locale", "--no-sync",
            ])
        )
        PrivateServers.all.withLock { $0.append(self) }
    }

    private var data: URL { folder.appending(path: "data") }

    /// How to reach it.
    func url(database: String = "postgres", user: String = "postgres") -> String {
        "host=\(folder.path) dbname=\(database) user=\(user)"
    }

    /// The usual configuration, with times fit for tests.
    func configuration(connectionsMax: Int = 4, overrides: [String: String] = [:]) throws -> DatabaseConfiguration {
        var configuration = DatabaseConfiguration(connection: try ConnectionSettings(url: url(), overrides: overrides))
        configuration.connectionsMax = connectionsMax
        configuration.waitMax = .seconds(20)
        configuration.closeGrace = .seconds(2)
        return configuration
    }

    func start() throws {
        let server = Process()
        server.executableURL = URL(filePath: "/usr/bin/env")
        server.arguments = Self.asServerUser([
            binaries.appending(path: "postgres").path, "-D", data.path, "-k", folder.path,
            "-c", "listen_addresses=", "-c", "fsync=off", "-c", "synchronous_commit=off",
            "-c", "full_page_writes=off", "-c", "max_connections=120", "-c", "log_min_messages=fatal",
            "-c", "logging_collector=off",
        ])
        let log = folder.appending(path: "server.log")
        if !FileManager.default.fileExists(atPath: log.path) { try Data().write(to: log) }
        let handle = try FileHandle(forWritingTo: log)
        server.standardOutput = handle
        server.standardError = handle
        try server.run()
        process.withLock { $0 = server }
        for _ in 0..<200 {
            let isReady =
                (try? Self.run(binaries.appending(path: "pg_isready").path, ["-q", "-h", folder.path])) != nil
            if isReady { return }
            usleep(50_000)
        }
        throw PrivateServerError(message: "the private server did not start, see \(log.path)")
    }

    /// Ends the server: at once, its clients cut off.
    func stop() {
        let server = process.withLock { process in
            defer { process = nil }
            return process
        }
        guard let server else { return }
        server.interrupt()
        server.waitUntilExit()
    }

    /// Ends the server and takes its folder away.
    func remove() {
        stop()
        // A folder left behind in /tmp harms nobody.
        try? FileManager.default.removeItem(at: folder)
    }

    private static func asServerUser(_ command: [String]) -> [String] {
        // PostgreSQL refuses to run as root.
        geteuid() == 0
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] + command : command
    }

    private static func findBinaries() throws -> URL {
        let candidates =
            [ProcessInfo.processInfo.environment["PG_BIN"]].compactMap(\.self)
            + ["18", "17", "16", "15", "14"].map { "/usr/lib/postgresql/\($0)/bin" }
            + ["/opt/homebrew/opt/postgresql/bin", "/usr/local/pgsql/bin", "/usr/bin"]
        guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") })
        else {
            throw PrivateServerError(message: "PostgreSQL is not installed (set PG_BIN)")
        }
        return URL(filePath: found)
    }

    @discardableResult
    static func run(_ path: String, _ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw PrivateServerError(
                message: "\(path) \(arguments.joined(separator: " ")): \(process.terminationStatus)"
            )
        }
        return process.terminationStatus
    }
}

struct PrivateServerError: Error {
    let message: String
}

/// The servers that have to go when the tests end.
enum PrivateServers {
    static let all: Mutex<[PrivateServer]> = {
        atexit { PrivateServers.all.withLock { $0 }.forEach { $0.remove() } }
        return Mutex([])
    }()
}

/// Opens the shared server for a test.
func withDatabase<Result>(
    connectionsMax: Int = 4,
    _ change: (inout DatabaseConfiguration) -> Void = { _ in },
    _ body: (Database) async throws -> Result
) async throws -> Result {
    var configuration = try await PrivateServer.shared.value.configuration(connectionsMax: connectionsMax)
    change(&configuration)
    return try await Database.withDatabase(configuration, body)
}

/// A name that no other test uses.
func uniqueName(_ base: String) -> String { "\(base)_\(UInt32.random(in: 0 ... .max))" }

/// Runs a script on a connection of its own.
@discardableResult
func script(_ sql: String, on database: Database) async throws -> [ScriptResult] {
    try await database.withConnection { try await $0.executeScript(sql) }
}

/// Counts from several tasks.
final class Counter: Sendable {
    private let value = Mutex(0)
    var count: Int { value.withLock { $0 } }
    func increment() { value.withLock { $0 += 1 } }
}
