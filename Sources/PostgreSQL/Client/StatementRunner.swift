// The verbs by which statements are run, the same on a database, in a transaction and on a connection of one's own.

/// Something that runs statements. Stores take `some StatementRunner` where they do not mind which.
package protocol StatementRunner: Sendable {
    /// Runs a unit of work in one round trip; an error means that none of it was done, unless it is `outcomeUnknown`.
    ///
    /// A procedure or block of code that commits half-way keeps what it committed, and so does a statement that cannot
    /// run in a transaction (`create database`).
    /// - Throws: the first statement's error; category `outcomeUnknown` where nobody can say, or where all was done but
    ///   the results cannot be read.
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
        try await results(of: statement).rows(at: 0, by: statement.decoder)
    }

    /// The only row, or nil where there is none.
    /// - Throws: category `decoding` where there are several.
    package func fetchOne<Row>(_ statement: BoundStatement<Row>) async throws(PostgreSQLError) -> Row? {
        let results = try await results(of: statement)
        let rows = try results.rows(at: 0, by: statement.decoder)
        guard rows.count <= 1 else {
            throw results.told(
                PostgreSQLError(.decoding, "\(rows.count) rows where one is read", statement: statement.name)
            )
        }
        return rows.first
    }

    /// The only row, which must be there.
    /// - Throws: category `notFound` where it is not; the statement was run, and gave nothing.
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
        try await results(of: statement).results[0].affectedRowCount
    }

    private func results<Row>(of statement: BoundStatement<Row>) async throws(PostgreSQLError) -> BatchResults {
        var batch = StatementBatch()
        batch.append(statement.core)
        return try await run(batch)
    }
}

extension BatchResults {
    /// The rows of the next statement of a unit whose statements are known by order.
    func nextRows<Row>(
        of statement: BoundStatement<Row>,
        at index: inout Int
    ) throws(PostgreSQLError) -> [Row] {
        defer { index += 1 }
        return try rows(at: index, by: statement.decoder)
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
            // Others may be behind it on the same session: their writes would be part of what it began.
            if core.text.role == .controls {
                throw PostgreSQLError(
                    .misuse,
                    "transactions are begun and ended by Database.transaction, not by statements",
                    statement: core.text.name
                )
            }
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
