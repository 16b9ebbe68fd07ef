// What findings, treatments and outcomes do to the checklist beside giving a result.
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

@Suite("The checklist follows the record", .database(.clinic))
struct StepResultTests {
    @Test("a step loses its result with the finding it rested on")
    func withdrawal() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let finding = try await record(.liquor("0.52"), workup, clinic)
            try await review("lumbarPuncture", of: workup, clinic)
            try await withdraw(finding, workup, clinic)
            let step = try await clinic.step("lumbarPuncture", of: workup)
            #expect(step.state == .performed)
            #expect(step.findingID == nil)
        }
    }

    @Test("a step rests on another finding that completes it, where there is one")
    func another() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let first = try await record(.liquor("0.40"), workup, clinic)
            _ = try await record(.liquor("0.52"), workup, clinic)
            try await withdraw(first, workup, clinic)
            let step = try await clinic.step("lumbarPuncture", of: workup)
            #expect(step.state == .reported)
            #expect(step.findingID != nil && step.findingID != first)
        }
    }

    @Test("a reviewed step is to be reviewed again once its finding is corrected")
    func correction() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let finding = try await record(.liquor("0.52"), workup, clinic)
            try await review("lumbarPuncture", of: workup, clinic)
            _ = try await CorrectFinding.run(
                workup,
                finding,
                expecting: 1,
                CorrectFinding.Input(finding: .liquor("0.25"), origin: nil, reason: "other line"),
                call: clinic.call(),
                in: clinic.environment
            )
            #expect(try await clinic.step("lumbarPuncture", of: workup).state == .reported)
        }
    }

    @Test("optional and conditional steps are not overdue of themselves")
    func undated() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup(openedOn: day("2025-01-01"))
            for step in try await clinic.document(workup).steps {
                let isAwaited = step.requirement == .required || step.requirement == .recommended
                #expect(isAwaited || step.dueOn == nil, "\(step.code)")
            }
        }
    }

    @Test("the assessment of the response gets its day when a course starts, and its result when something is measured")
    func response() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            #expect(try await clinic.step("responseAssessment", of: workup).dueOn == nil)
            let before = OutcomeMeasurement(on: day("2026-03-01"), measure: .mrcSum, side: nil, value: 50)
            _ = try await RecordOutcome.run(
                workup,
                RecordOutcome.Input(outcome: before, reason: nil),
                call: clinic.call(),
                in: clinic.environment
            )
            #expect(try await clinic.step("responseAssessment", of: workup).state == .planned)
            _ = try await RecordCourse.run(
                workup,
                RecordCourse.Input(
                    course: TreatmentCourse(option: .ivig, startedOn: PartialDate(day("2026-03-02"))),
                    reason: nil
                ),
                call: clinic.call(),
                in: clinic.environment
            )
            #expect(try await clinic.step("responseAssessment", of: workup).dueOn != nil)
            clinic.clock.advance(by: .seconds(30 * 86_400))
            let after = OutcomeMeasurement(on: day("2026-03-20"), measure: .mrcSum, side: nil, value: 56)
            _ = try await RecordOutcome.run(
                workup,
                RecordOutcome.Input(outcome: after, reason: nil),
                call: clinic.call(),
                in: clinic.environment
            )
            #expect(try await clinic.step("responseAssessment", of: workup).state == .reported)
        }
    }

    @Test("a due day that a person set stays when others move")
    func setByHand() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let byHand = day("2026-09-09")
            _ = try await MoveStep.run(
                workup,
                code: "nerveConductionStudy",
                expecting: 1,
                StepMove(dueOn: byHand),
                call: clinic.call(),
                in: clinic.environment
            )
            _ = try await record(.examination, workup, clinic)
            #expect(try await clinic.step("nerveConductionStudy", of: workup).dueOn == byHand)
        }
    }

    private func record(
        _ finding: Finding,
        _ workup: ID<Workup>,
        _ clinic: TestClinic
    ) async throws -> ID<FindingRecord> {
        let answer = try await RecordFinding.run(
            workup,
            RecordFinding.Input(finding: finding, origin: nil),
            call: clinic.call(),
            in: clinic.environment
        )
        return ID(answer.id)
    }

    private func withdraw(_ finding: ID<FindingRecord>, _ workup: ID<Workup>, _ clinic: TestClinic) async throws {
        _ = try await WithdrawFinding.run(
            workup,
            finding,
            expecting: 1,
            WithdrawFinding.Input(reason: "other patient"),
            call: clinic.call(),
            in: clinic.environment
        )
    }

    private func review(_ code: String, of workup: ID<Workup>, _ clinic: TestClinic) async throws {
        let step = try await clinic.step(code, of: workup)
        _ = try await MoveStep.run(
            workup,
            code: code,
            expecting: step.version,
            StepMove(state: .reviewed),
            call: clinic.call(),
            in: clinic.environment
        )
    }
}
