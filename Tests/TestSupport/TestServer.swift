// The private PostgreSQL of one test run: started when first needed, removed when the process exits.
import Logging
import PostgreSQL
import PostgreSQLTestKit

/// The server all tests of this process share; each test has a database of its own in it, see ``TestDatabase``.
package struct TestServer: Sendable {
    /// More than four times as many as tests that run at once, each with a pool of its own.
    private static let connectionsMax = 300

    /// Connects as the superuser, for making and dropping databases.
    let administration: Database
    private let server: PrivateServer

    /// The running server; the first caller starts it.
    ///
    /// - Throws: where PostgreSQL is missing or does not start: such a test fails, it is never skipped.
    package static var shared: TestServer {
        get async throws { try await started.value }
    }

    /// Not a child of any test: cancelling the first test must not take the server from the others.
    private static let started = Task { try await start() }

    private static func start() async throws -> TestServer {
        let server = try await PrivateServer.startedAnew(connectionsMax: connectionsMax)
        var configuration = try server.configuration()
        configuration.waitMax = .seconds(60)
        let quiet = Logger(label: "test-server") { _ in SwiftLogNoOpLogHandler() }
        return TestServer(administration: Database(configuration, logger: quiet), server: server)
    }

    /// The version of PostgreSQL.
    package var version: String { server.version }

    /// A connection string for a role in a database of this server.
    package func connectionString(role: String, database: String) -> String {
        server.url(database: database, user: role)
    }

    /// Leaves the server running after this process, for a look at a failed test's database.
    func keepAfterExit() { server.keepAfterExit() }

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
