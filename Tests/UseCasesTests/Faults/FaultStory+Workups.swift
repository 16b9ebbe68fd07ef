// Patients, workups, steps and findings, from the first day to the handover.
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

extension FaultStory {
    static let workups = FaultStory(
        name: "patients, workups, steps and findings",
        prepare: { stage in _ = try await stage.openWorkup() },
        acts: [
            FaultAct("AddPatient") { stage, call in
                let number = try PatientIdentifier(system: .hospital(organisation: "NMC"), value: "1")
                let patient = Patient(familyName: "Jansen", sex: .female, identifiers: [number])
                stage.keep("patient", try await AddPatient.run(patient, call: call, in: stage.environment).id)
            },
            FaultAct("AddPatient, a double") { stage, call in
                let patient = Patient(familyName: "Janssen", sex: .female, identifiers: [])
                stage.keep("double", try await AddPatient.run(patient, call: call, in: stage.environment).id)
            },
            FaultAct("MergePatients") { stage, call in
                let input = MergePatients.Input(into: try stage.id("patient"), reason: "same person")
                _ = try await MergePatients.run(stage.id("double"), input, call: call, in: stage.environment)
            },
            FaultAct("UnmergePatients") { stage, call in
                let input = MergePatients.Input(into: try stage.id("patient"), reason: "not the same person")
                _ = try await UnmergePatients.run(stage.id("double"), input, call: call, in: stage.environment)
            },
            FaultAct("OpenWorkup") { stage, call in
                let input = OpenWorkup.Input(
                    protocolCode: "mmn",
                    openedOn: nil,
                    question: "MMN?",
                    referredBy: nil,
                    organisation: nil,
                    assigneeID: nil
                )
                let answer = try await OpenWorkup.run(stage.id("patient"), input, call: call, in: stage.environment)
                stage.keep("workup", answer.id)
            },
            FaultAct("UpdatePatient") { stage, call in
                let change =
                    #"{"birthDate":"1980-01-16","addIdentifiers":[{"system":"mrn:NMC","value":"2"}],"reason":"told"}"#
                let input = try UpdatePatient.Input.codec.decode(Array(change.utf8))
                _ = try await UpdatePatient.run(
                    stage.id("patient"),
                    expecting: 1,
                    input,
                    call: call,
                    in: stage.environment
                )
            },
            move("MoveStep, requested", 1, StepMove(state: .requested, overrideReason: "urgent")),
            move("MoveStep, given to others", 2, StepMove(organisation: "REG")),
            FaultAct("RecordFinding") { stage, call in
                let input = RecordFinding.Input(finding: .liquor("0.52"), origin: nil)
                let answer = try await RecordFinding.run(stage.id("workup"), input, call: call, in: stage.environment)
                stage.keep("finding", answer.id)
            },
            FaultAct("CorrectFinding") { stage, call in
                let input = CorrectFinding.Input(finding: .liquor("0.25"), origin: nil, reason: "misread")
                _ = try await CorrectFinding.run(
                    stage.id("workup"),
                    stage.id("finding"),
                    expecting: 1,
                    input,
                    call: call,
                    in: stage.environment
                )
            },
            FaultAct("WithdrawFinding") { stage, call in
                _ = try await WithdrawFinding.run(
                    stage.id("workup"),
                    stage.id("finding"),
                    expecting: 2,
                    WithdrawFinding.Input(reason: "another patient's"),
                    call: call,
                    in: stage.environment
                )
            },
            change("ChangeWorkup", 1, #"{"diagnosis":{"text":"MMN"},"reason":"clear"}"#),
            FaultAct("CloseWorkup") { stage, call in
                let input = try CloseWorkup.Input.codec.decode(Array(#"{"reason":"done"}"#.utf8))
                _ = try await CloseWorkup.run(
                    stage.id("workup"),
                    expecting: 2,
                    input,
                    call: call,
                    in: stage.environment
                )
            },
            FaultAct("ReopenWorkup") { stage, call in
                let input = try CloseWorkup.Input.codec.decode(Array(#"{"reason":"came back"}"#.utf8))
                _ = try await ReopenWorkup.run(
                    stage.id("workup"),
                    expecting: 3,
                    input,
                    call: call,
                    in: stage.environment
                )
            },
            // Their answer shows what the one who gave it away may not see any more: it is not given out a second time.
            change("ChangeWorkup, handover", 4, #"{"organisation":"REG","reason":"nearer to home"}"#, isKept: false),
            FaultAct("ImportCases", isKept: false) { stage, call in
                let file = try exampleCase("synthetic-one-nerve.json")
                _ = try await ImportCases.run([file], organisation: "NMC", call: call, in: stage.environment)
            },
        ]
    )

    private static func move(_ name: String, _ version: Int, _ move: StepMove) -> FaultAct {
        FaultAct(name) { stage, call in
            _ = try await MoveStep.run(
                stage.id("workup"),
                code: "lumbarPuncture",
                expecting: version,
                move,
                call: call,
                in: stage.environment
            )
        }
    }

    private static func change(_ name: String, _ version: Int, _ json: String, isKept: Bool = true) -> FaultAct {
        FaultAct(name, isKept: isKept) { stage, call in
            _ = try await ChangeWorkup.run(
                stage.id("workup"),
                expecting: version,
                try ChangeWorkup.Input.codec.decode(Array(json.utf8)),
                call: call,
                in: stage.environment
            )
        }
    }
}
