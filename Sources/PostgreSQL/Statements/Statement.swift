// Statements as values: static, named, typed, and therefore listable and checkable before they run.

/// What a registry of statements knows of each of them.
package protocol AnyStatement: Sendable {
    /// The name, unique in its registry, such as `step.by_patient`.
    var name: String { get }
    /// The SQL as written.
    var sql: String { get }
    /// The types of `$1`, `$2`, ….
    var parameterTypes: [PostgreSQLType] { get }
    /// The result columns; nil for a statement whose result is not read.
    var columns: [StatementColumn]? { get }
    /// Whether it may change something.
    var effect: StatementEffect { get }
    /// Whether the effect was only read off the text.
    var isEffectInferred: Bool { get }
    /// Which columns are known not to be NULL although the catalogue cannot tell.
    var nonNull: NonNullTrust { get }
    /// What is prepared when the statement is held against a schema: the SQL itself, or what stands in for it.
    var probeSQL: String { get }
}

extension AnyStatement {
    /// The SQL itself.
    package var probeSQL: String { sql }
}

/// A result column as the Swift side reads it.
package struct StatementColumn: Sendable, Hashable {
    /// The type that is read.
    package let type: PostgreSQLType
    /// Whether NULL is read as `nil`.
    package let isOptional: Bool
}

/// Whose word counts for a column that is read as not optional.
package enum NonNullTrust: Sendable, Hashable {
    /// Only the catalogue's: a column of a table with NOT NULL.
    case catalogue
    /// The statement's, for these columns by name: expressions (`count(*)`), columns of views.
    case columns(Set<String>)
    /// The statement's, for all its columns.
    case all
}

/// How many rows a statement wrote, or returned; the `Row` of a statement whose count matters in a pipeline.
package struct RowCount: Sendable, Hashable {
    /// The number of rows.
    package let count: Int

    /// Makes a count.
    package init(count: Int) { self.count = count }
}

/// A statement: its SQL, the type of what goes in and the type of each row that comes out.
///
///     static let byPatient = Statement<(UUID, Int32), StepRow>("step.by_patient", """
///         select id, code from step where patient_id = $1 order by code limit $2
///         """) { (id: UUID, code: String) in StepRow(id: id, code: code) }
package struct Statement<Input, Row>: AnyStatement {
    /// The name, unique in its registry.
    package let name: String
    /// The SQL as written.
    package let sql: String
    /// The types of the parameters.
    package let parameterTypes: [PostgreSQLType]
    /// The result columns; nil where the result is not read.
    package let columns: [StatementColumn]?
    /// Which columns are known not to be NULL.
    package let nonNull: NonNullTrust
    /// Whether it may change something.
    package var effect: StatementEffect { text.effect }
    /// Whether the effect was only read off the text.
    package let isEffectInferred: Bool

    let text: StatementText
    let encode: @Sendable (Input, inout ParameterWriter) -> Void
    let decoder: RowDecoder<Row>

    init(
        name: String,
        sql: String,
        parameterTypes: [PostgreSQLType],
        columns: [StatementColumn]?,
        options: StatementOptions,
        encode: @escaping @Sendable (Input, inout ParameterWriter) -> Void,
        decode: @escaping @Sendable (inout RowCursor) throws -> Row
    ) {
        self.name = name
        self.sql = sql
        self.parameterTypes = parameterTypes
        self.columns = columns
        self.nonNull = options.nonNull
        isEffectInferred = options.effect == nil
        self.encode = encode
        text = StatementText(
            name: name,
            sql: sql,
            parameterOIDs: parameterTypes.map(\.oid),
            effect: options.effect ?? StatementEffect.inferred(from: sql)
        )
        decoder = RowDecoder(statement: name, columns: columns, decode: decode)
    }

    /// The statement with its parameters, ready to be sent.
    package func bound(_ input: Input) -> BoundStatement<Row> {
        var writer = ParameterWriter()
        encode(input, &writer)
        return BoundStatement(core: BoundCore(text: text, parameters: writer), decoder: decoder)
    }

    /// `byPatient(id, 10)` is `byPatient.bound((id, 10))`.
    package func callAsFunction<each P>(_ input: repeat each P) -> BoundStatement<Row> where Input == (repeat each P) {
        bound((repeat each input))
    }
}

/// What a statement says of itself beside its types.
struct StatementOptions {
    let nonNull: NonNullTrust
    let effect: StatementEffect?
}

/// A statement with its parameters. It holds values: it is not for logs.
package struct BoundStatement<Row>: Sendable, CustomStringConvertible, CustomReflectable {
    let core: BoundCore
    let decoder: RowDecoder<Row>

    /// The statement's name.
    package var name: String { core.text.name }
    /// The statement's name; values are not shown.
    package var description: String { core.description }
    /// The statement's name; values are not shown.
    package var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}

/// What of a bound statement goes to the connection.
struct BoundCore: Sendable, CustomStringConvertible, CustomReflectable {
    let text: StatementText
    let parameters: ParameterWriter

    var description: String { "\(text.name)(****)" }
    var customMirror: Mirror { Mirror(self, children: ["name": text.name]) }
}
