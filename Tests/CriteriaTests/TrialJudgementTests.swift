// The judgement of a trial on a day.
import Criteria
import Domain
import FoundationEssentials
import Testing

@Suite("Judgement of a trial")
struct TrialJudgementTests {
    private typealias Samples = TreatmentSamples

    private static func plan(
        target: TrialTarget = .improvement(10),
        measure: OutcomeMeasure = .gripVigorimeter,
        worseningBy: Decimal? = 8,
        withoutImprovementOn: Int? = 90
    ) -> TrialPlan {
        TrialPlan(
            chosenOn: Samples.day(-3),
            goal: "Open a jar again",
            measure: measure,
            side: measure.isPerSide ? .right : nil,
            target: target,
            judgedOn: Samples.day(180),
            stoppingRule: TrialStoppingRule(
                text: "Stop when it does not help",
                worseningBy: worseningBy,
                withoutImprovementOn: withoutImprovementOn.map { Samples.day($0) }
            )
        )
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var target: TrialTarget = .improvement(10)
        let values: [(offset: Int, value: Int)]
        var day = 180
        let answer: TrialAnswer
        var decidedOn: Int?
    }

    static let rows: [Row] = [
        Row(testDescription: "nothing yet on the day before", values: [(0, 50), (30, 58)], day: 179, answer: .notYet),
        Row(
            testDescription: "not reached on the day",
            values: [(0, 50), (30, 58)],
            answer: .notReached,
            decidedOn: 180
        ),
        Row(testDescription: "exactly the target", values: [(0, 50), (30, 60)], answer: .reached, decidedOn: 30),
        Row(
            testDescription: "reached before the day",
            values: [(0, 50), (30, 60)],
            day: 31,
            answer: .reached,
            decidedOn: 30
        ),
        Row(
            testDescription: "not known yet on the day before it was measured",
            values: [(0, 50), (30, 60)],
            day: 29,
            answer: .notYet
        ),
        Row(
            testDescription: "reached on the last day",
            values: [(0, 50), (30, 58), (180, 60)],
            answer: .reached,
            decidedOn: 180
        ),
        Row(
            testDescription: "reached a day too late",
            values: [(0, 50), (30, 58), (181, 60)],
            day: 200,
            answer: .notReached,
            decidedOn: 180
        ),
        Row(testDescription: "no baseline", values: [(30, 60)], answer: .notMeasured),
        Row(
            testDescription: "a value to reach needs no baseline",
            target: .value(60),
            values: [(30, 60)],
            answer: .reached,
            decidedOn: 30
        ),
        Row(
            testDescription: "a value not reached",
            target: .value(61),
            values: [(30, 60)],
            answer: .notReached,
            decidedOn: 180
        ),
        Row(testDescription: "never measured", target: .value(61), values: [(0, 50)], answer: .notMeasured),
        Row(
            testDescription: "worse by exactly what the stopping rule says",
            values: [(0, 50), (20, 42), (30, 60)],
            answer: .stopRuleMet,
            decidedOn: 20
        ),
        Row(testDescription: "worse by less", values: [(0, 50), (20, 43), (30, 60)], answer: .reached, decidedOn: 30),
        Row(
            testDescription: "once reached it stays reached",
            values: [(0, 50), (30, 60), (60, 30)],
            answer: .reached,
            decidedOn: 30
        ),
        Row(
            testDescription: "no important improvement by the day of the rule",
            values: [(0, 50), (30, 57)],
            day: 90,
            answer: .stopRuleMet,
            decidedOn: 90
        ),
        Row(testDescription: "the day before that", values: [(0, 50), (30, 57)], day: 89, answer: .notYet),
        Row(
            testDescription: "an important improvement short of the target goes on",
            values: [(0, 50), (30, 58)],
            day: 90,
            answer: .notYet
        ),
        Row(
            testDescription: "the rule came before the target was reached",
            values: [(0, 50), (30, 57), (120, 70)],
            answer: .stopRuleMet,
            decidedOn: 90
        ),
        Row(
            testDescription: "not measured by the day of the rule: it cannot be told, so it is not met",
            values: [(0, 50), (120, 70)],
            answer: .reached,
            decidedOn: 120
        ),
        Row(testDescription: "the first day itself precedes the infusion", values: [(0, 60)], day: 20, answer: .notYet),
    ]

    @Test("what a trial shows on a day", arguments: rows)
    func judged(_ row: Row) throws {
        let found = TrialJudgement(
            of: Self.plan(target: row.target),
            firstAdministrationOn: Samples.start,
            outcomes: row.values.map { Samples.grip($0.offset, .init($0.value)) },
            by: try Samples.mmn(),
            on: Samples.day(row.day)
        )
        #expect(found.answer == row.answer)
        #expect(found.decidedOn == row.decidedOn.map { Samples.day($0) })
    }

    @Test("before the first administration nothing is judged; after the day nothing was measured")
    func notBegun() throws {
        let mmn = try Samples.mmn()
        func answer(_ offset: Int) -> TrialAnswer {
            TrialJudgement(
                of: Self.plan(),
                firstAdministrationOn: nil,
                outcomes: [Samples.grip(30, 90)],
                by: mmn,
                on: Samples.day(offset)
            ).answer
        }
        #expect(answer(179) == .notYet)
        #expect(answer(180) == .notMeasured)
    }

    @Test("a scale without an important change may still carry a target; lower is better there")
    func onls() throws {
        let plan = Self.plan(target: .value(3), measure: .onls, worseningBy: 2)
        func answer(_ value: Decimal) throws -> TrialAnswer {
            TrialJudgement(
                of: plan,
                firstAdministrationOn: Samples.start,
                outcomes: [Samples.outcome(.onls, 0, 5), Samples.outcome(.onls, 30, value)],
                by: try Samples.mmn(),
                on: Samples.day(180)
            ).answer
        }
        #expect(try answer(3) == .reached)
        #expect(try answer(4) == .notReached)
        #expect(try answer(7) == .stopRuleMet)
    }

    @Test("a trial is chosen in time up to the day of the first administration")
    func inTime() {
        let plan = Self.plan()
        #expect(plan.isChosen(before: Samples.day(-3)))
        #expect(plan.isChosen(before: Samples.day(0)))
        #expect(!plan.isChosen(before: Samples.day(-4)))
    }

    @Test(
        "a target says in which unit, and a change of a scale in points",
        arguments: [
            (TrialTarget.improvement(16), OutcomeMeasure.gripVigorimeter, "better by 16 kPa", "16 kPa beter"),
            (.improvement(2), .mrcSum, "better by 2 points", "2 punten beter"),
            (.improvement(1), .incat, "better by 1 point", "1 punt beter"),
            (.value(48), .mrcSum, "at least 48 / 60", "minstens 48 / 60"),
            (.value(3), .onls, "at most 3 / 12", "hoogstens 3 / 12"),
        ]
    )
    func target(_ target: TrialTarget, _ measure: OutcomeMeasure, _ en: String, _ nl: String) {
        #expect(target.sentence(of: measure).text(.en) == en)
        #expect(target.sentence(of: measure).text(.nl) == nl)
    }
}
