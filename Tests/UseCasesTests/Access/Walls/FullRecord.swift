// Something of everything in a workup, so that no table of patients is empty when somebody looks.
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

/// Fills workups by the use cases themselves.
enum FullRecord {
    /// A meeting of the centre, a week from now.
    static func planMeeting(_ clinic: TestClinic) async throws -> ID<Meeting> {
        let answer = try await PlanMeeting.run(
            PlanMeeting.Input(
                startsAt: clinic.environment.now().addingSeconds(7 * 86_400),
                place: "Room 1",
                chair: nil,
                coordinator: nil,
                organisation: nil,
                attendance: []
            ),
            call: clinic.call(),
            in: clinic.environment
        )
        return ID(answer.id)
    }

    /// Records a finding, a choice with its trial, a course with an administration, an outcome, a condition, and puts the
    /// case on the agenda with something to be done.
    static func fill(_ workup: ID<Workup>, meeting: ID<Meeting>, _ clinic: TestClinic) async throws {
        let (call, environment) = (clinic.call(), clinic.environment)
        _ = try await RecordFinding.run(
            workup,
            RecordFinding.Input(finding: .liquor("0.52"), origin: nil),
            call: call,
            in: environment
        )
        _ = try await ChooseTreatment.run(
            workup,
            ChooseTreatment.Input(
                option: .ivig,
                chosenOn: day("2026-03-02"),
                participants: ["Patient"],
                patientPreference: "at home",
                reason: "measured next week",
                replaces: nil,
                courseID: nil,
                trial: TrialTests.plan
            ),
            call: call,
            in: environment
        )
        let course = try await start(workup, clinic)
        try await give(workup, course, on: "2026-03-02", details: AdministrationDetails(manufacturer: "CSL"), clinic)
        _ = try await RecordOutcome.run(
            workup,
            RecordOutcome.Input(
                outcome: OutcomeMeasurement(on: day("2026-03-02"), measure: .onls, side: nil, value: 2, note: nil),
                reason: nil
            ),
            call: call,
            in: environment
        )
        try await UseCasesTests.record(ConditionStatement(condition: .obesity, answer: .present), workup, clinic)
        let item = try await AddMeetingCase.run(
            meeting,
            AddMeetingCase.Input(workupID: workup, question: "IVIg?", presenter: nil, lateReason: nil),
            call: call,
            in: environment
        )
        _ = try await AddMeetingAction.run(
            meeting,
            ID(item.id),
            AddMeetingAction.Input(what: "Call the patient", owner: "Nurse", dueOn: nil),
            call: call,
            in: environment
        )
    }
}
