// Holds every registered statement against a real schema: types, columns, nullability, and what it may do.

/// A statement that does not fit the schema.
package struct StatementMismatch: Sendable, Equatable, CustomStringConvertible {
    /// The statement's name.
    package let statement: String
    /// What does not fit.
    package let problem: String

    /// For example `step.by_patient: column 2 (code) is integer, read as text`.
    package var description: String { "\(statement): \(problem)" }
}

/// Prepares, describes and plans statements without running them.
///
/// Column names are not compared: a row closure has types and an order, and no names to compare them with.
package enum StatementCheck {
    /// Checks each statement, and that no name is used twice.
    /// - Returns: what does not fit, in the order of the statements; empty where all is well.
    /// - Throws: where the database cannot be asked at all.
    package static func run(
        _ statements: [any AnyStatement],
        on database: Database
    ) async throws -> [StatementMismatch] {
        try await database.withConnection { connection in
            // The plan of one call would be simplified by its parameters, which are all NULL here.
            try await connection.executeScript("set plan_cache_mode = force_generic_plan")
            var mismatches = repeatedNames(statements)
            for (index, statement) in statements.enumerated() {
                mismatches += try await check(statement, number: index + 1, on: connection).map {
                    StatementMismatch(statement: statement.name, problem: $0)
                }
            }
            return mismatches
        }
    }

    private static func repeatedNames(_ statements: [any AnyStatement]) -> [StatementMismatch] {
        Dictionary(grouping: statements, by: \.name).filter { $0.value.count > 1 }.keys.sorted().map {
            StatementMismatch(statement: $0, problem: "the name is used by several statements")
        }
    }

    private static func check(
        _ statement: any AnyStatement,
        number: Int,
        on connection: LeasedConnection
    ) async throws(PostgreSQLError) -> [String] {
        let text = StatementText(
            name: statement.name,
            sql: statement.probeSQL,
            parameterOIDs: statement.parameterTypes.map(\.oid),
            effect: statement.effect
        )
        let words = SQLWords(statement.probeSQL)
        let description: ResultHandle
        let plan: StatementPlan?
        do {
            description = try await connection.describe(text)
            plan = try await self.plan(of: statement, words, number: number, on: connection)
        } catch {
            // The server's refusal of the statement is a finding; a lost connection is not.
            guard error.sqlState != nil, error.category != .connection else { throw error }
            return ["\(error)"]
        }
        var problems = parameterProblems(statement, words, description) + sessionProblems(words, plan)
        problems += try await effectProblems(statement, words, plan, on: connection)
        guard let columns = statement.columns else { return problems }
        guard columns.count == description.columnCount else {
            problems.append("has \(description.columnCount) columns, \(columns.count) are read")
            return problems
        }
        let notNull = try await notNullColumns(of: description, on: connection)
        for (index, column) in columns.enumerated() {
            problems += columnProblems(column, at: index, of: statement, description, notNull, plan)
        }
        return problems
    }

    private static func parameterProblems(
        _ statement: any AnyStatement,
        _ words: SQLWords,
        _ description: ResultHandle
    ) -> [String] {
        let types = statement.parameterTypes
        guard types.count == description.parameterCount else {
            return ["takes \(description.parameterCount) parameters, \(types.count) are given"]
        }
        return types.enumerated().compactMap { index, type in
            guard words.parameters.contains(index + 1) else { return "parameter $\(index + 1) is given and never used" }
            guard type.oid != 0 else {
                return "parameter $\(index + 1) is \(type.name), which has no type to be sent as"
            }
            let oid = description.parameterOID(index)
            return oid == type.oid ? nil : "parameter $\(index + 1) has type \(oid), given as \(type.name)"
        }
    }

    private static func columnProblems(
        _ column: StatementColumn,
        at index: Int,
        of statement: any AnyStatement,
        _ description: ResultHandle,
        _ notNull: [TableColumn: String],
        _ plan: StatementPlan?
    ) -> [String] {
        let name = description.columnName(index)
        var problems: [String] = []
        if !column.type.reads(description.columnOID(index)) {
            problems.append(
                "column \(index + 1) (\(name)) has type \(description.columnOID(index)), read as \(column.type.name)"
            )
        }
        let isTrusted: Bool =
            switch statement.nonNull {
            case .catalogue: false
            case .columns(let names): names.contains(name)
            case .all: true
            }
        guard !column.isOptional, !isTrusted else { return problems }
        let source = TableColumn(table: description.tableOID(index), column: description.tableColumn(index))
        if let table = notNull[source] {
            if let plan, plan.mayBeEmpty(column: index, of: table) {
                problems.append("column \(index + 1) (\(name)) may be null by an outer join, read as not optional")
            }
        } else {
            problems.append("column \(index + 1) (\(name)) may be null, read as not optional")
        }
        return problems
    }

    private struct TableColumn: Hashable {
        let table: UInt32
        let column: Int32
    }

    private static let notNullColumns = Statement<[Int64], (Int64, Int32, String)>(
        "check.not_null_columns",
        """
        select a.attrelid::bigint, a.attnum::integer, c.relname from pg_catalog.pg_attribute a
        join pg_catalog.pg_class c on c.oid = a.attrelid
        where a.attrelid = any ($1::bigint[]::oid[]) and a.attnotnull
        """,
        nonNull: .all
    )

    /// The columns with NOT NULL, with the names of their tables.
    private static func notNullColumns(
        of description: ResultHandle,
        on connection: LeasedConnection
    ) async throws(PostgreSQLError) -> [TableColumn: String] {
        // An expression has no source table.
        let tables = Set((0..<description.columnCount).map(description.tableOID)).subtracting([0])
        guard !tables.isEmpty else { return [:] }
        let rows = try await connection.fetchAll(notNullColumns(tables.sorted().map(Int64.init)))
        return Dictionary(
            rows.map { (TableColumn(table: UInt32(clamping: $0.0), column: $0.1), $0.2) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
