// Choosing a treatment, giving it and measuring what it brings.
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

extension FaultStory {
    static let treatments = FaultStory(
        name: "choices, courses, administrations, outcomes and conditions",
        prepare: { stage in stage.keep("workup", try await stage.openWorkup().uuid) },
        acts: [
            FaultAct("ChooseTreatment") { stage, call in
                let input = ChooseTreatment.Input(
                    option: .ivig,
                    chosenOn: day("2026-03-02"),
                    participants: ["Patient", "Neurologist"],
                    patientPreference: "at home",
                    reason: "measured next week",
                    replaces: nil,
                    courseID: nil,
                    trial: TrialTests.plan
                )
                _ = try await ChooseTreatment.run(stage.id("workup"), input, call: call, in: stage.environment)
            },
            FaultAct("RecordCourse") { stage, call in
                let input = RecordCourse.Input(course: course(), reason: "agreed")
                let answer = try await RecordCourse.run(stage.id("workup"), input, call: call, in: stage.environment)
                stage.keep("course", answer.id)
            },
            FaultAct("RecordAdministration") { stage, call in
                let answer = try await RecordAdministration.run(
                    stage.id("workup"),
                    course: stage.id("course"),
                    administration("P1"),
                    call: call,
                    in: stage.environment
                )
                stage.keep("administration", answer.id)
            },
            correct("RecordAdministration, corrected", 1, isWithdrawn: false),
            correct("RecordAdministration, withdrawn", 2, isWithdrawn: true),
            FaultAct("RecordOutcome") { stage, call in
                let outcome = OutcomeMeasurement(on: day("2026-03-02"), measure: .onls, side: nil, value: 2, note: nil)
                _ = try await RecordOutcome.run(
                    stage.id("workup"),
                    RecordOutcome.Input(outcome: outcome, reason: nil),
                    call: call,
                    in: stage.environment
                )
            },
            FaultAct("RecordCourse, changed") { stage, call in
                _ = try await RecordCourse.change(
                    stage.id("workup"),
                    stage.id("course"),
                    expecting: 1,
                    RecordCourse.Input(course: course(endedOn: "2026-03-02"), reason: "no effect"),
                    call: call,
                    in: stage.environment
                )
            },
            FaultAct("RecordCondition") { stage, call in
                let answer = try await RecordCondition.run(
                    stage.id("workup"),
                    RecordCondition.Input(
                        statement: ConditionStatement(condition: .obesity, answer: .present),
                        reason: nil
                    ),
                    call: call,
                    in: stage.environment
                )
                stage.keep("condition", answer.id)
            },
            FaultAct("RecordCondition, corrected") { stage, call in
                _ = try await RecordCondition.correct(
                    stage.id("workup"),
                    stage.id("condition"),
                    expecting: 1,
                    isWithdrawn: false,
                    RecordCondition.Input(
                        statement: ConditionStatement(condition: .obesity, answer: .absent),
                        reason: "misread"
                    ),
                    call: call,
                    in: stage.environment
                )
            },
        ]
    )

    private static func course(endedOn: String? = nil) -> TreatmentCourse {
        TreatmentCourse(
            option: .ivig,
            startedOn: PartialDate(day("2026-03-01")),
            endedOn: endedOn.map { PartialDate(day($0)) }
        )
    }

    private static func administration(_ lot: String) -> RecordAdministration.Input {
        RecordAdministration.Input(
            administration: Administration(
                on: day("2026-03-02"),
                product: "Privigen",
                lot: lot,
                grams: 70,
                bodyWeightKg: 70
            ),
            details: AdministrationDetails(manufacturer: "CSL"),
            reason: "agreed"
        )
    }

    private static func correct(_ name: String, _ version: Int, isWithdrawn: Bool) -> FaultAct {
        FaultAct(name) { stage, call in
            _ = try await RecordAdministration.correct(
                stage.id("workup"),
                course: stage.id("course"),
                stage.id("administration"),
                expecting: version,
                isWithdrawn: isWithdrawn,
                administration("P2"),
                call: call,
                in: stage.environment
            )
        }
    }
}
