// One test's own database: cloned from the template, leased for the test, dropped after success, kept after failure.
import EmbeddedPostgreSQL
import Foundation
package import PostgreSQL
import PostgreSQLTestKit

/// A database that belongs to one test, or to one suite.
package struct TestDatabase: Sendable {
    /// The database of the test that runs now, nil where it asked for none.
    @TaskLocal package static var current: TestDatabase?

    /// The database's name in the test server.
    package let name: String
    /// Connects as the service does: a role that owns nothing, so grants and row-level security are tested too.
    package let connectionString: String
    /// Connects as the role that owns the tables, for migrations and for arranging what the service may not.
    package let ownerConnectionString: String
    /// Connects as the superuser, for looking at what neither may see and for doing what nobody should.
    package let superuserConnectionString: String

    /// A client for the superuser.
    package func superuserSettings() throws -> DatabaseConfiguration {
        Self.small(DatabaseConfiguration(connection: try ConnectionSettings(url: superuserConnectionString)))
    }

    /// A client for the service's role.
    package func settings() throws -> DatabaseConfiguration {
        Self.small(DatabaseConfiguration(connection: try ConnectionSettings(url: connectionString)))
    }

    /// A client for the owner's role.
    package func ownerSettings() throws -> DatabaseConfiguration {
        Self.small(DatabaseConfiguration(connection: try ConnectionSettings(url: ownerConnectionString)))
    }

    /// The login of the service.
    static let serviceLogin = ClusterRoles.service

    /// Many tests run at once against one server.
    private static func small(_ configuration: DatabaseConfiguration) -> DatabaseConfiguration {
        var configuration = configuration
        configuration.connectionsMax = 4
        return configuration
    }

    /// Runs `body` with a clone of the template; the clone is dropped after success and kept after failure.
    ///
    /// - Parameters:
    ///   - template: what the database holds.
    ///   - body: the test; it returns whether it succeeded, since a failed expectation is not thrown.
    /// - Throws: what `body` throws, or why there is no database.
    package static func withClone(
        of template: TestTemplate,
        _ body: (TestDatabase) async throws -> Bool
    ) async throws {
        let server = try await TestServer.shared
        try await Slots.clones.withSlot {
            let database = try await clone(template, on: server)
            do {
                if try await body(database) {
                    try await database.drop(on: server)
                } else {
                    database.keep(on: server)
                }
            } catch {
                database.keep(on: server)
                throw error
            }
        }
    }

    private static func clone(_ template: TestTemplate, on server: TestServer) async throws -> TestDatabase {
        let name = try await server.templates.clone(of: template.databaseTemplate(on: server))
        return TestDatabase(
            name: name,
            connectionString: server.connectionString(role: ClusterRoles.service, database: name),
            ownerConnectionString: server.connectionString(role: ClusterRoles.owner, database: name),
            superuserConnectionString: server.connectionString(role: "postgres", database: name)
        )
    }

    /// Only ever a test's database, only ever on a socket of this machine.
    private func drop(on server: TestServer) async throws {
        precondition(connectionString.hasPrefix("host='/"), "only a local server's databases may be dropped")
        try await server.templates.drop(name)
    }

    private func keep(on server: TestServer) {
        server.keepAfterExit()
        let line = "kept for a look, until the next test run: psql \"\(ownerConnectionString)\"\n"
        FileHandle.standardError.write(Data(line.utf8))
    }
}

extension Slots {
    /// How many clones exist at once; a test beyond that waits its turn.
    static let clones = Slots(count: 24)
}
