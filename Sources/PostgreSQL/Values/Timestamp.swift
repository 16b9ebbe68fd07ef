// A moment: `timestamp with time zone` as microseconds in UTC.

/// A moment as microseconds since 1970-01-01 00:00 UTC: what PostgreSQL stores, to the microsecond.
///
/// It ends in January of the year 294247, 29 years before PostgreSQL's own end; what lies between is refused.
package struct Timestamp: PostgreSQLEncodable, PostgreSQLDecodable, Hashable, Comparable {
    /// Microseconds since 1970-01-01 00:00 UTC; leap seconds do not count.
    package let microsecondsSince1970: Int64

    /// Makes a moment.
    package init(microsecondsSince1970: Int64) { self.microsecondsSince1970 = microsecondsSince1970 }

    /// PostgreSQL's `infinity`: after every moment.
    package static let infinity = Timestamp(microsecondsSince1970: .max)
    /// PostgreSQL's `-infinity`: before every moment.
    package static let negativeInfinity = Timestamp(microsecondsSince1970: .min)

    /// `timestamptz`
    package static var postgreSQLType: PostgreSQLType { .timestamptz }

    /// Sends `YYYY-MM-DD HH:MM:SS.ffffff+00`.
    package func encode(into writer: inout ParameterWriter) {
        if self == .infinity { return writer.append("infinity") }
        if self == .negativeInfinity { return writer.append("-infinity") }
        let (day, time) = microsecondsSince1970.flooredDivision(by: 86_400_000_000)
        let date = CivilDate(daysSince1970: day)
        writer.appendDay(year: date.year, month: date.month, day: date.day)
        writer.append(UInt8(ascii: " "))
        writer.appendPadded(time / 3_600_000_000, width: 2)
        writer.append(UInt8(ascii: ":"))
        writer.appendPadded(time / 60_000_000 % 60, width: 2)
        writer.append(UInt8(ascii: ":"))
        writer.appendPadded(time / 1_000_000 % 60, width: 2)
        writer.append(UInt8(ascii: "."))
        writer.appendPadded(time % 1_000_000, width: 6)
        writer.append(date.year > 0 ? "+00" : "+00 BC")
    }

    /// Reads the ISO form in UTC, which every connection pins (`DateStyle`, `TimeZone`).
    package init(decoding cell: borrowing Cell) throws {
        let bytes = try cell.bytes(expecting: "timestamptz")
        if bytes.elementsEqual("infinity".utf8) {
            self = .infinity
            return
        }
        if bytes.elementsEqual("-infinity".utf8) {
            self = .negativeInfinity
            return
        }
        var reader = DateTimeReader(bytes, expected: "timestamptz")
        let parts = try reader.day()
        let timeMicroseconds = try reader.timeInUTC()
        let isBC = try reader.end()
        let day = CivilDate(year: isBC ? 1 - parts.year : parts.year, month: parts.month, day: parts.day).daysSince1970
        let (scaled, isTooFar) = day.multipliedReportingOverflow(by: 86_400_000_000)
        let (sum, isTooFarToo) = scaled.addingReportingOverflow(timeMicroseconds)
        let value = Timestamp(microsecondsSince1970: sum)
        guard !isTooFar, !isTooFarToo, value != .infinity else {
            throw CellFault(expected: "timestamptz", reason: "is out of range")
        }
        self = value
    }

    /// By time.
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microsecondsSince1970 < right.microsecondsSince1970
    }
}

/// A date of the proleptic Gregorian calendar, for arithmetic on day numbers.
struct CivilDate: Equatable {
    let year: Int64
    let month: Int64
    let day: Int64

    init(year: Int64, month: Int64, day: Int64) {
        self.year = year
        self.month = month
        self.day = day
    }

    // Years are counted from March, so that the leap day is the last of its year, and grouped by 400 years, after
    // which the calendar repeats (146,097 days).
    init(daysSince1970 days: Int64) {
        let (era, dayOfEra) = (days + 719_468).flooredDivision(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var daysSince1970: Int64 {
        let (era, yearOfEra) = (month <= 2 ? year - 1 : year).flooredDivision(by: 400)
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension Int64 {
    /// Division that rounds down, with a remainder that is never negative.
    func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
