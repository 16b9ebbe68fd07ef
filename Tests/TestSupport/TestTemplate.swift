// The migrated database every test's own is a copy of: built once, recognised by what it was built from.
import EmbeddedPostgreSQL
import PostgreSQL
import Synchronization

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

    /// The template's name, from its texts and the server's version.
    func name(serverVersion: String) -> String {
        // FNV-1a: nobody attacks this, it only has to differ when a text does.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for text in [serverVersion] + texts {
            for byte in Array(text.utf8) + [0] {
                hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
            }
        }
        let digits = String(hash, radix: 16)
        return Self.namePrefix + String(repeating: "0", count: 16 - digits.count) + digits
    }

    static let namePrefix = "workup_template_"
}

/// The templates of this process, each built by the first test that needs it.
actor TestTemplates {
    static let shared = TestTemplates()

    private var built: [String: Task<String, any Error>] = [:]

    /// The name of the finished template.
    func name(of template: TestTemplate, on server: TestServer) async throws -> String {
        let name = template.name(serverVersion: server.version)
        if let task = built[name] { return try await task.value }
        // Not a child of the test that happens to come first.
        let task = Task {
            try await Self.build(template, name: name, on: server)
            return name
        }
        built[name] = task
        return try await task.value
    }

    /// Builds under an advisory lock, so that two builders of one name never meet; marked as a template last, so that
    /// one left half-built is recognised and made anew.
    private static func build(_ template: TestTemplate, name: String, on server: TestServer) async throws {
        try await server.administration.withConnection { connection in
            let key = TestServer.literal(name)
            _ = try await connection.executeScript("select pg_advisory_lock(hashtextextended(\(key), 0))")
            let found = try await connection.executeScript(
                "select datistemplate from pg_database where datname = \(key)"
            )
            if let row = found.first?.rows.first {
                if row.first == "t" { return }
                _ = try await connection.executeScript("drop database \(name) with (force)")
            }
            _ = try await connection.executeScript("create database \(name) owner \(ClusterRoles.owner)")
            try await template.migrate(server.connectionString(role: ClusterRoles.owner, database: name))
            // Cloning fails while anyone is connected, so nobody may be from now on.
            _ = try await connection.executeScript(
                "alter database \(name) with is_template true allow_connections false"
            )
        }
    }
}
