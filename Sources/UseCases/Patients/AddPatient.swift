// Adding a patient to the record.
package import Domain
import FoundationEssentials
import Records

/// Adds a patient with a name and numbers.
package enum AddPatient {
    /// Adds the patient.
    /// - Throws: conflict `identifier-taken` where a number is in use, without saying whose it is.
    package static func run(
        _ input: Patient,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.changePatients, in: environment) { transaction, stamp in
            try requireBorn(input, today: environment.day(stamp.at))
            try requirePast(input.birthDate?.firstDay, "/birthDate", today: environment.day(stamp.at))
            let id: ID<Patient> = environment.makeID()
            transaction.insertPatient(
                id,
                PatientVersion(
                    familyName: input.familyName,
                    givenNames: input.givenNames,
                    birthDate: input.birthDate,
                    sex: input.sex,
                    reason: nil
                ),
                stamp
            )
            for identifier in input.identifiers {
                transaction.insertIdentifier(id, id: environment.makeUUID(), identifier, stamp)
            }
            return Change(
                id: id.uuid,
                version: 1,
                body: try await transaction.findPatient(id),
                note: AuditNote(event: "AddPatient", action: .create, patientID: id, objectType: "patient")
            )
        }
    }
}

/// Passes when no INSZ speaks of a birth that is still to come.
func requireBorn(_ patient: Patient, today: LocalDate, at place: String = "/identifiers") throws(UseCaseError) {
    let unborn = patient.identifiersBornAfter(today)
    guard !unborn.isEmpty else { return }
    throw .invalid(
        Faults(
            unborn.map {
                Fault(
                    "\(place)/\($0)/value",
                    .checkFailed,
                    en: "The birth date in this INSZ lies in the future.",
                    nl: "De geboortedatum in dit INSZ ligt in de toekomst."
                )
            }
        )
    )
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
