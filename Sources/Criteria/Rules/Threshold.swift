// A comparison as a rule file writes it: `atLeast: 50`.
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
    }

    /// Which way the bound holds.
    package let comparison: Comparison
    /// The bound as written.
    package let value: Decimal
    /// The bound as whole digits.
    let number: ExactNumber

    /// A bound; nil where it has more digits than any rule has.
    init?(_ comparison: Comparison, _ value: Decimal) {
        guard let number = ExactNumber(value), number.exponent >= -12 else { return nil }
        self.comparison = comparison
        self.value = value
        self.number = number
    }

    /// A bound of whole digits, as rules with several numbers keep them.
    init(_ comparison: Comparison, _ number: ExactNumber) {
        self.comparison = comparison
        self.number = number
        value = number.decimal
    }

    /// Whether a fraction, in percent, satisfies it.
    func allows(percent ratio: ExactRatio) -> Bool { comparison.allows(ratio.compared(times: 100, to: number)) }

    /// Whether a number satisfies it; nil where it has too many digits to say.
    func allows(_ value: ExactNumber) -> Bool? {
        guard let ratio = ExactRatio(value, over: ExactNumber(1)) else { return nil }
        return comparison.allows(ratio.compared(times: 1, to: number))
    }

    /// Such as `≥ 50`.
    package var text: String { "\(comparison.symbol) \(value)" }
}
