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

    /// Where the parts of a node stand, for `part(_:)`.
    func partRange(of node: Node) -> Range<Int> { Int(node.first)..<Int(node.first + node.partCount) }

    /// The node that stands at a place among the parts.
    func part(_ place: Int) -> Int { Int(parts[place]) }

    /// The parts of a node.
    func parts(of node: Node) -> ArraySlice<Int32> {
        parts[Int(node.first)..<Int(node.first + node.partCount)]
    }

    // MARK: Verdicts

    /// Judges all nodes at once: parts stand before what they are parts of, so that one pass is enough. Cheaper than to go
    /// from the top and leave out what cannot matter any more.
    ///
    /// - Parameters:
    ///   - answers: the code of the verdict of each question; one that no record can change counts as unknown.
    ///   - codes: takes the code of the verdict of each node.
    ///   - offset: where those of this subject begin.
    func judge(_ answers: ArraySlice<UInt8>, into codes: inout [UInt8], from offset: Int) {
        let (nodes, parts) = (nodes, parts)
        for index in nodes.indices {
            let node = nodes[index]
            let range = Int(node.first)..<Int(node.first + node.partCount)
            let code: UInt8
            switch node.join {
            case .leaf: code = min(answers[answers.startIndex + Int(node.first)], Verdict.unknown.code)
            case .all:
                var found = Verdict.met.code
                for place in range {
                    let part = codes[offset + Int(parts[place])]
                    if part == Verdict.notMet.code {
                        found = part
                        break
                    }
                    if part == Verdict.unknown.code { found = part }
                }
                code = found
            case .any:
                var found = Verdict.notMet.code
                for place in range {
                    let part = codes[offset + Int(parts[place])]
                    if part == Verdict.met.code {
                        found = part
                        break
                    }
                    if part == Verdict.unknown.code { found = part }
                }
                code = found
            case .atLeast:
                var (met, unknown) = (0, 0)
                for place in range {
                    let part = codes[offset + Int(parts[place])]
                    if part == Verdict.met.code { met += 1 }
                    if part == Verdict.unknown.code { unknown += 1 }
                }
                code = Verdict.atLeast(Int(node.count), met: met, unknown: unknown).code
            case .not:
                let part = codes[offset + Int(parts[range.lowerBound])]
                code = part == Verdict.unknown.code ? part : Verdict(part == Verdict.notMet.code).code
            case .unlessRefuted:
                code = Verdict(codes[offset + Int(parts[range.lowerBound])] != Verdict.notMet.code).code
            }
            codes[offset + index] = code
        }
    }
}

extension Verdict {
    /// A number for a table; never 0.
    @inline(__always)
    var code: UInt8 {
        switch self {
        case .met: 1
        case .notMet: 2
        case .unknown: 3
        }
    }

    /// The number of an unknown verdict that nothing still to be recorded can change.
    static var closedCode: UInt8 { 4 }

    /// The verdict of a number.
    @inline(__always)
    init(code: UInt8) {
        switch code {
        case 1: self = .met
        case 2: self = .notMet
        default: self = .unknown
        }
    }
}
