// What is still open about a case, as small numbers: which fact, and which of its values a rule would accept.
import Domain

/// Something about the case that is not known yet, or a study that was not done yet.
struct Fact: Hashable, Comparable, Sendable {
    /// What kind of fact it is.
    enum Kind: UInt8, Sendable {
        case sign
        case course
        case duration
        case distribution
        case limbPredominance
        case age
        case regions
        case motorNerves
        case motorNerveLimbs
        case sensoryLossLimbs
        case reflex
        case muscleGroup
        case affectedLimbs
        case panel
        case kinase
        case needle
        case antiGM1
        case spinalFluid
        case plexusMri
        case ultrasound
        case improvement
        /// Of a motor entry: the amplitude, latency or F latency.
        case entryQuantity
        case fWave
        case distalResponse
        case distalDuration
        /// Of a segment: a reduction, an increase, a velocity, a distance.
        case segmentQuantity
        case segmentLong
        case segmentEntrapment
        case segmentDistalSite
        case segmentProximalSite
        case segmentDistance
        case segmentResponse
        /// That a nerve not studied yet is normal.
        case normalNerve
        case sensoryNerve
        case sensoryDemyelination
    }

    private let raw: UInt64

    /// A fact of a kind, told apart from others of its kind by two numbers.
    init(_ kind: Kind, _ first: Int = 0, _ second: Int = 0) {
        raw = UInt64(kind.rawValue) << 48 | UInt64(first & 0xFF_FFFF) << 24 | UInt64(second & 0xFF_FFFF)
    }

    /// The kind.
    var kind: Kind { Kind(rawValue: UInt8(raw >> 48)) ?? .sign }
    /// The first number.
    var first: Int { Int(raw >> 24 & 0xFF_FFFF) }
    /// The second number.
    var second: Int { Int(raw & 0xFF_FFFF) }

    static func < (left: Fact, right: Fact) -> Bool { left.raw < right.raw }
}

/// Some of the values that a fact may take.
struct FactValues: OptionSet, Hashable, Sendable {
    let rawValue: UInt64

    init(rawValue: UInt64) { self.rawValue = rawValue }

    /// The value of one number.
    static func value(_ index: Int) -> FactValues { FactValues(rawValue: 1 << UInt64(index)) }

    /// What is asked for holds.
    static let yes = FactValues.value(0)
    /// What is asked for does not hold.
    static let no = FactValues.value(1)
}

/// A fact with the values that are accepted.
struct Literal: Hashable, Sendable {
    let fact: Fact
    let values: FactValues
}

/// Facts that, together with what is known, give a rule its verdict; as few as possible.
struct Way: Hashable, Sendable {
    /// The facts, sorted, each once.
    private(set) var literals: [Literal]
    /// The steps that bring them.
    private(set) var steps: StepSet

    /// Nothing more is needed.
    static let nothing = Way(literals: [], steps: [])

    private init(literals: [Literal], steps: StepSet) {
        self.literals = literals
        self.steps = steps
    }

    /// One fact with the values that are accepted, brought by a step.
    init(_ fact: Fact, _ values: FactValues, by steps: StepSet) {
        literals = [Literal(fact: fact, values: values)]
        self.steps = steps
    }

    /// Both ways at once; nil where they want different values of a fact.
    func joined(_ other: Way) -> Way? {
        if other.literals.isEmpty { return self }
        if literals.isEmpty { return other }
        var result: [Literal] = []
        result.reserveCapacity(literals.count + other.literals.count)
        var (mine, theirs) = (0, 0)
        while mine < literals.count, theirs < other.literals.count {
            let (left, right) = (literals[mine], other.literals[theirs])
            if left.fact == right.fact {
                let values = left.values.intersection(right.values)
                guard !values.isEmpty else { return nil }
                result.append(Literal(fact: left.fact, values: values))
                mine += 1
                theirs += 1
            } else if left.fact < right.fact {
                result.append(left)
                mine += 1
            } else {
                result.append(right)
                theirs += 1
            }
        }
        result += literals[mine...]
        result += other.literals[theirs...]
        return Way(literals: result, steps: steps.union(other.steps))
    }

    /// Whether whatever goes this way also goes the other: every fact that the other wants is had here.
    func implies(_ other: Way) -> Bool {
        var mine = 0
        for wanted in other.literals {
            while mine < literals.count, literals[mine].fact < wanted.fact { mine += 1 }
            guard mine < literals.count, literals[mine].fact == wanted.fact,
                literals[mine].values.isSubset(of: wanted.values)
            else { return false }
            mine += 1
        }
        return true
    }
}

/// Ways that each suffice.
struct Ways: Sendable {
    /// The ways; none implies another.
    private(set) var all: [Way]

    /// There is no way.
    static let none = Ways(all: [])
    /// Nothing more is needed.
    static let nothing = Ways(all: [.nothing])

    private init(all: [Way]) { self.all = all }

    /// One way.
    init(_ way: Way) { all = [way] }

    /// The ways of a rule that is known: nothing is needed where it has the verdict, nothing helps where it has not.
    init(_ isSo: Bool) { self = isSo ? .nothing : .none }

    var isEmpty: Bool { all.isEmpty }
    /// Whether nothing more is needed.
    var needNothing: Bool { all.count == 1 && all[0].literals.isEmpty }

    /// More different ways than this are not kept. Each is held against each, so their number costs dearly.
    private static let countMax = 24

    /// Adds a way unless one that is there already is as good; drops those that it makes needless.
    private mutating func add(_ way: Way) {
        for known in all where way.implies(known) { return }
        all.removeAll { $0.implies(way) }
        all.append(way)
    }

    /// One or the other.
    func or(_ other: Ways) -> Ways {
        if needNothing || other.isEmpty { return self }
        if other.needNothing || isEmpty { return other }
        var result = self
        for way in other.all { result.add(way) }
        return result.limited
    }

    /// Both.
    func and(_ other: Ways) -> Ways {
        if isEmpty || other.needNothing { return self }
        if other.isEmpty || needNothing { return other }
        var result = Ways.none
        for mine in all {
            for theirs in other.all {
                if let way = mine.joined(theirs) { result.add(way) }
            }
        }
        return result.limited
    }

    /// The shortest ways, of every combination of steps at least one: what is lost is detours, never a step that matters.
    private var limited: Ways {
        guard all.count > Self.countMax else { return self }
        var kept: [Way] = []
        var others: [Way] = []
        var seen: Set<StepSet> = []
        for way in all.sorted(by: { $0.literals.count < $1.literals.count }) {
            if seen.insert(way.steps).inserted { kept.append(way) } else { others.append(way) }
        }
        if kept.count < Self.countMax { kept += others.prefix(Self.countMax - kept.count) }
        return Ways(all: kept)
    }
}

extension RuleProgram {
    /// The ways in which a node can get a verdict.
    func ways(
        _ index: Int,
        _ isMet: Bool,
        leaf: (Int, Bool) -> Ways,
        inner: (Int, Bool) -> Ways,
        verdict: (Int) -> Verdict
    ) -> Ways {
        let node = nodes[index]
        switch node.join {
        case .leaf: return leaf(Int(node.first), isMet)
        case .all: return joined(node, every: isMet) { inner($0, isMet) }
        case .any: return joined(node, every: !isMet) { inner($0, isMet) }
        case .not: return joined(node, every: true) { inner($0, !isMet) }
        case .atLeast:
            // So many met, or so many not met that too few are left.
            let needed = isMet ? Int(node.count) : Int(node.partCount - node.count) + 1
            let single = parts(of: node).map { inner(Int($0), isMet) }
            return Ways.choose(needed, of: single[...])
        case .unlessRefuted:
            guard isMet else { return joined(node, every: true) { inner($0, false) } }
            return Ways(parts(of: node).allSatisfy { verdict(Int($0)) != .notMet })
        }
    }

    private func joined(_ node: Node, every: Bool, _ ways: (Int) -> Ways) -> Ways {
        var result = every ? Ways.nothing : Ways.none
        for part in parts(of: node) {
            result = every ? result.and(ways(Int(part))) : result.or(ways(Int(part)))
            if every ? result.isEmpty : result.needNothing { return result }
        }
        return result
    }
}

extension Ways {
    /// So many of some.
    fileprivate static func choose(_ count: Int, of parts: ArraySlice<Ways>) -> Ways {
        if count == 0 { return .nothing }
        guard parts.count >= count, let first = parts.first else { return .none }
        let rest = parts.dropFirst()
        return first.and(choose(count - 1, of: rest)).or(choose(count, of: rest))
    }
}
