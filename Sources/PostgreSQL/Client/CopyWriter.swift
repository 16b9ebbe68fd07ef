// Fills the chunks of a COPY into the database, from typed rows or from bytes.

/// Takes the rows of a COPY into the database, inside of the closure that received it.
package struct CopyWriter<Row> {
    private let copy: CopyIn<Row>
    private let inflow: Inflow
    private var fields = ParameterWriter()
    private var rowCount = 0

    init(copy: CopyIn<Row>, inflow: Inflow) {
        self.copy = copy
        self.inflow = inflow
    }

    /// Writes a row, given value by value: this way costs the least.
    /// - Throws: category `encoding`, before anything of the row is sent; why the connection takes no more.
    package mutating func write<each C: PostgreSQLEncodable>(
        _ values: repeat each C
    ) async throws(PostgreSQLError) where Row == (repeat each C) {
        repeat fields.writeCopyField(each values)
        fields.endCopyRow()
        rowCount += 1
        if fields.endsCopyChunk { try await sendRows() }
    }

    /// Writes a row.
    /// - Throws: category `encoding`, before anything of the row is sent; why the connection takes no more.
    package mutating func write(row: Row) async throws(PostgreSQLError) {
        if add(row) { try await sendRows() }
    }

    /// Writes bytes that are in the form of the copy, cut anywhere.
    /// - Throws: why the connection takes no more.
    package mutating func write(bytes: [UInt8]) async throws(PostgreSQLError) {
        try await sendRows()
        try await send(bytes)
    }

    /// Adds a row.
    /// - Returns: whether what was written has to be sent before the next.
    mutating func add(_ row: Row) -> Bool {
        copy.encode(row, &fields)
        rowCount += 1
        return fields.endsCopyChunk
    }

    /// Sends what was written.
    mutating func sendRows() async throws(PostgreSQLError) {
        if let refusal = fields.refusal {
            throw PostgreSQLError(
                .encoding,
                "row \(rowCount) column \(refusal.parameter): \(refusal.reason)",
                statement: copy.name
            )
        }
        try await send(fields.takeCopyRows())
    }

    /// In chunks that the bound on what is held can be kept with.
    private func send(_ bytes: [UInt8]) async throws(PostgreSQLError) {
        let chunkBytesMax = 2 * StreamBounds.pieceBytesMax
        guard bytes.count > chunkBytesMax else { return try await inflow.send(bytes) }
        for start in stride(from: 0, to: bytes.count, by: chunkBytesMax) {
            try await inflow.send(Array(bytes[start..<min(start + chunkBytesMax, bytes.count)]))
        }
    }

    /// Sends the rest, and says that it was all.
    mutating func end() async throws(PostgreSQLError) {
        try await sendRows()
        // Without this look, a task that was cancelled when all was said would still have it kept.
        if Task.isCancelled { throw PostgreSQLError(.cancelled, "the task was cancelled") }
        try inflow.end()
    }
}
