// Reading the leaves of a tree out of the database, as a binary copy: verifying goes by millions of them.
import Domain
import FoundationEssentials
import PostgreSQL

extension Transaction {
    /// The leaves of a tree from a number on, in their order.
    ///
    /// - Parameters:
    ///   - epoch: which tree.
    ///   - number: the first leaf.
    ///   - count: so many at most.
    /// - Returns: the leaves; of lawful removals they say nothing yet.
    /// - Throws: `LeafFault` where a row is no leaf, `PostgreSQLError`.
    func leaves(of epoch: Int32, from number: Int, count: Int) async throws -> [TreeWalk.Leaf] {
        _ = try await execute(LogStatements.leafPosition(epoch, Int64(number), Int64(count)))
        return try await copyOut(LogStatements.leafRows) { chunks in
            var leaves: [TreeWalk.Leaf] = []
            leaves.reserveCapacity(count)
            var rows = BinaryRows()
            for try await chunk in chunks {
                var index = try rows.begin(chunk)
                while index < chunk.count, let leaf = try TreeWalk.Leaf(of: chunk, at: &index) { leaves.append(leaf) }
            }
            return leaves
        }
    }
}

extension TreeWalk.Leaf {
    /// The leaf of a row; nil at the end of the copy.
    fileprivate init?(of bytes: [UInt8], at index: inout Int) throws(LeafFault) {
        guard var row = try BinaryRow(bytes, at: index) else { return nil }
        let number = try row.integer(bytes, "leaf_no")
        let transaction = try row.integer(bytes, "transaction_id")
        let recordedAt = try row.integer(bytes, "recorded_at")
        let event = try row.next("event_id")
        let hash = try row.next("leaf_hash")
        guard event.range.count == 16, hash.isThere, row.isOver,
            let recordedAt = Instant(microsecondsSince2000: recordedAt)
        else { throw LeafFault(column: "leaf") }
        index = row.index
        self.init(
            number: Int(number),
            key: LogKey(
                transaction: UInt64(bitPattern: transaction),
                recordedAt: recordedAt,
                id: UUID(bytes: Array(bytes[event.range]))
            ),
            hash: Array(bytes[hash.range])
        )
    }
}
