// A comparison as a rule file writes it: `atLeast: 50`.
package import Domain
package import FoundationEssentials

/// A bound that a number is held against. Exactly at the bound counts for `atLeast` and `atMost` only.
package struct Threshold: Sendable, Hashable {
    /// Which way the bound holds.
    package enum Comparison: String, Sendable, Hashable, CaseIterable {
        case above
        case atLeast
        case below
        case atMost

        /// The sign that stands for it.
        package var symbol: String {
            switch self {
            case .above: ">"
            case .atLeast: "≥"
            case .below: "<"
            case .atMost: "≤"
            }
        }

        /// Whether a number that stands so to the bound satisfies it.
        func allows(_ ordering: ExactRatio.Ordering) -> Bool {
            switch self {
            case .above: ordering == .above
            case .atLeast: ordering != .below
            case .below: ordering == .below
            case .atMost: ordering != .above
            }
        }

        /// Whether a fraction, in percent, satisfies the comparison with a bound.
        func allows(percent ratio: ExactRatio, _ bound: ExactNumber) -> Bool {
            allows(ratio.compared(times: 100, to: bound))
        }

        /// Whether a number satisfies it; nil where it has too many digits to say.
        func allows(_ value: ExactNumber, _ bound: ExactNumber) -> Bool? {
            guard let ratio = ExactRatio(value, over: ExactNumber(1)) else { return nil }
            return allows(ratio.compared(times: 1, to: bound))
        }
    }

    /// Which way the bound holds.
    package let comparison: Comparison
    /// The bound as written.
    package let value: Decimal
    /// The bound as whole digits.
    let number: ExactNumber
    /// The bound in tenths, where it is a whole number of them: numbers are shown so.
    let tenths: Int?
    /// Such as `≥ 50`.
    package let words: Localized

    /// A bound; nil where it has more digits than any rule has.
    init?(_ comparison: Comparison, _ value: Decimal) {
        guard let number = ExactNumber(value), number.exponent >= -12 else { return nil }
        self.comparison = comparison
        self.value = value
        self.number = number
        tenths = Int("\(value * 10)")
        let bound = Localized(value)
        words = Localized(en: "\(comparison.symbol) \(bound.en)", nl: "\(comparison.symbol) \(bound.nl)")
    }
}
