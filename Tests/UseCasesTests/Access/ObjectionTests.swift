// What a patient objects to, and the glass that can be broken all the same.
import Domain
import FoundationEssentials
import Records
import TestSupport
import Testing
import UseCases

@Suite("A patient's objection", .database(.clinic))
struct ObjectionTests {
    @Test("to a person or to an organisation counts from the next request, until it is lifted")
    func counts() async throws {
        try await AccessClinic.run { clinic in
            let workup = try await clinic.clinic.openWorkup()
            let patient = try await clinic.patient(of: workup)
            let (nurse, neurologist) = (clinic.clinic.call(.nurse), clinic.clinic.call())
            let toNurse = try await clinic.object(patient, user: "nurse")
            #expect(await clinic.sight(workup, by: nurse) == .nothing)
            #expect(try await clinic.lastLine(of: nurse) == ["ReadWorkup", "8", "TTFF", "TREAT"])
            #expect(await clinic.sight(workup, by: neurologist) == .whole)
            _ = try await LiftObjection.run(
                patient,
                toNurse,
                LiftObjection.Input(reason: "the patient took it back"),
                call: neurologist,
                in: clinic.environment
            )
            #expect(await clinic.sight(workup, by: nurse) == .whole)

            try await clinic.share(workup, organisation: "REG")
            #expect(await clinic.sight(workup, by: try clinic.regional()) == .whole)
            try await clinic.object(patient, organisation: "REG")
            #expect(await clinic.sight(workup, by: try clinic.regional()) == .nothing)
            let again = await failure { try await clinic.object(patient, organisation: "REG") }
            #expect(again?.code == "objection-exists")
        }
    }

    @Test("is opened by breaking the glass, by relation and consent but not by role, for four hours, and is reviewed")
    func emergency() async throws {
        try await AccessClinic.run { clinic in
            let environment = clinic.environment
            let mrn = try PatientIdentifier(system: .hospital(organisation: "NMC"), value: "4711")
            let patient = try await clinic.clinic.addPatient(mrn: "4711")
            let opened = try await OpenWorkup.run(
                patient,
                try OpenWorkup.Input.codec.decode(Array(#"{"protocol":"mmn"}"#.utf8)),
                call: clinic.clinic.call(),
                in: environment
            )
            let workup = ID<Workup>(opened.id)
            try await clinic.object(patient, organisation: "REG")
            let nurse = try clinic.regional(.nurse)
            let input = OpenEmergencyAccess.Input(
                patient: nil,
                identifier: mrn,
                reason: "unconscious at the emergency department"
            )
            let (answer, found) = try await OpenEmergencyAccess.run(input, call: nurse, in: environment)
            #expect(found == patient)
            #expect(String(decoding: answer.body, as: UTF8.self).contains("until"))
            #expect(await clinic.sight(workup, by: nurse) == .whole)
            #expect(try await clinic.lastLine(of: nurse) == ["ReadWorkup", "0", "TFFT", "ETREAT"])
            // One patient and one user: nobody else, and nothing that the role may not.
            #expect(await clinic.sight(workup, by: try clinic.regional(.technician)) == .nothing)
            let role = await failure {
                try await ChooseTreatment.run(
                    workup,
                    try ChooseTreatment.Input.codec.decode(
                        Array(
                            #"{"option":"ivig","chosenOn":"2026-03-02","participants":["x"],"patientPreference":"x"}"#
                                .utf8
                        )
                    ),
                    call: nurse,
                    in: environment
                )
            }
            #expect(role?.code == "role-may-not")

            let review = try await ReviewAccess.run(
                ReviewAccess.Input(days: 1),
                call: clinic.clinic.call(.privacyOfficer),
                in: environment
            )
            let queue = try JSONReader.read(review.page.body)["items"]?.array ?? []
            #expect(queue.map { $0["kind"]?.string } == ["breakGlass"])

            clinic.clinic.clock.advance(by: .seconds(4 * 3_600))
            #expect(await clinic.sight(workup, by: nurse) == .nothing)
        }
    }

    @Test("needs a reason in words to be passed by, and a patient who is there")
    func emergencyInput() async throws {
        for json in [
            #"{"patientId":"00000000-0000-7000-8000-000000000001","reason":"urgent"}"#,
            #"{"reason":"unconscious at the emergency department"}"#,
        ] {
            #expect(throws: Faults.self) { try OpenEmergencyAccess.Input.codec.decode(Array(json.utf8)) }
        }
        try await AccessClinic.run { clinic in
            let nobody = OpenEmergencyAccess.Input(
                patient: ID(UUID()),
                identifier: nil,
                reason: "unconscious at the emergency department"
            )
            let nurse = try clinic.regional(.nurse)
            let refused = await failure {
                try await OpenEmergencyAccess.run(nobody, call: nurse, in: clinic.environment)
            }
            #expect(refused?.category == .notFound)
            #expect(try await clinic.lastLine(of: nurse).prefix(2) == ["Refused", "4"])
        }
    }
}
