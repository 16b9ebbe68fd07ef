// Random cases near the thresholds of the criteria, from a seed; the seed of a run is printed and can be given again.
import Domain
import Foundation

/// Makes cases. Most are nearly typical of an illness, so that every category comes up; values lie on, just below and
/// just above the thresholds far more often than in life.
struct RandomCase: RandomNumberGenerator {
    /// What a case is nearly typical of.
    enum Theme: CaseIterable {
        case motorNeuropathy, typical, distal, multifocal, focal, pureMotor, pureSensory, wild
    }

    private var state: UInt64
    /// What the case at hand is nearly typical of.
    var theme = Theme.wild
    /// How often, in percent, something is other than typical.
    var deviation = 10
    /// How often, in percent, a value lies at a threshold.
    var edge = 30
    /// How often, in percent, a value is missing.
    var gap = 5
    /// The day around which the case at hand happens.
    var today = LocalDate("2026-01-12")!

    init(seed: UInt64) {
        state = seed
    }

    /// The seed of this run: given, or new each time where the tests soak; else always the same, so that a change is
    /// judged by what it changes.
    static let runSeed: UInt64 = {
        let environment = ProcessInfo.processInfo.environment
        let given = environment["WORKUP_TEST_SEED"].flatMap { UInt64($0) }
        let seed = given ?? (environment["SOAK"] == nil ? 20_260_302 : UInt64.random(in: 0...UInt64.max))
        print("seed of the random cases: \(seed)")
        return seed
    }()

    // SplitMix64: the same on every machine.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }

    mutating func element<T>(of list: [T]) -> T { list[int(0...list.count - 1)] }

    mutating func code<C: Code>(_ type: C.Type = C.self) -> C { element(of: Array(C.allCases)) }

    mutating func side() -> Side { chance(50) ? .left : .right }

    /// The usual thing, or sometimes any of some others.
    mutating func usually<T>(_ usual: T, or others: [T]) -> T { chance(deviation) ? element(of: others) : usual }

    /// Something, or sometimes nothing.
    mutating func mostly<T>(_ value: T) -> T? { chance(gap) ? nil : value }

    /// One of the usual values, or one at a threshold, given in text as decimals.
    mutating func value(usual: String, edges: String) -> Decimal {
        let texts = (chance(edge) ? edges : usual).split(separator: " ")
        let value = naiveDecimal(String(element(of: texts)))
        guard chance(edge / 4) else { return value }
        return max(value + naiveDecimal(chance(50) ? "0.0001" : "-0.0001"), naiveDecimal("0.0001"))
    }

    /// One value out of a text.
    mutating func any(_ texts: String) -> Decimal { naiveDecimal(String(element(of: texts.split(separator: " ")))) }

    /// A date known to the day, or sometimes only to the month or the year.
    mutating func partial(_ day: LocalDate) -> PartialDate {
        guard chance(20) else { return PartialDate(day) }
        return (chance(70) ? PartialDate(year: day.year, month: day.month) : PartialDate(year: day.year))!
    }

    /// A day about the time of the case; none now and then.
    mutating func date(_ days: ClosedRange<Int> = -60...60) -> PartialDate? {
        chance(gap) ? nil : partial(today.addingDays(int(days)))
    }

    mutating func origin() -> FindingOrigin { FindingOrigin(performedOn: date()) }

    /// A random case; values are missing as often, in percent, as one of the gaps says.
    mutating func caseFile(gaps: [Int] = [0, 0, 0, 2, 8, 25]) -> CaseFile {
        theme = chance(38) ? .motorNeuropathy : element(of: Theme.allCases)
        deviation = theme == .wild ? 50 : element(of: [0, 0, 0, 2, 5, 12])
        edge = element(of: [0, 10, 25, 60])
        gap = element(of: gaps)
        today = LocalDate("2024-02-29")!.addingDays(int(0...1_500))
        let examinations = examinations()
        return CaseFile(
            source: nil,
            patient: chance(gap) ? nil : patient(examinations),
            workup: CaseWorkup(protocolCode: theme == .motorNeuropathy ? "mmn" : "cidp", openedOn: today),
            examinations: examinations,
            nerveConductionStudies: conductionStudies(),
            needleExaminations: needleExaminations(),
            antibodies: antibodies(),
            cerebrospinalFluids: cerebrospinalFluids(),
            imaging: images(),
            laboratory: laboratory(),
            treatments: treatments()
        )
    }

    /// A patient of middle age, or with a birthday near 20 or 65 years before the onset, or 18 or 50 before today.
    private mutating func patient(_ examinations: [NeurologicalExamination]) -> Patient {
        var birth = today.addingYears(-int(30...60)).addingDays(int(0...364))
        if chance(edge) {
            let onset = examinations.compactMap { $0.history?.onset?.firstDay }.last ?? today.addingMonths(-10)
            let (day, years) = element(of: [(onset, 20), (onset, 65), (onset, 66), (today, 50), (today, 18)])
            birth = day.addingYears(-years).addingDays(int(-2...2))
        } else if chance(deviation) {
            birth = today.addingYears(-int(8...85))
        }
        return Patient(familyName: "x", birthDate: mostly(chance(90) ? PartialDate(birth) : partial(birth)))
    }
}
