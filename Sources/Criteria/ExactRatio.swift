// A quotient of two exact decimals that is never divided out: thresholds are compared by cross-multiplication.
package import FoundationEssentials

/// A fraction of two exact decimals.
///
/// 5.6 / 8.0 has no end in binary and 1/3 has none in decimals; a value that lies exactly on a threshold must be seen
/// to lie there. So the fraction is kept as it is, compared by multiplication, and rounded for showing only.
package struct ExactRatio: Sendable, Hashable {
    /// What stands above the line.
    package let numerator: Decimal
    /// What stands below it; above zero.
    package let denominator: Decimal

    /// A fraction; nil where the denominator is not above zero.
    package init?(_ numerator: Decimal, over denominator: Decimal) {
        guard denominator > 0 else { return nil }
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The whole, 100 %.
    package static var one: ExactRatio { ExactRatio(whole: 1) }

    private init(whole: Decimal) {
        numerator = whole
        denominator = 1
    }

    /// Whether the fraction is at least so many percent; exactly that many counts.
    package func isAtLeast(percent: Decimal) -> Bool { numerator * 100 >= percent * denominator }

    /// Whether the fraction is above so many percent; exactly that many does not count.
    package func isAbove(percent: Decimal) -> Bool { numerator * 100 > percent * denominator }

    /// Whether the fraction is below a value.
    package func isBelow(_ value: Decimal) -> Bool { numerator < value * denominator }

    /// The fraction in percent, rounded to one decimal, half away from zero; for showing only.
    package var percentForDisplay: Decimal? { rounded(tenthsOf: 1_000) }

    /// The fraction, rounded to one decimal, half away from zero; for showing only.
    package var valueForDisplay: Decimal? { rounded(tenthsOf: 10) }

    /// The fraction times `factor`, rounded to a whole number of tenths.
    ///
    /// The whole number is found by halving an interval and comparing products, since dividing first could carry a
    /// value over a half. Nil where it has more than 15 digits, which no measurement has.
    private func rounded(tenthsOf factor: Decimal) -> Decimal? {
        let isNegative = numerator < 0
        let goal = (isNegative ? -numerator : numerator) * factor
        var low = 0
        var high = 1_000_000_000_000_000
        guard Decimal(high) * denominator > goal else { return nil }
        // Holds throughout: low · denominator ≤ goal < high · denominator.
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if Decimal(middle) * denominator <= goal { low = middle } else { high = middle }
        }
        let rest = goal - Decimal(low) * denominator
        let tenths = rest * 2 >= denominator ? low + 1 : low
        return Decimal(
            sign: isNegative && tenths > 0 ? .minus : .plus,
            exponent: -1,
            significand: Decimal(tenths)
        )
    }
}
