// The migrated database every test's own is a copy of: built once, recognised by what it was built from.
import EmbeddedPostgreSQL
import PostgreSQLTestKit

/// How the template of the test databases is made, and from what.
package struct TestTemplate: Sendable {
    /// All text the result depends on: migrations, views, functions.
    let texts: [String]
    /// Migrates the empty database behind a connection string and closes every connection again.
    let migrate: @Sendable (_ ownerConnectionString: String) async throws -> Void

    /// A template made from these texts by this way of migrating.
    package init(
        texts: [String],
        migrate: @escaping @Sendable (_ ownerConnectionString: String) async throws -> Void
    ) {
        self.texts = texts
        self.migrate = migrate
    }

    /// A database without anything in it.
    package static let empty = TestTemplate(texts: []) { _ in }

    /// As the test kit builds and copies it.
    func databaseTemplate(on server: TestServer) -> DatabaseTemplate {
        DatabaseTemplate(texts: texts) { [migrate] name in
            try await migrate(server.connectionString(role: ClusterRoles.owner, database: name))
        }
    }
}
