// The days of the demo clinic: everything is told by its distance from the day on which the demo is loaded.
import Domain

/// The calendar of the demo clinic.
struct DemoCalendar: Sendable {
    /// The day on which the demo is loaded.
    let today: LocalDate

    /// The meeting that was held, two weeks back.
    var pastMeeting: Int { workday(-14) }
    /// The meeting that is planned, within the week.
    var nextMeeting: Int { workday(6) }

    /// The day so many days from today.
    func day(_ offset: Int) -> LocalDate { today.addingDays(offset) }

    /// An instant so many days from today. Hours are UTC: office hours where the clinic stands lie around them.
    func at(_ offset: Int, _ hour: Int, _ minute: Int = 0) -> Instant {
        at(day(offset), hour, minute)
    }

    /// An instant of a day.
    func at(_ day: LocalDate, _ hour: Int, _ minute: Int = 0) -> Instant {
        Instant(startOf: day).addingSeconds(Int64(hour * 3_600 + minute * 60))
    }

    /// The day, or yesterday where it has not been over yet: nothing of the demo's past lies in the future.
    func past(_ day: LocalDate) -> LocalDate { min(day, today.addingDays(-1)) }

    /// The offset, or the Friday before where it falls on a weekend.
    private func workday(_ offset: Int) -> Int {
        // 1970-01-01 was a Thursday; counted from Monday that is 3.
        let weekday = (day(offset).daysSince1970 + 3) % 7
        return weekday > 4 ? offset - (weekday - 4) : offset
    }
}
