// Errors of each class, as callers meet them.
import PostgreSQL
import PostgreSQLTestKit
import Testing

@Suite("Errors say what kind they are and never show values", .usesServer, .timeLimit(.minutes(1)))
struct ErrorTests {
    @Test("constraint violations name their constraint, table and column, not the value")
    func constraints() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            let table = uniqueName("constraints")
            try await script(
                """
                create table \(table) (id integer constraint \(table)_key primary key, name text not null,
                    age integer constraint \(table)_age_check check (age > 0),
                    parent integer constraint \(table)_parent_fkey references \(table),
                    span int4range constraint \(table)_span_excl , constraint \(table)_excl exclude using gist (span with &&))
                """.replacing("constraint \(table)_span_excl ", with: ""),
                on: database
            )
            let insert = Statement<(Int32, String?, Int32, Int32?, String?), Void>(
                "error.insert",
                "insert into \(table) values ($1, $2, $3, $4, $5::int4range)"
            )
            try await database.execute(insert(1, "secret-name", 1, nil, "[1,5)"))
            let unique = await #expect(throws: PostgreSQLError.self) {
                try await database.execute(insert(1, "secret-name", 1, nil, nil))
            }
            #expect(unique?.isUniqueViolation(of: "\(table)_key") == true)
            #expect(unique?.isUniqueViolation(of: "other") == false)
            #expect(unique?.category == .constraint)
            #expect(unique?.table == table)
            #expect(unique?.statement == "error.insert")
            let null = await #expect(throws: PostgreSQLError.self) {
                try await database.execute(insert(2, nil, 1, nil, nil))
            }
            #expect(null?.isNotNullViolation(of: "name") == true)
            #expect(null?.description.contains("secret") == false)
            let check = await #expect(throws: PostgreSQLError.self) {
                try await database.execute(insert(2, "secret-name", -7, nil, nil))
            }
            #expect(check?.isCheckViolation(of: "\(table)_age_check") == true)
            #expect(check?.description.contains("secret") == false)
            #expect(check?.debugDescription.contains("secret-name") == true)
            let foreign = await #expect(throws: PostgreSQLError.self) {
                try await database.execute(insert(2, "n", 1, 99, nil))
            }
            #expect(foreign?.isForeignKeyViolation(of: "\(table)_parent_fkey") == true)
            let exclusion = await #expect(throws: PostgreSQLError.self) {
                try await database.execute(insert(3, "n", 1, nil, "[2,3)"))
            }
            #expect(exclusion?.isExclusionViolation(of: "\(table)_excl") == true)
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let sql: String
        let category: PostgreSQLError.Category
        let state: SQLState
        var testDescription: String { name }
    }

    @Test(
        "server errors fall into categories",
        arguments: [
            Case(name: "syntax", sql: "selec 1", category: .syntax, state: .syntaxError),
            Case(name: "column", sql: "select nothing from pg_class", category: .syntax, state: .undefinedColumn),
            Case(name: "table", sql: "select 1 from nowhere", category: .syntax, state: .undefinedTable),
            Case(name: "data", sql: "select 1 / 0", category: .data, state: SQLState(rawValue: "22012")),
            Case(name: "timeout", sql: "select pg_sleep(9)", category: .timeout, state: .queryCanceled),
            Case(
                name: "raised",
                sql: "do $$ begin raise exception 'x' using errcode = 'W0001'; end $$",
                category: .server,
                state: SQLState(rawValue: "W0001")
            ),
        ]
    )
    func categories(_ example: Case) async throws {
        try await withDatabase(connectionsMax: 1, { $0.statementTimeout = .milliseconds(200) }) {
            database async throws in
            let statement = Statement<Void, Void>("error.case", example.sql)
            let error = await #expect(throws: PostgreSQLError.self) { try await database.execute(statement()) }
            #expect(error?.category == example.category)
            #expect(error?.sqlState == example.state)
            #expect(error?.statement == "error.case")
            // The connection is as good as new.
            #expect(try await database.find(Statement<Void, Int32>("error.after", "select 1")()) == 1)
            #expect(database.connectionCount == 1)
        }
    }

    /// Each way to the server, with a fault at the same place of the same SQL.
    enum Place: CaseIterable, Sendable {
        case unit, inUnit, transaction, connection, rows, copyOut, script
    }

    @Test("a position counts in the SQL as it was written", arguments: Place.allCases)
    func position(_ place: Place) async throws {
        // Not ASCII: a position counts characters.
        let sql = "select 'größer', nope"
        try await withDatabase(connectionsMax: 1) { database async throws in
            let statement = Statement<Void, String>("error.größe", sql, nonNull: .all, effect: .reads)
            let one = Statement<Void, Int32>("error.one", "select 1", nonNull: .all)
            let error = await #expect(throws: PostgreSQLError.self) {
                switch place {
                case .unit: _ = try await database.fetchAll(statement())
                case .inUnit: _ = try await database.run(one(), statement(), one())
                case .transaction: _ = try await database.transaction { try await $0.fetchAll(statement()) }
                case .connection: _ = try await database.withConnection { try await $0.fetchAll(statement()) }
                case .rows: try await database.stream(statement()) { rows in for try await _ in rows {} }
                case .copyOut:
                    try await database.copyOut(CopyOut("error.größe", of: sql)) { chunks in
                        for try await _ in chunks {}
                    }
                case .script: _ = try await database.withConnection { try await $0.executeScript(sql) }
                }
            }
            #expect(error?.sqlState == .undefinedColumn)
            #expect(error?.position == (place == .copyOut ? "copy (".count : 0) + "select 'größer', n".count)
        }
    }

    @Test("a value in the server's message stays out of the description")
    func values() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            let cast = Statement<String, Void>("error.cast", "select $1::text::integer")
            let error = await #expect(throws: PostgreSQLError.self) {
                try await database.execute(cast("123456782-secret"))
            }
            #expect(error?.category == .data)
            #expect(error?.description.contains("123456782") == false)
            #expect(error?.debugDescription.contains("123456782") == true)
        }
    }

    @Test("a missing row is not found, several rows where one is read are a fault")
    func cardinality() async throws {
        try await withDatabase(connectionsMax: 1) { database async throws in
            let rows = Statement<Int32, Int32>("error.rows", "select generate_series(1, $1)", nonNull: .all)
            #expect(try await database.fetchOne(rows(0)) == nil)
            #expect(try await database.fetchOne(rows(1)) == 1)
            #expect(try await database.fetchAll(rows(3)) == [1, 2, 3])
            let missing = await #expect(throws: PostgreSQLError.self) { try await database.find(rows(0)) }
            #expect(missing?.category == .notFound)
            let many = await #expect(throws: PostgreSQLError.self) { try await database.find(rows(2)) }
            #expect(many?.category == .decoding)
        }
    }

    @Test("a write in a read-only transaction, a role without rights")
    func rights() async throws {
        try await withDatabase { database in
            let create = Statement<Void, Void>("error.create", "create table \(uniqueName("never")) ()")
            let readOnly = await #expect(throws: PostgreSQLError.self) {
                try await database.transaction(access: .readOnly) { try await $0.execute(create()) }
            }
            #expect(readOnly?.category == .readOnly)
            let role = uniqueName("role")
            try await script("create role \(role) login", on: database)
            var configuration = try await PrivateServer.shared.value.configuration(overrides: ["user": role])
            configuration.connectionsMax = 1
            try await Database.withDatabase(configuration) { other in
                let denied = await #expect(throws: PostgreSQLError.self) {
                    try await other.execute(Statement<Void, Void>("error.denied", "select * from pg_authid")())
                }
                #expect(denied?.category == .permission)
            }
        }
    }

    @Test("limits are checked before anything is sent")
    func limits() async throws {
        try await withDatabase(
            connectionsMax: 1,
            {
                $0.statementsPerUnitMax = 3
                $0.parameterBytesPerUnitMax = 100
                $0.resultBytesPerUnitMax = 100_000
            }
        ) { database async throws in
            let echo = Statement<String, String>("error.echo", "select $1", nonNull: .all)
            var batch = StatementBatch()
            for _ in 0..<4 { batch.add(echo("x")) }
            let tooMany = await #expect(throws: PostgreSQLError.self) { try await database.run(batch) }
            #expect(tooMany?.category == .limit)
            let tooLong = await #expect(throws: PostgreSQLError.self) {
                try await database.find(echo(String(repeating: "x", count: 101)))
            }
            #expect(tooLong?.category == .limit)
            let large = Statement<Int32, String>("error.large", "select repeat('x', $1)", nonNull: .all)
            let tooLarge = await #expect(throws: PostgreSQLError.self) { try await database.find(large(1_000_000)) }
            #expect(tooLarge?.category == .limit)
            #expect(try await database.find(large(3)) == "xxx")
        }
    }
}
