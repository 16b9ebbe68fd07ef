// Days, partial dates, instants and ids.
import Domain
import FoundationEssentials
import Testing

@Suite("Basic values")
struct BasicValueTests {
    @Test(
        "days count through leap years and centuries",
        arguments: [
            ("1970-01-01", 0), ("2000-02-29", 11_016), ("1969-12-31", -1), ("0001-01-01", -719_162),
            ("9999-12-31", 2_932_896),
        ]
    )
    func daysSince1970(text: String, days: Int) throws {
        let date = try #require(LocalDate(text))
        #expect(date.daysSince1970 == days)
        #expect(LocalDate(daysSince1970: days) == date)
        #expect(date.description == text)
    }

    @Test("every day of four centuries survives the way there and back")
    func everyDay() throws {
        var previous: LocalDate?
        for days in -150_000...150_000 {
            let date = try #require(LocalDate(daysSince1970: days))
            #expect(date.daysSince1970 == days)
            if let previous { #expect(previous < date) }
            previous = date
        }
    }

    @Test(
        "text that is no existing day is refused",
        arguments: [
            "2025-02-29", "2025-13-01", "2025-00-10", "2025-1-01", "25-01-01", "2025-01-01 ", "2025/01/01",
            "0000-01-01",
            "٢٠٢٥-٠١-٠١", "", "2025-01-32", "1900-02-29",
        ]
    )
    func badDays(text: String) {
        #expect(LocalDate(text) == nil)
    }

    @Test(
        "a month later is the same day, or the first of the month after where that day is lacking",
        arguments: [
            ("2025-01-15", 1, "2025-02-15"), ("2025-01-31", 1, "2025-03-01"), ("2024-01-31", 1, "2024-03-01"),
            ("2025-12-31", 2, "2026-03-01"), ("2025-03-31", -1, "2025-03-01"), ("2025-11-30", 1, "2025-12-30"),
            ("2024-02-29", 12, "2025-03-01"), ("9999-12-31", 1, "9999-12-31"),
        ]
    )
    func addingMonths(from: String, months: Int, to: String) throws {
        #expect(try #require(LocalDate(from)).addingMonths(months).description == to)
    }

    @Test("completed years turn on the birthday")
    func completedYears() throws {
        let born = try #require(LocalDate("1982-04-17"))
        #expect(born.completedYears(until: try #require(LocalDate("2026-04-16"))) == 43)
        #expect(born.completedYears(until: try #require(LocalDate("2026-04-17"))) == 44)
    }

    @Test(
        "a partial date is the interval of days it may mean",
        arguments: [
            ("2024", "2024-01-01", "2024-12-31"), ("2024-02", "2024-02-01", "2024-02-29"),
            ("2024-02-10", "2024-02-10", "2024-02-10"),
        ]
    )
    func partialDates(text: String, first: String, last: String) throws {
        let date = try #require(PartialDate(text))
        #expect(date.firstDay.description == first)
        #expect(date.lastDay.description == last)
        #expect(date.description == text)
    }

    @Test(
        "instants are read with any offset and written in UTC",
        arguments: [
            ("2026-01-12T09:30:00Z", "2026-01-12T09:30:00Z"),
            ("2026-01-12T09:30:00.250+01:00", "2026-01-12T08:30:00.25Z"),
            ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
            ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z"),
            ("2026-01-12t09:30:00.000001z", "2026-01-12T09:30:00.000001Z"),
        ]
    )
    func instants(read: String, written: String) throws {
        let instant = try #require(Instant(read))
        #expect(instant.description == written)
        #expect(Instant(instant.description) == instant)
        #expect(instant.utcDate.description == String(written.prefix(10)))
    }

    @Test(
        "text that is no instant is refused",
        arguments: [
            "2026-01-12", "2026-01-12T09:30:00", "2026-01-12T24:00:00Z", "2026-01-12T09:30:60Z",
            "2026-01-12T09:30:00.1234567Z",
            "2026-01-12T09:30:00.Z", "2026-01-12T09:30:00+1:00", "0001-01-01T00:00:00+01:00", "2026-01-12 09:30:00Z",
        ]
    )
    func badInstants(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test("ids are read in either case and written in lower case")
    func ids() throws {
        let id = try #require(ID<Int>("0198F0A2-1234-7ABC-8DEF-0123456789AB"))
        #expect(id.description == "0198f0a2-1234-7abc-8def-0123456789ab")
        #expect(ID<Int>(id.description) == id)
        #expect(ID<Int>("0198f0a212347abc8def0123456789ab") == nil)
    }
}
