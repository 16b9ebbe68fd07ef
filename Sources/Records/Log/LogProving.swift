// Proving that an event is in the log: its leaf, the hashes beside its way up, and the signed root.
import Domain
package import FoundationEssentials
import PostgreSQL

/// Why an event cannot be proven.
package enum ProofError: Error, Sendable, Hashable {
    /// It is not in the log, or not sealed yet.
    case notSealed
    /// It was lawfully removed: only its leaf is there.
    case removed
    /// The event, its leaf or the tree is not what was sealed; verifying says more.
    case damaged
}

/// Makes proofs out of a record's log.
package struct LogProving: Sendable {
    /// The record as a role that may read its log.
    private let record: Record
    private static let pageSize: Int64 = 50_000

    /// Proving from a record.
    package init(record: Record) {
        self.record = record
    }

    /// The proof of an event in the newest checkpoint of its tree. All leaf hashes of the tree go by once.
    ///
    /// - Throws: `ProofError`, `RecordError`.
    package func proof(of event: UUID) async throws -> EventProof {
        do {
            return try await record.database.transaction(.repeatableRead, access: .readOnly) { transaction in
                try await proof(of: event, transaction)
            }
        } catch let error as PostgreSQLError {
            throw RecordError(error)
        } catch is LeafFault {
            throw ProofError.damaged
        }
    }

    private func proof(of event: UUID, _ transaction: Transaction) async throws -> EventProof {
        guard let (epoch, leaf) = try await transaction.fetchOne(LogStatements.leafOfEvent(event)),
            let signed = try await newest(epoch, covering: leaf.leaf, transaction)
        else { throw ProofError.notSealed }
        let size = signed.checkpoint.size
        let bytes = try await leafBytes(leaf.key, transaction)
        guard Merkle.leafHash(bytes) == leaf.hash.bytes,
            let ranges = MerkleProof.inclusionRanges(leaf: Int(leaf.leaf), size: size)
        else { throw ProofError.damaged }
        var hasher = SubtreeHasher(ranges)
        var next: Int64 = 0
        while next < Int64(size) {
            let rows = try await transaction.fetchAll(LogStatements.leaves(epoch, next, Self.pageSize))
            guard let last = rows.last else { throw ProofError.damaged }
            for row in rows { hasher.add(row.hash.bytes, leaf: Int(row.leaf)) }
            next = last.leaf + 1
        }
        guard let hashes = hasher.result else { throw ProofError.damaged }
        let proof = EventProof(leafBytes: bytes, leaf: Int(leaf.leaf), hashes: hashes, checkpoint: signed)
        guard
            MerkleProof.isIncluded(
                leaf: proof.leaf,
                size: size,
                leafHash: leaf.hash.bytes,
                root: signed.checkpoint.root,
                proof: hashes
            )
        else { throw ProofError.damaged }
        return proof
    }

    /// The newest checkpoint of a tree, where the leaf is in it.
    private func newest(
        _ epoch: Int32,
        covering leaf: Int64,
        _ transaction: Transaction
    ) async throws -> SignedCheckpoint? {
        var newest: CheckpointRow?
        while true {
            let rows = try await transaction.fetchAll(
                LogStatements.checkpoints(epoch, max(newest?.size ?? 0, leaf), 10_000)
            )
            guard let last = rows.last else { break }
            newest = last
        }
        guard let newest else { return nil }
        guard let signed = SignedCheckpoint(newest.note) else { throw ProofError.damaged }
        return signed
    }

    /// The bytes of the leaf of one event.
    private func leafBytes(_ key: LogKey, _ transaction: Transaction) async throws -> [UInt8] {
        // From just in front of it on; others may have the same instant.
        let before = LogKey(
            transaction: key.transaction,
            recordedAt: Instant(microsecondsSince1970: key.recordedAt.microsecondsSince1970 - 1),
            id: UUID(bytes: [UInt8](repeating: 0xFF, count: 16))
        )
        let span = LogSpan(after: before, from: 0, below: key.transaction + 1, count: 1_000_000)
        var encoder = LeafEncoder()
        var found: [UInt8]?
        _ = try await transaction.forEachLeaf(span, &encoder) { leaf, encoder in
            if leaf.key == key { found = encoder.leafBytes }
            return leaf.key < key
        }
        guard let found else { throw ProofError.removed }
        return found
    }
}
