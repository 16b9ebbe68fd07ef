// Migrations: applied once, refused where they do not fit, from nothing to the present schema.
import PostgreSQL
import TestSupport
import Testing

@testable import Records

@Suite("Migrating")
struct MigrationTests {
    private static let first = ["migrations/0001_a.sql": "create table a (x integer);"]
    private static let both = first.merging(["migrations/0002_b.sql": "create table b (x integer);"]) { $1 }

    @Test("does nothing the second time", .database(.empty))
    func twice() async throws {
        try await withMigrator(Self.both) { migrator in
            let seen1 = try await migrator.up()
            #expect(seen1.pending.map(\.version) == [1, 2])
            let seen2 = try await migrator.up()
            #expect(seen2.pending.isEmpty)
            let seen3 = try await migrator.status()
            #expect(seen3.isCurrent)
        }
    }

    @Test("applies only what is new, in order", .database(.empty))
    func continues() async throws {
        try await withMigrator(Self.first) { try await $0.up() }
        try await withMigrator(Self.both) { migrator in
            let seen4 = try await migrator.status()
            #expect(seen4.pending.map(\.name) == ["b"])
            try await migrator.up()
            let seen5 = try await migrator.status()
            #expect(seen5.currentVersion == 2)
        }
    }

    @Test("refuses a schema newer than the program", .database(.empty))
    func newer() async throws {
        try await withMigrator(Self.both) { try await $0.up() }
        try await withMigrator(Self.first) { migrator in
            await #expect(throws: MigrationError.newerSchema(found: 2, known: 1)) { try await migrator.up() }
        }
    }

    @Test("refuses a migration whose text changed after it was applied", .database(.empty))
    func changed() async throws {
        try await withMigrator(Self.first) { try await $0.up() }
        try await withMigrator(["migrations/0001_a.sql": "create table a (y integer);"]) { migrator in
            await #expect(throws: MigrationError.changedMigration(version: 1, name: "a")) { try await migrator.up() }
        }
    }

    @Test("leaves nothing behind of a migration that failed", .database(.empty))
    func failed() async throws {
        let broken = Self.first.merging(["migrations/0002_b.sql": "create table b (x integer); select nonsense;"]) {
            $1
        }
        try await withMigrator(broken) { migrator in
            await #expect(throws: PostgreSQLError.self) { try await migrator.up() }
            let seen6 = try await migrator.status()
            #expect(seen6.currentVersion == 1)
        }
        try await withMigrator(Self.both) { migrator in
            try await migrator.up()
            let seen7 = try await migrator.status()
            #expect(seen7.isCurrent)
        }
    }

    @Test("puts a changed function in place again", .database(.empty))
    func functions() async throws {
        func files(_ number: Int) -> [String: String] {
            ["functions/f.sql": "create or replace function f() returns integer language sql as 'select \(number)';"]
        }
        try await withMigrator(files(1)) { try await $0.up() }
        try await withMigrator(files(2)) { migrator in
            let seen8 = try await migrator.status()
            #expect(seen8.changedObjects.map(\.path) == ["functions/f.sql"])
            try await migrator.up()
            let seen9 = try await migrator.status()
            #expect(seen9.isCurrent)
        }
    }

    @Test("gives way to who holds what it needs, and lets others through meanwhile", .database(.empty))
    func givesWay() async throws {
        try await withMigrator(Self.first) { try await $0.up() }
        let settings = try #require(TestDatabase.current).ownerSettings()
        let changing = Self.first.merging(["migrations/0002_b.sql": "alter table a add column y integer;"]) { $1 }
        try await Database.withDatabase(settings, logger: .quiet) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                try await database.withConnection { reader in
                    try await reader.executeScript("begin; select x from a;")
                    group.addTask { try await withMigrator(changing) { try await $0.up() } }
                    // The migration waits for the reader by now; whoever comes after it is not kept longer than it waits.
                    try await Task.sleep(for: .milliseconds(300))
                    let clock = ContinuousClock()
                    let begun = clock.now
                    for _ in 0..<10 {
                        try await database.withConnection { try await $0.executeScript("select x from a;") }
                        try await Task.sleep(for: .milliseconds(100))
                    }
                    #expect(clock.now - begun < .seconds(8))
                    try await reader.executeScript("commit;")
                }
                try await group.waitForAll()
            }
        }
        try await withMigrator(changing) { migrator in
            let seen = try await migrator.status()
            #expect(seen.isCurrent)
        }
    }

    @Test("gives tokens from before every scope and an end, and marks them", .database(.empty))
    func tokensFromBefore() async throws {
        let all = EmbeddedTexts.below("sql")
        let first = all.filter { $0.key.hasPrefix("migrations/0001_") }
        try await withMigrator(first) { try await $0.up() }
        let database = try #require(TestDatabase.current)
        try await database.asOwner(
            """
            insert into organisation values ('00000000-0000-7000-8000-000000000001', 'A', 'A', 'regionalHospital', 1, now());
            insert into app_user (id, login, name, role, organisation_id, version, created_at)
                values ('00000000-0000-7000-8000-000000000002', 'a', 'A', 'nurse',
                    '00000000-0000-7000-8000-000000000001', 1, now());
            insert into api_token (id, user_id, name, token_hash, created_at, expires_at)
                select gen_random_uuid(), '00000000-0000-7000-8000-000000000002', n, sha256(n::bytea), now(), e
                from (values ('never', null), ('soon', now() + interval '1 day')) t (n, e);
            """
        )
        try await withMigrator(first.merging(all.filter { $0.key.hasPrefix("migrations/0015_") }) { $1 }) {
            try await $0.up()
        }
        let rows = try await database.ownerRows(
            """
            select name, extract(day from expires_at - created_at)::int, scopes::text, is_from_before
            from api_token order by name
            """
        )
        let scopes = "{read,write,accounts,audit}"
        #expect(rows == [["never", "90", scopes, "t"], ["soon", "1", scopes, "t"]])
    }

    @Test("lets one of two at once do the work, and the other find it done", .database(.empty))
    func concurrently() async throws {
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    var count = 0
                    try await withMigrator(Self.both) { count = try await $0.up().pending.count }
                    return count
                }
            }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(counts.sorted() == [0, 0, 0, 2])
    }
}

/// A migrator of the test's database with other files than the program's.
private func withMigrator(_ texts: [String: String], _ body: (Migrator) async throws -> Void) async throws {
    let settings = try #require(TestDatabase.current).ownerSettings()
    let database = Database(settings, logger: .quiet)
    do {
        try await body(Migrator(database: database, files: SchemaFiles(texts: texts), logger: .quiet))
    } catch {
        await database.close()
        throw error
    }
    await database.close()
}
