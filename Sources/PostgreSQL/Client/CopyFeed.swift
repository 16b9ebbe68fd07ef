// Fills the chunks of a COPY into the database, from typed rows or from bytes.

/// Encodes rows until there is a chunk of them, and sends chunks as the connection takes them.
struct CopyFeed<Row> {
    private let copy: CopyIn<Row>
    private let inflow: Inflow
    private var writer = ParameterWriter()
    private var rowCount = 0

    init(copy: CopyIn<Row>, inflow: Inflow) {
        self.copy = copy
        self.inflow = inflow
    }

    /// Adds a row.
    /// - Returns: whether there is enough to be sent.
    /// - Throws: category `encoding`, before anything of the row is sent.
    mutating func add(_ row: Row) throws(PostgreSQLError) -> Bool {
        rowCount += 1
        copy.encode(row, &writer)
        if let refusal = writer.refusal {
            throw PostgreSQLError(
                .encoding,
                "row \(rowCount) column \(refusal.parameter): \(refusal.reason)",
                statement: copy.name
            )
        }
        return writer.bytes.count >= StreamBounds.pieceBytesMax
    }

    /// Sends what was encoded.
    mutating func send() async throws(PostgreSQLError) { try await send(writer.takeCopyRows()) }

    /// Sends bytes, in chunks that the bound on what is held can be kept with.
    func send(_ bytes: [UInt8]) async throws(PostgreSQLError) {
        let chunkBytesMax = 2 * StreamBounds.pieceBytesMax
        guard bytes.count > chunkBytesMax else { return try await inflow.send(bytes) }
        for start in stride(from: 0, to: bytes.count, by: chunkBytesMax) {
            try await inflow.send(Array(bytes[start..<min(start + chunkBytesMax, bytes.count)]))
        }
    }

    /// Sends the rest, and says that it was all.
    mutating func end() async throws(PostgreSQLError) {
        try await send()
        // Without this look, a task that was cancelled when all was said would still have it kept.
        if Task.isCancelled { throw PostgreSQLError(.cancelled, "the task was cancelled") }
        inflow.end()
    }
}
