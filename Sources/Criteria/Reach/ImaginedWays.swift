// What a nerve not studied yet would have to show: worked out once for each set, since it is the same for every case.
import Domain

/// The ways in which motor entries of nerves not studied yet satisfy the rules that a set asks of a nerve.
struct ImaginedWays: Sendable {
    /// By the node of the rule, then by the number of the nerve; nil for a node that no question about a nerve asks for.
    private let kept: [[[KeptWay]]?]

    /// Works them out.
    init(_ compiled: CompiledSet) {
        var kept = [[[KeptWay]]?](repeating: nil, count: compiled.entries.nodes.count)
        for node in compiled.entryOfNerveLeaf where node >= 0 && kept[node] == nil {
            var ways = [[KeptWay]](repeating: [], count: Nerve.allCases.count * 2)
            for nerve in Nerve.motor {
                for side in Side.allCases {
                    let store = WayStore()
                    let nerveSide = NerveSide(nerve: nerve, side: side)
                    let found = ConductionWays(compiled: compiled, store: store).ways(node, nerveSide, true)
                    ways[nerveSide.ordinal] = store.exported(found)
                }
            }
            kept[node] = ways
        }
        self.kept = kept
    }

    /// The ways in which a nerve satisfies a node, in a store; nil where they were not worked out.
    func ways(_ node: Int, _ nerve: NerveSide, _ isMet: Bool, in store: WayStore) -> Ways? {
        guard isMet, let ways = kept[node] else { return nil }
        return store.imported(ways[nerve.ordinal], key: node * ways.count + nerve.ordinal)
    }
}
