// A PostgreSQL server for tests: shared by the tests of a process or one's own, removed when the process ends.
package import EmbeddedPostgreSQL
import Foundation
import Logging
package import PostgreSQL
import Synchronization

/// A forgetful server on a Unix socket, and on a port of this machine where that is asked for.
package final class PrivateServer: Sendable {
    private let disposable: DisposableServer
    private let port: Int

    /// The server that tests share; it is started at first use, and not a child of any test.
    package static let shared = Task { try await startedAnew() }

    /// Starts a server of a test's own.
    ///
    /// - Parameters:
    ///   - connectionsMax: as many as tests that run at once need, several times over.
    ///   - changes: what is different from the usual settings.
    ///   - listensOnLoopback: whether it has a port as well, which TLS and `host` lines need.
    /// - Returns: the running server.
    /// - Throws: where PostgreSQL is missing or does not start: such a test fails, it is never skipped.
    package static func startedAnew(
        connectionsMax: Int = 200,
        changes: DisposableServer.Changes = DisposableServer.Changes(),
        listensOnLoopback: Bool = false
    ) async throws -> PrivateServer {
        var changes = changes
        let port = listensOnLoopback ? try SocketAddress.freePort() : 5_432
        changes.settings["port"] = "\(port)"
        if listensOnLoopback { changes.settings["listen_addresses"] = "127.0.0.1" }
        // Tests make roles as they like; only this account can enter the folder of the socket.
        changes.accessLines.append("local all all trust")
        let quiet = Logger(label: "private-server") { _ in SwiftLogNoOpLogHandler() }
        let disposable = try await DisposableServer.start(
            connectionsMax: connectionsMax,
            changes: changes,
            logger: quiet
        )
        let server = PrivateServer(disposable, port: port)
        RunningServers.shared.add(server)
        return server
    }

    private init(_ disposable: DisposableServer, port: Int) {
        self.disposable = disposable
        self.port = port
    }

    /// The folder of its socket.
    package var socketFolder: String { disposable.server.socketFolder }
    /// The version of PostgreSQL.
    package var version: String { disposable.server.version }
    /// The socket itself, for a ``SocketProxy``.
    package var socket: SocketAddress { .unix(folder: socketFolder, port: port) }
    /// The port on this machine, where it was asked for.
    package var loopback: SocketAddress { .loopback(port: port) }

    /// How to reach it.
    package func url(database: String = "postgres", user: String = "postgres") -> String {
        "host='\(socketFolder)' port=\(port) dbname='\(database)' user='\(user)'"
    }

    /// The usual configuration, with times fit for tests.
    package func configuration(
        connectionsMax: Int = 4,
        overrides: [String: String] = [:]
    ) throws -> DatabaseConfiguration {
        var configuration = DatabaseConfiguration(connection: try ConnectionSettings(url: url(), overrides: overrides))
        configuration.connectionsMax = connectionsMax
        configuration.waitMax = .seconds(20)
        configuration.closeGrace = .seconds(2)
        return configuration
    }

    /// Stops the server; `start()` is the way back.
    package func stop(_ manner: DisposableServer.Stop = .fast) async throws { try await disposable.stop(manner) }

    /// Starts the stopped server on the same folder.
    package func start() async throws { try await disposable.startAgain() }

    /// Ends the server and takes its folder away.
    package func remove() {
        if RunningServers.shared.take(self) { disposable.remove() }
    }

    /// Leaves the server running after this process, for a look at what a failed test left; the next run removes it.
    package func keepAfterExit() { _ = RunningServers.shared.take(self) }
}

/// The servers that have to go when the process exits, since tests have no last moment of their own.
private final class RunningServers: Sendable {
    static let shared = RunningServers()

    private let servers = Mutex<[PrivateServer]>([])

    private init() { atexit { RunningServers.shared.removeAll() } }

    func add(_ server: PrivateServer) { servers.withLock { $0.append(server) } }

    /// Whether it was still there.
    func take(_ server: PrivateServer) -> Bool {
        servers.withLock { servers in
            guard let index = servers.firstIndex(where: { $0 === server }) else { return false }
            servers.remove(at: index)
            return true
        }
    }

    private func removeAll() {
        for server in servers.withLock({ $0 }) { server.remove() }
    }
}
