// A moment in time, to the microsecond, as PostgreSQL keeps it.

/// Microseconds since 1970-01-01T00:00:00Z.
///
/// Read from RFC 3339 with any offset, written always in UTC with `Z`. At most six decimals of a second are
/// read, since more would be lost without a word; leap seconds (`:60`) are refused.
package struct Instant: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Microseconds since 1970, UTC.
    package let microsecondsSince1970: Int64

    /// 0001-01-01T00:00:00Z.
    package static let min = Instant(microsecondsSince1970: Int64(LocalDate.min.daysSince1970) * dayMicroseconds)
    /// The last microsecond of the year 9999.
    package static let max = Instant(
        microsecondsSince1970: Int64(LocalDate.max.daysSince1970 + 1) * dayMicroseconds - 1
    )

    private static let dayMicroseconds: Int64 = 86_400_000_000

    /// The instant so many microseconds after 1970; kept within the years 1 to 9999.
    package init(microsecondsSince1970 microseconds: Int64) {
        let low: Int64 = -62_135_596_800_000_000
        let high: Int64 = 253_402_300_799_999_999
        microsecondsSince1970 = Swift.min(Swift.max(microseconds, low), high)
    }

    /// Midnight UTC at which a day begins.
    package init(startOf day: LocalDate) {
        self.init(microsecondsSince1970: Int64(day.daysSince1970) * Instant.dayMicroseconds)
    }

    /// Reads RFC 3339, for example `2026-01-12T09:30:00.25+01:00`.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 35, let day = LocalDate(text.prefix(10)),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = decimalDigits(bytes[11..<13]), hour < 24,
            let minute = decimalDigits(bytes[14..<16]), minute < 60,
            let second = decimalDigits(bytes[17..<19]), second < 60
        else { return nil }
        var rest = bytes[19...]
        guard let fraction = Instant.readFraction(&rest), let offsetMinutes = Instant.readOffset(rest) else {
            return nil
        }
        let seconds = (day.daysSince1970 * 24 + hour) * 3_600 + (minute - offsetMinutes) * 60 + second
        let microseconds = Int64(seconds) * 1_000_000 + Int64(fraction)
        self.init(microsecondsSince1970: microseconds)
        guard microsecondsSince1970 == microseconds else { return nil }
    }

    /// The decimals of a second, as microseconds; 0 where there are none.
    private static func readFraction(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard rest.first == UInt8(ascii: ".") else { return 0 }
        let digits = rest.dropFirst().prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        guard digits.count <= 6, var value = decimalDigits(digits) else { return nil }
        for _ in digits.count..<6 { value *= 10 }
        rest = rest[digits.endIndex...]
        return value
    }

    /// `Z` or `±hh:mm`, in minutes east of UTC.
    private static func readOffset(_ rest: ArraySlice<UInt8>) -> Int? {
        let bytes = Array(rest)
        if bytes.count == 1, bytes[0] == UInt8(ascii: "Z") || bytes[0] == UInt8(ascii: "z") { return 0 }
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
            let hours = decimalDigits(bytes[1..<3]), hours < 24,
            let minutes = decimalDigits(bytes[4..<6]), minutes < 60
        else { return nil }
        switch bytes[0] {
        case UInt8(ascii: "+"): return hours * 60 + minutes
        case UInt8(ascii: "-"): return -(hours * 60 + minutes)
        default: return nil
        }
    }

    /// The day in UTC on which the instant lies.
    package var utcDate: LocalDate {
        LocalDate(daysSince1970: split.days) ?? .min
    }

    /// The instant so many microseconds later; negative for earlier.
    package func addingMicroseconds(_ microseconds: Int64) -> Instant {
        let (sum, overflow) = microsecondsSince1970.addingReportingOverflow(microseconds)
        return overflow ? (microseconds < 0 ? .min : .max) : Instant(microsecondsSince1970: sum)
    }

    /// The instant so many seconds later; negative for earlier.
    package func addingSeconds(_ seconds: Int64) -> Instant {
        let (microseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        return overflow ? (seconds < 0 ? .min : .max) : addingMicroseconds(microseconds)
    }

    /// Microseconds from this instant to another; negative when the other is earlier.
    package func microseconds(until other: Instant) -> Int64 {
        other.microsecondsSince1970 - microsecondsSince1970
    }

    /// RFC 3339 in UTC, with as many decimals of a second as are needed.
    package var description: String {
        var bytes = Array(utcDate.description.utf8)
        let seconds = split.microseconds / 1_000_000
        var fraction = split.microseconds % 1_000_000
        bytes.append(UInt8(ascii: "T"))
        appendDigits(seconds / 3_600, width: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        appendDigits(seconds / 60 % 60, width: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        appendDigits(seconds % 60, width: 2, to: &bytes)
        if fraction > 0 {
            var width = 6
            while fraction % 10 == 0 {
                fraction /= 10
                width -= 1
            }
            bytes.append(UInt8(ascii: "."))
            appendDigits(fraction, width: width, to: &bytes)
        }
        bytes.append(UInt8(ascii: "Z"))
        return String(decoding: bytes, as: UTF8.self)
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.microsecondsSince1970 < right.microsecondsSince1970
    }

    /// Whole days since 1970, rounded down, and the microseconds within the day.
    private var split: (days: Int, microseconds: Int) {
        let day = Int(Instant.dayMicroseconds)
        let all = Int(microsecondsSince1970)
        let days = all >= 0 ? all / day : (all - day + 1) / day
        return (days, all - days * day)
    }
}
