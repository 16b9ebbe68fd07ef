// Patients: found by number and by name, versioned, never confused, merged and unmerged.
import Domain
import TestSupport
import Testing
import UseCases

@Suite("A patient", .database(.clinic))
struct PatientTests {
    @Test("is found by number and by name with birth date")
    func finding() async throws {
        try await TestDatabase.withClinic { clinic in
            let patient = Patient(
                familyName: "de Wit",
                givenNames: ["Maarten"],
                birthDate: PartialDate("1982-04-17"),
                sex: .male,
                identifiers: [try PatientIdentifier(system: .bsn, value: "111222333")]
            )
            let answer = try await AddPatient.run(patient, call: clinic.call(), in: clinic.environment)
            _ = try await clinic.addPatient("de Wit_")
            let searches: [(FindPatients.Input, Int)] = [
                (FindPatients.Input(identifier: patient.identifiers[0], familyName: nil, birthDate: nil), 1),
                (FindPatients.Input(identifier: nil, familyName: "DE WI", birthDate: PartialDate("1982-04-17")), 1),
                (FindPatients.Input(identifier: nil, familyName: "de wit", birthDate: nil), 2),
                (FindPatients.Input(identifier: nil, familyName: "de wit_", birthDate: nil), 1),
                (FindPatients.Input(identifier: nil, familyName: "%", birthDate: nil), 0),
                (FindPatients.Input(identifier: nil, familyName: "de Wit", birthDate: PartialDate("1990-01-01")), 0),
            ]
            for (search, count) in searches {
                let page = try await FindPatients.run(search, call: clinic.call(), in: clinic.environment)
                #expect(try JSONReader.read(page.body)["items"]?.array?.count == count, "\(search)")
            }
            #expect(answer.version == 1)
        }
    }

    @Test("with a number that another patient has is refused without saying whose it is")
    func taken() async throws {
        try await TestDatabase.withClinic { clinic in
            _ = try await clinic.addPatient("Secretname", mrn: "100")
            let error = await failure { try await clinic.addPatient("Other", mrn: "100") }
            #expect(error?.code == "identifier-taken")
            #expect(error?.message.en.contains("Secretname") == false)
            #expect(try await clinic.rows("select count(*) from patient") == [["1"]])
        }
    }

    @Test("whose name is corrected keeps the old one for the past")
    func correction() async throws {
        try await TestDatabase.withClinic { clinic in
            let patient = try await clinic.addPatient("Jansen", mrn: "1")
            let then = clinic.environment.now()
            clinic.clock.advance(by: .seconds(60))
            _ = try await UpdatePatient.run(
                patient,
                expecting: 1,
                UpdatePatient.Input(
                    familyName: "Janssen",
                    givenNames: nil,
                    birthDate: nil,
                    sex: nil,
                    addIdentifiers: [try PatientIdentifier(system: .hospital(organisation: "NMC"), value: "2")],
                    endIdentifiers: [try PatientIdentifier(system: .hospital(organisation: "NMC"), value: "1")],
                    reason: "misspelt"
                ),
                call: clinic.call(),
                in: clinic.environment
            )
            let now = try await read(patient, nil, clinic)
            let before = try await read(patient, then, clinic)
            #expect(now.familyName == "Janssen" && now.identifiers.map(\.value) == ["2"] && now.version == 2)
            #expect(before.familyName == "Jansen" && before.identifiers.map(\.value) == ["1"])
            // The ended number is free again.
            _ = try await clinic.addPatient("Newcomer", mrn: "1")
        }
    }

    @Test("merged into another names it, takes no new workup, and can be unmerged")
    func merging() async throws {
        try await TestDatabase.withClinic { clinic in
            let leading = try await clinic.addPatient("A")
            let double = try await clinic.addPatient("B")
            let input = MergePatients.Input(into: leading, reason: "same person")
            _ = try await MergePatients.run(double, input, call: clinic.call(), in: clinic.environment)
            #expect(try await read(double, nil, clinic).mergedInto == leading)
            #expect(try await read(leading, nil, clinic).mergedFrom == [double])
            let refused = await failure {
                try await OpenWorkup.run(
                    double,
                    OpenWorkup.Input(
                        protocolCode: "mmn",
                        openedOn: nil,
                        question: nil,
                        referredBy: nil,
                        organisation: nil,
                        assigneeID: nil
                    ),
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            #expect(refused?.code == "patient-is-merged")
            _ = try await UnmergePatients.run(double, input, call: clinic.call(), in: clinic.environment)
            #expect(try await read(double, nil, clinic).mergedInto == nil)
        }
    }

    @Test("with an INSZ of a birth still to come is refused")
    func unborn() async throws {
        try await TestDatabase.withClinic { clinic in
            // 2010-06-15 is past on every day of this suite; 2099 fits no century and has no valid digits, so the
            // clock goes back instead.
            let patient = Patient(
                familyName: "X",
                sex: .male,
                identifiers: [try PatientIdentifier(system: .insz, value: "10.06.15-002.23")]
            )
            clinic.clock.advance(by: .seconds(-20 * 365 * 86_400))
            let error = await failure {
                try await AddPatient.run(patient, call: clinic.call(), in: clinic.environment)
            }
            #expect(error?.faults.map(\.pointer) == ["/identifiers/0/value"])
        }
    }

    private func read(_ patient: ID<Patient>, _ asOf: Instant?, _ clinic: TestClinic) async throws -> PatientDocument {
        let answer = try await ReadPatient.run(patient, asOf: asOf, call: clinic.call(), in: clinic.environment)
        return try PatientDocument.codec.decode(answer.body)
    }
}
