// A rule as a tree: how conditions are joined. What the leaves ask differs by what the rule is about.
package import Domain

/// A tree of conditions about one kind of thing: a segment, a motor entry, a nerve, or the patient.
package indirect enum Rule<Leaf: Sendable & Hashable>: Sendable, Hashable {
    /// All parts.
    case all([Rule])
    /// One part at least.
    case any([Rule])
    /// Not the part.
    case not(Rule)
    /// At least so many of the parts.
    case atLeast(Int, [Rule])
    /// Met unless the part is known not to be met: for rules that say "unless shown otherwise".
    case unlessRefuted(Rule)
    /// The condition of this place in the list of named conditions.
    case named(Int)
    /// A question about the thing itself.
    case leaf(Leaf)

    /// The verdict, given those of the leaves and of the named conditions.
    func verdict(leaf: (Leaf) -> Verdict, named: (Int) -> Verdict) -> Verdict {
        switch self {
        case .all(let parts):
            var result = Verdict.met
            for part in parts {
                switch part.verdict(leaf: leaf, named: named) {
                case .notMet: return .notMet
                case .unknown: result = .unknown
                case .met: break
                }
            }
            return result
        case .any(let parts):
            var result = Verdict.notMet
            for part in parts {
                switch part.verdict(leaf: leaf, named: named) {
                case .met: return .met
                case .unknown: result = .unknown
                case .notMet: break
                }
            }
            return result
        case .not(let part): return !part.verdict(leaf: leaf, named: named)
        case .atLeast(let count, let parts):
            var (met, unknown) = (0, 0)
            for part in parts {
                switch part.verdict(leaf: leaf, named: named) {
                case .met: met += 1
                case .unknown: unknown += 1
                case .notMet: break
                }
            }
            return .atLeast(count, met: met, unknown: unknown)
        case .unlessRefuted(let part):
            return part.verdict(leaf: leaf, named: named) == .notMet ? .notMet : .met
        case .named(let index): return named(index)
        case .leaf(let question): return leaf(question)
        }
    }

    /// The parts of the tree, this one first.
    func forEach(_ visit: (Rule) -> Void) {
        visit(self)
        switch self {
        case .all(let parts), .any(let parts), .atLeast(_, let parts): for part in parts { part.forEach(visit) }
        case .not(let part), .unlessRefuted(let part): part.forEach(visit)
        case .named, .leaf: break
        }
    }
}

/// A condition with a name, that other rules may use.
package struct NamedRule<Leaf: Sendable & Hashable>: Sendable, Hashable {
    /// The name, such as `distal` or `E1`.
    package let name: String
    /// How far it was checked against its source.
    package let status: CheckStatus
    /// The id of its source; `house` for a choice of this project.
    package let source: String
    /// What it asks.
    package let rule: Rule<Leaf>
}
