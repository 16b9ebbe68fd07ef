// The verbs by which statements are run, the same on a database, in a transaction and on a connection of one's own.

/// Something that runs statements. Stores take `some StatementRunner` where they do not mind which.
package protocol StatementRunner: Sendable {
    /// Runs a unit of work in one round trip; an error means that none of it was done.
    /// - Throws: the first statement's error; category `outcomeUnknown` where nobody can say.
    func run(_ batch: StatementBatch) async throws(PostgreSQLError) -> BatchResults
}

extension StatementRunner {
    /// Runs several statements in one round trip and gives the rows of each.
    ///
    /// A statement with `Row == Void` gives one `()` per row affected: bind it to `_`.
    package func run<each Row>(
        _ statements: repeat BoundStatement<each Row>
    ) async throws(PostgreSQLError) -> (repeat [each Row]) {
        var batch = StatementBatch()
        repeat batch.append((each statements).core)
        let results = try await run(batch)
        var index = 0
        return (repeat try results.nextRows(of: each statements, at: &index))
    }

    /// All rows.
    package func fetchAll<Row>(_ statement: BoundStatement<Row>) async throws(PostgreSQLError) -> [Row] {
        try statement.decoder.rows(of: try await result(of: statement))
    }

    /// The only row, or nil where there is none.
    /// - Throws: category `decoding` where there are several.
    package func fetchOne<Row>(_ statement: BoundStatement<Row>) async throws(PostgreSQLError) -> Row? {
        let rows = try await fetchAll(statement)
        guard rows.count <= 1 else {
            throw PostgreSQLError(.decoding, "\(rows.count) rows where one is read", statement: statement.name)
        }
        return rows.first
    }

    /// The only row, which must be there.
    /// - Throws: category `notFound` where it is not.
    package func find<Row>(_ statement: BoundStatement<Row>) async throws(PostgreSQLError) -> Row {
        guard let row = try await fetchOne(statement) else {
            throw PostgreSQLError(.notFound, "no row", statement: statement.name)
        }
        return row
    }

    /// Runs a statement for what it does.
    /// - Returns: how many rows it wrote, or returned.
    @discardableResult
    package func execute<Row>(_ statement: BoundStatement<Row>) async throws(PostgreSQLError) -> Int {
        try await result(of: statement).affectedRowCount
    }

    private func result<Row>(of statement: BoundStatement<Row>) async throws(PostgreSQLError) -> ResultHandle {
        var batch = StatementBatch()
        batch.append(statement.core)
        return try await run(batch).results[0]
    }
}

extension BatchResults {
    fileprivate func nextRows<Row>(
        of statement: BoundStatement<Row>,
        at index: inout Int
    ) throws(PostgreSQLError) -> [Row] {
        defer { index += 1 }
        return try statement.decoder.rows(of: results[index])
    }
}

/// The limits of one unit of work, checked before anything is sent.
struct UnitLimits: Sendable {
    let statementsMax: Int
    let parameterBytesMax: Int
    /// The protocol counts parameters in 16 bits.
    static let parametersMax = 65_535

    func check(_ cores: [BoundCore]) throws(PostgreSQLError) {
        guard cores.count <= statementsMax else {
            throw PostgreSQLError(.limit, "\(cores.count) statements in one unit, at most \(statementsMax)")
        }
        var bytes = 0
        for core in cores {
            if let refusal = core.parameters.refusal {
                throw PostgreSQLError(
                    .encoding,
                    "parameter $\(refusal.parameter): \(refusal.reason)",
                    statement: core.text.name
                )
            }
            guard core.parameters.offsets.count <= Self.parametersMax else {
                throw PostgreSQLError(.limit, "more than \(Self.parametersMax) parameters", statement: core.text.name)
            }
            bytes += core.parameters.bytes.count
        }
        guard bytes <= parameterBytesMax else {
            throw PostgreSQLError(.limit, "\(bytes) bytes of parameters in one unit, at most \(parameterBytesMax)")
        }
    }
}
