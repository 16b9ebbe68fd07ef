// Whoever uses a number that is somebody's learns nothing of whose it is; the one whose it is sees who tried.
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

@Suite("A number that is somebody's", .database(.clinic))
struct NumberClashTests {
    private let national: PatientIdentifier
    private let hospital: PatientIdentifier
    private let free: PatientIdentifier

    init() throws {
        national = try PatientIdentifier(system: .bsn, value: "999990019")
        hospital = try PatientIdentifier(system: .hospital(organisation: "REG"), value: "77")
        free = try PatientIdentifier(system: .hospital(organisation: "REG"), value: "78")
    }

    private func holder(_ identifiers: [PatientIdentifier], _ stage: AccessClinic) async throws -> ID<Patient> {
        ID(
            try await AddPatient.run(
                Patient(familyName: "Brouwer", sex: .unknown, identifiers: identifiers),
                call: stage.clinic.call(),
                in: stage.environment
            ).id
        )
    }

    /// Patient, object, detail and outcome of each try in the log, and what the try was.
    private func tries(_ stage: AccessClinic) async throws -> [[String?]] {
        try await stage.clinic.logRows(
            """
            select patient_id, object_id, outcome, convert_from(query, 'UTF8')::json ->> 'value', user_name from audit_event
            where event_code = 'RegisterNumber' order by recorded_at, id
            """
        )
    }

    /// What is shown to the patient of who used their record, as code and whether it was refused.
    private func overview(_ patient: ID<Patient>, _ stage: AccessClinic) async throws -> [String] {
        let page = try await SearchAudit.run(
            SearchAudit.Filter(patient: patient, event: "RegisterNumber"),
            call: stage.clinic.call(.privacyOfficer),
            in: stage.environment
        )
        return try JSONReader.read(page.body)["items"]?.array?.compactMap { $0["userName"]?.string } ?? []
    }

    @Test("is in the log of whom it is when somebody else is registered with it, and the answer says nothing of them")
    func added() async throws {
        try await AccessClinic.run { stage in
            let patient = try await holder([national], stage)
            let second = try await holder([hospital], stage)
            func add(_ identifiers: [PatientIdentifier]) async throws -> UseCaseError? {
                let call = try stage.regional()
                return await failure {
                    try await AddPatient.run(
                        Patient(familyName: "Other", sex: .unknown, identifiers: identifiers),
                        call: call,
                        in: stage.environment
                    )
                }
            }
            let answers = [
                try await add([national, free]), try await add([hospital]), try await add([hospital, national]),
            ]
            for answer in answers {
                #expect(answer?.code == "identifier-taken" && answer?.category == .conflict)
                #expect(answer?.message == answers[0]?.message && answer?.faults.isEmpty == true)
            }
            let (one, two, who) = (patient.description, second.description, "Regional neurologist")
            let found = try await tries(stage)
            #expect(found.count == 4)
            for row in [
                [one, nil, "8", "999990019", who], [two, nil, "8", "77", who], [two, nil, "8", "77", who],
                [one, nil, "8", "999990019", who],
            ] { #expect(found.contains(row), "\(row)") }
            #expect(try await overview(patient, stage) == [who, who])
        }
    }

    @Test("is in the log of whom it is when another patient gets it, or a case file brings it")
    func updatedAndImported() async throws {
        try await AccessClinic.run { stage in
            let patient = try await holder([national], stage)
            let regional = try stage.regional()
            let own = ID<Patient>(
                try await AddPatient.run(
                    Patient(familyName: "Own", sex: .unknown, identifiers: [free]),
                    call: regional,
                    in: stage.environment
                ).id
            )
            let input = UpdatePatient.Input(
                familyName: nil,
                givenNames: nil,
                birthDate: nil,
                sex: nil,
                addIdentifiers: [national],
                endIdentifiers: [],
                reason: "heard by telephone"
            )
            let updated = await failure {
                try await UpdatePatient.run(own, expecting: 1, input, call: regional, in: stage.environment)
            }
            #expect(updated?.code == "identifier-taken")
            let row = [patient.description, nil, "8", "999990019", "Regional neurologist"]
            #expect(try await tries(stage) == [row])

            func file(_ system: String, _ value: String) -> [UInt8] {
                Array(
                    """
                    {"format": "workup-case/1", "source": {"kind": "synthetic"},
                     "patient": {"familyName": "K\(value)", "birthDate": "1950-03-02", "sex": "male",
                                 "identifiers": [{"system": "\(system)", "value": "\(value)"}]},
                     "workup": {"protocol": "mmn", "openedOn": "2024-01-12", "question": "Q\(value)"}}
                    """.utf8
                )
            }
            let results = try await ImportCases.run(
                [file("bsn", "999990019"), file("mrn:REG", "79")],
                organisation: nil,
                call: regional,
                in: stage.environment
            )
            guard case .refused = results[0], case .imported = results[1] else {
                Issue.record("\(results)")
                return
            }
            #expect(try await tries(stage).map { $0[0] } == [patient.description, patient.description])
            let alone = await failure {
                try await ImportCases.run(
                    [file("bsn", "999990019")],
                    organisation: nil,
                    call: regional,
                    in: stage.environment
                )
            }
            #expect(alone?.code == "identifier-taken")
            #expect(try await overview(patient, stage).count == 3)
        }
    }
}
