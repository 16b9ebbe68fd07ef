// A calendar day without a time or a zone, and its arithmetic.

/// A day of the Gregorian calendar, from 0001-01-01 to 9999-12-31.
///
/// A day is not an instant: a birth date has no time zone. Text is strictly `YYYY-MM-DD`.
package struct LocalDate: Hashable, Sendable, Comparable, CustomStringConvertible {
    private let packed: Int32

    /// The earliest day that can be written.
    package static let min = LocalDate(unchecked: 1, 1, 1)
    /// The latest day that can be written.
    package static let max = LocalDate(unchecked: 9999, 12, 31)

    private init(unchecked year: Int, _ month: Int, _ day: Int) {
        packed = Int32(truncatingIfNeeded: year << 9 | month << 5 | day)
    }

    /// The day, or nil where the calendar has none such.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= LocalDate.daysIn(month: month, year: year)
        else { return nil }
        self.init(unchecked: year, month, day)
    }

    /// Reads `YYYY-MM-DD` and nothing else.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = decimalDigits(bytes[0..<4]), let month = decimalDigits(bytes[5..<7]),
            let day = decimalDigits(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day that lies so many days after 1970-01-01; nil outside the years 1 to 9999.
    package init?(daysSince1970 days: Int) {
        guard days >= LocalDate.min.daysSince1970, days <= LocalDate.max.daysSince1970 else { return nil }
        // Howard Hinnant's civil_from_days: eras of 400 years that begin on 1 March.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        self.init(unchecked: year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The year, 1 to 9999.
    package var year: Int { Int(packed >> 9) }
    /// The month, 1 to 12.
    package var month: Int { Int(packed >> 5 & 15) }
    /// The day of the month, from 1.
    package var day: Int { Int(packed & 31) }

    /// Days after 1970-01-01; negative before.
    package var daysSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day so many days later; stops at the ends of the calendar.
    package func addingDays(_ days: Int) -> LocalDate {
        let (sum, overflow) = daysSince1970.addingReportingOverflow(days)
        if let date = overflow ? nil : LocalDate(daysSince1970: sum) { return date }
        return days < 0 ? .min : .max
    }

    /// The number of days from this day to another; negative when the other is earlier.
    package func days(until other: LocalDate) -> Int {
        other.daysSince1970 - daysSince1970
    }

    /// The same day of a later calendar month, or the first of the month after it where that day is lacking.
    ///
    /// So one month after 31 January is 1 March: a month is never counted as over before it is. Stops at the
    /// ends of the calendar.
    package func addingMonths(_ months: Int) -> LocalDate {
        let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow, sum >= 12, sum < 120_000 else { return months < 0 ? .min : .max }
        let (newYear, newMonth) = (sum / 12, sum % 12 + 1)
        if let date = LocalDate(year: newYear, month: newMonth, day: day) { return date }
        return LocalDate(unchecked: newMonth == 12 ? newYear + 1 : newYear, newMonth == 12 ? 1 : newMonth + 1, 1)
    }

    /// The same day of a later year, by the rule of `addingMonths(_:)`.
    package func addingYears(_ years: Int) -> LocalDate {
        let (months, overflow) = years.multipliedReportingOverflow(by: 12)
        return overflow ? (years < 0 ? .min : .max) : addingMonths(months)
    }

    /// Whole years from this day, such as a birth date, to another; negative when the other is earlier.
    package func completedYears(until other: LocalDate) -> Int {
        let years = other.year - year
        return addingYears(years) <= other ? years : years - 1
    }

    /// `YYYY-MM-DD`.
    package var description: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(10)
        appendDigits(year, width: 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        appendDigits(month, width: 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        appendDigits(day, width: 2, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.packed < right.packed
    }

    /// The number of days of a month.
    package static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// Reads ASCII digits; nil where there is none or another byte.
func decimalDigits(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 18 else { return nil }
    var value = 0
    for byte in bytes {
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
}

/// Appends a number that is not negative, with leading zeros up to `width`.
func appendDigits(_ number: Int, width: Int, to bytes: inout [UInt8]) {
    var divisor = 1
    for _ in 1..<width { divisor *= 10 }
    while divisor > 0 {
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
        divisor /= 10
    }
}
