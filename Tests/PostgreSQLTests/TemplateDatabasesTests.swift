// The test kit's copies of a template: apart from each other, of a template that is built once.
import PostgreSQL
import PostgreSQLTestKit
import Testing

@Suite("Databases that are copies of a template", .usesServer, .timeLimit(.minutes(1)))
struct TemplateDatabasesTests {
    private static let add = Statement<String, Void>("template.add", "insert into note values ($1)")
    private static let all = Statement<Void, String>(
        "template.all",
        "select text from note order by text",
        nonNull: .all
    )

    @Test("copies are apart, their template is built once, and again where it was left half-built")
    func copies() async throws {
        let server = try await PrivateServer.shared.value
        let administration = Database(try server.configuration())
        let prefix = uniqueName("copied") + "_"
        @Sendable func open(_ name: String) throws -> DatabaseConfiguration {
            DatabaseConfiguration(connection: try ConnectionSettings(url: server.url(database: name)))
        }
        let builds = Counter()
        let template = DatabaseTemplate(texts: [prefix]) { name in
            builds.increment()
            _ = try await Database.withDatabase(try open(name)) { database in
                try await script("create table note (text text); insert into note values ('template')", on: database)
            }
            if builds.count == 1 { throw Interrupted() }
        }
        let first = TemplateDatabases(on: server, administration: administration, prefix: prefix)
        await #expect(throws: Interrupted.self) { try await first.clone(of: template) }
        // As another process would find it.
        let second = TemplateDatabases(on: server, administration: administration, prefix: prefix)
        let names = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<3 { group.addTask { try await second.clone(of: template) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(names).count == 3 && builds.count == 2)
        for name in names {
            try await Database.withDatabase(try open(name)) { database async throws in
                try await database.execute(Self.add("of \(name)"))
                #expect(try await database.fetchAll(Self.all()) == ["of \(name)", "template"])
            }
            try await second.drop(name)
        }
        await administration.close()
    }

    private struct Interrupted: Error {}
}
