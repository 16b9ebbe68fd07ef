// What can be wrong with the log, each with the place where it was found.
package import Domain
package import FoundationEssentials

/// One thing that is wrong with the log.
package struct LogFault: Sendable, Hashable {
    /// The kinds of faults.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// An event is not the one that was sealed.
        case eventChanged
        /// An event that was sealed is not there, and nobody recorded that it was lawfully removed.
        case eventMissing
        /// An event stands among sealed ones and was never sealed.
        case eventAdded
        /// An event cannot be read as one of the log.
        case eventUnreadable
        /// A patient of a list has no event.
        case subjectWithoutEvent
        /// Leaves are missing, or stand twice.
        case leavesMissing
        /// A leaf stands before one that was written earlier.
        case leavesOutOfOrder
        /// Leaves follow the last checkpoint: nobody signed them.
        case leavesUnsigned
        /// The record of a lawful removal names an event that is not in the log.
        case removalWithoutEvent
        /// A removal was not signed by a key that is trusted.
        case removalUnsigned
        /// A judgement or a mark is not what its event says, or one of the two is not there.
        case judgementDiffers
        /// A checkpoint cannot be read, or says something else than its row.
        case checkpointUnreadable
        /// A checkpoint is signed by none of the keys that are trusted.
        case checkpointUnsigned
        /// The tree has another root than the checkpoint says.
        case rootDiffers
        /// What is kept of the tree's edge, or of the last leaf, does not fit the checkpoint.
        case checkpointInconsistent
        /// A checkpoint that was shipped is not in the database: the log was cut or replaced by an older one.
        case checkpointMissing
        /// A checkpoint that was shipped is another one in the database.
        case checkpointReplaced
        /// A checkpoint of the database is not in the file although later ones are.
        case checkpointNotInFile
        /// The file has something that is no checkpoint of this log.
        case fileUnreadable
        /// The list of trees has gaps, or a tree began without its event.
        case treesDamaged
        /// A tree beyond the first began, and no key that is trusted signed that.
        case treeUnsigned
    }

    /// Which kind.
    package let kind: Kind
    /// The tree.
    package var epoch: Int?
    /// The leaf, or the number of leaves of a checkpoint.
    package var place: Int?
    /// The event.
    package var event: UUID?

    init(_ kind: Kind, epoch: Int? = nil, place: Int? = nil, event: UUID? = nil) {
        self.kind = kind
        self.epoch = epoch
        self.place = place
        self.event = event
    }
}

/// Events behind the last leaf: the next seals take them.
package struct UnsealedEvents: Sendable, Hashable {
    /// How many, a million at most.
    package let count: Int
    /// When the oldest happened.
    package let since: Instant
}

/// What verifying found.
package struct LogReport: Sendable, Hashable {
    /// How many leaves were looked at.
    package internal(set) var leafCount = 0
    /// How many checkpoints.
    package internal(set) var checkpointCount = 0
    /// How many events were lawfully removed.
    package internal(set) var removedCount = 0
    /// The trees beyond the first: why each began, and what was lost by it.
    package internal(set) var laterTrees: [LaterTree] = []
    /// Everything that is wrong, in the order in which it was found; at most ``faultsMax``.
    package private(set) var faults: [LogFault] = []
    /// How many faults there are in all.
    package private(set) var faultCount = 0
    /// The events that are not sealed yet, of which nothing can be said; nil where there are none.
    package internal(set) var unsealed: UnsealedEvents?
    /// The last checkpoint up to which everything holds; nil where there is none.
    package internal(set) var lastGood: SignedCheckpoint?

    /// More are counted and not told one by one.
    package static let faultsMax = 10_000

    init() {}

    mutating func add(_ fault: LogFault) {
        faultCount += 1
        if faults.count < LogReport.faultsMax { faults.append(fault) }
    }
}
