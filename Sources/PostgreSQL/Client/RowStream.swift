// What a consumer sees of a stream: typed rows, or the bytes of a COPY, each once and in order.

/// The rows of a statement as they arrive. They can be gone through once, inside of the closure that received them.
package struct RowStream<Row>: AsyncSequence, Sendable {
    /// What ends it too early.
    package typealias Failure = PostgreSQLError

    let decoder: RowDecoder<Row>
    let outflow: Outflow<ResultHandle>

    /// Begins to take rows; a second time is refused by its first `next`.
    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(decoder: decoder, outflow: outflow, isFirst: outflow.claim())
    }

    /// Takes rows out of pieces of some hundred: only between two pieces is there something to wait for.
    package struct AsyncIterator: AsyncIteratorProtocol {
        private let decoder: RowDecoder<Row>
        private let outflow: Outflow<ResultHandle>
        private let isFirst: Bool
        private var piece: ResultHandle?
        private var index = 0
        private var count = 0
        private var number = 0

        init(decoder: RowDecoder<Row>, outflow: Outflow<ResultHandle>, isFirst: Bool) {
            self.decoder = decoder
            self.outflow = outflow
            self.isFirst = isFirst
        }

        /// The next row; nil at the end.
        /// - Throws: what the server says, also after rows; category `decoding`; `cancelled`.
        package mutating func next() async throws(PostgreSQLError) -> Row? {
            try await next(isolation: #isolation)
        }

        /// The next row; nil at the end.
        /// - Throws: what the server says, also after rows; category `decoding`; `cancelled`.
        package mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(PostgreSQLError) -> Row? {
            while index == count {
                guard try await takePiece() else { return nil }
            }
            guard let piece else { return nil }
            defer { index += 1 }
            number += 1
            return try decoder.row(index, of: piece, number: number)
        }

        private mutating func takePiece() async throws(PostgreSQLError) -> Bool {
            guard isFirst else { throw PostgreSQLError(.misuse, "a stream can be gone through once") }
            guard let next = try await outflow.next() else { return false }
            if piece == nil, let columns = decoder.columns { try decoder.check(next, against: columns) }
            piece = next
            index = 0
            count = next.rowCount
            return true
        }
    }
}

/// The bytes of a COPY out of the database, in chunks that end where a line ends. They can be gone through once.
package struct CopyChunks: AsyncSequence, Sendable {
    /// What ends it too early.
    package typealias Failure = PostgreSQLError
    /// Some 64 KiB; more where a single line is longer.
    package typealias Element = [UInt8]

    let outflow: Outflow<[UInt8]>

    /// Begins to take chunks; a second time is refused by its first `next`.
    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(outflow: outflow, isFirst: outflow.claim()) }

    /// Takes chunk after chunk.
    package struct AsyncIterator: AsyncIteratorProtocol {
        private let outflow: Outflow<[UInt8]>
        private let isFirst: Bool

        init(outflow: Outflow<[UInt8]>, isFirst: Bool) {
            self.outflow = outflow
            self.isFirst = isFirst
        }

        /// The next chunk; nil at the end.
        /// - Throws: what the server says, also after chunks; category `cancelled`.
        package mutating func next() async throws(PostgreSQLError) -> [UInt8]? {
            guard isFirst else { throw PostgreSQLError(.misuse, "a stream can be gone through once") }
            return try await outflow.next()
        }

        /// The next chunk; nil at the end.
        /// - Throws: what the server says, also after chunks; category `cancelled`.
        package mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(PostgreSQLError) -> [UInt8]? {
            guard isFirst else { throw PostgreSQLError(.misuse, "a stream can be gone through once") }
            return try await outflow.next()
        }
    }
}
