// Verifying the log: every leaf, every root, and what was shipped, read in one transaction that changes nothing.
import Domain
import FoundationEssentials
import PostgreSQL

/// Verifies the log of a record.
package struct LogVerifying: Sendable {
    /// The keys that are trusted.
    private let verifiers: [LogVerifier]
    /// The checkpoints that were shipped; nil where they are not looked at.
    private let shipped: CheckpointFile?
    /// Leaves that are read at a time.
    private let pageSize: Int

    /// More that wait to be sealed are not looked at.
    private static let unsealedMax = 1_000_000

    /// Verifying by some keys.
    ///
    /// - Parameters:
    ///   - verifiers: whose signatures count.
    ///   - shipped: the file of checkpoints.
    ///   - pageSize: leaves that are read at a time.
    package init(verifiers: [LogVerifier], shipped: CheckpointFile? = nil, pageSize: Int = 50_000) {
        self.verifiers = verifiers
        self.shipped = shipped
        self.pageSize = pageSize
    }

    /// Verifies the log.
    ///
    /// - Parameters:
    ///   - record: the record as a role that may read its log.
    ///   - start: a checkpoint up to which everything was found good before; nil looks at all.
    ///   - progress: is told how many leaves were looked at.
    /// - Returns: what was found.
    /// - Throws: `RecordError`.
    package func run(
        _ record: Record,
        from start: SignedCheckpoint? = nil,
        progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> LogReport {
        do {
            return try await record.database.transaction(.repeatableRead, access: .readOnly) { transaction in
                try await run(on: transaction, from: start, progress: progress)
            }
        } catch let error as PostgreSQLError {
            throw RecordError(error)
        }
    }

    /// Verifies the log as a transaction sees it.
    func run(
        on transaction: Transaction,
        from start: SignedCheckpoint? = nil,
        progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> LogReport {
        var report = LogReport()
        let trees = try await transaction.fetchAll(LogStatements.epochs())
        try await check(trees, transaction, &report)
        let sound = try await soundRemovals(trees.last?.origin, transaction, &report)
        var last = LogSpan.beginning
        var horizon: UInt64 = 0
        var isFirst = true
        for tree in trees {
            if let start, tree.epoch < Int32(start.checkpoint.origin.epoch) { continue }
            var walk = TreeWalk(origin: tree.origin, verifiers: verifiers, report: report, after: last)
            if let start, isFirst {
                guard let known = try await row(of: start, tree, transaction) else {
                    report.add(LogFault(.checkpointMissing, epoch: Int(tree.epoch), place: start.checkpoint.size))
                    return report
                }
                walk = TreeWalk(
                    origin: tree.origin,
                    verifiers: verifiers,
                    report: report,
                    after: known.row.lastKey,
                    edge: known.edge
                )
                walk.startedGood(start)
                horizon = known.row.horizon.value
            }
            isFirst = false
            try await go(through: tree, transaction, sound, &walk, &horizon, progress)
            (report, last) = (walk.report, walk.last)
        }
        try await checkUnsealed(transaction, trees.last, after: last, below: horizon, &report)
        if start == nil {
            for event in try await transaction.fetchAll(LogStatements.orphans(Int32(LogReport.faultsMax))) {
                report.add(LogFault(.subjectWithoutEvent, event: event))
            }
            for row in try await transaction.fetchAll(LogJudgementStatements.unproven(Int32(LogReport.faultsMax))) {
                report.add(LogFault(.judgementDiffers, event: row))
            }
        }
        try await ShippedCheck(file: shipped, verifiers: verifiers, start: start)
            .run(trees.map(LogTree.init), transaction, &report)
        return report
    }

    /// The row of a checkpoint that was found good before, if it is still the same.
    private func row(
        of start: SignedCheckpoint,
        _ tree: EpochRow,
        _ transaction: Transaction
    ) async throws -> (row: CheckpointRow, edge: MerkleFrontier)? {
        let size = start.checkpoint.size
        let rows = try await transaction.fetchAll(LogStatements.checkpoints(tree.epoch, Int64(size - 1), 1))
        guard let row = rows.first, row.note == start.note.description, start.isSigned(byOneOf: verifiers),
            let edge = MerkleFrontier(size: size, bytes: row.frontier.bytes), edge.root == start.checkpoint.root
        else { return nil }
        return (row, edge)
    }

    private func check(_ trees: [EpochRow], _ transaction: Transaction, _ report: inout LogReport) async throws {
        for (index, tree) in trees.enumerated() {
            var isSound = tree.follows(index == 0 ? nil : trees[index - 1])
            if let event = tree.event {
                // The event of the new tree is among its first leaves, or not sealed yet.
                isSound = isSound && tree.shippedNote.map { SignedCheckpoint($0) != nil } ?? true
                let leaf = try await transaction.fetchOne(LogStatements.leafOfEvent(event))
                if let leaf, leaf.0 < tree.epoch { isSound = false }
                let isInUse = try await transaction.fetchOne(LogStatements.checkpoints(tree.epoch, 0, 1)) != nil
                if leaf == nil, isInUse { isSound = false }
            }
            if !isSound { report.add(LogFault(.treesDamaged, epoch: Int(tree.epoch))) }
            if tree.epoch > 1 { try await tell(of: tree, transaction, &report) }
        }
        if trees.isEmpty { report.add(LogFault(.treesDamaged)) }
    }

    /// Tells of a tree beyond the first, and of what was shipped of the tree before and is gone.
    private func tell(of tree: EpochRow, _ transaction: Transaction, _ report: inout LogReport) async throws {
        let isSigned = tree.isSigned(byOneOf: verifiers)
        if !isSigned { report.add(LogFault(.treeUnsigned, epoch: Int(tree.epoch))) }
        let shipped = tree.shippedNote.flatMap { SignedCheckpoint($0) }?.checkpoint
        var lostCount: Int?
        if let shipped {
            let kept = try await transaction.find(LogStatements.sizeOfTree(Int32(shipped.origin.epoch)))
            lostCount = max(0, shipped.size - Int(kept))
        }
        report.laterTrees.append(
            LaterTree(
                origin: tree.origin,
                begunAt: tree.begunAt,
                reason: tree.reason ?? "",
                lostCount: lostCount,
                isSigned: isSigned
            )
        )
    }

    /// The events that say truly what was lawfully removed; a removal of which no event says so is a fault, and so is one
    /// that the log's key did not sign.
    private func soundRemovals(
        _ origin: LogOrigin?,
        _ transaction: Transaction,
        _ report: inout LogReport
    ) async throws -> Set<UUID> {
        var sound: Set<UUID> = []
        for (event, what, said, note) in try await transaction.fetchAll(LogStatements.removals()) {
            guard what == said else {
                report.add(LogFault(.removalWithoutEvent, event: event))
                continue
            }
            let note = note.flatMap { SignedNote($0) }
            let text = origin.map { LogForgetting.statement(of: event, what, log: $0) }
            if let note, note.text == text, verifiers.contains(where: { $0.hasSigned(note) }) {
                sound.insert(event)
            } else {
                report.add(LogFault(.removalUnsigned, event: event))
            }
        }
        return sound
    }

    /// Goes through one tree, page by page.
    private func go(
        through tree: EpochRow,
        _ transaction: Transaction,
        _ sound: Set<UUID>,
        _ walk: inout TreeWalk,
        _ horizon: inout UInt64,
        _ progress: (Int) -> Void
    ) async throws {
        var marks: [TreeWalk.Mark] = []
        var lastSize = walk.next
        while true {
            if marks.isEmpty { marks = try await nextMarks(tree, after: lastSize, transaction) }
            let leaves: [TreeWalk.Leaf]
            do {
                leaves = try await known(
                    transaction.leaves(of: tree.epoch, from: walk.next, count: pageSize),
                    tree,
                    sound,
                    transaction
                )
            } catch is LeafFault {
                // What follows in the tree cannot be looked at; its checkpoints say that leaves are missing.
                walk.takeUnreadable()
                break
            }
            guard let newest = leaves.map(\.key).max() else { break }
            walk.expect(leaves)
            let subjects = try await LogSubjects.read(of: leaves, on: transaction)
            do {
                try await transaction.forEachLeafAtOnce(
                    LogSpan(
                        after: walk.last,
                        from: 0,
                        below: newest.transaction + 1,
                        count: Int.max >> 1,
                        until: newest
                    ),
                    beside: subjects
                ) { walk.take($0) }
            } catch is LeafFault {
                walk.takeUnreadable()
            }
            walk.endEvents()
            for leaf in leaves {
                walk.grow(leaf)
                while let mark = marks.first, mark.size <= walk.next {
                    walk.check(mark)
                    (lastSize, horizon) = (mark.size, max(horizon, mark.horizon))
                    marks.removeFirst()
                    if marks.isEmpty { marks = try await nextMarks(tree, after: lastSize, transaction) }
                }
            }
            progress(walk.report.leafCount)
            try Task.checkCancellation()
        }
        // Checkpoints of leaves that are not there.
        while !marks.isEmpty {
            for mark in marks {
                walk.check(mark)
                (lastSize, horizon) = (mark.size, max(horizon, mark.horizon))
            }
            marks = try await nextMarks(tree, after: lastSize, transaction)
        }
        walk.end(lastSize: lastSize)
    }

    /// Leaves with what is recorded of their removal.
    private func known(
        _ leaves: [TreeWalk.Leaf],
        _ tree: EpochRow,
        _ sound: Set<UUID>,
        _ transaction: Transaction
    ) async throws -> [TreeWalk.Leaf] {
        guard let first = leaves.first, let last = leaves.last else { return [] }
        let removals = try await transaction.fetchAll(
            LogStatements.forgottenLeaves(tree.epoch, Int64(first.number), Int64(last.number) + 1)
        )
        guard !removals.isEmpty else { return leaves }
        let soundness = Dictionary(uniqueKeysWithValues: removals.map { (Int($0), sound.contains($1)) })
        return leaves.map {
            var leaf = $0
            leaf.removal = soundness[leaf.number]
            return leaf
        }
    }

    private func nextMarks(
        _ tree: EpochRow,
        after size: Int,
        _ transaction: Transaction
    ) async throws -> [TreeWalk.Mark] {
        try await transaction.fetchAll(LogStatements.checkpoints(tree.epoch, Int64(size), 1_000)).map {
            TreeWalk.Mark(
                size: Int($0.size),
                root: $0.root.bytes,
                frontier: $0.frontier.bytes,
                last: $0.lastKey,
                horizon: $0.horizon.value,
                sealedAtMicroseconds: $0.sealedAt.microsecondsSince1970,
                note: $0.note
            )
        }
    }

    /// Events behind the last leaf of which the last checkpoint says that all of their time was sealed.
    private func checkUnsealed(
        _ transaction: Transaction,
        _ tree: EpochRow?,
        after last: LogKey,
        below horizon: UInt64,
        _ report: inout LogReport
    ) async throws {
        // What cannot be read can never be sealed, wherever it stands, and keeps from it all that comes later.
        var isReadable = true
        do {
            var encoder = LeafEncoder()
            let rest = LogSpan(after: last, from: 0, below: .max >> 1, count: LogVerifying.unsealedMax)
            var oldest: Instant?
            let count = try await transaction.forEachLeaf(rest, &encoder) { event, _ in
                oldest = min(oldest ?? event.key.recordedAt, event.key.recordedAt)
                return true
            }
            report.unsealed = oldest.map { UnsealedEvents(count: count, since: $0) }
        } catch is LeafFault {
            isReadable = false
            report.add(LogFault(.eventUnreadable, epoch: tree.map { Int($0.epoch) }))
        }
        guard isReadable, let tree, horizon > 0 else { return }
        var walk = TreeWalk(origin: tree.origin, verifiers: [], report: report, after: last)
        var encoder = LeafEncoder()
        do {
            let span = LogSpan(after: last, from: 0, below: horizon, count: LogReport.faultsMax)
            _ = try await transaction.forEachLeaf(span, &encoder) { event, _ in
                walk.takeUnsealed(event)
                return true
            }
        } catch is LeafFault {
            walk.takeUnreadable()
        }
        report = walk.report
    }
}
