// The calendar of the place where the service stands: which day an instant is there.
import Domain
import Reports

/// A time zone that the service knows by itself: universal time, or Central European Time with its summer time.
///
/// A table of the world's zones would be one more thing to keep up to date on every machine; these are the zones of
/// the countries that the protocols and identifiers are made for. The rule is the European one of 1996 (directive
/// 2000/84/EC); earlier instants never decide a day here, since the record's own instants are those of its use.
struct ServiceZone: Sendable, Hashable {
    /// The names that can be chosen.
    static let names = [
        "Europe/Amsterdam", "Europe/Brussels", "Europe/Luxembourg", "Europe/Berlin", "Europe/Paris", "UTC",
    ]

    private let isCentralEuropean: Bool

    /// The zone, or nil where it is not one of `names`.
    init?(_ name: String) {
        guard ServiceZone.names.contains(name) else { return nil }
        isCentralEuropean = name != "UTC"
    }

    private init(isCentralEuropean: Bool) {
        self.isCentralEuropean = isCentralEuropean
    }

    /// Universal time.
    static let utc = ServiceZone(isCentralEuropean: false)

    /// Seconds east of UTC at an instant.
    func offsetSeconds(at instant: Instant) -> Int {
        guard isCentralEuropean else { return 0 }
        let year = instant.utcDate.year
        let begins = ServiceZone.lastSunday(of: 3, year)
        let ends = ServiceZone.lastSunday(of: 10, year)
        return instant >= begins && instant < ends ? 7_200 : 3_600
    }

    /// 01:00 UTC on the last Sunday of a month with 31 days, when the clocks change everywhere at once.
    private static func lastSunday(of month: Int, _ year: Int) -> Instant {
        guard let last = LocalDate(year: year, month: month, day: 31) else { return .max }
        // 1970-01-01 was a Thursday, so Sundays are 3 days after a multiple of 7.
        let daysAfterSunday = ((last.daysSince1970 - 3) % 7 + 7) % 7
        return Instant(startOf: last.addingDays(-daysAfterSunday)).addingSeconds(3_600)
    }

    /// The calendar day of an instant.
    func day(of instant: Instant) -> LocalDate {
        instant.addingSeconds(Int64(offsetSeconds(at: instant))).utcDate
    }

    /// The last microsecond of a day. The clocks never change at midnight, so midnight's own offset is that of the
    /// same wall clock in UTC two hours before.
    func end(of day: LocalDate) -> Instant {
        let midnight = Instant(startOf: day.addingDays(1))
        return midnight.addingSeconds(-Int64(offsetSeconds(at: midnight.addingSeconds(-7_200)))).addingMicroseconds(-1)
    }

    /// The wall clock for reports.
    var clock: LocalClock {
        LocalClock { instant in offsetSeconds(at: instant) / 60 }
    }
}
