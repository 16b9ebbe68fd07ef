// One round of sealing: events that can change no more get their leaves, and the tree's new root is signed.
package import Domain
import FoundationEssentials
import PostgreSQL

/// What a round of sealing did and what it left.
package struct SealRound: Sendable, Hashable {
    /// How many events got a leaf.
    package let sealedCount: Int
    /// Whether there may be more to be sealed at once.
    package let isFull: Bool
    /// How many events wait, 100,000 at most; nil where another instance seals.
    package let unsealedCount: Int?
    /// When the oldest of them happened.
    package let oldestUnsealedAt: Instant?

    /// What another instance's sealing looks like from here.
    static let elsewhere = SealRound(sealedCount: 0, isFull: false, unsealedCount: nil, oldestUnsealedAt: nil)
}

/// Why the log cannot be sealed. Somebody has to look before it goes on.
package enum SealError: Error, Sendable, Hashable {
    /// The key is that of another log.
    case keyOfOtherLog
    /// The newest checkpoint was not signed with this key.
    case checkpointOfOtherKey(size: Int)
    /// What is kept of the tree does not lead to the root that was signed.
    case treeDamaged(size: Int)
    /// An event cannot be read as one of this version.
    case eventUnreadable(LeafFault)
    /// The file of checkpoints has one that the database never had: it ends before it, as a restored backup does.
    case endsBeforeShipped(epoch: Int, size: Int)
    /// The file of checkpoints belongs to another log.
    case fileOfOtherLog
    /// A tree began that the log's key did not sign.
    case treeUnsigned(epoch: Int)
    /// Another tree began while this one was being sealed.
    case otherTree(epoch: Int)
    /// The checkpoint that was shipped last is another one in the database.
    case shippedDiffers(epoch: Int, size: Int)
}

/// Seals the log. Only one instance does at a time; the others find it done.
package struct LogSealing: Sendable {
    /// The record as the role that seals.
    let record: Record
    /// The key.
    let signer: LogSigner
    /// Leaves of one round at most.
    package static let leavesMax = 4_096

    /// Sealing of a record with a key.
    package init(record: Record, signer: LogSigner) {
        self.record = record
        self.signer = signer
    }

    /// Does one round.
    ///
    /// - Parameters:
    ///   - now: the instant it is.
    ///   - tree: the tree that is being sealed, where another one must not follow it unseen; nil seals the newest.
    /// - Returns: what was done.
    /// - Throws: `SealError`, `RecordError`.
    package func round(now: Instant, tree: Int? = nil) async throws -> SealRound {
        do {
            return try await record.database.transaction(.readCommitted, access: .readWrite) { transaction in
                guard try await transaction.find(LogStatements.lock()) else { return .elsewhere }
                return try await seal(transaction, now, tree)
            }
        } catch let error as PostgreSQLError {
            throw RecordError(error)
        } catch let fault as LeafFault {
            throw SealError.eventUnreadable(fault)
        }
    }

    /// The newest tree, which this key may seal.
    private func newestTree(_ transaction: Transaction, _ tree: Int?) async throws -> EpochRow {
        guard let epoch = try await transaction.fetchAll(LogStatements.epochs()).last,
            signer.verifier.name == epoch.origin.keyName
        else { throw SealError.keyOfOtherLog }
        if let tree, tree != epoch.origin.epoch { throw SealError.otherTree(epoch: epoch.origin.epoch) }
        guard epoch.isSigned(byOneOf: [signer.verifier]) else {
            throw SealError.treeUnsigned(epoch: epoch.origin.epoch)
        }
        return epoch
    }

    private func seal(_ transaction: Transaction, _ now: Instant, _ tree: Int?) async throws -> SealRound {
        let epoch = try await newestTree(transaction, tree)
        let last = try await transaction.fetchOne(LogStatements.lastCheckpoint())
        var edge = try edge(of: last, epoch)
        let horizon = try await transaction.find(LogStatements.horizon()).value
        let span = LogSpan(
            after: last?.lastKey ?? LogSpan.beginning,
            from: last?.horizon.value ?? 0,
            below: horizon,
            count: Self.leavesMax
        )
        let leaves = try await leaves(transaction, span)
        guard let newest = leaves.last else {
            return try await round(transaction, 0, isFull: false, from: span.from)
        }
        let first = edge.size
        for leaf in leaves { edge.append(leaf.hash) }
        let rows = leaves.enumerated().map { index, leaf in
            (
                epoch.epoch, Int64(first + index), TransactionNumber(leaf.key.transaction), leaf.key.recordedAt,
                leaf.key.id, Bytes(leaf.hash)
            )
        }
        try await transaction.copyIn(LogStatements.insertLeaves, rows: rows)
        // A round that was cut off may have left events of its last transaction.
        let isFull = leaves.count == Self.leavesMax
        let sealedBelow = isFull ? newest.key.transaction : horizon
        let signed = try SignedCheckpoint(
            Checkpoint(origin: epoch.origin, size: edge.size, root: edge.root, sealedAt: now, horizon: sealedBelow),
            by: signer
        )
        _ = try await transaction.execute(
            LogStatements.insertCheckpoint(
                epoch.epoch,
                Int64(edge.size),
                Bytes(edge.root),
                Bytes(edge.bytes),
                TransactionNumber(newest.key.transaction),
                newest.key.recordedAt,
                newest.key.id,
                TransactionNumber(sealedBelow),
                now,
                signed.note.description
            )
        )
        return try await round(transaction, leaves.count, isFull: isFull, from: sealedBelow)
    }

    /// The right edge of the tree so far: what is kept of it must lead to the root that this key signed.
    private func edge(of last: CheckpointRow?, _ epoch: EpochRow) throws(SealError) -> MerkleFrontier {
        guard let last, last.epoch == epoch.epoch else { return MerkleFrontier() }
        let size = Int(last.size)
        guard let signed = SignedCheckpoint(last.note), signed.checkpoint.origin == epoch.origin,
            signed.checkpoint.size == size, signed.checkpoint.horizon == last.horizon.value
        else { throw .treeDamaged(size: size) }
        guard signed.isSigned(byOneOf: [signer.verifier]) else { throw .checkpointOfOtherKey(size: size) }
        guard let edge = MerkleFrontier(size: size, bytes: last.frontier.bytes), edge.root == signed.checkpoint.root
        else { throw .treeDamaged(size: size) }
        return edge
    }

    /// The leaves of the next events. Patients who have no secret yet get one first.
    private func leaves(_ transaction: Transaction, _ span: LogSpan) async throws -> [EventLeaf] {
        var encoder = LeafEncoder()
        for _ in 1...2 {
            var leaves: [EventLeaf] = []
            leaves.reserveCapacity(span.count)
            _ = try await transaction.forEachLeaf(span, &encoder) { leaf, _ in
                leaves.append(leaf)
                return true
            }
            let unsalted = leaves.flatMap(\.unsalted)
            guard !unsalted.isEmpty else { return leaves }
            _ = try await transaction.execute(LogStatements.addSalts(unsalted))
        }
        throw SealError.eventUnreadable(LeafFault(column: "salt"))
    }

    private func round(
        _ transaction: Transaction,
        _ sealedCount: Int,
        isFull: Bool,
        from: UInt64
    ) async throws -> SealRound {
        // After a full round the rest of its last transaction counts as waiting, and so do its sealed events: the
        // number is for watching, not for proof.
        let (count, oldest) = try await transaction.find(LogStatements.unsealed(TransactionNumber(from)))
        return SealRound(
            sealedCount: sealedCount,
            isFull: isFull,
            unsealedCount: Int(count),
            oldestUnsealedAt: oldest
        )
    }

    /// Makes the months ahead as partitions where they are missing.
    ///
    /// - Returns: how many were made.
    /// - Throws: `RecordError`; a busy log is tried again another time.
    @discardableResult
    package func makePartitions(monthsAhead: Int) async throws(RecordError) -> Int {
        do {
            return Int(try await record.database.find(LogStatements.makePartitions(Int32(monthsAhead))))
        } catch {
            throw RecordError(error)
        }
    }
}
