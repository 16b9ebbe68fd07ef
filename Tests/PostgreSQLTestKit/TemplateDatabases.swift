// Databases that are copies of a template, which is built once and recognised by what it was built from.
package import PostgreSQL

/// What a template database holds, and how it is made.
package struct DatabaseTemplate: Sendable {
    /// All text the result depends on, such as migrations.
    let texts: [String]
    /// Fills the empty database of a name and closes every connection to it again.
    let fill: @Sendable (_ database: String) async throws -> Void

    /// A template made from these texts by this way of filling a database.
    package init(texts: [String], fill: @escaping @Sendable (_ database: String) async throws -> Void) {
        self.texts = texts
        self.fill = fill
    }

    /// What tells it from others, from its texts and the server's version.
    func fingerprint(serverVersion: String) -> String {
        // FNV-1a: nobody attacks this, it only has to differ when a text does.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for text in [serverVersion] + texts {
            for byte in Array(text.utf8) + [0] {
                hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
            }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Makes copies of templates in one private server; each template is built by whoever needs it first.
package actor TemplateDatabases {
    private let administration: Database
    private let serverVersion: String
    private let prefix: String
    private let owner: String
    private var built: [String: Task<Void, any Error>] = [:]
    private var lastNumber = 0

    /// - Parameters:
    ///   - server: where the databases are: one of a test's own, so that nothing else can be dropped.
    ///   - administration: connects to it as a superuser.
    ///   - prefix: what the names of all databases begin with; lower-case letters and underscores.
    ///   - owner: the role that owns them.
    package init(on server: PrivateServer, administration: Database, prefix: String, owner: String = "postgres") {
        self.administration = administration
        serverVersion = server.version
        self.prefix = prefix
        self.owner = owner
    }

    /// Makes a copy.
    /// - Returns: its name.
    /// - Throws: what building the template throws, or what the server says.
    package func clone(of template: DatabaseTemplate) async throws -> String {
        let source = try await name(of: template)
        lastNumber += 1
        let name = "\(prefix)test_\(lastNumber)"
        // Of a few megabytes, the files are copied sooner than their changes are logged.
        try await administer("create database \(name) template \(source) owner \(owner) strategy file_copy")
        return name
    }

    /// Drops a copy, whoever is connected to it.
    /// - Throws: what the server says.
    package func drop(_ name: String) async throws {
        precondition(name.hasPrefix("\(prefix)test_"), "only a test's database may be dropped")
        try await administer("drop database \(name) with (force)")
    }

    private func administer(_ sql: String) async throws {
        try await administration.withConnection(keeping: true) { connection in
            _ = try await connection.executeScript(sql, timeout: .seconds(60))
        }
    }

    /// The name of the finished template.
    private func name(of template: DatabaseTemplate) async throws -> String {
        let name = "\(prefix)template_\(template.fingerprint(serverVersion: serverVersion))"
        // Not a child of the test that happens to come first.
        let task = built[name] ?? Task { try await build(template, name: name) }
        built[name] = task
        try await task.value
        return name
    }

    /// Builds under an advisory lock, so that two builders of one name never meet; marked as a template last, so that
    /// one left half-built is recognised and made anew.
    private func build(_ template: DatabaseTemplate, name: String) async throws {
        try await administration.withConnection { [owner] connection in
            _ = try await connection.executeScript("select pg_advisory_lock(hashtextextended('\(name)', 0))")
            let found = try await connection.executeScript(
                "select datistemplate from pg_database where datname = '\(name)'"
            )
            if let row = found.first?.rows.first {
                if row.first == "t" { return }
                _ = try await connection.executeScript("drop database \(name) with (force)")
            }
            _ = try await connection.executeScript("create database \(name) owner \(owner)")
            try await template.fill(name)
            // Cloning fails while anyone is connected, so nobody may be from now on.
            _ = try await connection.executeScript(
                "alter database \(name) with is_template true allow_connections false"
            )
        }
    }
}
