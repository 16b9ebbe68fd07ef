// Lays rules flat, each named rule once.
import Domain

/// Makes a program of rules.
struct RuleProgramBuilder<Leaf: Sendable & Hashable> {
    typealias Node = RuleProgram<Leaf>.Node

    private(set) var nodes: [Node] = []
    private(set) var parts: [Int32] = []
    private(set) var leaves: [Leaf] = []
    private(set) var named: [Int]
    private var leafPlaces: [Leaf: Int] = [:]
    private let rules: [Rule<Leaf>]
    private var added: [Rule<Leaf>: Int] = [:]

    /// Lays named rules flat; they may use each other, but not in circles.
    init(_ rules: [Rule<Leaf>]) {
        self.rules = rules
        named = Array(repeating: -1, count: rules.count)
        for index in rules.indices { _ = root(index) }
    }

    /// Lays one more rule flat, which may use the named ones; the same rule gets the same node.
    mutating func add(_ rule: Rule<Leaf>) -> Int {
        if let known = added[rule] { return known }
        let node = node(rule)
        added[rule] = node
        return node
    }

    private mutating func root(_ index: Int) -> Int {
        if named[index] >= 0 { return named[index] }
        var node = node(rules[index])
        // A rule that only stands for another gets a node of its own, so that a node has one name.
        if named.contains(node) { node = append(.all, 0, [Int32(node)]) }
        named[index] = node
        return node
    }

    private mutating func node(_ rule: Rule<Leaf>) -> Int {
        switch rule {
        case .all(let inner): return append(.all, 0, inner.map { Int32(node($0)) })
        case .any(let inner): return append(.any, 0, inner.map { Int32(node($0)) })
        case .atLeast(let count, let inner): return append(.atLeast, count, inner.map { Int32(node($0)) })
        case .not(let inner): return append(.not, 0, [Int32(node(inner))])
        case .unlessRefuted(let inner): return append(.unlessRefuted, 0, [Int32(node(inner))])
        case .named(let index): return root(index)
        case .leaf(let leaf):
            let place = leafPlaces[leaf] ?? leaves.count
            if place == leaves.count {
                leaves.append(leaf)
                leafPlaces[leaf] = place
            }
            nodes.append(Node(join: .leaf, count: 0, first: Int32(place), partCount: 0))
            return nodes.count - 1
        }
    }

    private mutating func append(_ join: RuleProgram<Leaf>.Join, _ count: Int, _ children: [Int32]) -> Int {
        nodes.append(
            Node(join: join, count: Int32(count), first: Int32(parts.count), partCount: Int32(children.count))
        )
        parts += children
        return nodes.count - 1
    }
}
