// Deterioration by the last bullet of section 9b.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Deterioration")
struct DeteriorationTests {
    private typealias Samples = TreatmentSamples

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var cycles: [Int] = []
        /// The day after which the course ended; nil where it runs.
        var endedAt: Int?
        let values: [(offset: Int, value: Int)]
        let answer: Sign
    }

    static let rows: [Row] = [
        Row(testDescription: "one value", values: [(0, 60)], answer: .notEvaluable),
        Row(
            testDescription: "two values: the first has nothing before it",
            values: [(0, 60), (14, 50)],
            answer: .notEvaluable
        ),
        Row(testDescription: "stable", values: [(0, 60), (14, 55), (28, 55)], answer: .absent),
        Row(
            testDescription: "worse by exactly the important change, 14 days apart",
            values: [(0, 60), (14, 52), (28, 52)],
            answer: .present
        ),
        Row(testDescription: "13 days apart", values: [(0, 60), (14, 52), (27, 52)], answer: .notEvaluable),
        Row(testDescription: "one short of the change", values: [(0, 60), (14, 53), (28, 53)], answer: .absent),
        Row(
            testDescription: "the second recovered",
            values: [(0, 60), (14, 52), (28, 58), (42, 52)],
            answer: .absent
        ),
        Row(
            testDescription: "weekly values, all worse over 14 days",
            values: [(0, 60), (7, 52), (14, 51), (21, 50)],
            answer: .present
        ),
        Row(
            testDescription: "the best value lies more than 12 months back",
            values: [(0, 60), (366, 52), (380, 52)],
            answer: .notEvaluable
        ),
        Row(
            testDescription: "the best value lies exactly 12 months back for the first, so not for the second",
            values: [(0, 60), (365, 52), (379, 52)],
            answer: .absent
        ),
        Row(
            testDescription: "both before the next infusion: wearing-off, no deterioration",
            cycles: [0, 30, 60, 90],
            values: [(-1, 60), (10, 60), (29, 50), (40, 60), (59, 50)],
            answer: .absent
        ),
        Row(
            testDescription: "both in the first two thirds of intervals",
            cycles: [0, 30, 60, 90],
            values: [(10, 60), (40, 52), (70, 52)],
            answer: .present
        ),
        Row(
            testDescription: "one worse outside treatment and one under it do not confirm each other",
            cycles: [0, 30, 60],
            values: [(-20, 60), (0, 52), (10, 60), (40, 52)],
            answer: .absent
        ),
        Row(
            testDescription: "better under treatment in between: not two successive measurements",
            cycles: [30, 60],
            endedAt: 90,
            values: [(0, 60), (20, 50), (50, 70), (100, 50)],
            answer: .absent
        ),
        Row(
            testDescription: "better before the next infusion in between",
            cycles: [0, 30, 60, 90],
            values: [(-1, 60), (10, 52), (29, 60), (40, 52)],
            answer: .absent
        ),
        Row(
            testDescription: "worse before the next infusion in between as well",
            cycles: [0, 30, 60, 90],
            values: [(-1, 60), (10, 52), (29, 50), (40, 52)],
            answer: .present
        ),
        Row(
            testDescription: "early in two intervals far apart, better before the second",
            cycles: [0, 30, 300, 330],
            values: [(-1, 60), (10, 52), (250, 60), (310, 52)],
            answer: .absent
        ),
        Row(
            testDescription: "a course without an end still runs: after its last cycle nothing is compared",
            cycles: [0],
            values: [(-1, 60), (20, 40), (40, 40)],
            answer: .notEvaluable
        ),
    ]

    @Test("worse than the best of the year at two comparable measurements", arguments: rows)
    func answers(_ row: Row) throws {
        let endedOn = row.endedAt.map { Samples.day($0).description }
        let treatments = row.cycles.isEmpty ? [] : [Samples.course(.ivig, row.cycles, endedOn: endedOn)]
        let outcomes = row.values.map { Samples.grip($0.offset, .init($0.value)) }
        let found = Deterioration.all(in: treatments, outcomes: outcomes, by: try Samples.mmn())
        #expect(found.map(\.answer) == [row.answer])
    }

    @Test(
        "after the end of a course measurements are outside treatment again; physiotherapy is no treatment in this sense"
    )
    func ended() throws {
        let outcomes = [(-1, 60), (40, 50), (60, 50)].map { Samples.grip($0.0, .init($0.1)) }
        let mmn = try Samples.mmn()
        let ended = Samples.course(.ivig, [0], endedOn: Samples.day(30).description)
        let physiotherapy = Samples.course(.physiotherapy, [], startedOn: "2025")
        let found = Deterioration.all(in: [ended, physiotherapy], outcomes: outcomes, by: mmn)
        #expect(found.first?.answer == .present)
        #expect(found.first?.best == DatedValue(on: Samples.day(-1), 60))
        #expect(found.first?.first == DatedValue(on: Samples.day(40), 50))
        #expect(found.first?.second == DatedValue(on: Samples.day(60), 50))
        #expect(
            found.first?.sentence.text(.en)
                == "Deterioration by grip strength (Vigorimeter), right: 60 on 2025-01-05, then 50 on 2025-02-15 and 50 on 2025-03-07"
        )
        let endedInFebruary = Samples.course(.ivig, [0], endedOn: "2025-02")
        #expect(
            Deterioration.all(in: [endedInFebruary], outcomes: outcomes, by: mmn).first?.answer == .notEvaluable,
            "15 February may still be under treatment"
        )
    }
}
