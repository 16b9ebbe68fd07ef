// What an emergency does not give: nothing that lasts, to nobody; and what somebody with a part may not pass on.
import Domain
import Records
import TestSupport
import Testing
import UseCases

@Suite("An emergency", .database(.clinic))
struct EmergencyBoundsTests {
    @Test("changes nothing of who may see the patient, and is marked in the log of someone who knows the person too")
    func givesNothingThatLasts() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            let workup = try await clinic.openWorkup()
            let patient = try await stage.patient(of: workup)
            let objection = try await stage.object(patient, organisation: "REG")
            let neurologist = try stage.regional()
            try await stage.breakGlass(for: patient, by: neurologist)
            #expect(await stage.sight(workup, by: neurologist) == .whole)

            let handover = #"{"organisation":"REG","reason":"lies here"}"#
            let step = try await clinic.step("lumbarPuncture", of: workup)
            let refusals = [
                "lifting": await failure {
                    try await LiftObjection.run(
                        patient,
                        objection,
                        LiftObjection.Input(reason: "in the way"),
                        call: neurologist,
                        in: environment
                    )
                },
                "handover": await failure {
                    try await ChangeWorkup.run(
                        workup,
                        expecting: 1,
                        try ChangeWorkup.Input.codec.decode(Array(handover.utf8)),
                        call: neurologist,
                        in: environment
                    )
                },
                "giving a step": await failure {
                    try await MoveStep.run(
                        workup,
                        code: "lumbarPuncture",
                        expecting: step.version,
                        StepMove(organisation: "REG"),
                        call: neurologist,
                        in: environment
                    )
                },
            ]
            for (what, error) in refusals { #expect(error?.code == "emergency-may-not", "\(what): \(error as Any)") }
            let page = try await ListWorklist.run(WorklistFilter(), cursor: nil, call: neurologist, in: environment)
            #expect(String(decoding: page.body, as: UTF8.self).contains(workup.description))
            #expect(try await stage.lastLine(of: neurologist).last == "ETREAT")
        }
    }

    @Test("is none where a relation covers what is read, and one where it reaches the person alone")
    func marks() async throws {
        try await AccessClinic.run { stage in
            let workup = try await stage.clinic.openWorkup()
            let patient = try await stage.patient(of: workup)
            let neurologist = try stage.regional()
            // Registered there as well: a relation with the person.
            try await stage.give("lumbarPuncture", of: workup, to: "REG")
            let input = OpenEmergencyAccess.Input(
                patient: patient,
                identifier: nil,
                reason: "unconscious at the emergency department"
            )
            _ = try await OpenEmergencyAccess.run(input, call: neurologist, in: stage.environment)
            #expect(await stage.sight(workup, by: neurologist) == .whole)
            #expect(try await stage.lastLine(of: neurologist) == ["ReadWorkup", "0", "TFTT", "ETREAT"])
            try await stage.share(workup, organisation: "REG")
            #expect(await stage.sight(workup, by: neurologist) == .whole)
            #expect(try await stage.lastLine(of: neurologist) == ["ReadWorkup", "0", "TTTF", "TREAT"])
        }
    }

    @Test("or not: whoever has a step gives it to nobody else")
    func part() async throws {
        try await AccessClinic.run { stage in
            let workup = try await stage.clinic.openWorkup()
            try await stage.give("lumbarPuncture", of: workup, to: "REG")
            let step = try await stage.clinic.step("lumbarPuncture", of: workup)
            let refused = await failure {
                try await MoveStep.run(
                    workup,
                    code: "lumbarPuncture",
                    expecting: step.version,
                    StepMove(organisation: "NMC"),
                    call: try stage.regional(.nurse),
                    in: stage.environment
                )
            }
            #expect(refused?.code == "not-yours-to-give")
        }
    }

    @Test("apart, a correction of who the patient is asks the criteria again, whoever may see the answer")
    func correction() async throws {
        try await AccessClinic.run { stage in
            let workup = try await stage.clinic.openWorkup()
            let patient = try await stage.patient(of: workup)
            let before = try await evaluationCount(workup, stage)
            _ = try await UpdatePatient.run(
                patient,
                expecting: 1,
                try UpdatePatient.Input.codec.decode(Array(#"{"birthDate":"1980-01-02","reason":"misread"}"#.utf8)),
                call: stage.clinic.call(.administrator),
                in: stage.environment
            )
            #expect(try await evaluationCount(workup, stage) == before + 1)
        }
    }

    private func evaluationCount(_ workup: ID<Workup>, _ stage: AccessClinic) async throws -> Int {
        let rows = try await stage.clinic.rows(
            "select count(*)::text from evaluation where workup_id = '\(workup)'"
        )
        return rows.first?.first?.flatMap { Int($0) } ?? -1
    }
}
