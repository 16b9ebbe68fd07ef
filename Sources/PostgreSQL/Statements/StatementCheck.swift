// Holds every registered statement against a real schema: types, columns and nullability.

/// A statement that does not fit the schema.
package struct StatementMismatch: Sendable, Equatable, CustomStringConvertible {
    /// The statement's name.
    package let statement: String
    /// What does not fit.
    package let problem: String

    /// For example `step.by_patient: column 2 (code) is integer, read as text`.
    package var description: String { "\(statement): \(problem)" }
}

/// Prepares and describes statements without running them.
package enum StatementCheck {
    /// Checks each statement, and that no name is used twice.
    /// - Returns: what does not fit, in the order of the statements; empty where all is well.
    /// - Throws: where the database cannot be asked at all.
    package static func run(
        _ statements: [any AnyStatement],
        on database: Database
    ) async throws -> [StatementMismatch] {
        try await database.withConnection { connection in
            var mismatches = repeatedNames(statements)
            for statement in statements {
                mismatches += try await check(statement, on: connection).map {
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
        on connection: LeasedConnection
    ) async throws(PostgreSQLError) -> [String] {
        let text = StatementText(
            name: statement.name,
            sql: statement.sql,
            parameterOIDs: statement.parameterTypes.map(\.oid),
            effect: statement.effect
        )
        let description: ResultHandle
        do {
            description = try await connection.describe(text)
        } catch {
            // The server's refusal of the statement is a finding; a lost connection is not.
            guard error.sqlState != nil, error.category != .connection else { throw error }
            return ["\(error)"]
        }
        var problems = parameterProblems(statement, description)
        guard let columns = statement.columns else { return problems }
        guard columns.count == description.columnCount else {
            problems.append("has \(description.columnCount) columns, \(columns.count) are read")
            return problems
        }
        let notNull = try await notNullColumns(of: description, on: connection)
        for (index, column) in columns.enumerated() {
            problems += columnProblems(column, at: index, of: statement, description, notNull)
        }
        return problems
    }

    private static func parameterProblems(_ statement: any AnyStatement, _ description: ResultHandle) -> [String] {
        let types = statement.parameterTypes
        guard types.count == description.parameterCount else {
            return ["takes \(description.parameterCount) parameters, \(types.count) are given"]
        }
        return types.enumerated().compactMap { index, type in
            let oid = description.parameterOID(index)
            return oid == type.oid ? nil : "parameter $\(index + 1) has type \(oid), given as \(type.name)"
        }
    }

    private static func columnProblems(
        _ column: StatementColumn,
        at index: Int,
        of statement: any AnyStatement,
        _ description: ResultHandle,
        _ notNull: Set<TableColumn>
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
        let source = TableColumn(table: description.tableOID(index), column: description.tableColumn(index))
        if !column.isOptional, !isTrusted, !notNull.contains(source) {
            problems.append("column \(index + 1) (\(name)) may be null, read as not optional")
        }
        return problems
    }

    private struct TableColumn: Hashable {
        let table: UInt32
        let column: Int32
    }

    private static let notNullColumns = Statement<[Int64], (Int64, Int32)>(
        "check.not_null_columns",
        """
        select attrelid::bigint, attnum::integer from pg_catalog.pg_attribute
        where attrelid = any ($1::bigint[]::oid[]) and attnotnull
        """,
        nonNull: .all
    )

    private static func notNullColumns(
        of description: ResultHandle,
        on connection: LeasedConnection
    ) async throws(PostgreSQLError) -> Set<TableColumn> {
        // An expression has no source table.
        let tables = Set((0..<description.columnCount).map(description.tableOID)).subtracting([0])
        guard !tables.isEmpty else { return [] }
        let rows = try await connection.fetchAll(notNullColumns(tables.sorted().map(Int64.init)))
        return Set(rows.map { TableColumn(table: UInt32(clamping: $0.0), column: $0.1) })
    }
}
