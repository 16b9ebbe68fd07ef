// The check of a registry against a real schema.
import Foundation
import PostgreSQL
import PostgreSQLTestKit
import Testing

@Suite("The statement check finds what does not fit", .usesServer, .timeLimit(.minutes(1)))
struct StatementCheckTests {
    @Test("types, columns, nullability, syntax and names")
    func finds() async throws {
        try await withDatabase(connectionsMax: 2) { database in
            let table = uniqueName("checked")
            try await script(
                "create table \(table) (id uuid primary key, code text not null, note text, level integer not null)",
                on: database
            )
            let good: [any AnyStatement] = [
                Statement<UUID, (UUID, String, String?)>(
                    "good.row",
                    "select id, code, note from \(table) where id = $1"
                ),
                Statement<Void, Int>("good.count", "select count(*) from \(table)", nonNull: .columns(["count"])),
                Statement<(UUID, String), Void>(
                    "good.insert",
                    "insert into \(table) (id, code, level) values ($1, $2, 0)"
                ),
                Statement<Void, Int32?>("good.outer", "select b.level from \(table) a left join \(table) b on false"),
                Statement<([UUID], [String]), Void>(
                    "good.bulk",
                    "insert into \(table) (id, code, level) select i, c, 0 from unnest($1, $2) u(i, c)"
                ),
            ]
            #expect(try await StatementCheck.run(good, on: database) == [])
            let bad: [any AnyStatement] = [
                Statement<UUID, (UUID, Int32)>("bad.type", "select id, code from \(table) where id = $1"),
                Statement<UUID, String>("bad.null", "select note from \(table) where id = $1"),
                Statement<UUID, String>("bad.count", "select id, code from \(table) where id = $1"),
                Statement<Void, Int>("bad.expression", "select count(*) from \(table)"),
                Statement<String, Void>("bad.parameter", "delete from \(table) where id = $1"),
                Statement<Void, String>("bad.column", "select nothing from \(table)"),
                Statement<Void, Void>("bad.twice", "select 1"),
                Statement<Void, Void>("bad.twice", "select 2"),
            ]
            let mismatches = try await StatementCheck.run(bad, on: database)
            #expect(
                mismatches.map(\.statement) == [
                    "bad.twice", "bad.type", "bad.null", "bad.count", "bad.expression", "bad.parameter", "bad.column",
                ]
            )
            #expect(mismatches[1].problem == "column 2 (code) has type 25, read as integer")
            #expect(mismatches[2].problem == "column 1 (note) may be null, read as not optional")
            #expect(mismatches[3].problem == "has 2 columns, 1 are read")
            #expect(mismatches[6].problem.contains("42703"))
        }
    }
}
