// The log's trees and checkpoints as they are kept, and the beginning of a new tree after a restored backup.
package import Domain
import FoundationEssentials
import PostgreSQL

/// A tree of the log as the database knows it.
package struct LogTree: Sendable, Hashable {
    /// Which.
    package let origin: LogOrigin
    /// Since when.
    package let begunAt: Instant
    /// Why it began; nil for the first.
    package let reason: String?
    /// The last checkpoint that was shipped of the tree before.
    package let shipped: SignedCheckpoint?
    let row: EpochRow

    init(_ row: EpochRow) {
        self.row = row
        origin = row.origin
        begunAt = row.begunAt
        reason = row.reason
        shipped = row.shippedNote.flatMap { SignedCheckpoint($0) }
    }
}

/// What the record knows of its log.
package struct LogHistory: Sendable {
    /// The record as a role that may read its log.
    let record: Record

    /// The history of a record's log.
    package init(record: Record) {
        self.record = record
    }

    /// The trees, the first one first.
    ///
    /// - Throws: `RecordError`.
    package func trees() async throws(RecordError) -> [LogTree] {
        do {
            return try await record.database.fetchAll(LogStatements.epochs()).map(LogTree.init)
        } catch {
            throw RecordError(error)
        }
    }

    /// The newest checkpoint's text; nil where nothing was sealed yet.
    ///
    /// - Throws: `RecordError`.
    package func lastNote() async throws(RecordError) -> String? {
        do {
            return try await record.database.fetchOne(LogStatements.lastCheckpoint())?.note
        } catch {
            throw RecordError(error)
        }
    }

    /// The texts of checkpoints of a tree that follow a size, with their sizes.
    ///
    /// - Throws: `RecordError`.
    package func notes(epoch: Int, after size: Int, limit: Int) async throws(RecordError) -> [(size: Int, note: String)]
    {
        do {
            let rows = try await record.database.fetchAll(
                LogStatements.checkpoints(Int32(epoch), Int64(size), Int32(limit))
            )
            return rows.map { (Int($0.size), $0.note) }
        } catch {
            throw RecordError(error)
        }
    }

    /// The checkpoints that are to be shipped after the one that was shipped last.
    ///
    /// - Parameters:
    ///   - shipped: the last one that was; nil where none was.
    ///   - limit: so many at most.
    ///   - verifiers: who may have signed that a later tree began.
    /// - Returns: the next ones, in their order.
    /// - Throws: `SealError` where what was shipped and what is kept do not fit; `RecordError`.
    package func unshipped(
        after shipped: SignedCheckpoint?,
        limit: Int,
        trusting verifiers: [LogVerifier]
    ) async throws -> [SignedCheckpoint] {
        let trees = try await trees()
        if let newest = trees.last, !newest.row.isSigned(byOneOf: verifiers) {
            throw SealError.treeUnsigned(epoch: newest.origin.epoch)
        }
        guard let shipped else { return try await checkpoints(from: trees.first?.origin.epoch ?? 1, 0, trees, limit) }
        let (origin, size) = (shipped.checkpoint.origin, shipped.checkpoint.size)
        guard trees.contains(where: { $0.origin.log == origin.log }) else { throw SealError.fileOfOtherLog }
        let kept = try await notes(epoch: origin.epoch, after: size - 1, limit: 1).first
        if let kept, kept.size == size {
            guard kept.note == shipped.note.description else {
                throw SealError.shippedDiffers(epoch: origin.epoch, size: size)
            }
            return try await checkpoints(from: origin.epoch, size, trees, limit)
        }
        // What is not there any more is on record where a later tree began for that reason.
        guard trees.contains(where: { $0.origin.epoch > origin.epoch }) else {
            throw SealError.endsBeforeShipped(epoch: origin.epoch, size: size)
        }
        return try await checkpoints(from: origin.epoch + 1, 0, trees, limit)
    }

    private func checkpoints(
        from epoch: Int,
        _ size: Int,
        _ trees: [LogTree],
        _ limit: Int
    ) async throws -> [SignedCheckpoint] {
        var found: [SignedCheckpoint] = []
        for tree in trees where tree.origin.epoch >= epoch && found.count < limit {
            let after = tree.origin.epoch == epoch ? size : 0
            let notes = try await notes(epoch: tree.origin.epoch, after: after, limit: limit - found.count)
            for (size, note) in notes {
                guard let signed = SignedCheckpoint(note) else { throw SealError.treeDamaged(size: size) }
                found.append(signed)
            }
        }
        return found
    }

    /// Begins a new tree, in one transaction with the event of the log that says why.
    ///
    /// - Parameters:
    ///   - reason: why, in words.
    ///   - shipped: the last checkpoint that was shipped of the tree that ends.
    ///   - signer: the log's key, by which the new tree is believed; a dry run signs nothing.
    ///   - isDryRun: does everything and takes it back.
    ///   - entry: the event.
    /// - Returns: the new tree.
    /// - Throws: `RecordError`.
    package func beginTree(
        reason: String,
        shipped: SignedCheckpoint?,
        signer: LogSigner?,
        isDryRun: Bool,
        entry: AuditEntry
    ) async throws -> LogOrigin {
        try await record.write(isDryRun: isDryRun) { transaction in
            guard let last = try await transaction.fetchAll(LogStatements.epochs()).last else {
                throw SealError.keyOfOtherLog
            }
            // A backup of before an earlier restore does not know the tree of that one, whose checkpoints were shipped.
            let known = shipped.map(\.checkpoint.origin).flatMap { $0.log == last.log ? $0.epoch : nil } ?? 0
            let epoch = max(Int(last.epoch), known) + 1
            let beginning = TreeBeginning(
                origin: LogOrigin(log: last.log, epoch: epoch),
                begunAt: entry.recordedAt,
                event: entry.id,
                reason: reason,
                shippedNote: shipped?.note.description
            )
            guard isDryRun || signer?.verifier.name == beginning.origin.keyName else { throw SealError.keyOfOtherLog }
            transaction.audit(entry)
            transaction.add(
                LogStatements.insertEpoch(
                    Int32(epoch),
                    last.log,
                    entry.recordedAt,
                    entry.id,
                    reason,
                    beginning.shippedNote,
                    isDryRun ? nil : try signer?.sign(beginning.text).description
                )
            )
            return beginning.origin
        }
    }
}
