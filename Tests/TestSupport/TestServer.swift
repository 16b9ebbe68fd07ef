// The private PostgreSQL of one test run: started when first needed, removed when the process exits.
import EmbeddedPostgreSQL
import Logging
import PostgreSQL
import PostgreSQLTestKit

/// The server all tests of this process share; each test has a database of its own in it, see ``TestDatabase``.
package struct TestServer: Sendable {
    /// More than four times as many as tests that run at once, each with a pool of its own.
    private static let connectionsMax = 300

    /// Makes and drops the databases of tests.
    let templates: TemplateDatabases
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
        let templates = TemplateDatabases(
            on: server,
            administration: Database(configuration, logger: quiet),
            prefix: "workup_",
            owner: ClusterRoles.owner
        )
        return TestServer(templates: templates, server: server)
    }

    /// The version of PostgreSQL.
    package var version: String { server.version }

    /// A connection string for a role in a database of this server.
    package func connectionString(role: String, database: String) -> String {
        server.url(database: database, user: role)
    }

    /// Where it listens.
    var socket: SocketAddress { server.socket }

    /// Leaves the server running after this process, for a look at a failed test's database.
    func keepAfterExit() { server.keepAfterExit() }
}
