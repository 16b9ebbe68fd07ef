// Trials of a treatment: written down before the first infusion, and exact there and back.
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

@Suite("A trial of a treatment", .database(.clinic))
struct TrialTests {
    static let plan = TrialPlan(
        chosenOn: day("2026-03-02"),
        goal: "Buttoning a shirt",
        measure: .gripVigorimeter,
        side: .right,
        target: .improvement(8),
        judgedOn: day("2026-09-02"),
        stoppingRule: TrialStoppingRule(
            text: "worse at two visits",
            worseningBy: 8,
            withoutImprovementOn: day("2026-06-02")
        )
    )

    @Test(
        "is kept with the choice, every part of it",
        arguments: [
            plan,
            TrialPlan(
                chosenOn: day("2026-03-01"),
                goal: "Walking",
                measure: .onls,
                side: nil,
                target: .value(2),
                judgedOn: day("2026-03-31"),
                stoppingRule: TrialStoppingRule(text: "by agreement")
            ),
        ]
    )
    func kept(plan: TrialPlan) async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            try await choose(plan, workup, clinic)
            #expect(try await clinic.document(workup).choices.map(\.trial) == [plan])
        }
    }

    @Test("cannot be added once the course has begun, named or not")
    func tooLate() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let course = try await start(workup, clinic)
            try await give(workup, course, on: "2026-03-01", clinic)
            for named in [course, nil] {
                let refused = await failure { try await choose(Self.plan, workup, course: named, clinic) }
                #expect(refused?.code == "trial-too-late")
                #expect(refused?.message.en.contains("2026-03-01") == true)
            }
            #expect(try await clinic.document(workup).choices.isEmpty)
        }
    }

    @Test("can still be written down on the day of the first infusion, and for a new course after one that ended")
    func inTime() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let course = try await start(workup, clinic)
            try await give(workup, course, on: "2026-03-02", clinic)
            try await choose(Self.plan, workup, course: course, clinic)
            let ended = try await clinic.openWorkup()
            let earlier = try await start(ended, from: "2025-01-10", until: "2025-06-01", clinic)
            try await give(ended, earlier, on: "2025-01-10", clinic)
            try await choose(Self.plan, ended, clinic)
            #expect(try await clinic.document(ended).choices.first?.trial == Self.plan)
        }
    }

    @Test("chosen in the future is refused at its place")
    func refused() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let later = TrialPlan(
                chosenOn: day("2026-03-03"),
                goal: "x",
                measure: .incat,
                side: nil,
                target: .improvement(1),
                judgedOn: day("2026-09-02"),
                stoppingRule: TrialStoppingRule(text: "x")
            )
            let refused = await failure { try await choose(later, workup, clinic) }
            #expect(refused?.faults.map(\.pointer) == ["/trial/chosenOn"])
        }
    }

    @Test("goes on with a choice that takes the place of its own, though the course has begun; another one does not")
    func carriedOver() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let first = try await choose(Self.plan, workup, clinic)
            let course = try await start(workup, clinic)
            try await give(workup, course, on: "2026-03-01", clinic)
            let other = TrialPlan(
                chosenOn: Self.plan.chosenOn,
                goal: Self.plan.goal,
                measure: Self.plan.measure,
                side: Self.plan.side,
                target: .improvement(4),
                judgedOn: Self.plan.judgedOn,
                stoppingRule: Self.plan.stoppingRule
            )
            let refused = await failure { try await choose(other, workup, replacing: first, clinic) }
            #expect(refused?.code == "trial-too-late")
            try await choose(Self.plan, workup, replacing: first, clinic)
            #expect(try await clinic.document(workup).choices.map(\.trial) == [Self.plan, Self.plan])
        }
    }

    @Test("stays as it was written: its row takes no change")
    func appendOnly() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            try await choose(Self.plan, workup, clinic)
            await #expect(throws: (any Error).self) {
                _ = try await clinic.rows("update treatment_trial set goal = 'x'")
            }
        }
    }

    @discardableResult
    private func choose(
        _ plan: TrialPlan,
        _ workup: ID<Workup>,
        course: ID<Treatment>? = nil,
        replacing replaced: ID<ChoiceDocument>? = nil,
        _ clinic: TestClinic
    ) async throws -> ID<ChoiceDocument> {
        let answer = try await ChooseTreatment.run(
            workup,
            ChooseTreatment.Input(
                option: .ivig,
                chosenOn: day("2026-03-02"),
                participants: ["Patient"],
                patientPreference: "at home",
                reason: "measured next week",
                replaces: replaced,
                courseID: course,
                trial: plan
            ),
            call: clinic.call(),
            in: clinic.environment
        )
        return ID(answer.id)
    }
}

/// Starts a course of IVIg.
func start(
    _ workup: ID<Workup>,
    from first: String = "2026-03-01",
    until last: String? = nil,
    _ clinic: TestClinic
) async throws -> ID<Treatment> {
    let course = TreatmentCourse(
        option: .ivig,
        startedOn: PartialDate(day(first)),
        endedOn: last.map { PartialDate(day($0)) }
    )
    let answer = try await RecordCourse.run(
        workup,
        RecordCourse.Input(course: course, reason: "agreed"),
        call: clinic.call(),
        in: clinic.environment
    )
    return ID(answer.id)
}

/// Records an administration of 70 g to 70 kg; the reason is there for cautions that ask for one.
@discardableResult
func give(
    _ workup: ID<Workup>,
    _ course: ID<Treatment>,
    on given: String,
    product: String = "Privigen",
    grams: Decimal = 70,
    details: AdministrationDetails? = nil,
    reason: String? = "agreed",
    _ clinic: TestClinic
) async throws -> ID<Administration> {
    let administration = Administration(on: day(given), product: product, lot: "P1", grams: grams, bodyWeightKg: 70)
    let answer = try await RecordAdministration.run(
        workup,
        course: course,
        RecordAdministration.Input(administration: administration, details: details, reason: reason),
        call: clinic.call(),
        in: clinic.environment
    )
    return ID(answer.id)
}
