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

    let raw: UInt64

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

    /// Whether one outcome can be both.
    func holds(with other: Literal) -> Bool { fact == other.fact && !values.isDisjoint(with: other.values) }
}
