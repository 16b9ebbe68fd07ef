// The patient's copy of the record is complete or is not made; the overview of access tells every use of it.
import Domain
import FoundationEssentials
import PostgreSQL
import Records
import TestSupport
import Testing
import UseCases

@Suite("What a patient can ask for", .database(.clinic))
struct PatientExportTests {
    @Test("is made where the patient is registered, before any workup and whomever the patient objects to")
    func beforeAnyWorkup() async throws {
        try await AccessClinic.run { access in
            let patient = try await access.clinic.addPatient("Jansen")
            try await access.object(patient, organisation: "REG", by: access.clinic.call())
            let copy = try await ExportPatient.run(patient, call: access.clinic.call(), in: access.environment)
            #expect(String(decoding: copy.body, as: UTF8.self).contains("said so"))
            // Roles without care know who the patient is, and not what the patient said of others.
            let administrator = access.clinic.call(.administrator)
            let refused = await failure {
                try await ExportPatient.run(patient, call: administrator, in: access.environment)
            }
            #expect(refused?.category == .forbidden)
        }
    }

    @Test("is a copy of everything, or a plain refusal where not everything is shared with whoever asks")
    func complete() async throws {
        try await AccessClinic.run { access in
            let clinic = access.clinic
            let workup = try await clinic.openWorkup("Jansen")
            let patient = try await access.patient(of: workup)
            _ = try await OpenWorkup.run(
                patient,
                OpenWorkup.Input(
                    protocolCode: "cidp",
                    openedOn: nil,
                    question: "CIDP?",
                    referredBy: nil,
                    organisation: nil,
                    assigneeID: nil
                ),
                call: clinic.call(),
                in: clinic.environment
            )
            let own = try await ExportPatient.run(patient, call: clinic.call(), in: clinic.environment)
            #expect(try JSONReader.read(own.body, limits: .ownDocuments)["workups"]?.array?.count == 2)
            #expect(
                try await ExportPatient.forReport(patient, call: clinic.call(), in: clinic.environment).map(
                    \.cases.count
                )
                    == [2]
            )

            // One of two is shared: neither form is made, and the log says that it was refused.
            try await access.share(workup, organisation: "REG")
            let regional = try access.regional()
            let refused = await failure {
                try await ExportPatient.run(patient, call: regional, in: clinic.environment)
            }
            #expect(refused?.code == "shared-in-part" && refused?.category == .forbidden)
            #expect(refused?.message.nl.contains("volledig") == true)
            let page = await failure {
                try await ExportPatient.forReport(patient, call: regional, in: clinic.environment)
            }
            #expect(page?.code == "shared-in-part")
            let outcomes = try await clinic.logRows(
                "select outcome, count(*) from audit_event where event_code = 'ExportPatient' group by 1 order by 1"
            )
            #expect(outcomes == [["0", "2"], ["8", "2"]])

            _ = try await ShareRecord.run(
                patient,
                ShareRecord.Input(
                    grantee: AccessGranteeInput.Members(organisation: "REG", team: nil, user: nil),
                    workup: nil,
                    reason: "moves",
                    until: nil
                ),
                call: TestClinic.machine,
                in: clinic.environment
            )
            let shared = try await ExportPatient.run(patient, call: regional, in: clinic.environment)
            #expect(try JSONReader.read(shared.body, limits: .ownDocuments)["workups"]?.array?.count == 2)

            // Whom it does not concern is told that there is no such patient.
            let stranger = try await clinic.addPatient("Other")
            let unknown = await failure {
                try await ExportPatient.run(stranger, call: regional, in: clinic.environment)
            }
            #expect(unknown?.category == .notFound)
        }
    }

    @Test("is an overview of every use: who, for whom, what, on what ground, and the emergency button")
    func overview() async throws {
        try await AccessClinic.run { access in
            let clinic = access.clinic
            let workup = try await clinic.openWorkup("Jansen")
            let patient = try await access.patient(of: workup)
            clinic.clock.advance(by: .seconds(3_600))
            let later = clinic.environment.now()
            let regional = try access.regional(.nurse)
            _ = await failure { try await clinic.document(workup, by: regional) }
            _ = try await OpenEmergencyAccess.run(
                OpenEmergencyAccess.Input(
                    patient: patient,
                    identifier: nil,
                    reason: "unconscious in our emergency room"
                ),
                call: regional,
                in: clinic.environment
            )
            _ = try await clinic.document(workup, by: regional)
            _ = try await ListWorklist.run(
                WorklistFilter(),
                cursor: nil,
                call: clinic.call(.nurse),
                in: clinic.environment
            )

            let refused = await failure {
                try await ReadAccessOverview.run(
                    patient,
                    from: nil,
                    to: nil,
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            #expect(refused?.category == .forbidden)
            let looks = try await ReadAccessOverview.run(
                patient,
                from: later,
                to: nil,
                call: clinic.call(.privacyOfficer),
                in: clinic.environment
            )
            let told = looks.map { [$0.event, $0.organisation ?? "", $0.ground.rawValue, "\($0.isRefused)"] }
            #expect(
                Set(told) == [
                    ["ReadWorkup", "Regional Hospital", "none", "true"],
                    ["OpenEmergencyAccess", "Regional Hospital", "emergency", "false"],
                    ["ReadWorkup", "Regional Hospital", "emergency", "false"],
                    ["ListWorklist", "Neuromuscular Centre", "list", "false"],
                ]
            )
            #expect(looks.first { $0.event == "OpenEmergencyAccess" }?.reason == "unconscious in our emergency room")

            let whole = try await ReadAccessOverview.run(
                patient,
                from: nil,
                to: nil,
                call: clinic.call(.privacyOfficer),
                in: clinic.environment
            )
            #expect(whole.contains { $0.event == "AddPatient" })
            // Making the overview is itself a use of the record.
            #expect(whole.contains { $0.event == "ReadAccessOverview" && $0.ground == .administration })
            let backwards = await failure {
                try await ReadAccessOverview.run(
                    patient,
                    from: later,
                    to: later,
                    call: clinic.call(.privacyOfficer),
                    in: clinic.environment
                )
            }
            #expect(backwards?.category == .invalidInput)
        }
    }

    @Test("is an overview of what was done with a record that was joined too, under its own number, before and after")
    func joinedOverview() async throws {
        try await AccessClinic.run { access in
            let clinic = access.clinic
            let leading = try await access.patient(of: try await clinic.openWorkup("Jansen"))
            let workup = try await clinic.openWorkup("Janssen")
            let source = try await access.patient(of: workup)
            let other = try await access.patient(of: try await clinic.openWorkup("Pieters"))
            func overview(of patient: ID<Patient>) async throws -> [AccessLook] {
                try await ReadAccessOverview.run(
                    patient,
                    from: nil,
                    to: nil,
                    call: clinic.call(.privacyOfficer),
                    in: clinic.environment
                )
            }
            #expect(try await overview(of: leading).allSatisfy { $0.record == nil })
            let input = MergePatients.Input(into: leading, reason: "one person")
            _ = try await MergePatients.run(source, input, call: clinic.call(), in: clinic.environment)
            clinic.clock.advance(by: .seconds(60))
            _ = try await clinic.document(workup, by: clinic.call(.nurse))
            clinic.clock.advance(by: .seconds(60))
            _ = try await ListWorklist.run(
                WorklistFilter(),
                cursor: nil,
                call: clinic.call(.nurse),
                in: clinic.environment
            )

            let looks = try await overview(of: leading)
            #expect(looks.contains { $0.event == "ReadWorkup" && $0.record == source && $0.role == .nurse })
            #expect(looks.contains { $0.event == "AddPatient" && $0.record == source })
            #expect(looks.contains { $0.event == "AddPatient" && $0.record == nil })
            // A list that showed both is told once; the newest stands first; nothing of somebody else's.
            #expect(looks.count { $0.event == "ListWorklist" } == 1)
            #expect(looks.map(\.at) == looks.map(\.at).sorted(by: >))
            #expect(looks.allSatisfy { $0.record == nil || $0.record == source } && other != source)
            // Asked for by the number that was joined, it is the same person's.
            #expect(try await overview(of: source).contains { $0.event == "AddPatient" && $0.record == leading })
            // To look into it was a use of both.
            let lines = try await clinic.logRows(
                "select count(*) from audit_event where event_code = 'ReadAccessOverview' and patient_id = '\(source)'"
            )
            #expect(Int(lines[0][0] ?? "") ?? 0 >= 2)

            _ = try await UnmergePatients.run(source, input, call: clinic.call(), in: clinic.environment)
            #expect(try await overview(of: leading).allSatisfy { $0.record == nil })
            let refused = await failure {
                try await ReadAccessOverview.run(
                    leading,
                    from: nil,
                    to: nil,
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            #expect(refused?.category == .forbidden)
        }
    }
}
