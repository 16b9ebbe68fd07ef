// The verbs by which much data go by without being held: rows out, COPY out, COPY in.

/// Something that streams: a database, a transaction, a connection of one's own.
///
/// A stream has its connection for itself: what else is run there meanwhile is refused. It may take as long as
/// `withDeadline` says, and without a deadline for ever, as long as something moves every `callTimeout`; the time that
/// its consumer or producer takes does not count. `Database.close()` cuts it off after its grace.
package protocol StreamRunner: StatementRunner {
    /// Lends a connection to one stream.
    func withStreamLine<Result>(_ body: (StreamLine) async throws -> Result) async throws -> Result
}

extension StreamRunner {
    /// Runs a statement whose rows go by one after the other, few of them in memory at a time.
    ///
    ///     try await database.stream(byPatient(id)) { rows in
    ///         for try await row in rows { … }
    ///     }
    ///
    /// An error may come after rows: the last `next` throws it. The statement is not prepared. One that writes belongs
    /// in a transaction. Whoever leaves early in a transaction waits until the rest has gone by.
    ///
    /// - Parameters:
    ///   - statement: one whose rows are read.
    ///   - body: consumes the rows, once.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws; category `misuse` for a statement without rows, or that writes on its own.
    @discardableResult
    package func stream<Row, Result>(
        _ statement: BoundStatement<Row>,
        _ body: (RowStream<Row>) async throws -> Result
    ) async throws -> Result {
        guard statement.decoder.columns != nil else {
            throw PostgreSQLError(.misuse, "a statement without rows cannot be streamed", statement: statement.name)
        }
        return try await withStreamLine { line in
            let core = statement.core
            try line.limits.check([core])
            try line.checkReads(core.text)
            let outflow = Outflow<ResultHandle>(waker: line.waker)
            return try await line.run(core.text, .rows(core.parameters, outflow)) {
                try await body(RowStream(decoder: statement.decoder, outflow: outflow))
            }.0
        }
    }

    /// Runs a COPY out of the database, its bytes in chunks of some 64 KiB that end where a line ends.
    ///
    /// - Parameters:
    ///   - copy: what to copy.
    ///   - body: consumes the chunks, once.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws; an error of the server reaches it by the chunks.
    @discardableResult
    package func copyOut<Result>(
        _ copy: CopyOut,
        _ body: (CopyChunks) async throws -> Result
    ) async throws -> Result {
        try await withStreamLine { line in
            try line.checkReads(copy.text)
            let outflow = Outflow<[UInt8]>(waker: line.waker)
            return try await line.run(copy.text, .copyOut(outflow)) {
                try await body(CopyChunks(outflow: outflow))
            }.0
        }
    }

    /// Copies into the database what a body writes, all or none.
    ///
    ///     try await database.copyIn(importResults) { writer in
    ///         for result in results { try await writer.write(result.id, result.position, result.value) }
    ///     }
    ///
    /// - Parameters:
    ///   - copy: where to.
    ///   - body: writes the rows. What it throws is thrown on, and nothing is kept.
    /// - Returns: how many rows were kept; fewer than written where a trigger left some out.
    /// - Throws: category `encoding` where a value has no PostgreSQL form; what the server says of the rows, which it
    ///   says at the end; `outcomeUnknown` where the connection is lost after that, outside of a transaction.
    @discardableResult
    package func copyIn<Row>(
        _ copy: CopyIn<Row>,
        _ body: (inout CopyWriter<Row>) async throws -> Void
    ) async throws -> Int {
        try await withStreamLine { line in
            let inflow = Inflow(waker: line.waker)
            let (_, outcome) = try await line.run(copy.text, .copyIn(inflow)) {
                var writer = CopyWriter(copy: copy, inflow: inflow)
                try await body(&writer)
                try await writer.end()
            }
            if let error = outcome.error {
                line.session.record(error)
                throw error
            }
            return outcome.results.last?.affectedRowCount ?? 0
        }
    }

    /// Copies rows into the database, all or none.
    ///
    /// - Parameters:
    ///   - copy: where to.
    ///   - rows: the rows.
    /// - Returns: how many rows were kept.
    /// - Throws: as for a body that writes them.
    @discardableResult
    package func copyIn<Row>(_ copy: CopyIn<Row>, rows: some Sequence<Row>) async throws -> Int {
        try await copyIn(copy) { writer in
            for row in rows where writer.add(row) {
                try await writer.sendRows()
                // A sequence never waits, and a quick server never makes it wait: others want the thread as well.
                await Task.yield()
            }
        }
    }

    /// Copies rows into the database as they come, all or none.
    ///
    /// - Parameters:
    ///   - copy: where to.
    ///   - rows: the rows. What their iteration throws is thrown on, and nothing is kept.
    /// - Returns: how many rows were kept.
    /// - Throws: as for a body that writes them.
    @discardableResult
    package func copyIn<Row, Rows: AsyncSequence>(
        _ copy: CopyIn<Row>,
        rows: Rows
    ) async throws -> Int where Rows.Element == Row {
        try await copyIn(copy) { writer in
            for try await row in rows where writer.add(row) { try await writer.sendRows() }
        }
    }

    /// Copies bytes into the database that are in the form the copy names, all or none.
    ///
    /// - Parameters:
    ///   - copy: where to.
    ///   - bytes: the bytes, cut anywhere. What their iteration throws is thrown on, and nothing is kept.
    /// - Returns: how many rows were kept.
    /// - Throws: as for a body that writes them.
    @discardableResult
    package func copyIn<Row, Chunks: AsyncSequence>(
        _ copy: CopyIn<Row>,
        bytes: Chunks
    ) async throws -> Int where Chunks.Element == [UInt8] {
        try await copyIn(copy) { writer in
            for try await chunk in bytes { try await writer.write(bytes: chunk) }
        }
    }
}

extension LeasedConnection: StreamRunner {
    /// Lends this connection to one stream.
    package func withStreamLine<Result>(_ body: (StreamLine) async throws -> Result) async throws -> Result {
        try await body(streamLine)
    }
}

extension Transaction: StreamRunner {
    /// Lends this transaction's connection to one stream.
    package func withStreamLine<Result>(_ body: (StreamLine) async throws -> Result) async throws -> Result {
        try await body(streamLine)
    }
}

extension Database: StreamRunner {
    /// Leases a connection for one stream.
    package func withStreamLine<Result>(_ body: (StreamLine) async throws -> Result) async throws -> Result {
        try await withConnection(keeping: true) { connection in
            var line = connection.streamLine
            line.isKept = false
            return try await body(line)
        }
    }
}
