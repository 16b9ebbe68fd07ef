// The law of small numbers over the whole of a team's statistics: no sum or difference of what is shown gives what is not.
import Criteria
import Domain
import FoundationEssentials
import Records
import TestSupport
import Testing

@testable import UseCases

@Suite("What a team's statistics withhold")
struct TeamFiguresLawTests {
    /// What is known of a person: one kind of each.
    private struct Kind: Hashable {
        var centre = 0
        var diagnosis = 0
        var treatment = 0
        var category = 0
        var first = 0
        var second = 0
        var words = 0

        static let states = ["reached", "before", "notYet"]
        static let categories: [CriteriaCategory?] = [.definite, .possible, .undetermined, nil]
        static let outcomes: [StepOutcome] = [.reported, .open, .notNeeded, .declined]

        var isSettled: Bool { diagnosis < 2 || category < 2 }

        static let all: [Kind] = {
            var all: [Kind] = [Kind()]
            func over(_ count: Int, _ place: WritableKeyPath<Kind, Int>) {
                all = all.flatMap { kind in
                    (0..<count).map { value in
                        var other = kind
                        other[keyPath: place] = value
                        return other
                    }
                }
            }
            over(3, \.centre)
            over(3, \.diagnosis)
            over(3, \.treatment)
            over(4, \.category)
            over(4, \.first)
            over(4, \.second)
            over(4, \.words)
            // Whoever has no diagnosis has no words for it.
            return all.filter { $0.diagnosis < 2 || $0.words == 0 }
        }()
    }

    /// A number that is or is not shown: of which people it is the count.
    private struct Number {
        let name: String
        let people: (Kind) -> Bool
        let shown: Int?
    }

    @Test("cannot be worked out from what they show", arguments: 0..<60)
    func law(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed) &* 7919 &+ 13)
        let people = Self.people(&random)
        let statistics = try Self.statistics(people)
        let numbers = Self.numbers(statistics)
        for number in numbers {
            if let shown = number.shown { #expect(shown == people.count(where: number.people), "\(number.name)") }
        }
        // Where a number is nought, nobody is of that kind: what is left is what a reader does not know.
        let noughts = numbers.filter { $0.shown == 0 }
        let unknown = Kind.all.filter { kind in !noughts.contains { $0.people(kind) } }
        var basis = LinearBasis()
        for number in numbers where number.shown != nil { basis.add(unknown.map { number.people($0) ? 1 : 0 }) }
        for number in numbers where number.shown == nil {
            let row = unknown.map { number.people($0) ? 1 : 0 }
            guard people.contains(where: number.people) else { continue }
            #expect(!basis.holds(row), "\(number.name) of \(people.count) people can be worked out")
        }
    }

    @Test("would be worked out where only what is small were left out")
    func control() {
        // Of 20 people 13 and 4 and 3: with the total and the first two, the third is no secret.
        var basis = LinearBasis()
        for row in [[1, 1, 1], [1, 0, 0], [0, 1, 0]] { basis.add(row) }
        #expect(basis.holds([0, 0, 1]))
        var fewer = LinearBasis()
        for row in [[1, 1, 1], [1, 0, 0]] { fewer.add(row) }
        #expect(!fewer.holds([0, 0, 1]) && fewer.holds([0, 1, 1]))
    }

    private static func people(_ random: inout SeededRandom) -> [Kind] {
        let count = Int.random(in: 5...90, using: &random)
        // Some kinds are rare, as in life.
        func pick(_ count: Int) -> Int { Bool.random(using: &random) ? 0 : Int.random(in: 0..<count, using: &random) }
        let isEarly = Bool.random(using: &random)
        return (0..<count).map { _ in
            Kind(
                centre: pick(3),
                diagnosis: 2 - pick(3),
                treatment: 2 - pick(3),
                category: isEarly ? 2 : pick(4),
                first: pick(4),
                second: pick(4),
                words: pick(4)
            )
        }
        .map { kind in
            var kind = kind
            if kind.diagnosis == 2 { kind.words = 0 }
            return kind
        }
    }

    private static let centres = (0..<3).map { ID<Organisation>(SequentialIDs.id(UInt64(900 + $0))) }

    private static func statistics(_ people: [Kind]) throws -> TeamStatistics {
        var rows: [StatisticsRow] = []
        func add(
            _ measure: String,
            of centre: Int? = nil,
            _ key: String? = nil,
            _ detail: String? = nil,
            _ holds: (Kind) -> Bool
        ) {
            let count = people.count { kind in (centre.map { kind.centre == $0 } ?? true) && holds(kind) }
            guard count > 0 else { return }
            rows.append(
                StatisticsRow(
                    measure: measure,
                    organisation: centre.map { centres[$0] },
                    key: key,
                    detail: detail,
                    count: Int64(count),
                    lowerQuartile: 1,
                    median: 2,
                    upperQuartile: 3
                )
            )
        }
        for centre in [nil, 0, 1, 2] as [Int?] {
            add("people", of: centre) { _ in true }
            for (index, state) in Kind.states.enumerated() {
                add("diagnosis", of: centre, state) { $0.diagnosis == index }
                add("treatment", of: centre, state) { $0.treatment == index }
            }
        }
        add("settled") { $0.isSettled }
        for (index, category) in Kind.categories.enumerated() {
            add("verdict", category?.rawValue ?? "notEvaluated") { $0.category == index }
        }
        for (index, outcome) in Kind.outcomes.enumerated() {
            add("step", "neurologicalExamination", outcome.rawValue) { $0.isSettled && $0.first == index }
            add("step", "bloodPanel", outcome.rawValue) { $0.isSettled && $0.second == index }
        }
        for words in 0..<4 { add("words", "words \(words)") { $0.diagnosis < 2 && $0.words == words } }
        let today = LocalDate(year: 2026, month: 3, day: 2) ?? .min
        let figures = TeamFigures(
            rows: rows,
            careProtocol: try #require(try ProtocolLoader.bundled().first { $0.code == "mmn" }),
            organisations: Dictionary(
                uniqueKeysWithValues: centres.enumerated().map {
                    ($0.element, TeamFigures.Centre(code: "C\($0.offset)", name: "Centre \($0.offset)"))
                }
            ),
            tally: ResponderTally(),
            today: today
        )
        return figures.statistics(from: today, to: today)
    }

    /// Every number of people that the statistics have, shown or not.
    private static func numbers(_ found: TeamStatistics) -> [Number] {
        var numbers = [
            Number(name: "people", people: { _ in true }, shown: found.people.count),
            Number(name: "settled", people: \.isSettled, shown: found.settled.count),
        ]
        for (index, shown) in [found.diagnosis.reached, found.diagnosis.before, found.diagnosis.notYet].enumerated() {
            numbers.append(
                Number(name: "diagnosis \(index)", people: { $0.diagnosis == index }, shown: shown.count)
            )
        }
        for (index, shown) in [found.treatment.reached, found.treatment.before, found.treatment.notYet].enumerated() {
            numbers.append(
                Number(name: "treatment \(index)", people: { $0.treatment == index }, shown: shown.count)
            )
        }
        for (index, category) in Kind.categories.enumerated() {
            let shown = found.verdicts.first { $0.category == category }?.people.count
            numbers.append(Number(name: "category \(index)", people: { $0.category == index }, shown: shown))
        }
        for centre in 0..<3 {
            let shown = found.centres.first { $0.organisation == "C\(centre)" }?.people
            numbers.append(Number(name: "centre \(centre)", people: { $0.centre == centre }, shown: shown))
        }
        for (step, place) in [("neurologicalExamination", \Kind.first), ("bloodPanel", \Kind.second)] {
            for (index, outcome) in Kind.outcomes.enumerated() {
                let parts = found.missing.first { $0.step == step }?.parts
                numbers.append(
                    Number(
                        name: "\(step) \(outcome)",
                        people: { $0.isSettled && $0[keyPath: place] == index },
                        shown: parts?.first { $0.outcome == outcome }?.people.count
                    )
                )
            }
        }
        for words in 0..<4 {
            let shown = found.diagnoses.first { $0.text == "words \(words)" }?.people
            let people: (Kind) -> Bool = { $0.diagnosis < 2 && $0.words == words }
            numbers.append(Number(name: "words \(words)", people: people, shown: shown))
        }
        return numbers
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
private struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// What can be made of some rows by adding, subtracting and multiplying, counted modulo a large prime.
private struct LinearBasis {
    private static let prime = 1_000_000_007
    private var rows: [(pivot: Int, row: [Int])] = []

    mutating func add(_ row: [Int]) {
        var rest = reduced(row)
        guard let pivot = rest.firstIndex(where: { $0 != 0 }) else { return }
        let inverse = Self.power(rest[pivot], Self.prime - 2)
        for index in rest.indices { rest[index] = rest[index] * inverse % Self.prime }
        rows.append((pivot, rest))
    }

    func holds(_ row: [Int]) -> Bool { reduced(row).allSatisfy { $0 == 0 } }

    private func reduced(_ row: [Int]) -> [Int] {
        var rest = row
        for (pivot, other) in rows where rest[pivot] != 0 {
            let factor = rest[pivot]
            for index in rest.indices {
                rest[index] = ((rest[index] - factor * other[index]) % Self.prime + Self.prime) % Self.prime
            }
        }
        return rest
    }

    private static func power(_ base: Int, _ exponent: Int) -> Int {
        var (result, base, exponent) = (1, base, exponent)
        while exponent > 0 {
            if exponent % 2 == 1 { result = result * base % prime }
            base = base * base % prime
            exponent /= 2
        }
        return result
    }
}
