// Where a value or a day stands on the drawing. Decimals and whole numbers only: the same case always gives the same
// bytes, and no clinical value passes through binary floating point.
import Domain
import FoundationEssentials

/// A vertical axis from a round number to a round number.
struct ValueScale {
    let low: Decimal
    let high: Decimal
    let step: Decimal

    /// An axis that holds all values, with about so many intervals between marks at most.
    init(_ values: [Decimal], intervalsMax: Int) {
        precondition(intervalsMax > 1, "an axis has more than one interval")
        let smallest = values.min() ?? 0
        let largest = values.max() ?? 1
        let span = largest > smallest ? largest - smallest : 1
        var step = Decimal(sign: .plus, exponent: -2, significand: 1)
        let factors: [Decimal] = [2, Decimal(sign: .plus, exponent: -1, significand: 25), 2]
        var turn = 0
        // 0.01, 0.02, 0.05, 0.1 …: ends because every third turn is ten times the one three turns before.
        while span / step > Decimal(intervalsMax - 1), turn < 90 {
            step *= factors[turn % 3]
            turn += 1
        }
        self.step = step
        low = ValueScale.multiple(below: smallest, of: step)
        let above = ValueScale.multiple(below: largest, of: step)
        let top = above < largest ? above + step : above
        high = top > low ? top : low + step
    }

    private static let marksMax = 24

    /// The values of the marks, from below.
    var marks: [Decimal] {
        var marks: [Decimal] = []
        var mark = low
        while mark <= high, marks.count < ValueScale.marksMax {
            marks.append(mark)
            mark += step
        }
        return marks
    }

    /// The height of a value above `low`, as tenths of a unit of a panel that is `height` units high.
    func tenths(_ value: Decimal, height: Int) -> Int {
        let exact = (value - low) * Decimal(height * 10) / (high - low)
        return Int(DecimalDigits.fixed(exact, decimals: 0)) ?? 0
    }

    private static func multiple(below value: Decimal, of step: Decimal) -> Decimal {
        let quotient = (value / step).description
        let whole = quotient.split(separator: ".").first.flatMap { Int($0) } ?? 0
        let multiple = Decimal(whole) * step
        return multiple > value ? multiple - step : multiple
    }
}

/// The axis of time.
struct DayScale {
    let from: LocalDate
    let to: LocalDate
    let left: Int
    let width: Int

    /// The place of a day, in tenths of a unit.
    func tenths(_ day: LocalDate) -> Int {
        let total = max(1, from.days(until: to))
        return left * 10 + from.days(until: day) * width * 10 / total
    }

    /// At most so many marks on the axis.
    static let marksMax = 12

    /// The months between marks, so that at most `marksMax` fit.
    static func monthsBetweenMarks(from: LocalDate, to: LocalDate) -> Int {
        let months = (to.year - from.year) * 12 + to.month - from.month + 1
        return [1, 2, 3, 6, 12, 24, 60, 120].first { months / $0 < marksMax } ?? 1200
    }
}
