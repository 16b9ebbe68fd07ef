// A unit of work whose number of statements is known only when it is put together, such as an import.

/// Statements that travel together as one implicit transaction; rows can be had of any of them.
///
///     var batch = StatementBatch()
///     let inserted = batch.add(insertFinding(id, …))
///     for row in rows { batch.add(insertRow(row)) }
///     let results = try await database.run(batch)
///     let ids = try results.rows(of: inserted)
package struct StatementBatch: Sendable, CustomStringConvertible, CustomReflectable {
    private(set) var cores: [BoundCore] = []

    /// The statements' names; values are not shown.
    package var description: String { cores.description }
    /// The statements' names; values are not shown.
    package var customMirror: Mirror { Mirror(self, unlabeledChildren: cores.map(\.text.name)) }

    /// An empty batch.
    package init() {}

    /// The number of statements.
    package var count: Int { cores.count }
    /// Whether there is nothing to do.
    package var isEmpty: Bool { cores.isEmpty }

    /// Adds a statement whose place is known by order.
    mutating func append(_ core: BoundCore) { cores.append(core) }

    /// Adds a statement; the handle gives its rows afterwards.
    @discardableResult
    package mutating func add<Row>(_ statement: BoundStatement<Row>) -> BatchHandle<Row> {
        cores.append(statement.core)
        return BatchHandle(index: cores.count - 1, decoder: statement.decoder)
    }
}

/// Stands for the rows of one statement of a batch.
package struct BatchHandle<Row>: Sendable {
    let index: Int
    let decoder: RowDecoder<Row>
}

/// The results of a batch, decoded when asked for.
package struct BatchResults: Sendable {
    let results: [ResultHandle]
    /// Whether what the unit wrote is kept, whatever becomes of its results.
    var isCommitted = false

    /// The rows of one statement.
    /// - Throws: category `decoding`; `outcomeUnknown` where the unit was a transaction of its own that wrote.
    package func rows<Row>(of handle: BatchHandle<Row>) throws(PostgreSQLError) -> [Row] {
        try rows(at: handle.index, by: handle.decoder)
    }

    /// The rows of the statement in a place.
    func rows<Row>(at index: Int, by decoder: RowDecoder<Row>) throws(PostgreSQLError) -> [Row] {
        do throws(PostgreSQLError) {
            return try decoder.rows(of: results[index])
        } catch {
            throw told(error)
        }
    }

    /// What an error in the results means: after a commit nobody must take it for a failure and do it all again.
    func told(_ error: PostgreSQLError) -> PostgreSQLError {
        isCommitted ? .committedUnread(because: error) : error
    }

    /// How many rows one statement wrote or returned.
    package func affectedRowCount<Row>(of handle: BatchHandle<Row>) -> Int {
        results[handle.index].affectedRowCount
    }
}
