// A quotient of two exact decimals that is never divided out: thresholds are compared by cross-multiplication.
package import FoundationEssentials

/// A fraction of two exact decimals.
///
/// 5.6 / 8.0 has no end in binary and 1/3 has none in decimals; a value that lies exactly on a threshold must be seen
/// to lie there. So the fraction is kept as it is, compared by multiplication, and rounded for showing only.
package struct ExactRatio: Sendable, Hashable {
    /// What stands above the line, in the same power of ten as the denominator.
    let numerator: Int128
    /// What stands below it; above zero.
    let denominator: Int128

    private init(numerator: Int128, denominator: Int128) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// A fraction; nil where the denominator is not above zero, or where the two have more digits than can be compared
    /// exactly, which no measurements have.
    package init?(_ numerator: Decimal, over denominator: Decimal) {
        guard let numerator = ExactNumber(numerator), let denominator = ExactNumber(denominator) else { return nil }
        self.init(numerator, over: denominator)
    }

    /// As `init(_:over:)`, of numbers.
    package init?(_ numerator: ExactNumber, over denominator: ExactNumber) {
        let exponent = min(numerator.exponent, denominator.exponent)
        guard denominator.digits > 0, let above = numerator.digits(at: exponent),
            let below = denominator.digits(at: exponent)
        else { return nil }
        self.init(numerator: above, denominator: below)
    }

    /// (from − to) / from: what part of a value is lost. Nil as in `init(_:over:)`.
    package init?(lossFrom before: ExactNumber, to after: ExactNumber) {
        let exponent = min(before.exponent, after.exponent)
        guard before.digits > 0, let first = before.digits(at: exponent), let second = after.digits(at: exponent)
        else { return nil }
        let (difference, overflow) = first.subtractingReportingOverflow(second)
        guard !overflow else { return nil }
        self.init(numerator: difference, denominator: first)
    }

    /// numerator / (later − earlier). Nil where the difference is not above zero, and as in `init(_:over:)`.
    package init?(_ numerator: ExactNumber, overRiseFrom earlier: ExactNumber, to later: ExactNumber) {
        let exponent = min(numerator.exponent, earlier.exponent, later.exponent)
        guard let above = numerator.digits(at: exponent), let first = earlier.digits(at: exponent),
            let second = later.digits(at: exponent)
        else { return nil }
        let (difference, overflow) = second.subtractingReportingOverflow(first)
        guard !overflow, difference > 0 else { return nil }
        self.init(numerator: above, denominator: difference)
    }

    /// The whole, 100 %.
    package static var one: ExactRatio { ExactRatio(numerator: 1, denominator: 1) }

    /// Nothing, 0 %.
    package static var zero: ExactRatio { ExactRatio(numerator: 0, denominator: 1) }

    /// The fraction divided by a number above zero; nil as in `init(_:over:)`.
    package func over(_ number: ExactNumber) -> ExactRatio? {
        guard number.digits > 0 else { return nil }
        // n / d over digits · 10^exponent is n · 10^−exponent / (d · digits).
        var above = numerator
        for _ in 0..<(-number.exponent) {
            let (product, overflow) = above.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            above = product
        }
        let (below, overflow) = denominator.multipliedReportingOverflow(by: number.digits)
        return overflow ? nil : ExactRatio(numerator: above, denominator: below)
    }

    /// The fraction below zero instead of above it, and the other way.
    package var negated: ExactRatio { ExactRatio(numerator: -numerator, denominator: denominator) }

    /// How the fraction times a factor stands to a number: below, at it, or above.
    package func compared(times factor: Int, to number: ExactNumber) -> Ordering {
        // numerator · factor · 10^places stands to digits · denominator as the fraction to the number; both products are
        // kept in twice the width, so nothing is lost.
        var scale = Int128(factor)
        for _ in 0..<(-number.exponent) { scale *= 10 }
        if let short = shortComparison(scale, number.digits) { return short }
        return Ordering.between(
            numerator.multipliedFullWidth(by: scale),
            number.digits.multipliedFullWidth(by: denominator)
        )
    }

    /// As `compared(times:to:)`, where all numbers are of half the width, as measurements are; nil where they are not.
    private func shortComparison(_ scale: Int128, _ digits: Int128) -> Ordering? {
        guard let numerator = Int64(exactly: numerator), let denominator = Int64(exactly: denominator),
            let scale = Int64(exactly: scale), let digits = Int64(exactly: digits)
        else { return nil }
        let (left, right) = (Int128(numerator) * Int128(scale), Int128(digits) * Int128(denominator))
        return left < right ? .below : left > right ? .above : .equal
    }

    /// How two numbers stand to each other.
    package enum Ordering: Sendable, Hashable {
        case below
        case equal
        case above

        /// Compares two numbers of twice the width.
        fileprivate static func between(
            _ left: (high: Int128, low: UInt128),
            _ right: (high: Int128, low: UInt128)
        ) -> Ordering {
            if left.high != right.high { return left.high < right.high ? .below : .above }
            if left.low != right.low { return left.low < right.low ? .below : .above }
            return .equal
        }
    }

    /// Whether the fraction is at least so many percent; exactly that many counts.
    package func isAtLeast(percent: Decimal) -> Bool { compares(percent, times: 100) != .below }

    /// As `isAtLeast(percent:)`, of a whole number.
    package func isAtLeast(percent: Int) -> Bool { compared(times: 100, to: ExactNumber(percent)) != .below }

    /// Whether the fraction is above so many percent; exactly that many does not count.
    package func isAbove(percent: Decimal) -> Bool { compares(percent, times: 100) == .above }

    /// Whether the fraction is below a value.
    package func isBelow(_ value: Decimal) -> Bool { compares(value, times: 1) == .below }

    /// As `isBelow(_:)`, of a whole number.
    package func isBelow(_ value: Int) -> Bool { compared(times: 1, to: ExactNumber(value)) == .below }

    private func compares(_ value: Decimal, times factor: Int) -> Ordering {
        guard let number = ExactNumber(value) else { preconditionFailure("a threshold has few digits") }
        return compared(times: factor, to: number)
    }

    /// The fraction in percent, rounded to one decimal, half away from zero; for showing only.
    package var percentForDisplay: Decimal? { tenthsForDisplay(times: 100).map { Self.decimal($0, places: 1) } }

    /// The fraction, rounded to one decimal, half away from zero; for showing only.
    package var valueForDisplay: Decimal? { tenthsForDisplay(times: 1).map { Self.decimal($0, places: 1) } }

    /// The fraction to six decimals, for drawing only.
    package var approximateValue: Decimal? { rounded(times: 1_000_000).map { Self.decimal($0, places: 6) } }

    /// The tenths of the fraction times a factor, rounded half away from zero; for showing only.
    func tenthsForDisplay(times factor: UInt128) -> Int? { rounded(times: factor * 10) }

    /// The fraction times a factor, rounded half away from zero to so many places; to more where it would otherwise seem to lie
    /// at a bound, or beyond it, that it does not reach. For showing only.
    func shown(times factor: Int = 1, places: Int, beside bounds: [Decimal]) -> Decimal? {
        var shown: Decimal?
        var scale = UInt128(factor)
        for _ in 0..<places { scale *= 10 }
        for places in places..<places + 5 {
            guard let digits = rounded(times: scale) else { break }
            let value = Self.decimal(digits, places: places)
            shown = value
            let isTrue = bounds.allSatisfy { bound in
                let ordering: Ordering = value < bound ? .below : value > bound ? .above : .equal
                return ordering == compares(bound, times: factor)
            }
            if isTrue { break }
            scale *= 10
        }
        return shown
    }

    /// The fraction times a factor, rounded to a whole number; nil where it has more than 15 digits.
    private func rounded(times factor: UInt128) -> Int? {
        let (product, overflow) = numerator.magnitude.multipliedReportingOverflow(by: factor)
        guard !overflow else { return nil }
        let (quotient, rest) = product.quotientAndRemainder(dividingBy: denominator.magnitude)
        // Half or more of the denominator is left; compared without doubling, which could overflow.
        let whole = rest >= denominator.magnitude - rest ? quotient + 1 : quotient
        guard whole < 1_000_000_000_000_000 else { return nil }
        return numerator < 0 ? -Int(whole) : Int(whole)
    }

    private static func decimal(_ digits: Int, places: Int) -> Decimal {
        Decimal(sign: digits < 0 ? .minus : .plus, exponent: -places, significand: Decimal(digits.magnitude))
    }
}
