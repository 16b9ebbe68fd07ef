// Responder by section 9c: baseline, window, values that belong together, and the clinician's own entry.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Responder")
struct ResponderTests {
    private typealias Samples = TreatmentSamples

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let outcomes: [OutcomeMeasurement]
        let proposal: Sign

        init(_ description: String, _ outcomes: [OutcomeMeasurement], _ proposal: Sign) {
            testDescription = description
            self.outcomes = outcomes
            self.proposal = proposal
        }
    }

    /// 6 January 2025 and six months: until 6 July, 181 days.
    static let rows: [Row] = [
        Row("nothing measured", [], .notExamined),
        Row("no baseline", [Samples.grip(30, 60)], .notExamined),
        Row("no value in the window", [Samples.grip(-1, 50)], .notExamined),
        Row("baseline on the day itself", [Samples.grip(0, 50), Samples.grip(30, 60)], .present),
        Row("baseline 90 days before", [Samples.grip(-90, 50), Samples.grip(30, 60)], .present),
        Row("baseline 91 days before", [Samples.grip(-91, 50), Samples.grip(30, 60)], .notExamined),
        Row(
            "the last value before counts",
            [Samples.grip(-30, 40), Samples.grip(-1, 55), Samples.grip(30, 60)],
            .absent
        ),
        Row("day 13 is too early", [Samples.grip(0, 50), Samples.grip(13, 60)], .notExamined),
        Row("day 14 is in the window", [Samples.grip(0, 50), Samples.grip(14, 60)], .present),
        Row("six months to the day is in the window", [Samples.grip(0, 50), Samples.grip(181, 60)], .present),
        Row("a day more is too late", [Samples.grip(0, 50), Samples.grip(182, 60)], .notExamined),
        Row("exactly the important change", [Samples.grip(0, 50), Samples.grip(30, 58)], .present),
        Row("one short of it", [Samples.grip(0, 50), Samples.grip(30, 57)], .absent),
        Row(
            "another measure worsened 14 days away",
            [
                Samples.grip(0, 50), Samples.grip(30, 60), Samples.outcome(.incat, 0, 2),
                Samples.outcome(.incat, 44, 3),
            ],
            .absent
        ),
        Row(
            "another measure worsened 14 days before",
            [
                Samples.grip(0, 50), Samples.grip(30, 60), Samples.outcome(.incat, 0, 2),
                Samples.outcome(.incat, 16, 3),
            ],
            .absent
        ),
        Row(
            "another measure worsened 15 days away",
            [
                Samples.grip(0, 50), Samples.grip(30, 60), Samples.outcome(.incat, 0, 2),
                Samples.outcome(.incat, 45, 3),
            ],
            .present
        ),
        Row(
            "the other hand worsened",
            [
                Samples.grip(0, 50), Samples.grip(30, 60), Samples.grip(0, 50, .left), Samples.grip(30, 42, .left),
            ],
            .absent
        ),
        Row(
            "the other hand worsened by less than counts",
            [
                Samples.grip(0, 50), Samples.grip(30, 60), Samples.grip(0, 50, .left), Samples.grip(30, 43, .left),
            ],
            .present
        ),
        Row(
            "improved later, on a date when nothing is worse",
            [
                Samples.grip(0, 50), Samples.grip(30, 60), Samples.grip(0, 50, .left), Samples.grip(30, 42, .left),
                Samples.grip(60, 60), Samples.grip(60, 50, .left),
            ],
            .present
        ),
        Row(
            "baseline on one hand, later values on the other",
            [Samples.grip(0, 50, .left), Samples.grip(30, 60)],
            .notExamined
        ),
        Row(
            "the scale without an important change says nothing",
            [Samples.outcome(.onls, 0, 8), Samples.outcome(.onls, 30, 2)],
            .notExamined
        ),
        Row(
            "downwards is better on INCAT",
            [Samples.outcome(.incat, 0, 3), Samples.outcome(.incat, 30, 2)],
            .present
        ),
        Row(
            "Jamar by a tenth of the baseline",
            [Samples.outcome(.gripJamar, 0, 20, .left), Samples.outcome(.gripJamar, 30, 22, .left)],
            .present
        ),
        Row(
            "a tenth of nothing says nothing",
            [Samples.outcome(.gripJamar, 0, 0, .left), Samples.outcome(.gripJamar, 30, 22, .left)],
            .notExamined
        ),
    ]

    @Test("the proposal", arguments: rows)
    func proposal(_ row: Row) throws {
        let found = ResponderAssessment(
            of: Samples.course(.ivig, [0, 1, 2, 30, 60]),
            outcomes: row.outcomes,
            by: try Samples.mmn()
        )
        #expect(found.proposal == row.proposal)
        #expect((found.improvedOn != nil) == (row.proposal == .present))
    }

    @Test("the window ends on the same day of the sixth month, or the first of the month after")
    func window() throws {
        let course = Treatment(
            course: TreatmentCourse(option: .corticosteroid, startedOn: PartialDate("2025-08-31"))
        )
        let found = ResponderAssessment(of: course, outcomes: [], by: try Samples.mmn())
        #expect(found.windowFirstDay?.description == "2025-09-14")
        #expect(found.windowLastDay?.description == "2026-03-01")
    }

    @Test("a course known to the month only has no window")
    func partial() throws {
        let found = ResponderAssessment(
            of: Samples.course(.ivig, [], startedOn: "2025-01"),
            outcomes: [Samples.grip(-10, 50), Samples.grip(60, 80)],
            by: try Samples.mmn()
        )
        #expect(found.proposal == .notExamined)
        #expect(found.windowLastDay == nil)
    }

    @Test("the proposal stands beside the clinician's entry and says where they part")
    func clinician() throws {
        let outcomes = [Samples.grip(-1, 50), Samples.grip(30, 60)]
        let mmn = try Samples.mmn()
        let agreed = ResponderAssessment(
            of: Samples.course(.ivig, [0], improvement: .present),
            outcomes: outcomes,
            by: mmn
        )
        #expect(agreed.clinician == .present && !agreed.partsFromClinician)
        let parted = ResponderAssessment(
            of: Samples.course(.ivig, [0], improvement: .absent),
            outcomes: outcomes,
            by: mmn
        )
        #expect(parted.proposal == .present && parted.partsFromClinician)
        let unmeasured = ResponderAssessment(
            of: Samples.course(.ivig, [0], improvement: .present),
            outcomes: [],
            by: mmn
        )
        #expect(unmeasured.proposal == .notExamined && !unmeasured.partsFromClinician)
        #expect(
            agreed.sentence.text(.nl)
                == "Verbeterd volgens knijpkracht (Vigorimeter), rechts: 50 op 2025-01-05, 60 op 2025-02-05"
        )
    }

    @Test("the example case responded")
    func example() throws {
        let file = try Samples.caseFile("synthetic-definite")
        let found = ResponderAssessment(
            of: try #require(file.treatments.first),
            outcomes: file.outcomes,
            by: try Samples.mmn()
        )
        #expect(found.proposal == .present)
        #expect(found.improvedOn?.description == "2026-03-02")
        #expect(!found.partsFromClinician)
    }
}
