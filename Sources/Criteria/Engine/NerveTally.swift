// Which of the studied nerves satisfy the rules of a count.
import Domain

/// Some of the studied motor nerves, by their places. There are fewer nerves in a body than bits here.
struct NerveMask: OptionSet, Hashable, Sendable {
    let rawValue: UInt64

    init(rawValue: UInt64) { self.rawValue = rawValue }

    private static func mask(_ nerve: Int) -> NerveMask { NerveMask(rawValue: 1 << UInt64(nerve)) }

    mutating func insert(_ nerve: Int) { formUnion(Self.mask(nerve)) }

    func contains(_ nerve: Int) -> Bool { contains(Self.mask(nerve)) }

    /// The places, lowest first.
    var nerves: [Int] {
        var rest = rawValue
        var places: [Int] = []
        while rest != 0 {
            places.append(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
        return places
    }

    /// Whether one nerve of each can be taken so that all are different.
    static func areDifferent(_ rows: [NerveMask]) -> Bool {
        guard let first = rows.first else { return true }
        // Most counts ask the same of each nerve.
        if rows.allSatisfy({ $0 == first }) { return first.rawValue.nonzeroBitCount >= rows.count }
        return areDifferent(rows[...], used: [])
    }

    private static func areDifferent(_ rows: ArraySlice<NerveMask>, used: NerveMask) -> Bool {
        guard let first = rows.first else { return true }
        return first.subtracting(used).nerves.contains { nerve in
            areDifferent(rows.dropFirst(), used: used.union(mask(nerve)))
        }
    }
}

/// What a count of nerves came to: all that its verdict, its findings and its words follow from.
struct NerveTally: Hashable, Sendable {
    /// Whether it is known which nerves count.
    let isRangeKnown: Bool
    /// The nerves that count.
    var range: NerveMask = []
    /// Those that satisfy a rule.
    var met: NerveMask = []
    /// Those of which it is open whether they satisfy a rule.
    var unknown: NerveMask = []
    var verdict = Verdict.unknown

    init(isRangeKnown: Bool) { self.isRangeKnown = isRangeKnown }
}

/// The nerves of the motor entries of a case, and where the entries stand in its file.
struct StudiedEntries: Hashable, Sendable {
    let places: [CasePlace]
    let nerves: [NerveSide]

    init(_ numbers: CaseNumbers) {
        places = numbers.entries.map(\.place)
        nerves = numbers.entries.map(\.nerveSide)
    }
}
