// One tree of the log gone through leaf by leaf: leaves against events, roots against what was signed. Pure.
import Domain
import FoundationEssentials

/// Goes through a tree from a checkpoint, or from its beginning, and collects what is wrong.
///
/// Leaves and events come in the order of sealing. A checkpoint is looked at when the tree has its size; where the root
/// differs, the walk goes on from the edge that is kept with the checkpoint, so that one fault hides no other.
struct TreeWalk {
    /// A leaf as it is kept.
    struct Leaf: Sendable, Hashable {
        let number: Int
        let key: LogKey
        let hash: [UInt8]
        /// The record of a lawful removal, where there is one: whether its event is in the log.
        var removal: Bool?
    }

    /// A checkpoint as it is kept.
    struct Mark: Sendable, Hashable {
        let size: Int
        let root: [UInt8]
        let frontier: [UInt8]
        let last: LogKey
        let horizon: UInt64
        let sealedAtMicroseconds: Int64
        let note: String
    }

    let origin: LogOrigin
    let verifiers: [LogVerifier]
    private(set) var report: LogReport
    private var edge: MerkleFrontier
    /// The number that the next leaf should have.
    private(set) var next: Int
    /// The newest event or leaf that was looked at.
    private(set) var last: LogKey
    /// The leaves that were taken and whose events have not come by yet.
    private var waiting: [Leaf] = []
    private var waitingIndex = 0
    /// Whether the hashes since the last checkpoint are whole.
    private var isWhole = true
    private var isClean = true

    /// A walk from the beginning of a tree; `last` is where the tree before ended.
    init(origin: LogOrigin, verifiers: [LogVerifier], report: LogReport, after last: LogKey) {
        self.init(origin: origin, verifiers: verifiers, report: report, after: last, edge: MerkleFrontier())
    }

    /// A walk from a checkpoint that is known to be good.
    init(
        origin: LogOrigin,
        verifiers: [LogVerifier],
        report: LogReport,
        after last: LogKey,
        edge: MerkleFrontier
    ) {
        self.origin = origin
        self.verifiers = verifiers
        self.report = report
        self.last = last
        self.edge = edge
        next = edge.size
    }

    private mutating func fault(_ kind: LogFault.Kind, place: Int? = nil, event: UUID? = nil) {
        isClean = false
        report.add(LogFault(kind, epoch: origin.epoch, place: place, event: event))
    }

    /// Says up to which checkpoint everything was good before.
    mutating func startedGood(_ checkpoint: SignedCheckpoint) {
        report.lastGood = checkpoint
    }

    // MARK: Events against leaves

    /// Takes leaves whose events come next.
    mutating func expect(_ leaves: [Leaf]) {
        waiting = leaves
        waitingIndex = 0
    }

    /// Takes the next event; false where it comes behind all leaves that are expected.
    mutating func take(_ event: EventLeaf) -> Bool {
        while waitingIndex < waiting.count, waiting[waitingIndex].key < event.key { passMissing() }
        guard waitingIndex < waiting.count else { return false }
        let leaf = waiting[waitingIndex]
        guard leaf.key == event.key else {
            fault(.eventAdded, place: leaf.number, event: event.key.id)
            return true
        }
        if event.hash != leaf.hash { fault(.eventChanged, place: leaf.number, event: event.key.id) }
        waitingIndex += 1
        last = max(last, leaf.key)
        return true
    }

    /// Says that no event comes for the leaves that are still expected.
    mutating func endEvents() {
        while waitingIndex < waiting.count { passMissing() }
    }

    /// Takes an event that stands behind all leaves although everything of its time was sealed.
    mutating func takeUnsealed(_ event: EventLeaf) {
        fault(.eventAdded, event: event.key.id)
    }

    /// Takes a line that is no event of this version; what follows in its page is not looked at.
    mutating func takeUnreadable() {
        fault(.eventUnreadable, place: waitingIndex < waiting.count ? waiting[waitingIndex].number : next)
        waitingIndex = waiting.count
        if let newest = waiting.map(\.key).max() { last = max(last, newest) }
    }

    private mutating func passMissing() {
        let leaf = waiting[waitingIndex]
        switch leaf.removal {
        case nil: fault(.eventMissing, place: leaf.number, event: leaf.key.id)
        case false: fault(.removalWithoutEvent, place: leaf.number, event: leaf.key.id)
        case true: report.removedCount += 1
        }
        waitingIndex += 1
        last = max(last, leaf.key)
    }

    // MARK: Leaves against roots

    private var lastLeaf: LogKey?

    /// Takes the next leaf of the tree.
    mutating func grow(_ leaf: Leaf) {
        if leaf.number != next {
            fault(.leavesMissing, place: next, event: leaf.key.id)
            isWhole = false
        }
        if let lastLeaf, leaf.key <= lastLeaf { fault(.leavesOutOfOrder, place: leaf.number, event: leaf.key.id) }
        lastLeaf = leaf.key
        report.leafCount += 1
        next = leaf.number + 1
        edge.append(leaf.hash)
    }

    /// Looks at a checkpoint when the tree has its size.
    mutating func check(_ mark: Mark) {
        report.checkpointCount += 1
        guard let signed = SignedCheckpoint(mark.note), signed.checkpoint.origin == origin,
            signed.checkpoint.size == mark.size, signed.checkpoint.root == mark.root,
            signed.checkpoint.horizon == mark.horizon,
            signed.checkpoint.sealedAt.microsecondsSince1970 == mark.sealedAtMicroseconds
        else {
            fault(.checkpointUnreadable, place: mark.size)
            return goOn(from: mark)
        }
        if !signed.isSigned(byOneOf: verifiers) { fault(.checkpointUnsigned, place: mark.size) }
        let kept = MerkleFrontier(size: mark.size, bytes: mark.frontier)
        let isOfLastLeaf = next != mark.size || lastLeaf.map { $0 == mark.last } ?? true
        if kept?.root != mark.root || !isOfLastLeaf || mark.horizon < mark.last.transaction {
            fault(.checkpointInconsistent, place: mark.size)
        }
        if next < mark.size {
            fault(.leavesMissing, place: next)
        } else if isWhole, edge.size != mark.size || edge.root != mark.root {
            fault(.rootDiffers, place: mark.size)
        }
        if isClean { report.lastGood = signed }
        goOn(from: mark)
    }

    /// What comes after a checkpoint is looked at by itself, whatever was wrong before.
    private mutating func goOn(from mark: Mark) {
        if let kept = MerkleFrontier(size: mark.size, bytes: mark.frontier), kept.root == mark.root { edge = kept }
        isWhole = true
    }

    /// Says that there are neither leaves nor checkpoints any more.
    mutating func end(lastSize: Int) {
        if next > lastSize { fault(.leavesUnsigned, place: lastSize) }
    }
}
