// The literals of all ways of one search, and how ways are joined.
import Domain

/// The literals of all ways of one search.
///
/// A class, since everybody who looks for ways adds to it; it lives for one search.
final class WayStore {
    private var literals: [Literal] = []
    /// Ways of more facts than this are of no use and dropped.
    private let literalsMax: Int

    init(literalsMax: Int = .max) {
        self.literalsMax = literalsMax
        literals.reserveCapacity(128)
    }

    /// More different ways than this are not kept. Each is held against each, so their number costs dearly.
    private static let countMax = 24

    /// The literals of a way.
    func literals(_ way: Way) -> ArraySlice<Literal> { literals[Int(way.start)..<Int(way.start + way.count)] }

    /// One fact with the values that are accepted, brought by a step; none where no value is.
    func way(_ fact: Fact, _ values: FactValues, by steps: StepSet) -> Ways {
        guard !values.isEmpty else { return .none }
        literals.append(Literal(fact: fact, values: values))
        return Ways(Way(start: Int32(literals.count - 1), count: 1, steps: steps, marks: fact.mark))
    }

    /// One or the other.
    func or(_ left: Ways, _ right: Ways) -> Ways {
        if left.needNothing || right.isEmpty { return left }
        if right.needNothing || left.isEmpty { return right }
        var result = left
        right.forEach { _ = add($0, to: &result) }
        return limited(result)
    }

    /// Both.
    func and(_ left: Ways, _ right: Ways) -> Ways {
        if left.isEmpty || right.needNothing { return left }
        if right.isEmpty || left.needNothing { return right }
        var result = Ways.none
        left.forEach { mine in
            right.forEach { theirs in
                let before = literals.count
                guard let way = joined(mine, theirs), !add(way, to: &result) else { return }
                literals.removeLast(literals.count - before)
            }
        }
        return limited(result)
    }

    /// So many of some.
    func choose(_ count: Int, of parts: ArraySlice<Ways>) -> Ways {
        if count == 0 { return .nothing }
        guard parts.count >= count, let first = parts.first else { return .none }
        let rest = parts.dropFirst()
        return or(and(first, choose(count - 1, of: rest)), choose(count, of: rest))
    }

    /// Adds a way and drops those that it makes needless; false where one that is there already is as good.
    private func add(_ way: Way, to ways: inout Ways) -> Bool {
        if ways.contains(where: { implies(way, $0) }) { return false }
        ways.removeAll { implies($0, way) }
        ways.append(way)
        return true
    }

    /// Both ways at once; nil where they want different values of a fact, or more facts than are of use.
    private func joined(_ left: Way, _ right: Way) -> Way? {
        if right.count == 0 { return left }
        if left.count == 0 { return right }
        let start = literals.count
        var (mine, theirs) = (Int(left.start), Int(right.start))
        let (mineEnd, theirsEnd) = (mine + Int(left.count), theirs + Int(right.count))
        while mine < mineEnd || theirs < theirsEnd {
            if theirs == theirsEnd || (mine < mineEnd && literals[mine].fact < literals[theirs].fact) {
                literals.append(literals[mine])
                mine += 1
            } else if mine == mineEnd || literals[theirs].fact < literals[mine].fact {
                literals.append(literals[theirs])
                theirs += 1
            } else {
                let values = literals[mine].values.intersection(literals[theirs].values)
                guard !values.isEmpty else {
                    literals.removeLast(literals.count - start)
                    return nil
                }
                literals.append(Literal(fact: literals[mine].fact, values: values))
                mine += 1
                theirs += 1
            }
        }
        guard literals.count - start <= literalsMax else {
            literals.removeLast(literals.count - start)
            return nil
        }
        return Way(
            start: Int32(start),
            count: Int32(literals.count - start),
            steps: left.steps.union(right.steps),
            marks: left.marks | right.marks
        )
    }

    /// Whether whatever goes the one way also goes the other: every fact that the other wants is had by the one.
    func implies(_ way: Way, _ other: Way) -> Bool {
        guard other.count <= way.count, other.marks & ~way.marks == 0 else { return false }
        var mine = Int(way.start)
        let end = mine + Int(way.count)
        for place in Int(other.start)..<Int(other.start + other.count) {
            let wanted = literals[place]
            while mine < end, literals[mine].fact < wanted.fact { mine += 1 }
            guard mine < end, literals[mine].fact == wanted.fact, literals[mine].values.isSubset(of: wanted.values)
            else { return false }
            mine += 1
        }
        return true
    }

    /// The shortest ways, of every combination of steps at least one: what is lost is detours, never a step that matters.
    private func limited(_ ways: Ways) -> Ways {
        guard ways.count > Self.countMax else { return ways }
        var kept: [Way] = []
        var others: [Way] = []
        var seen: Set<StepSet> = []
        for way in ways.all.sorted(by: { ($0.count, $0.start) < ($1.count, $1.start) }) {
            if seen.insert(way.steps).inserted { kept.append(way) } else { others.append(way) }
        }
        if kept.count < Self.countMax { kept += others.prefix(Self.countMax - kept.count) }
        var result = Ways.none
        for way in kept { result.append(way) }
        return result
    }

    // MARK: Ways that are kept for later

    /// A copy of some ways that does not need this store.
    func exported(_ ways: Ways) -> [KeptWay] {
        ways.all.map { KeptWay(literals: Array(literals($0)), steps: $0.steps) }
    }

    /// Ways that were kept, in this store.
    func imported(_ kept: [KeptWay]) -> Ways {
        var result = Ways.none
        for way in kept where way.literals.count <= literalsMax {
            result.append(
                Way(
                    start: Int32(literals.count),
                    count: Int32(way.literals.count),
                    steps: way.steps,
                    marks: way.literals.reduce(0) { $0 | $1.fact.mark }
                )
            )
            literals += way.literals
        }
        return result
    }
}

extension Fact {
    /// One of 64 bits, spread by the golden ratio so that neighbours differ.
    fileprivate var mark: UInt64 { 1 << (raw &* 0x9E37_79B9_7F4A_7C15 >> 58) }
}
