// Chance that can be had again: a failing test says its seed, and RANDOM_SEED sets it.
import Foundation

/// A small, quick source of random bits (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init() {
        self.init(
            seed: ProcessInfo.processInfo.environment["RANDOM_SEED"].flatMap { UInt64($0) } ?? .random(in: 0 ... .max)
        )
    }

    init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

extension SeededRandom {
    mutating func number<Value: FixedWidthInteger>(_ range: ClosedRange<Value>) -> Value {
        Value.random(in: range, using: &self)
    }

    mutating func chance(_ oneIn: Int) -> Bool { number(1...oneIn) == 1 }

    /// An integer of any size: as many small ones as large ones, and the limits.
    mutating func integer<Value: FixedWidthInteger & SignedInteger>() -> Value {
        switch number(0...20) {
        case 0: .min
        case 1: .max
        case 2: 0
        default: Value.random(in: .min ... .max, using: &self) >> Value(number(0...(Value.bitWidth - 1)))
        }
    }

    mutating func bytes(countMax: Int) -> [UInt8] {
        let count = number(0...countMax)
        return (0..<count).map { _ in number(0...255) }
    }

    /// Text with what quoting can go wrong on, of every plane, never normalised; no NUL.
    mutating func text() -> String {
        let words = [
            "", "NULL", "null", "\"", "\\", "\\\"", "{", "}", ",", "'", "$1", "\n", "\t", " ", "e\u{301}", "🧠",
        ]
        var scalars = String.UnicodeScalarView()
        let count = number(0...6)
        for _ in 0..<count {
            switch number(0...3) {
            case 0: scalars.append(contentsOf: words[number(0...(words.count - 1))].unicodeScalars)
            case 1: scalars.append(Unicode.Scalar(number(1...0x7F) as UInt8))
            case 2: scalars.append(Unicode.Scalar(number(0x80...0xD7FF) as UInt32) ?? "x")
            default: scalars.append(Unicode.Scalar(number(0xE000...0x10FFFF) as UInt32) ?? "x")
            }
        }
        return String(scalars)
    }

    /// The digits and the exponent of a number that a `Decimal` holds.
    mutating func decimal() -> (digits: String, exponent: Int, isNegative: Bool) {
        let count = number(1...38)
        var digits = (0..<count).map { _ in String(number(0...9)) }.joined()
        if chance(3) { digits = String(repeating: "9", count: count) }
        let exponent = chance(2) ? -number(0...count) : chance(2) ? number(-128...127) : [-128, 127][number(0...1)]
        return (digits, exponent, chance(2))
    }

    mutating func day() -> (year: Int32, month: Int32, day: Int32) {
        let year: Int32 = chance(2) ? number(-4712...5_874_897) : number(-10...2100)
        let month: Int32 = number(1...12)
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let dayMax: Int32 = [4, 6, 9, 11].contains(month) ? 30 : month == 2 ? (isLeap ? 29 : 28) : 31
        return (year, month, number(1...dayMax))
    }

    /// Microseconds since 1970 that both sides can say: from 4714 BC to the end of 64 bits.
    mutating func microseconds() -> Int64 {
        let range: ClosedRange<Int64> =
            switch number(0...3) {
            case 0: -210_866_803_200_000_000...(Int64.max - 1)
            case 1: -62_135_596_800_000_000 - 400_000_000_000_000...(-62_135_596_800_000_000 + 400_000_000_000_000)
            case 2: -2_000_000...2_000_000
            default: 0...4_000_000_000_000_000
            }
        let value = number(range)
        return chance(3) ? value - value % 1_000_000 : value
    }
}
