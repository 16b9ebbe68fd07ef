// From a result to typed rows, in the caller's task.

/// Makes the rows of one statement.
struct RowDecoder<Row>: Sendable {
    let statement: String
    let columns: [StatementColumn]?
    let decode: @Sendable (inout RowCursor) throws -> Row

    /// All rows. A statement whose result is not read gives one `()` per row affected, a counted one its count.
    func rows(of result: ResultHandle) throws(PostgreSQLError) -> [Row] {
        guard let columns else { return try uncountedRows(of: result) }
        try check(result, against: columns)
        var rows: [Row] = []
        rows.reserveCapacity(result.rowCount)
        for index in 0..<result.rowCount { rows.append(try row(index, of: result, number: index + 1)) }
        return rows
    }

    private func uncountedRows(of result: ResultHandle) throws(PostgreSQLError) -> [Row] {
        let count = Row.self == RowCount.self ? 1 : result.affectedRowCount
        guard count > 0 else { return [] }
        return Array(repeating: try row(0, of: result, number: 1), count: count)
    }

    /// One row; the number is its place among all rows of the statement, from 1.
    func row(_ index: Int, of result: ResultHandle, number: Int) throws(PostgreSQLError) -> Row {
        var cursor = RowCursor(result: result, row: index)
        do {
            return try decode(&cursor)
        } catch {
            let reason = (error as? CellFault).map { "\($0)" } ?? "value not accepted"
            let column = cursor.column > 0 ? " column \(cursor.column) (\(result.columnName(cursor.column - 1)))" : ""
            throw PostgreSQLError(
                .decoding,
                "row \(number)\(column): \(reason)",
                statement: statement,
                underlying: error
            )
        }
    }

    /// Whether the result has the columns that are read.
    func check(_ result: ResultHandle, against columns: [StatementColumn]) throws(PostgreSQLError) {
        guard result.columnCount == columns.count else {
            throw PostgreSQLError(
                .decoding,
                "\(result.columnCount) columns where \(columns.count) are read",
                statement: statement
            )
        }
        for (index, column) in columns.enumerated() where !column.type.reads(result.columnOID(index)) {
            throw PostgreSQLError(
                .decoding,
                "column \(index + 1) (\(result.columnName(index))) has type \(result.columnOID(index)), read as \(column.type.name)",
                statement: statement
            )
        }
    }
}

/// Reads the columns of one row from left to right.
struct RowCursor {
    private let result: ResultHandle
    private let row: Int
    private(set) var column = 0

    init(result: ResultHandle, row: Int) {
        self.result = result
        self.row = row
    }

    var affectedRowCount: Int { result.affectedRowCount }

    mutating func next<Value: PostgreSQLDecodable>(_ type: Value.Type) throws -> Value {
        column += 1
        return try Value(decoding: result.cell(row: row, column: column - 1))
    }
}
