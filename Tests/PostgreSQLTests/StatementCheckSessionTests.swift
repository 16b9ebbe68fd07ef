// The check of a registry: what stays behind in a session, what ends a transaction, COPY, and types that are none.
@testable import PostgreSQL
import PostgreSQLTestKit
import Testing

@Suite("The statement check finds what would stay behind in a shared session", .usesServer, .timeLimit(.minutes(1)))
struct StatementCheckSessionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let sql: String
        /// What the finding says; nil where there is none.
        let says: String?
        var testDescription: String { sql }

        init(_ sql: String, _ says: String?) {
            self.sql = sql
            self.says = says
        }
    }

    static let all: [Case] = [
        Case("set search_path = public", "changes a setting"),
        Case("SET SESSION statement_timeout = 0", "changes a setting"),
        Case("set role postgres", "changes a setting"),
        Case("set session characteristics as transaction read only", "changes a setting"),
        Case("set local statement_timeout = 0", nil),
        Case("set transaction read only", nil),
        Case("set constraints all deferred", nil),
        Case("reset all", "changes a setting"),
        Case("select set_config('work_mem', '1MB', false)", "without `true`"),
        Case("select pg_catalog.set_config('work_mem', concat('1', 'MB'), not true)", "without `true`"),
        Case("select SET_CONFIG('work_mem', '1MB', (select false))", "without `true`"),
        Case("select set_config('work_mem', concat('1', 'MB'), true)", nil),
        Case("select 1 where 'set_config(a, b, false)' = '' -- set_config('a', 'b', false)", nil),
        Case("select pg_advisory_lock(1)", "pg_advisory_lock, whose lock stays"),
        Case("select pg_try_advisory_lock_shared(1, 2)", "pg_try_advisory_lock_shared, whose lock stays"),
        Case("select pg_advisory_unlock_all()", "pg_advisory_unlock_all, whose lock stays"),
        Case("select pg_advisory_xact_lock(1)", nil),
        Case("select pg_try_advisory_xact_lock(1)", nil),
        Case("begin", "begins or ends"), Case("start transaction", "begins or ends"),
        Case("/* x */ COMMIT", "begins or ends"), Case("end", "begins or ends"), Case("abort", "begins or ends"),
        Case("rollback", "begins or ends"), Case("prepare transaction 'x'", "begins or ends"),
        Case("rollback to savepoint s", nil), Case("savepoint s", nil), Case("release savepoint s", nil),
        Case("prepare p as select 1", "prepares a statement"),
        Case("deallocate all", "prepared by a name"), Case("discard all", "discards"), Case("discard temp", "discards"),
        Case("listen x", "listens"), Case("unlisten *", "listens"), Case("notify x", nil),
        Case("load 'plpgsql'", "loads a library"),
        Case("declare c cursor with hold for select 1", "keeps a cursor"),
        Case("create temp table kept (id integer)", "makes something temporary"),
        Case("create temporary view kept as select 1", "makes something temporary"),
        Case("create or replace local temp view kept as select 1", "makes something temporary"),
        Case("select 1 into temp kept", "makes something temporary"),
        Case("create temp table kept (id integer) on commit drop", nil),
        Case("create table temp (id integer)", nil),
        Case("copy pg_class to stdout", "is a COPY"),
    ]

    @Test("each way", arguments: all)
    func each(_ way: Case) {
        let problems = StatementCheck.sessionProblems(SQLWords(way.sql), nil)
        guard let says = way.says else {
            #expect(problems == [])
            return
        }
        #expect(problems.count == 1 && problems[0].contains(says), "\(problems)")
    }

    @Test("against a server, also through views and functions that are seen through")
    func server() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            let name = uniqueName("kept")
            try await script(
                """
                create function \(name)_inlined() returns text language sql
                    as $$ select set_config('work_mem', '1MB', false) $$;
                create view \(name)_view as select pg_try_advisory_lock(1) as locked;
                """,
                on: database
            )
            func void(_ name: String, _ sql: String) -> any AnyStatement {
                Statement<Void, Void>(name, sql, effect: .writes)
            }
            let statements: [any AnyStatement] = [
                void("bad.begin", "begin"), void("bad.set", "set work_mem = '1MB'"),
                void("bad.config", "select set_config('work_mem', '1MB', false)"),
                void("good.local", "select set_config('work_mem', '1MB', true)"),
                Statement<Void, String?>("bad.inlined", "select \(name)_inlined()"),
                Statement<Void, Bool?>("bad.view", "select locked from \(name)_view"),
            ]
            let found = try await StatementCheck.run(statements, on: database)
            let names = ["bad.begin", "bad.set", "bad.config", "bad.inlined", "bad.view"]
            #expect(Set(found.map(\.statement)) == Set(names), "\(found)")
            #expect(found.contains { $0.statement == "bad.inlined" && $0.problem.contains("set_config") }, "\(found)")
            #expect(found.contains { $0.statement == "bad.view" && $0.problem.contains("pg_try_advisory_lock, whose") })
        }
    }

    @Test("COPY statements are held against the schema by what stands in for them, and against the session")
    func copies() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            let table = uniqueName("copied")
            try await script("create table \(table) (id bigint, list text[])", on: database)
            let found = try await StatementCheck.run(
                [
                    CopyIn<(Int, [String])>("good.in", into: table, columns: ["id", "list"]),
                    CopyOut("good.out", of: "select id from \(table)"),
                    CopyIn<(String, [String])>("bad.in", into: table, columns: ["id", "list"]),
                    CopyIn<(Int, [[String]])>("bad.nested", into: table, columns: ["id", "list"]),
                    CopyOut("bad.out", of: "select set_config('work_mem', '1MB', false)"),
                ],
                on: database
            )
            #expect(Set(found.map(\.statement)) == ["bad.in", "bad.nested", "bad.out"], "\(found)")
        }
    }

    @Test("an array of arrays is a finding, is never sent, and is never read")
    func nested() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            let sends = Statement<[[String]], Int>("nested.sends", "select cardinality($1::text[])", nonNull: .all)
            let reads = Statement<Void, [[String]]>("nested.reads", "select '{{a},{b}}'::text[]", nonNull: .all)
            let found = try await StatementCheck.run([sends, reads], on: database)
            #expect(found.map(\.statement) == ["nested.sends", "nested.reads"])
            #expect(found[0].problem.contains("text[][], which has no type"))
            #expect(found[1].problem.contains("read as text[][]"))
            let sent = await #expect(throws: PostgreSQLError.self) { try await database.find(sends([["a"], ["b"]])) }
            #expect(sent?.category == .encoding && sent?.description.contains("$1") == true)
            let read = await #expect(throws: PostgreSQLError.self) { try await database.find(reads()) }
            #expect(read?.category == .decoding)
            // Also behind an optional element, where the array is empty, and where it is a wrapped one.
            for value in [[[]], [nil, ["a"]]] as [[[String]?]] {
                let statement = Statement<[[String]?], Int>("nested.optional", "select cardinality($1::text[])")
                let error = await #expect(throws: PostgreSQLError.self) { try await database.find(statement(value)) }
                #expect(error?.category == .encoding)
            }
        }
    }
}
