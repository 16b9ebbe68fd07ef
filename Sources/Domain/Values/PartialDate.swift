// A date as a history gives it: a day, a month or only a year.

/// A year, a month or a day, read as the interval of days it may mean.
///
/// Text is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. There is deliberately no order: `2025` is neither before nor
/// after `2025-03`. Rules ask about every day of the interval; lists sort by `firstDay`.
package struct PartialDate: Hashable, Sendable, CustomStringConvertible {
    /// How much of the date is known.
    package enum Precision: Hashable, Sendable {
        case year
        case month
        case day
    }

    /// How much of the date is known.
    package let precision: Precision
    /// The first day that the date may mean.
    package let firstDay: LocalDate

    /// A date known to the day.
    package init(_ day: LocalDate) {
        precision = .day
        firstDay = day
    }

    /// A date known to the month; nil where the calendar has none such.
    package init?(year: Int, month: Int) {
        guard let first = LocalDate(year: year, month: month, day: 1) else { return nil }
        precision = .month
        firstDay = first
    }

    /// A date known to the year; nil outside the years 1 to 9999.
    package init?(year: Int) {
        guard let first = LocalDate(year: year, month: 1, day: 1) else { return nil }
        precision = .year
        firstDay = first
    }

    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD` and nothing else.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        switch bytes.count {
        case 4:
            guard let year = decimalDigits(bytes[0..<4]) else { return nil }
            self.init(year: year)
        case 7:
            guard let year = decimalDigits(bytes[0..<4]), bytes[4] == UInt8(ascii: "-"),
                let month = decimalDigits(bytes[5..<7])
            else { return nil }
            self.init(year: year, month: month)
        default:
            guard let day = LocalDate(text) else { return nil }
            self.init(day)
        }
    }

    /// The last day that the date may mean.
    package var lastDay: LocalDate {
        switch precision {
        case .day: firstDay
        case .month: firstDay.addingDays(LocalDate.daysIn(month: firstDay.month, year: firstDay.year) - 1)
        case .year: LocalDate(year: firstDay.year, month: 12, day: 31) ?? .max
        }
    }

    /// The day, where it is known.
    package var exactDay: LocalDate? {
        precision == .day ? firstDay : nil
    }

    /// Whether a day may be meant.
    package func mayBe(_ day: LocalDate) -> Bool {
        firstDay <= day && day <= lastDay
    }

    package var description: String {
        let text = firstDay.description
        switch precision {
        case .day: return text
        case .month: return String(text.prefix(7))
        case .year: return String(text.prefix(4))
        }
    }
}
