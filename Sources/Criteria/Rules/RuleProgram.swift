// Rules laid flat: the form they are evaluated in. A tree of boxes costs more to walk than to judge.
import Domain

/// All rules of one scope of a set as one list of nodes.
///
/// A rule that is used by name is one node with many parents, so that its verdict is worked out once.
struct RuleProgram<Leaf: Sendable & Hashable>: Sendable {
    /// How the parts of a node are joined.
    enum Join: UInt8, Sendable {
        case all
        case any
        case not
        case atLeast
        case unlessRefuted
        case leaf
    }

    /// One node.
    struct Node: Sendable {
        let join: Join
        /// How many parts must hold, for `atLeast`.
        let count: Int32
        /// For a leaf its place among the leaves; else where its parts begin.
        let first: Int32
        /// How many parts it has.
        let partCount: Int32
    }

    /// The nodes; parts stand before what they are parts of.
    private(set) var nodes: [Node] = []
    private var parts: [Int32] = []
    /// The questions, each once.
    private(set) var leaves: [Leaf] = []
    /// The node of each named rule.
    private(set) var named: [Int] = []
    private var leafPlaces: [Leaf: Int] = [:]

    /// Lays named rules flat; they may use each other, but not in circles.
    init(_ rules: [Rule<Leaf>]) {
        named = Array(repeating: -1, count: rules.count)
        for index in rules.indices { _ = root(index, rules) }
        self.rules = rules
    }

    private var rules: [Rule<Leaf>] = []
    private var added: [Rule<Leaf>: Int] = [:]

    /// Lays one more rule flat, which may use the named ones; the same rule gets the same node.
    mutating func add(_ rule: Rule<Leaf>) -> Int {
        if let known = added[rule] { return known }
        let node = add(rule, rules)
        added[rule] = node
        return node
    }

    private mutating func root(_ index: Int, _ rules: [Rule<Leaf>]) -> Int {
        if named[index] >= 0 { return named[index] }
        var node = add(rules[index], rules)
        // A rule that only stands for another gets a node of its own, so that a node has one name.
        if named.contains(node) { node = append(.all, 0, [Int32(node)]) }
        named[index] = node
        return node
    }

    private mutating func add(_ rule: Rule<Leaf>, _ rules: [Rule<Leaf>]) -> Int {
        switch rule {
        case .all(let inner): return append(.all, 0, inner.map { Int32(add($0, rules)) })
        case .any(let inner): return append(.any, 0, inner.map { Int32(add($0, rules)) })
        case .atLeast(let count, let inner): return append(.atLeast, count, inner.map { Int32(add($0, rules)) })
        case .not(let inner): return append(.not, 0, [Int32(add(inner, rules))])
        case .unlessRefuted(let inner): return append(.unlessRefuted, 0, [Int32(add(inner, rules))])
        case .named(let index): return root(index, rules)
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

    private mutating func append(_ join: Join, _ count: Int, _ children: [Int32]) -> Int {
        nodes.append(
            Node(join: join, count: Int32(count), first: Int32(parts.count), partCount: Int32(children.count))
        )
        parts += children
        return nodes.count - 1
    }

    /// The parts of a node.
    func parts(of node: Node) -> ArraySlice<Int32> {
        parts[Int(node.first)..<Int(node.first + node.partCount)]
    }

    // MARK: Verdicts

    /// The verdict of a node, kept in `memo` from `offset` on; 0 stands for a verdict not worked out yet.
    func verdict(_ index: Int, _ memo: inout [UInt8], _ offset: Int, _ leaf: (Int) -> Verdict) -> Verdict {
        if let known = Verdict(code: memo[offset + index]) { return known }
        let node = nodes[index]
        let verdict = judge(node, &memo, offset, leaf)
        memo[offset + index] = verdict.code
        return verdict
    }

    private func judge(_ node: Node, _ memo: inout [UInt8], _ offset: Int, _ leaf: (Int) -> Verdict) -> Verdict {
        let range = Int(node.first)..<Int(node.first + node.partCount)
        switch node.join {
        case .leaf: return leaf(Int(node.first))
        case .all:
            var result = Verdict.met
            for place in range {
                switch verdict(Int(parts[place]), &memo, offset, leaf) {
                case .notMet: return .notMet
                case .unknown: result = .unknown
                case .met: break
                }
            }
            return result
        case .any:
            var result = Verdict.notMet
            for place in range {
                switch verdict(Int(parts[place]), &memo, offset, leaf) {
                case .met: return .met
                case .unknown: result = .unknown
                case .notMet: break
                }
            }
            return result
        case .atLeast:
            var (met, unknown) = (0, 0)
            for place in range {
                switch verdict(Int(parts[place]), &memo, offset, leaf) {
                case .met: met += 1
                case .unknown: unknown += 1
                case .notMet: break
                }
            }
            return .atLeast(Int(node.count), met: met, unknown: unknown)
        case .not: return !verdict(Int(parts[range.lowerBound]), &memo, offset, leaf)
        case .unlessRefuted:
            return verdict(Int(parts[range.lowerBound]), &memo, offset, leaf) == .notMet ? .notMet : .met
        }
    }
}

extension Verdict {
    /// A number for a table; never 0.
    var code: UInt8 {
        switch self {
        case .met: 1
        case .notMet: 2
        case .unknown: 3
        }
    }

    /// The verdict of a number; nil for 0.
    init?(code: UInt8) {
        switch code {
        case 1: self = .met
        case 2: self = .notMet
        case 3: self = .unknown
        default: return nil
        }
    }
}
