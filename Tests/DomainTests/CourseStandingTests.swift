// Whether a course is planned, runs or has ended on a day.
import Domain
import Testing

@Suite("How a course of treatment stands")
struct CourseStandingTests {
    private static let rows: [(start: String?, end: String?, given: String?, CourseStanding)] = [
        (nil, nil, nil, .running), ("2026-10-01", nil, nil, .running), ("2026-10-02", nil, nil, .planned),
        ("2026-10", nil, nil, .running), ("2026-11", nil, nil, .planned), ("2026", nil, nil, .running),
        ("2027", nil, nil, .planned), ("2026-11-01", nil, "2026-09-30", .running),
        ("2026-11-01", nil, "2026-11-01", .planned), ("2026-01-01", "2026-09-30", nil, .ended),
        ("2026-01-01", "2026-10-01", nil, .running), ("2026-01-01", "2027-06-30", nil, .running),
        ("2026-01-01", "2026-10", nil, .ended), ("2026-01-01", "2026-11", nil, .running),
        ("2026-01-01", "2026", nil, .ended), (nil, "2027", nil, .running), ("2026-11-01", "2027-06-30", nil, .planned),
    ]

    @Test(
        "a planned start has not come, a planned end neither, and a partial date has come with its first day",
        arguments: rows
    )
    func standing(_ row: (start: String?, end: String?, given: String?, standing: CourseStanding)) throws {
        let today = try #require(LocalDate("2026-10-01"))
        let given = try row.given.map { try #require(LocalDate($0)) }
        let treatment = Treatment(
            course: TreatmentCourse(
                option: .ivig,
                startedOn: row.start.flatMap { PartialDate($0) },
                endedOn: row.end.flatMap { PartialDate($0) }
            ),
            administrations: given.map { [Administration(on: $0)] } ?? []
        )
        #expect(treatment.standing(on: today) == row.standing)
    }

    @Test(
        "what is planned says from which day it stands otherwise",
        arguments: [
            (nil, "2026-10-01", "2026-10-02"), (nil, "2026-12-31", "2027-01-01"), (nil, "2026-12", "2026-12-01"),
            ("2026-11-01", nil, "2026-11-01"), ("2026-11-01", "2026-12-31", "2026-11-01"), (nil, "2026-09-30", nil),
            ("2026-01-01", nil, nil), (nil, nil, nil),
        ] as [(start: String?, end: String?, String?)]
    )
    func changes(_ row: (start: String?, end: String?, on: String?)) throws {
        let today = try #require(LocalDate("2026-10-01"))
        let treatment = Treatment(
            course: TreatmentCourse(
                option: .ivig,
                startedOn: row.start.flatMap { PartialDate($0) },
                endedOn: row.end.flatMap { PartialDate($0) }
            ),
            administrations: []
        )
        #expect(treatment.standingChanges(after: today)?.description == row.on)
    }
}
