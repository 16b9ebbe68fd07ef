// Who may see whom: sharing, objections, emergencies, teams.
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

extension FaultStory {
    static let access = FaultStory(
        name: "relations, objections, emergencies and teams",
        prepare: { stage in
            let workup = try await stage.openWorkup()
            stage.keep("workup", workup.uuid)
            stage.keep("patient", try await stage.clinic.document(workup).patient.id.uuid)
        },
        acts: [
            FaultAct("ShareRecord") { stage, call in
                let input = ShareRecord.Input(
                    grantee: AccessGranteeInput.Members(organisation: "REG", team: nil, user: nil),
                    workup: try stage.id("workup"),
                    reason: "treated together",
                    until: nil
                )
                let answer = try await ShareRecord.run(stage.id("patient"), input, call: call, in: stage.environment)
                stage.keep("relation", answer.id)
            },
            FaultAct("EndRelation") { stage, call in
                _ = try await EndRelation.run(
                    stage.id("patient"),
                    stage.id("relation"),
                    EndRelation.Input(reason: "over"),
                    call: call,
                    in: stage.environment
                )
            },
            FaultAct("RecordObjection") { stage, call in
                let input = RecordObjection.Input(
                    grantee: AccessGranteeInput.Members(organisation: "REG", team: nil, user: nil),
                    reason: nil
                )
                let answer = try await RecordObjection.run(
                    stage.id("patient"),
                    input,
                    call: call,
                    in: stage.environment
                )
                stage.keep("objection", answer.id)
            },
            FaultAct("LiftObjection") { stage, call in
                _ = try await LiftObjection.run(
                    stage.id("patient"),
                    stage.id("objection"),
                    LiftObjection.Input(reason: "asked for"),
                    call: call,
                    in: stage.environment
                )
            },
            FaultAct(
                "RequestAccess",
                isKept: false,
                prepare: { stage in
                    let patient: ID<Patient> = try stage.id("patient")
                    _ = try await stage.clinic.rows(
                        "insert into identifier_directory (system, value, patient_id) values ('mrn:REG', '77', '\(patient)')"
                    )
                }
            ) { stage, call in
                let number = try PatientIdentifier(system: .hospital(organisation: "REG"), value: "77")
                let input = RequestAccess.Input(identifier: number, reason: "referred to us")
                _ = try await RequestAccess.run(input, call: call, in: stage.environment)
            },
            FaultAct(
                "DecideAccessRequest",
                prepare: { stage in
                    let patient: ID<Patient> = try stage.id("patient")
                    let id = stage.environment.makeUUID()
                    _ = try await stage.clinic.rows(
                        """
                        insert into access_request (patient_id, id, organisation_id, user_id, reason, requested_at)
                        values ('\(patient)', '\(id)', '\(TestClinic.hospitalID)', '\(TestClinic.userID(.nurse))',
                            'referred to us', now())
                        """
                    )
                    stage.keep("request", id)
                }
            ) { stage, call in
                _ = try await DecideAccessRequest.run(
                    stage.id("patient"),
                    stage.id("request"),
                    DecideAccessRequest.Input(scope: .person, reason: "they treat the patient"),
                    call: call,
                    in: stage.environment
                )
            },
            FaultAct("OpenEmergencyAccess", isKept: false) { stage, call in
                let input = OpenEmergencyAccess.Input(
                    patient: try stage.id("patient"),
                    identifier: nil,
                    reason: "unconscious at the emergency department"
                )
                _ = try await OpenEmergencyAccess.run(input, call: call, in: stage.environment)
            },
            FaultAct("AddTeam", by: .administrator) { stage, call in
                let input = try AddTeam.Input.codec.decode(
                    Array(#"{"code":"neuro","name":"Neuromuscular team","organisation":"NMC"}"#.utf8)
                )
                _ = try await AddTeam.run(input, call: call, in: stage.environment)
            },
            FaultAct("TeamMembership, joined", by: .administrator) { stage, call in
                _ = try await TeamMembership.join(
                    "NMC/neuro",
                    TeamMembership.Input(login: "nurse"),
                    call: call,
                    in: stage.environment
                )
            },
            FaultAct("TeamMembership, left", by: .administrator) { stage, call in
                _ = try await TeamMembership.leave(
                    "NMC/neuro",
                    TeamMembership.Input(login: "nurse"),
                    call: call,
                    in: stage.environment
                )
            },
        ]
    )
}
