// The ways to make a statement; the compiler reads parameter and column types off them.

extension Statement {
    /// A statement whose rows a closure puts together from typed columns.
    ///
    /// - Parameters:
    ///   - name: unique in its registry, such as `step.by_patient`.
    ///   - sql: one statement with `$1`, `$2`, … for the parameters.
    ///   - nonNull: columns that are never NULL although they do not come straight from a NOT NULL table column.
    ///   - effect: whether it writes, where the text does not show it (a `select` of a function that writes).
    ///   - row: makes a row of its columns, in order. What it throws arrives as category `decoding`.
    package init<each P: PostgreSQLEncodable, each C: PostgreSQLDecodable>(
        _ name: String,
        _ sql: String,
        nonNull: NonNullTrust = .catalogue,
        effect: StatementEffect? = nil,
        row: @escaping @Sendable (repeat each C) throws -> Row
    ) where Input == (repeat each P) {
        self.init(
            name: name,
            sql: sql,
            parameterTypes: Self.types(of: repeat (each P).self),
            columns: Self.columns(of: repeat (each C).self),
            options: StatementOptions(nonNull: nonNull, effect: effect),
            encode: { input, writer in repeat writer.write(each input) },
            decode: { cursor in try row(repeat try cursor.next((each C).self)) }
        )
    }

    /// A statement whose row is the tuple of its columns, or its one column.
    package init<each P: PostgreSQLEncodable, each C: PostgreSQLDecodable>(
        _ name: String,
        _ sql: String,
        nonNull: NonNullTrust = .catalogue,
        effect: StatementEffect? = nil
    ) where Input == (repeat each P), Row == (repeat each C) {
        self.init(
            name: name,
            sql: sql,
            parameterTypes: Self.types(of: repeat (each P).self),
            columns: Self.columns(of: repeat (each C).self),
            options: StatementOptions(nonNull: nonNull, effect: effect),
            encode: { input, writer in repeat writer.write(each input) },
            decode: { cursor in (repeat try cursor.next((each C).self)) }
        )
    }

    /// A statement whose result is not read, with or without columns.
    package init<each P: PostgreSQLEncodable>(
        _ name: String,
        _ sql: String,
        effect: StatementEffect? = nil
    ) where Input == (repeat each P), Row == Void {
        self.init(
            name: name,
            sql: sql,
            parameterTypes: Self.types(of: repeat (each P).self),
            columns: nil,
            options: StatementOptions(nonNull: .catalogue, effect: effect),
            encode: { input, writer in repeat writer.write(each input) },
            decode: { _ in () }
        )
    }

    /// A statement of which only the number of rows is read: one `RowCount` comes back, whatever happened.
    package init<each P: PostgreSQLEncodable>(
        _ name: String,
        _ sql: String,
        effect: StatementEffect? = nil
    ) where Input == (repeat each P), Row == RowCount {
        self.init(
            name: name,
            sql: sql,
            parameterTypes: Self.types(of: repeat (each P).self),
            columns: nil,
            options: StatementOptions(nonNull: .catalogue, effect: effect),
            encode: { input, writer in repeat writer.write(each input) },
            decode: { cursor in RowCount(count: cursor.affectedRowCount) }
        )
    }

    private static func types<each P: PostgreSQLValue>(of types: repeat (each P).Type) -> [PostgreSQLType] {
        var list: [PostgreSQLType] = []
        repeat list.append((each types).postgreSQLType)
        return list
    }

    private static func columns<each C: PostgreSQLValue>(of types: repeat (each C).Type) -> [StatementColumn] {
        var list: [StatementColumn] = []
        repeat list.append(StatementColumn(type: (each types).postgreSQLType, isOptional: (each types).allowsNull))
        return list
    }
}
