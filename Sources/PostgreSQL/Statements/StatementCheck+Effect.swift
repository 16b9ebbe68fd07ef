// Whether a statement that is taken to read only may write after all: by a function it calls.

extension StatementCheck {
    /// The server's plan, for statements that may need it: those with outer joins, and those taken to read only.
    static func plan(
        of statement: any AnyStatement,
        _ words: SQLWords,
        number: Int,
        on connection: LeasedConnection
    ) async throws(PostgreSQLError) -> StatementPlan? {
        // Only these can be prepared by name; the others have no plan.
        let planned: Set = ["select", "with", "values", "table", "insert", "update", "delete", "merge"]
        let telling: Set = ["join", "grouping", "rollup", "cube"]
        guard planned.contains(words.first ?? ""), isTakenToRead(statement) || !telling.isDisjoint(with: words.words)
        else { return nil }
        let types = statement.parameterTypes.map(\.name).joined(separator: ", ")
        let nulls = statement.parameterTypes.map { _ in "null" }.joined(separator: ", ")
        let name = "check_\(number)"
        let results = try await connection.executeScript(
            """
            prepare \(name)\(types.isEmpty ? "" : " (\(types))") as
            \(statement.probeSQL)
            ;
            explain (format json, verbose, costs off) execute \(name)\(nulls.isEmpty ? "" : " (\(nulls))");
            deallocate \(name)
            """,
            isStatic: true
        )
        let json = results.compactMap { $0.rows.first?.first ?? nil }.first
        guard let plan = json.flatMap(StatementPlan.init(json:)) else {
            throw PostgreSQLError(.protocolViolation, "the plan was not understood", statement: statement.name)
        }
        return plan
    }

    /// A statement that reads is run again after a lost connection: one that writes without saying so would write twice.
    static func effectProblems(
        _ statement: any AnyStatement,
        _ words: SQLWords,
        _ plan: StatementPlan?,
        on connection: LeasedConnection
    ) async throws(PostgreSQLError) -> [String] {
        guard isTakenToRead(statement) else { return [] }
        let names = words.calledNames.union(plan?.words.calledNames ?? [])
        let writing = try await connection.fetchAll(writingFunctions(names.sorted(), harmlessFunctions))
        guard !writing.isEmpty else { return [] }
        return ["calls \(writing.joined(separator: ", ")), which may write: it must say its effect itself"]
    }

    private static func isTakenToRead(_ statement: any AnyStatement) -> Bool {
        statement.isEffectInferred && statement.effect == .reads
    }

    /// By name alone: which of several functions of a name is meant does not matter, one that may write is enough.
    private static let writingFunctions = Statement<([String], [String]), String>(
        "check.writing_functions",
        """
        select distinct proname from pg_catalog.pg_proc
        where proname = any ($1) and provolatile = 'v'
            and not (pronamespace = 'pg_catalog'::pg_catalog.regnamespace and proname = any ($2))
        order by proname
        """,
        nonNull: .all
    )

    /// Functions of the server that are volatile only because they answer differently each time, or act on nothing but
    /// the session.
    private static let harmlessFunctions = [
        "clock_timestamp", "timeofday", "random", "random_normal", "setseed", "gen_random_uuid", "uuidv4", "uuidv7",
        "set_config", "current_query", "currval", "lastval", "pg_sleep", "pg_sleep_for", "pg_sleep_until",
        "pg_is_in_recovery", "pg_blocking_pids", "pg_current_wal_lsn", "pg_last_wal_receive_lsn",
        "pg_last_wal_replay_lsn", "pg_last_xact_replay_timestamp", "pg_database_size", "pg_relation_size",
        "pg_table_size", "pg_indexes_size", "pg_total_relation_size", "pg_tablespace_size", "pg_xact_status",
    ]
}
