// The ways that searches found, each kept once, and what comes of joining them, worked out once.
import Domain

/// The ways that searches found.
///
/// Cases of one cohort have much in common: the same results are open in many of them. So what two sets of ways come to
/// together is kept under their numbers, and looked up the next time. What is kept depends on the ways alone, never on the
/// case that they were found for. A class, since everybody who looks for ways adds to it; never used by two at once.
final class WayStore {
    private var literals: [Literal] = []
    private var ways: [Way] = []
    /// Which ways belong together, by the number of `Ways`.
    private var lists: [[Int32]] = []
    private var wayNumbers: [KnownWay: Int32] = [:]
    private var listNumbers: [[Int32]: Int32] = [:]
    private var singles: [Single: Ways] = [:]
    private var ands: [Pair: Ways] = [:]
    private var ors: [Pair: Ways] = [:]
    private var importedByKey: [Int: Ways] = [:]
    /// Ways of more facts than this are of no use and dropped.
    private let literalsMax: Int

    init(literalsMax: Int = .max) {
        self.literalsMax = literalsMax
        literals.reserveCapacity(128)
        // The first two stand for no way, and for nothing that is needed.
        lists = [[], [number(of: [], [])]]
        listNumbers = [lists[0]: Ways.none.number, lists[1]: Ways.nothing.number]
    }

    private struct KnownWay: Hashable {
        let literals: [Literal]
        let steps: StepSet
    }

    private struct Single: Hashable {
        let literal: Literal
        let steps: StepSet
    }

    /// Two numbers in one, which is hashed faster.
    private struct Pair: Hashable {
        let numbers: UInt64

        init(left: Ways, right: Ways) {
            numbers = UInt64(UInt32(bitPattern: left.number)) << 32 | UInt64(UInt32(bitPattern: right.number))
        }
    }

    /// More different ways than this are not kept. Each is held against each, so their number costs dearly.
    private static let countMax = 24

    /// How much is kept, in facts and lists.
    var size: Int { literals.count + lists.count + ands.count + ors.count }

    // MARK: Reading

    /// The literals of a way.
    func literals(_ way: Way) -> ArraySlice<Literal> { literals[Int(way.start)..<Int(way.start + way.count)] }

    /// The ways, in the order in which they were found.
    func all(_ ways: Ways) -> [Way] { lists[Int(ways.number)].map { self.ways[Int($0)] } }

    /// Whether one of the ways is as asked.
    func contains(_ ways: Ways, where isMeant: (Way) -> Bool) -> Bool {
        lists[Int(ways.number)].contains { isMeant(self.ways[Int($0)]) }
    }

    // MARK: Joining

    /// One fact with the values that are accepted, brought by a step; none where no value is.
    func way(_ fact: Fact, _ values: FactValues, by steps: StepSet) -> Ways {
        guard !values.isEmpty else { return .none }
        let single = Single(literal: Literal(fact: fact, values: values), steps: steps)
        if let known = singles[single] { return known }
        let ways = self.ways(of: [number(of: [single.literal], steps)])
        singles[single] = ways
        return ways
    }

    /// One or the other.
    func or(_ left: Ways, _ right: Ways) -> Ways {
        if left.needNothing || right.isEmpty || left == right { return left }
        if right.needNothing || left.isEmpty { return right }
        let pair = Pair(left: left, right: right)
        if let known = ors[pair] { return known }
        var result = lists[Int(left.number)]
        for way in lists[Int(right.number)] { add(way, to: &result) }
        let ways = self.ways(of: limited(result))
        ors[pair] = ways
        return ways
    }

    /// Both.
    func and(_ left: Ways, _ right: Ways) -> Ways {
        if left.isEmpty || right.needNothing || left == right { return left }
        if right.isEmpty || left.needNothing { return right }
        let pair = Pair(left: left, right: right)
        if let known = ands[pair] { return known }
        var result: [Int32] = []
        for mine in lists[Int(left.number)] {
            for theirs in lists[Int(right.number)] {
                if let way = joined(ways[Int(mine)], ways[Int(theirs)]) { add(way, to: &result) }
            }
        }
        let ways = self.ways(of: limited(result))
        ands[pair] = ways
        return ways
    }

    /// So many of some.
    func choose(_ count: Int, of parts: ArraySlice<Ways>) -> Ways {
        if count == 0 { return .nothing }
        guard parts.count >= count, let first = parts.first else { return .none }
        let rest = parts.dropFirst()
        return or(and(first, choose(count - 1, of: rest)), choose(count, of: rest))
    }

    /// Adds a way and drops those that it makes needless, unless one that is there already is as good.
    private func add(_ number: Int32, to list: inout [Int32]) {
        let way = ways[Int(number)]
        if list.contains(where: { implies(way, ways[Int($0)]) }) { return }
        list.removeAll { implies(ways[Int($0)], way) }
        list.append(number)
    }

    /// Both ways at once; nil where they want different values of a fact, or more facts than are of use.
    private func joined(_ left: Way, _ right: Way) -> Int32? {
        var joint: [Literal] = []
        var (mine, theirs) = (Int(left.start), Int(right.start))
        let (mineEnd, theirsEnd) = (mine + Int(left.count), theirs + Int(right.count))
        while mine < mineEnd || theirs < theirsEnd {
            if theirs == theirsEnd || (mine < mineEnd && literals[mine].fact < literals[theirs].fact) {
                joint.append(literals[mine])
                mine += 1
            } else if mine == mineEnd || literals[theirs].fact < literals[mine].fact {
                joint.append(literals[theirs])
                theirs += 1
            } else {
                let values = literals[mine].values.intersection(literals[theirs].values)
                guard !values.isEmpty else { return nil }
                joint.append(Literal(fact: literals[mine].fact, values: values))
                mine += 1
                theirs += 1
            }
        }
        return joint.count > literalsMax ? nil : number(of: joint, left.steps.union(right.steps))
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
    private func limited(_ list: [Int32]) -> [Int32] {
        guard list.count > Self.countMax else { return list }
        var kept: [Int32] = []
        var others: [Int32] = []
        var seen: Set<StepSet> = []
        let shortestFirst = list.enumerated().sorted {
            (ways[Int($0.element)].count, $0.offset) < (ways[Int($1.element)].count, $1.offset)
        }
        for (_, way) in shortestFirst {
            if seen.insert(ways[Int(way)].steps).inserted { kept.append(way) } else { others.append(way) }
        }
        if kept.count < Self.countMax { kept += others.prefix(Self.countMax - kept.count) }
        return kept
    }

    // MARK: Numbers

    /// The number of the way of some literals, sorted by fact.
    private func number(of facts: [Literal], _ steps: StepSet) -> Int32 {
        let key = KnownWay(literals: facts, steps: steps)
        if let known = wayNumbers[key] { return known }
        let number = Int32(ways.count)
        ways.append(
            Way(
                start: Int32(literals.count),
                count: Int32(facts.count),
                steps: steps,
                marks: facts.reduce(0) { $0 | $1.fact.mark }
            )
        )
        literals += facts
        wayNumbers[key] = number
        return number
    }

    private func ways(of list: [Int32]) -> Ways {
        if let known = listNumbers[list] { return Ways(number: known) }
        let ways = Ways(number: Int32(lists.count))
        lists.append(list)
        listNumbers[list] = ways.number
        return ways
    }

    // MARK: Ways that are kept for later

    /// A copy of some ways that does not need this store.
    func exported(_ ways: Ways) -> [KeptWay] {
        all(ways).map { KeptWay(literals: Array(literals($0)), steps: $0.steps) }
    }

    /// Ways that were kept, in this store. The key tells them apart from others that were kept.
    func imported(_ kept: [KeptWay], key: Int) -> Ways {
        if let known = importedByKey[key] { return known }
        let ways = ways(of: kept.filter { $0.literals.count <= literalsMax }.map { number(of: $0.literals, $0.steps) })
        importedByKey[key] = ways
        return ways
    }
}

extension Fact {
    /// One of 64 bits, spread by the golden ratio so that neighbours differ.
    fileprivate var mark: UInt64 { 1 << (raw &* 0x9E37_79B9_7F4A_7C15 >> 58) }
}
