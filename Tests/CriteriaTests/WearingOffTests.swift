// Wearing-off by section 9b: the example case, every boundary, and the laws it keeps.
import Criteria
import Domain
import Foundation
import Testing

@Suite("Wearing-off")
struct WearingOffTests {
    private typealias Samples = TreatmentSamples

    @Test("the example case: the right hand wears off, the left does not")
    func example() throws {
        let file = try Samples.caseFile("synthetic-definite")
        let course = try #require(file.treatments.first)
        let found = WearingOff(of: course, outcomes: file.outcomes, by: try Samples.mmn())
        #expect(found.answer == .present)
        let right = try #require(found.series.first { $0.key == OutcomeKey(.gripVigorimeter, .right) })
        let left = try #require(found.series.first { $0.key == OutcomeKey(.gripVigorimeter, .left) })
        #expect(right.answer == .present)
        #expect(left.answer == .absent)
        #expect(right.intervals.map { $0.middle?.value } == [61, 66])
        #expect(right.intervals.map { $0.end?.value } == [52, 55])
        #expect(left.intervals.map { $0.middle?.value } == [80, 84])
        #expect(left.intervals.map { $0.end?.value } == [74, 77])
        #expect(right.intervals.map(\.interval.from.description) == ["2026-02-19", "2026-03-16"])
        #expect(
            right.sentence.text(.en)
                == "Wearing-off by grip strength (Vigorimeter), right: present "
                + "(61 on 2026-03-02, 52 on 2026-03-15; 66 on 2026-03-30, 55 on 2026-04-12)"
        )
        #expect(
            left.sentence.text(.nl)
                == "Afnemend effect volgens knijpkracht (Vigorimeter), links: afwezig "
                + "(80 op 2026-03-02, 74 op 2026-03-15; 84 op 2026-03-30, 77 op 2026-04-12)"
        )
    }

    // MARK: Intervals

    @Test(
        "administrations three days apart are one cycle, four days apart are two; 14 days between make an interval",
        arguments: [
            ([0, 3, 17], [14]), ([0, 4, 17], []), ([0, 3, 16], []), ([0, 14, 27], [14]), ([0, 28, 56], [28, 28]),
        ]
    )
    func intervals(_ offsets: [Int], _ lengths: [Int]) {
        #expect(TreatmentInterval.all(of: Samples.course(.ivig, offsets)).map(\.days) == lengths)
    }

    @Test("subcutaneous immunoglobulin has no intervals")
    func subcutaneous() {
        #expect(TreatmentInterval.all(of: Samples.course(.scig, [0, 28, 56])).isEmpty)
    }

    @Test(
        "the parts of an interval of 30 days: day 3 opens the middle, day 20 is two thirds, day 30 is the next infusion",
        arguments: [
            (0, nil), (1, .beginning), (2, .beginning), (3, .middle), (20, .middle), (21, .end), (30, .end), (31, nil),
            (-1, nil),
        ] as [(Int, TreatmentInterval.Part?)]
    )
    func parts(_ offset: Int, _ part: TreatmentInterval.Part?) throws {
        let interval = try #require(TreatmentInterval.all(of: Samples.course(.ivig, [0, 30])).first)
        #expect(interval.part(of: Samples.day(offset)) == part)
    }

    @Test("two thirds of 28 days lie between day 18 and day 19")
    func thirds() throws {
        let interval = try #require(TreatmentInterval.all(of: Samples.course(.ivig, [0, 28])).first)
        #expect(interval.part(of: Samples.day(18)) == .middle)
        #expect(interval.part(of: Samples.day(19)) == .end)
    }

    // MARK: Answers

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Offset and value of the right grip; cycles on days 0, 30, 60, 90.
        let values: [(offset: Int, value: Decimal)]
        let answer: WearingOffAnswer
    }

    static let rows: [Row] = [
        Row(testDescription: "nothing measured after treatment", values: [(0, 50)], answer: .notEvaluable),
        Row(testDescription: "a middle without an end", values: [(10, 60), (40, 60)], answer: .notEvaluable),
        Row(testDescription: "an end without a middle", values: [(29, 60), (59, 60)], answer: .notEvaluable),
        Row(
            testDescription: "one stable interval says too little",
            values: [(10, 60), (29, 60)],
            answer: .notEvaluable
        ),
        Row(
            testDescription: "two stable intervals are absent",
            values: [(10, 60), (29, 53), (40, 60), (59, 53)],
            answer: .absent
        ),
        Row(
            testDescription: "one interval falls by exactly the important change",
            values: [(10, 60), (29, 52)],
            answer: .suspected
        ),
        Row(
            testDescription: "a fall just short of it does not count",
            values: [(10, 60), (29, Decimal(sign: .plus, exponent: -3, significand: 52_001)), (40, 60), (59, 60)],
            answer: .absent
        ),
        Row(
            testDescription: "two intervals fall and strength comes back between them",
            values: [(10, 60), (29, 52), (40, 60), (59, 52)],
            answer: .present
        ),
        Row(
            testDescription: "strength comes back only after the second",
            values: [(10, 60), (29, 52), (40, 59), (59, 51), (70, 59)],
            answer: .present
        ),
        Row(
            testDescription: "strength never comes back by as much: a decline, only suspected",
            values: [(10, 60), (29, 52), (40, 59), (59, 51), (70, 58), (89, 58)],
            answer: .suspected
        ),
        Row(
            testDescription: "a stable interval between two that fall",
            values: [(10, 60), (29, 52), (40, 60), (59, 60), (70, 60), (89, 52)],
            answer: .suspected
        ),
        Row(
            testDescription: "an interval nobody measured does not end the run",
            values: [(10, 60), (29, 52), (70, 60), (89, 52)],
            answer: .present
        ),
        Row(
            testDescription: "days 1 and 2 are no middle",
            values: [(2, 90), (10, 60), (29, 53), (32, 90), (40, 60), (59, 53)],
            answer: .absent
        ),
        Row(
            testDescription: "the best of the middle counts, and the last of the end",
            values: [(5, 60), (18, 55), (22, 40), (29, 53), (35, 55), (48, 60), (55, 70), (59, 53)],
            answer: .absent
        ),
        Row(
            testDescription: "the day of the next infusion belongs to the end",
            values: [(10, 60), (30, 52), (40, 60), (60, 52)],
            answer: .present
        ),
    ]

    @Test("the answer of one measure and side", arguments: rows)
    func answers(_ row: Row) throws {
        let outcomes = row.values.map { Samples.grip($0.offset, $0.value) }
        let found = WearingOff(of: Samples.course(.ivig, [0, 30, 60, 90]), outcomes: outcomes, by: try Samples.mmn())
        #expect(found.series.map(\.answer) == [row.answer])
        #expect(found.answer == row.answer)
    }

    @Test("on a scale that improves downwards worse is higher")
    func downwards() throws {
        let outcomes = [(10, 2), (29, 3), (40, 2), (59, 3)].map { Samples.outcome(.incat, $0.0, Decimal($0.1)) }
        let course = Samples.course(.ivig, [0, 30, 60])
        #expect(WearingOff(of: course, outcomes: outcomes, by: try Samples.mmn()).answer == .present)
    }

    @Test("the scale without an important change is not judged")
    func onls() throws {
        let outcomes = [(10, 2), (29, 9), (40, 2), (59, 9)].map { Samples.outcome(.onls, $0.0, Decimal($0.1)) }
        let found = WearingOff(of: Samples.course(.ivig, [0, 30, 60]), outcomes: outcomes, by: try Samples.mmn())
        #expect(found.series.isEmpty)
        #expect(found.answer == .notEvaluable)
    }

    @Test(
        "grip by Jamar counts in tenths of the baseline, exactly, and of the middle where there is no baseline",
        arguments: [("30", "37", true), ("30", "37.01", false), (nil, "36", true), (nil, "36.01", false)]
    )
    func jamar(_ baseline: String?, _ end: String, _ wearsOff: Bool) throws {
        var outcomes = [
            Samples.outcome(.gripJamar, 10, 40, .left),
            Samples.outcome(.gripJamar, 29, try Samples.number(end), .left),
        ]
        if let baseline { outcomes.append(Samples.outcome(.gripJamar, -5, try Samples.number(baseline), .left)) }
        let found = WearingOff(of: Samples.course(.ivig, [0, 30]), outcomes: outcomes, by: try Samples.mmn())
        #expect(found.series.first?.intervals.first?.wearsOff == wearsOff)
    }

    @Test("sides are never mixed")
    func sides() throws {
        let outcomes = [
            Samples.grip(10, 60, .right), Samples.grip(29, 50, .left), Samples.grip(40, 60, .right),
            Samples.grip(59, 50, .left),
        ]
        let found = WearingOff(of: Samples.course(.ivig, [0, 30, 60]), outcomes: outcomes, by: try Samples.mmn())
        #expect(found.series.map(\.answer) == [.notEvaluable, .notEvaluable])
    }

    // MARK: Laws

    @Test("the order of outcomes and administrations never matters")
    func order() throws {
        let mmn = try Samples.mmn()
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let offsets = [0, 1, 2] + (1...4).map { $0 * Int.random(in: 12...30, using: &generator) }
            let course = Samples.course(.ivig, offsets)
            let outcomes = (0..<30).map { _ in
                Samples.grip(
                    Int.random(in: -100...120, using: &generator),
                    Decimal(Int.random(in: 40...70, using: &generator)),
                    Bool.random(using: &generator) ? .left : .right
                )
            }
            let shuffledCourse = Treatment(
                course: course.course,
                administrations: course.administrations.shuffled(using: &generator)
            )
            let shuffled = outcomes.shuffled(using: &generator)
            #expect(
                WearingOff(of: course, outcomes: outcomes, by: mmn)
                    == WearingOff(of: shuffledCourse, outcomes: shuffled, by: mmn)
            )
            #expect(
                Deterioration.all(in: [course], outcomes: outcomes, by: mmn)
                    == Deterioration.all(in: [shuffledCourse], outcomes: shuffled, by: mmn)
            )
            #expect(
                ResponderAssessment(of: course, outcomes: outcomes, by: mmn)
                    == ResponderAssessment(of: shuffledCourse, outcomes: shuffled, by: mmn)
            )
        }
    }

    @Test("adding the same to every value changes no answer of an absolute scale")
    func shift() throws {
        let mmn = try Samples.mmn()
        for row in Self.rows {
            let course = Samples.course(.ivig, [0, 30, 60, 90])
            let shifted = row.values.map { Samples.grip($0.offset, $0.value + 100) }
            #expect(WearingOff(of: course, outcomes: shifted, by: mmn).answer == row.answer, "\(row.testDescription)")
        }
    }
}
