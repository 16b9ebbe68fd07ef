// What a nerve not studied yet would have to show: worked out once for each set, since it is the same for every case.
import Domain
import Synchronization

/// The ways in which motor entries of nerves not studied yet satisfy the rules of a set.
final class ImaginedWays: Sendable {
    private let kept = Mutex<[Key: [KeptWay]]>([:])

    private struct Key: Hashable {
        let node: Int
        let nerve: Int
        let isMet: Bool
    }

    /// The ways of a node for a nerve, in a store; searched where they were not asked for before.
    func ways(_ node: Int, _ nerve: NerveSide, _ isMet: Bool, in store: WayStore, search: () -> Ways) -> Ways {
        let key = Key(node: node, nerve: nerve.ordinal, isMet: isMet)
        if let known = kept.withLock({ $0[key] }) { return store.imported(known) }
        let found = search()
        if let copy = store.exported(found) { kept.withLock { $0[key] = copy } }
        return found
    }
}
