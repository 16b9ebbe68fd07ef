// A number that a rule compares, or why there is none.
import Domain
import FoundationEssentials

/// What is known of a number.
enum Measure: Sendable {
    /// A fraction, compared in percent.
    case ratio(ExactRatio)
    /// A number, compared as it is.
    case number(ExactNumber)
    /// No number, but it is known how it stands to any bound above zero: a response that is absent, a limit of zero.
    case standing(ExactRatio.Ordering)
    /// There can be no such number, and whatever is asked of it is not met: the velocity to an absent response.
    case none
    /// A value is missing that could still be recorded.
    case missing
    /// The values are there but say nothing, such as a distal area of zero.
    case undefined

    /// The measure of a fraction that may not exist.
    init(_ ratio: ExactRatio?) { self = ratio.map { .ratio($0) } ?? .undefined }

    /// Whether it satisfies a bound.
    func verdict(_ threshold: Threshold) -> Verdict { verdict(threshold.comparison, threshold.number) }

    /// Whether it satisfies a comparison with a bound.
    func verdict(_ comparison: Threshold.Comparison, _ bound: ExactNumber) -> Verdict {
        switch self {
        case .ratio(let ratio): Verdict(comparison.allows(percent: ratio, bound))
        case .number(let number): Verdict(comparison.allows(number, bound))
        case .standing(let ordering): Verdict(comparison.allows(ordering))
        case .none: .notMet
        case .missing, .undefined: .unknown
        }
    }

    /// The fraction in percent with one decimal, for showing; nil where there is none.
    var percentForDisplay: Decimal? {
        guard case .ratio(let ratio) = self else { return nil }
        return ratio.percentForDisplay
    }

    /// A value in percent of a lower or upper limit.
    static func percent(of value: ExactNumber?, limit: ExactNumber?) -> Measure {
        guard let value, let limit else { return .missing }
        guard limit.digits != 0 else { return .standing(value.digits > 0 ? .above : .equal) }
        return Measure(ExactRatio(value, over: limit))
    }

    /// As `percent(of:limit:)`, of recorded values.
    static func percent(of value: Decimal?, limit: Decimal?) -> Measure {
        percent(of: value.flatMap(ExactNumber.init(_:)), limit: limit.flatMap(ExactNumber.init(_:)))
    }
}
