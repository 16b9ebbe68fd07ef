// Adding a patient to the record.
package import Domain
import FoundationEssentials
import Records

/// Adds a patient with a name and numbers.
package enum AddPatient {
    /// Who the patient is.
    package struct Input: Sendable, Hashable {
        package let familyName: String
        package let givenNames: [String]
        package let birthDate: LocalDate?
        package let sex: Sex
        package let identifiers: [PatientIdentifier]

        package init(
            familyName: String, givenNames: [String], birthDate: LocalDate?, sex: Sex,
            identifiers: [PatientIdentifier]
        ) {
            self.familyName = familyName
            self.givenNames = givenNames
            self.birthDate = birthDate
            self.sex = sex
            self.identifiers = identifiers
        }

        /// The JSON of a new patient. Identifier check digits are held; all faults are told at once.
        package static let codec: Codec<Input> = .object(
            "NewPatient", Input.init(familyName:givenNames:birthDate:sex:identifiers:),
            .required("familyName", \.familyName, .text(max: 200)),
            .list("givenNames", \.givenNames, .text(max: 200), max: 20),
            .optional("birthDate", \.birthDate, .date),
            .required("sex", \.sex, .code),
            .list("identifiers", \.identifiers, PatientIdentifier.codec, max: 20))
    }

    /// Adds the patient.
    /// - Throws: conflict `identifier-taken` where a number is in use, without saying whose it is.
    package static func run(
        _ input: Input, call: Call, in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.changePatients, in: environment) { transaction, stamp in
            let id: ID<Patient> = environment.makeID()
            transaction.insertPatient(
                id,
                PatientVersion(
                    familyName: input.familyName, givenNames: input.givenNames, birthDate: input.birthDate,
                    sex: input.sex, reason: nil),
                stamp)
            for identifier in input.identifiers {
                transaction.insertIdentifier(id, id: environment.makeUUID(), identifier, stamp)
            }
            return Change(
                id: id.uuid, version: 1, body: try await transaction.findPatient(id),
                note: AuditNote(event: "AddPatient", action: .create, patientID: id, objectType: "patient"))
        }
    }
}

extension RecordTransaction {
    /// The patient as JSON, or not found.
    func findPatient(_ id: ID<Patient>) async throws -> [UInt8] {
        guard let body = try await patientDocument(id) else {
            throw UseCaseError.notFound("patient", "Deze patiënt")
        }
        return body
    }
}
