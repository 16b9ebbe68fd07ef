// A day of the calendar without time or zone: `date`.

/// A day of the proleptic Gregorian calendar; year 0 is 1 BC.
package struct LocalDay: PostgreSQLEncodable, PostgreSQLDecodable, Hashable, Comparable {
    /// The year; 0 is 1 BC.
    package let year: Int32
    /// The month, 1 to 12.
    package let month: Int32
    /// The day of the month, 1 to 31.
    package let day: Int32

    /// Makes a day of its parts. The server refuses a day that does not exist.
    package init(year: Int32, month: Int32, day: Int32) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// PostgreSQL's `infinity`: after every day.
    package static let infinity = LocalDay(year: .max, month: 12, day: 31)
    /// PostgreSQL's `-infinity`: before every day.
    package static let negativeInfinity = LocalDay(year: .min, month: 1, day: 1)

    /// `date`
    package static var postgreSQLType: PostgreSQLType { .date }

    /// Sends `YYYY-MM-DD`, with `BC` where the year asks for it.
    package func encode(into writer: inout ParameterWriter) {
        if self == .infinity { return writer.append("infinity") }
        if self == .negativeInfinity { return writer.append("-infinity") }
        // The server would take the day -5 for the day 5.
        guard (1...12).contains(month), (1...31).contains(day) else {
            return writer.refuse("not a day of the calendar")
        }
        writer.appendDay(year: Int64(year), month: Int64(month), day: Int64(day))
        if year <= 0 { writer.append(" BC") }
    }

    /// Reads `YYYY-MM-DD`.
    package init(decoding cell: borrowing Cell) throws {
        let bytes = try cell.bytes(expecting: "date")
        if bytes.elementsEqual("infinity".utf8) {
            self = .infinity
        } else if bytes.elementsEqual("-infinity".utf8) {
            self = .negativeInfinity
        } else {
            var reader = DateTimeReader(bytes, expected: "date")
            let parts = try reader.day()
            let isBC = try reader.end()
            self.init(year: Int32(isBC ? 1 - parts.year : parts.year), month: Int32(parts.month), day: Int32(parts.day))
        }
    }

    /// By year, month, day.
    package static func < (left: LocalDay, right: LocalDay) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

extension ParameterWriter {
    /// Appends `YYYY-MM-DD`; the caller adds `BC` for years before 1.
    mutating func appendDay(year: Int64, month: Int64, day: Int64) {
        appendPadded(year > 0 ? year : 1 - year, width: 4)
        append(UInt8(ascii: "-"))
        appendPadded(month, width: 2)
        append(UInt8(ascii: "-"))
        appendPadded(day, width: 2)
    }

    /// Appends a number with leading zeros.
    mutating func appendPadded(_ number: Int64, width: Int) {
        let digits = String(number)
        for _ in 0..<max(0, width - digits.utf8.count) { append(UInt8(ascii: "0")) }
        append(digits)
    }
}
