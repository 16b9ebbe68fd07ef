// Adding a patient to the record.
package import Domain
import FoundationEssentials
import Records

/// Adds a patient with a name and numbers.
package enum AddPatient {
    /// Adds the patient.
    ///
    /// Whoever works for an organisation registers the patient there. The machine's administrator works for none, and says
    /// where by `organisation` or by a hospital number: a patient who is registered nowhere is seen by nobody.
    /// - Throws: conflict `identifier-taken` where a number is in use, without saying whose it is; invalid input where the
    ///   machine's administrator does not say where the patient is registered and there are several organisations.
    package static func run(
        _ input: Patient,
        organisation: String? = nil,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.changePatients, trying: input.identifiers, in: environment) { transaction, stamp in
            try requireBorn(input, today: environment.day(stamp.at))
            try requirePast(input.birthDate?.firstDay, "/birthDate", today: environment.day(stamp.at))
            if call.actor.userID == nil { try await transaction.register(input, at: organisation) }
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
    /// Says for the rest of the transaction at which organisation the machine's administrator registers a patient.
    fileprivate func register(_ patient: Patient, at code: String?) async throws {
        if let code {
            guard let id = try await organisation(code: code) else {
                throw UseCaseError.invalid(
                    "/organisation",
                    .unknownCode,
                    en: "There is no organisation with this code. `workup organisation list` shows those there are.",
                    nl: "Er is geen organisatie met deze code. `workup organisation list` toont welke er zijn."
                )
            }
            return try await standIn(for: id)
        }
        for identifier in patient.identifiers {
            // The number itself says where the patient is registered.
            guard case .hospital(let code) = identifier.system else { continue }
            if try await organisation(code: code) != nil { return }
        }
        if let only = try await onlyOrganisation() { return try await standIn(for: only) }
        throw UseCaseError.invalid(
            "/organisation",
            .missing,
            en: "Say where the patient is registered, by --organisation CODE or by a hospital number (--identifier "
                + "mrn:CODE=NUMBER) of an organisation that is there: nobody would see the patient otherwise. "
                + "`workup organisation list` shows the codes.",
            nl:
                "Zeg waar de patiënt is ingeschreven, met --organisation CODE of met een ziekenhuisnummer (--identifier "
                + "mrn:CODE=NUMMER) van een organisatie die er is: anders ziet niemand de patiënt. "
                + "`workup organisation list` toont de codes."
        )
    }

    /// The patient as JSON, or not found.
    func findPatient(_ id: ID<Patient>) async throws -> [UInt8] {
        guard let body = try await patientDocument(id) else {
            throw UseCaseError.notFound("patient", "Deze patiënt")
        }
        return body
    }
}
