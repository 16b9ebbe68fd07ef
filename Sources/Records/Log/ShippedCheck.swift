// The checkpoints of the database against those that were shipped: what was cut off or replaced shows here.
import Domain
import FoundationEssentials
import PostgreSQL

/// Compares the file of checkpoints with the database.
struct ShippedCheck {
    let file: CheckpointFile?
    let verifiers: [LogVerifier]
    /// Checkpoints up to this one were compared before.
    let start: SignedCheckpoint?

    /// Compares them all.
    func run(_ trees: [LogTree], _ transaction: Transaction, _ report: inout LogReport) async throws {
        guard let file else { return }
        for line in file.faultyLines { report.add(LogFault(.fileUnreadable, place: line)) }
        for epoch in Set(file.checkpoints.map(\.checkpoint.origin.epoch)).sorted() {
            let shipped = file.checkpoints.filter { $0.checkpoint.origin.epoch == epoch && isLater($0) }
            try await compare(shipped, epoch, trees, transaction, &report)
        }
    }

    private func isLater(_ checkpoint: SignedCheckpoint) -> Bool {
        guard let start else { return true }
        let (own, first) = (checkpoint.checkpoint, start.checkpoint)
        return (own.origin.epoch, own.size) >= (first.origin.epoch, first.size)
    }

    /// The last checkpoint that was shipped before a backup was restored, from whose tree the next one in the database went
    /// on; nil where none did, or the key did not sign that.
    private func restored(after epoch: Int, _ trees: [LogTree]) -> Checkpoint? {
        guard let next = trees.first(where: { $0.origin.epoch > epoch }), next.row.isSigned(byOneOf: verifiers) else {
            return nil
        }
        return next.shipped?.checkpoint
    }

    /// Whether a checkpoint is among those that the restore of a backup is known to have lost: of the tree that ends with
    /// the backup, and of those that earlier restores began and the backup does not know.
    private static func isLost(_ own: Checkpoint, by restored: Checkpoint) -> Bool {
        own.origin.log == restored.origin.log
            && (own.origin.epoch, own.size) <= (restored.origin.epoch, restored.size)
    }

    private func compare(
        _ shipped: [SignedCheckpoint],
        _ epoch: Int,
        _ trees: [LogTree],
        _ transaction: Transaction,
        _ report: inout LogReport
    ) async throws {
        guard let first = shipped.first?.checkpoint.size, let last = shipped.map(\.checkpoint.size).max() else {
            return
        }
        var kept: [Int: String] = [:]
        var size = first - 1
        while size < last {
            let rows = try await transaction.fetchAll(LogStatements.checkpoints(Int32(epoch), Int64(size), 10_000))
            for row in rows { kept[Int(row.size)] = row.note }
            guard let newest = rows.last else { break }
            size = Int(newest.size)
        }
        let restored = restored(after: epoch, trees)
        for checkpoint in shipped {
            let own = checkpoint.checkpoint
            let fault = { LogFault($0, epoch: epoch, place: own.size) }
            let isLost = restored.map { ShippedCheck.isLost(own, by: $0) } ?? false
            let isKnown = trees.contains { $0.origin == own.origin } || isLost
            if !isKnown || !checkpoint.isSigned(byOneOf: verifiers) {
                report.add(fault(.fileUnreadable))
            } else if let note = kept[own.size] {
                if note != checkpoint.note.description { report.add(fault(.checkpointReplaced)) }
            } else if !isLost {
                report.add(fault(.checkpointMissing))
            }
        }
        let sizes = Set(shipped.map(\.checkpoint.size))
        for size in kept.keys.sorted() where size < last && !sizes.contains(size) {
            report.add(LogFault(.checkpointNotInFile, epoch: epoch, place: size))
        }
    }
}
