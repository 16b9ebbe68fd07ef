// How the ways of a rule come from those of its parts.
import Domain

extension RuleProgram {
    /// The ways in which a node can get a verdict.
    func ways(
        _ index: Int,
        _ isMet: Bool,
        in store: WayStore,
        leaf: (Int, Bool) -> Ways,
        inner: (Int, Bool) -> Ways,
        verdict: (Int) -> Verdict
    ) -> Ways {
        let node = nodes[index]
        switch node.join {
        case .leaf: return leaf(Int(node.first), isMet)
        case .all: return joined(node, every: isMet, store) { inner($0, isMet) }
        case .any: return joined(node, every: !isMet, store) { inner($0, isMet) }
        case .not: return joined(node, every: true, store) { inner($0, !isMet) }
        case .atLeast:
            // So many met, or so many not met that too few are left.
            let needed = isMet ? Int(node.count) : Int(node.partCount - node.count) + 1
            let single = parts(of: node).map { inner(Int($0), isMet) }
            return store.choose(needed, of: single[...])
        case .unlessRefuted:
            guard isMet else { return joined(node, every: true, store) { inner($0, false) } }
            return Ways(parts(of: node).allSatisfy { verdict(Int($0)) != .notMet })
        }
    }

    private func joined(
        _ node: Node,
        every: Bool,
        _ store: WayStore,
        _ ways: (Int) -> Ways
    ) -> Ways {
        var result = every ? Ways.nothing : Ways.none
        for place in partRange(of: node) {
            let ways = ways(part(place))
            result = every ? store.and(result, ways) : store.or(result, ways)
            if every ? result.isEmpty : result.needNothing { return result }
        }
        return result
    }
}
