// Rules laid flat: the form they are evaluated in. A tree of boxes costs more to walk than to judge.
import Domain

/// All rules of one scope of a set as one list of nodes.
///
/// A rule that is used by name is one node with many parents, so that its verdict is worked out once. A class, since every
/// evaluation reads it and copying its lists' references for each question would cost more than the answer.
final class RuleProgram<Leaf: Sendable & Hashable>: Sendable {
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
    let nodes: [Node]
    private let parts: [Int32]
    /// The questions, each once.
    let leaves: [Leaf]
    /// The node of each named rule.
    let named: [Int]

    /// The rules that were laid flat.
    init(_ builder: RuleProgramBuilder<Leaf>) {
        nodes = builder.nodes
        parts = builder.parts
        leaves = builder.leaves
        named = builder.named
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
