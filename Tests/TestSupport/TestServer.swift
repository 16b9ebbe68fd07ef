// The private PostgreSQL of one test run: started when first needed, removed when the process exits.
import EmbeddedPostgreSQL
import Foundation
import Logging
import PostgreSQL
import Synchronization

/// The server all tests of this process share; each test has a database of its own in it, see ``TestDatabase``.
package struct TestServer: Sendable {
    /// More than four times as many as tests that run at once, each with a pool of its own.
    private static let connectionsMax = 300

    /// Connects as the superuser, for making and dropping databases.
    let administration: Database
    private let disposable: DisposableServer

    /// The running server; the first caller starts it.
    ///
    /// - Throws: where PostgreSQL is missing or does not start: such a test fails, it is never skipped.
    package static var shared: TestServer {
        get async throws { try await started.value }
    }

    /// Not a child of any test: cancelling the first test must not take the server from the others.
    private static let started = Task { try await start() }

    private static func start() async throws -> TestServer {
        let quiet = Logger(label: "test-server") { _ in SwiftLogNoOpLogHandler() }
        let disposable = try await DisposableServer.start(connectionsMax: connectionsMax, logger: quiet)
        var configuration = DatabaseConfiguration(
            connection: try ConnectionSettings(url: disposable.server.superuserConnectionString)
        )
        configuration.connectionsMax = 4
        configuration.waitMax = .seconds(60)
        AtExit.shared.keep(disposable)
        return TestServer(administration: Database(configuration, logger: quiet), disposable: disposable)
    }

    /// The version of PostgreSQL.
    package var version: String { disposable.server.version }

    /// A connection string for a role in a database of this server.
    package func connectionString(role: String, database: String) -> String {
        disposable.server.connectionString(role: role, database: database)
    }

    /// Leaves the server running after this process, for a look at a failed test's database.
    func keepAfterExit() { AtExit.shared.forget() }

    /// Runs one statement as the superuser.
    func administer(_ sql: String) async throws {
        try await administration.withConnection(keeping: true) { connection in
            _ = try await connection.executeScript(sql, timeout: .seconds(60))
        }
    }

    /// A name or text as an SQL literal, for statements that take no parameters.
    static func literal(_ text: String) -> String {
        "'" + text.replacing("'", with: "''") + "'"
    }
}

/// What is done when the process exits, since tests have no last moment of their own.
private final class AtExit: Sendable {
    static let shared = AtExit()

    private let server = Mutex<DisposableServer?>(nil)

    func keep(_ disposable: DisposableServer) {
        server.withLock { $0 = disposable }
        atexit { AtExit.shared.leave() }
    }

    func forget() { server.withLock { $0 = nil } }

    private func leave() {
        let last = server.withLock { $0.take() }
        last?.remove()
    }
}
