// COPY as values: static, named and listable like other statements, and checkable by the statement that stands in.

/// The form of the bytes of a COPY.
package enum CopyFormat: Sendable, Hashable {
    /// PostgreSQL's own: columns between tabs, `\N` for NULL, backslash escapes.
    case text
    /// Comma-separated values, with or without a line of names.
    case csv(header: Bool)
    /// The values as the server sends them in binary form, each with its length in front: for the server's own version.
    case binary

    fileprivate var options: String {
        switch self {
        case .text: ""
        case .csv(let header): " with (format csv, header \(header))"
        case .binary: " with (format binary)"
        }
    }
}

/// A COPY from the client into columns of a table.
///
///     static let importResults = CopyIn<(UUID, Int32, String?)>(
///         "result.import", into: "result", columns: ["id", "position", "value"])
package struct CopyIn<Row>: AnyStatement {
    /// The name, unique in its registry.
    package let name: String
    /// The SQL as sent.
    package let sql: String
    /// The types of the columns; empty where only bytes are copied.
    package let parameterTypes: [PostgreSQLType]
    /// There are no rows to read.
    package var columns: [StatementColumn]? { nil }
    /// It writes.
    package var effect: StatementEffect { .writes }
    /// There is nothing to infer.
    package var isEffectInferred: Bool { false }
    /// There are no rows to read.
    package var nonNull: NonNullTrust { .catalogue }
    /// An insert of the same columns: COPY itself is not looked at by the server before it runs.
    package let probeSQL: String

    let text: StatementText
    let encode: @Sendable (Row, inout ParameterWriter) -> Void

    /// A copy of typed rows.
    ///
    /// - Parameters:
    ///   - name: unique in its registry, such as `result.import`.
    ///   - table: the table, as it is written in SQL.
    ///   - columns: as many as a row has values, in order, as they are written in SQL.
    package init<each C: PostgreSQLEncodable>(
        _ name: String,
        into table: String,
        columns: [String]
    ) where Row == (repeat each C) {
        var types: [PostgreSQLType] = []
        repeat types.append((each C).postgreSQLType)
        precondition(types.count == columns.count, "a copy has a column for each value")
        self.init(name, into: table, columns: columns, format: .text, types: types) { row, writer in
            repeat writer.writeCopyField(each row)
            writer.endCopyRow()
        }
    }

    /// A copy of bytes that are in the form of the copy already.
    ///
    /// - Parameters:
    ///   - name: unique in its registry.
    ///   - table: the table, as it is written in SQL.
    ///   - columns: the columns, in order.
    ///   - format: the form of the bytes.
    package init(
        _ name: String,
        into table: String,
        columns: [String],
        format: CopyFormat
    ) where Row == Never {
        self.init(name, into: table, columns: columns, format: format, types: []) { _, _ in }
    }

    private init(
        _ name: String,
        into table: String,
        columns: [String],
        format: CopyFormat,
        types: [PostgreSQLType],
        encode: @escaping @Sendable (Row, inout ParameterWriter) -> Void
    ) {
        let list = columns.joined(separator: ", ")
        let values = columns.indices.map { types.isEmpty ? "default" : "$\($0 + 1)" }.joined(separator: ", ")
        self.name = name
        sql = "copy \(table) (\(list)) from stdin\(format.options)"
        probeSQL = "insert into \(table) (\(list)) values (\(values))"
        parameterTypes = types
        self.encode = encode
        text = StatementText(name: name, sql: sql, parameterOIDs: [], effect: .writes)
    }
}

/// A COPY of what a query gives to the client.
///
///     static let export = CopyOut("result.export", of: "select id, value from result order by id", as: .csv(header: true))
package struct CopyOut: AnyStatement {
    /// The name, unique in its registry.
    package let name: String
    /// The SQL as sent.
    package let sql: String
    /// A copy takes no parameters.
    package var parameterTypes: [PostgreSQLType] { [] }
    /// Its rows are not read one by one.
    package var columns: [StatementColumn]? { nil }
    /// Whether the query may change something.
    package var effect: StatementEffect { text.effect }
    /// Whether the effect was only read off the query.
    package let isEffectInferred: Bool
    /// Its rows are not read one by one.
    package var nonNull: NonNullTrust { .catalogue }
    /// The query: COPY itself is not looked at by the server before it runs.
    package let probeSQL: String

    let text: StatementText

    /// A copy of the rows of a query.
    ///
    /// - Parameters:
    ///   - name: unique in its registry, such as `result.export`.
    ///   - query: one statement that gives rows, without parameters.
    ///   - format: the form of the bytes.
    ///   - effect: whether it writes, where the text does not show it.
    package init(_ name: String, of query: String, as format: CopyFormat = .text, effect: StatementEffect? = nil) {
        self.name = name
        sql = "copy (\(query)) to stdout\(format.options)"
        probeSQL = query
        isEffectInferred = effect == nil
        text = StatementText(
            name: name,
            sql: sql,
            parameterOIDs: [],
            effect: effect ?? StatementEffect.inferred(from: query)
        )
    }
}
