// No description of an error holds a value, whatever class the error is of; the debug description does.
import PostgreSQL
import PostgreSQLTestKit
import Testing

/// A value that must not be seen; unlike anything else in an error, and the same where the server makes a name of it.
private let canary = "canary4711"

@Suite("Values stay out of the descriptions of errors", .usesServer, .timeLimit(.minutes(1)))
struct ErrorPrivacyTests {
    private func expectHidden(
        _ error: PostgreSQLError?,
        _ note: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard let error else { return }
        #expect(!error.description.contains(canary), "\(note): \(error)", sourceLocation: sourceLocation)
        #expect("\(error)" == error.description, sourceLocation: sourceLocation)
        #expect(!error.localizedDescriptionHolds(canary), "\(note)", sourceLocation: sourceLocation)
        #expect(error.debugDescription.contains(canary), "\(note): nothing was hidden", sourceLocation: sourceLocation)
    }

    /// All classes of Appendix A of PostgreSQL's manual, and some of our own making.
    static let codes = [
        "03000", "08000", "08006", "09000", "0A000", "0B000", "0F000", "0L000", "0P000", "0Z000", "20000", "21000",
        "22000", "22P02", "23000", "23505", "23514", "24000", "25000", "25006", "25P02", "26000", "27000", "28000",
        "28P01", "2B000", "2D000", "2F000", "34000", "38000", "39000", "3B000", "3D000", "3F000", "40000", "40001",
        "40P01", "42000", "42501", "42601", "42703", "42P01", "42P18", "44000", "53000", "53100", "53300", "54000",
        "55000", "55P03", "57000", "57014", "57P03", "58000", "58P01", "72000", "F0000", "HV000", "P0001", "P0003",
        "XX000", "XX001", "W0001",
    ]

    @Test("whatever a function raises, in every field that it can fill")
    func raised() async throws {
        let statement = Statement<(String, String), Void>(
            "privacy.raise",
            "select pg_temp.raise_with($1, $2)",
            effect: .writes
        )
        try await withDatabase(connectionsMax: 1) { database in
            for code in Self.codes {
                // A lease for each: some codes are those of a lost connection, and end it.
                try await database.withConnection { connection in
                    try await connection.executeScript(Self.raising)
                    let error = await #expect(throws: PostgreSQLError.self) {
                        try await connection.execute(statement(code, canary))
                    }
                    #expect(error?.sqlState == SQLState(rawValue: code))
                    expectHidden(error, code)
                }
            }
        }
    }

    private static let raising = """
        create function pg_temp.raise_with(code text, value text) returns void language plpgsql as $$
        begin
            raise exception '%', value using errcode = code, detail = value, hint = value,
                constraint = value, table = value, column = value, schema = value, datatype = value;
        end $$
        """

    /// SQL that quotes its parameter in an error.
    static let quoting = [
        // Class 22: the value does not fit.
        "select $1::text::integer", "select $1::text::uuid", "select $1::text::date", "select $1::text::jsonb",
        "select $1::text::integer[]", "select $1::text::numeric",
        "select pg_size_bytes($1)", "select set_config('TimeZone', $1, true)",
        "select to_date('2020', $1 || 'YYYY')::text::inet, $1::text::inet",
        // Class 42: the value is a name that is not there.
        "select $1::text::regclass", "select $1::text::regtype", "select $1::text::regrole",
        "select $1::text::regproc", "select $1::text::regnamespace", "select $1::text::regconfig",
        "select set_config($1, 'x', true)", "select current_setting($1)", "select nextval($1::text)",
        "select has_table_privilege($1, 'pg_class', 'select')", "select pg_get_serial_sequence('pg_class', $1)",
        "select lo_get($1::text::oid)", "select query_to_xml('select ' || $1, true, true, '')",
        // SQL that a function puts together.
        "select pg_temp.run('select ' || $1)", "select pg_temp.run('select 1 from ' || $1)",
        "select pg_temp.run('select 1 as a ' || $1)", "select pg_temp.run('select ' || $1 || '(1)')",
        "select pg_temp.run(format('select %L::integer', $1))",
        "select pg_temp.run(format('create table %I (%1$I integer, %1$I integer)', $1))",
        "select pg_temp.run(format('set role %I', $1))", "select pg_temp.run(format('grant %I to postgres', $1))",
        "select pg_temp.run(format('create table pg_temp.%1$I (); create table pg_temp.%1$I ()', $1))",
        // Constraints: the value is in the detail.
        "insert into pg_temp.held (name) values ($1), ($1)", "insert into pg_temp.held (name, size) values ($1, 0)",
        "insert into pg_temp.held (name, parent) values ('x', $1)",
        "insert into pg_temp.held (size, parent) values (1, $1)",
    ]

    @Test("what the server itself says of a value that came as a parameter")
    func said() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            try await database.withConnection { connection in
                try await connection.executeScript(
                    """
                    create function pg_temp.run(command text) returns void language plpgsql as
                        $$ begin execute command; end $$;
                    create temp table held (name text not null unique, size integer check (size > 0),
                        parent text references held (name));
                    """
                )
                for sql in Self.quoting {
                    let statement = Statement<String, Void>("privacy.said", sql, effect: .writes)
                    let error = await #expect(throws: PostgreSQLError.self) {
                        try await connection.execute(statement(canary))
                    }
                    expectHidden(error, sql)
                }
            }
        }
    }

    @Test("what is harmless is shown: a wrong name in the SQL, a table that a role may not read")
    func shown() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            let column = await #expect(throws: PostgreSQLError.self) {
                try await database.execute(Statement<Void, Void>("privacy.column", "select nothing from pg_class")())
            }
            #expect(column?.description.contains(#"column "nothing" does not exist"#) == true)
            let denied = await #expect(throws: PostgreSQLError.self) {
                try await database.withConnection { connection in
                    try await connection.executeScript("set role pg_monitor")
                    try await connection.execute(Statement<Void, Void>("privacy.denied", "select 1 from pg_authid")())
                }
            }
            #expect(denied?.description.contains("permission denied for table pg_authid") == true)
        }
    }

    @Test("what libpq remembers of an error when the connection is lost a moment later")
    func remembered() async throws {
        try await withDatabase(connectionsMax: 1) { database in
            let fails = Statement<String, Void>("privacy.fails", "select $1::text::integer")
            let sleeps = Statement<Void, Int32>("privacy.sleeps", "select 1 from pg_sleep(20)", effect: .writes)
            let pid = Statement<Void, Int32>("privacy.pid", "select pg_backend_pid()", nonNull: .all)
            let backend = try await database.find(pid())
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    let error = await #expect(throws: PostgreSQLError.self) {
                        try await database.execute(fails(canary))
                    }
                    expectHidden(error, "the first")
                }
                group.addTask {
                    let error = await #expect(throws: PostgreSQLError.self) { try await database.find(sleeps()) }
                    #expect(error?.description.contains(canary) == false)
                }
                group.addTask {
                    let killed = try? await withDatabase(connectionsMax: 1) { other in
                        try await eventually {
                            let isAsleep = Statement<Int32, Bool>(
                                "privacy.asleep",
                                "select coalesce(wait_event = 'PgSleep', false) and pg_terminate_backend(pid) from pg_stat_activity where pid = $1",
                                nonNull: .all,
                                effect: .writes
                            )
                            return try await other.fetchOne(isAsleep(backend)) ?? false
                        }
                    }
                    #expect(killed == true)
                }
            }
        }
    }

    @Test("what a row closure throws, and what a codec refuses")
    func decoding() async throws {
        struct Refused: Error { let value: String }
        let statement = Statement<String, Int>("privacy.row", "select $1", nonNull: .all) { (value: String) -> Int in
            throw Refused(value: value)
        }
        try await withDatabase(connectionsMax: 1) { database in
            let error = await #expect(throws: PostgreSQLError.self) { try await database.find(statement(canary)) }
            expectHidden(error, "row closure")
            let refused = await #expect(throws: PostgreSQLError.self) {
                try await database.find(statement(canary + "\u{0}"))
            }
            #expect(refused?.debugDescription.contains(canary) == false)
            #expect("\(statement(canary))" == "privacy.row(****)")
        }
    }
}

extension PostgreSQLError {
    /// Whether what a log makes of any error shows the text.
    fileprivate func localizedDescriptionHolds(_ text: String) -> Bool {
        let error: any Error = self
        return "\(error)".contains(text) || String(describing: error).contains(text)
    }
}
