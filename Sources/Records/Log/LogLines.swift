// Reading the log's events out of the database as leaves, page by page in the order of sealing.
import Domain
import FoundationEssentials
import PostgreSQL

/// From which event to which.
struct LogSpan: Sendable, Hashable {
    /// Events behind this one only.
    var after: LogKey
    /// Events of transactions from here on only.
    var from: UInt64
    /// Events of transactions below this one only.
    var below: UInt64
    /// So many at most.
    var count: Int
    /// Events up to this one only; nil where there is no last one.
    var until: LogKey?

    /// In front of every event.
    static let beginning = LogKey(
        transaction: 0,
        recordedAt: .min,
        id: UUID(bytes: [UInt8](repeating: 0, count: 16))
    )
}

extension Transaction {
    /// The leaves of the events of a span.
    ///
    /// - Parameters:
    ///   - span: which events.
    ///   - encoder: makes the leaves.
    ///   - subjects: the patients whom the events showed, where they were read beforehand.
    ///   - body: takes each leaf; the encoder still has its bytes. False ends the reading.
    /// - Returns: how many events there were.
    /// - Throws: `LeafFault`, `PostgreSQLError`, or what `body` throws.
    func forEachLeaf(
        _ span: LogSpan,
        _ encoder: inout LeafEncoder,
        beside subjects: LogSubjects? = nil,
        _ body: (EventLeaf, LeafEncoder) throws -> Bool
    ) async throws -> Int {
        try await go(to: span)
        var work = encoder
        let count = try await copyOut(subjects == nil ? LogStatements.events : LogStatements.eventsAlone) { chunks in
            var count = 0
            var isOver = false
            var rows = BinaryRows()
            for try await chunk in chunks where !isOver {
                var index = try rows.begin(chunk)
                while index < chunk.count, !isOver, let leaf = try work.leaf(of: chunk, at: &index, beside: subjects) {
                    count += 1
                    isOver = !(try body(leaf, work))
                }
            }
            return count
        }
        encoder = work
        return count
    }

    /// The leaves of the events of a span, in their order, made by all processors: to hash a leaf takes longer than to get
    /// its row.
    ///
    /// - Parameters:
    ///   - span: which events.
    ///   - subjects: the patients whom the events showed, where they were read beforehand.
    ///   - body: takes each leaf. False ends the reading.
    /// - Throws: `LeafFault` behind the last leaf that could be read, `PostgreSQLError`.
    func forEachLeafAtOnce(
        _ span: LogSpan,
        beside subjects: LogSubjects?,
        _ body: (EventLeaf) -> Bool
    ) async throws {
        try await go(to: span)
        try await copyOut(subjects == nil ? LogStatements.events : LogStatements.eventsAlone) { chunks in
            try await withThrowingTaskGroup(of: LeafBatch.self) { group in
                var rows = BinaryRows()
                var batches = LeafBatches()
                for try await chunk in chunks where !batches.isOver {
                    let start = try rows.begin(chunk)
                    let number = batches.next()
                    group.addTask { LeafBatch(number, of: chunk, from: start, beside: subjects) }
                    if batches.areMany, let batch = try await group.next() { try batches.take(batch, body) }
                }
                for try await batch in group { try batches.take(batch, body) }
            }
        }
    }

    /// Says where the events of the next copy begin and end.
    private func go(to span: LogSpan) async throws {
        _ = try await execute(
            LogStatements.position(
                TransactionNumber(max(span.from, span.after.transaction)),
                TransactionNumber(span.after.transaction),
                span.after.recordedAt,
                span.after.id,
                TransactionNumber(span.below),
                Int64(span.count),
                TransactionNumber(span.until?.transaction ?? .max),
                span.until?.recordedAt,
                span.until?.id ?? UUID(bytes: [UInt8](repeating: 0xFF, count: 16))
            )
        )
    }
}
