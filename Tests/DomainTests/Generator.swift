// A small generator of random values. The seed stands in every failure; `WORKUP_TEST_SEED` repeats a run.
import Domain
import Foundation

/// SplitMix64: short, fast, and the same on every machine.
struct Generator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// The seed of this run: given, or new each time.
    static let runSeed: UInt64 = {
        let given = ProcessInfo.processInfo.environment["WORKUP_TEST_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0...UInt64.max)
        print("seed of the property tests: \(seed)")
        return seed
    }()

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

    mutating func maybe<T>(_ make: (inout Generator) -> T) -> T? { chance(60) ? make(&self) : nil }

    mutating func list<T>(_ count: ClosedRange<Int>, _ make: (inout Generator) -> T) -> [T] {
        (0..<int(count)).map { _ in make(&self) }
    }

    /// An exact decimal above zero, up to the bound, with up to six decimals.
    mutating func positive(_ max: Int) -> Decimal {
        let decimals = int(0...6)
        var scale = 1
        for _ in 0..<decimals { scale *= 10 }
        return Decimal(sign: .plus, exponent: -decimals, significand: Decimal(int(1...max * scale)))
    }

    /// Zero or more, up to the bound.
    mutating func decimal(_ max: Int) -> Decimal { chance(10) ? 0 : positive(max) }

    /// A measured value, now and then one that cannot be: zero or below.
    mutating func measured(_ max: Int) -> Decimal { chance(5) ? -decimal(max) : decimal(max) }

    /// One line of text with letters of every width, quotes and backslashes.
    mutating func text() -> String {
        let letters: [Character] = [
            "a", "Z", "9", " ", "é", "ß", "字", "😀", "\"", "\\", "/", "'", "<", "&", "\u{301}", "~",
        ]
        return "x" + String((0..<int(0...20)).map { _ in element(of: letters) })
    }

    mutating func note() -> String { chance(50) ? text() : text() + "\n\t" + text() }

    mutating func day() -> LocalDate { LocalDate(daysSince1970: int(-20_000...30_000)) ?? .min }

    mutating func partialDate() -> PartialDate {
        let day = day()
        switch int(1...4) {
        case 1: return PartialDate(year: day.year) ?? PartialDate(day)
        case 2: return PartialDate(year: day.year, month: day.month) ?? PartialDate(day)
        default: return PartialDate(day)
        }
    }
}
