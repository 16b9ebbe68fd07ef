// Correcting what a patient is called and the numbers they are known by. The old version stays.
package import Domain
import Records

/// Records a new version of a patient.
package enum UpdatePatient {
    /// What changes; what is left out stays.
    package struct Input: Sendable, Hashable {
        package let familyName: String?
        package let givenNames: [String]?
        package let birthDate: PartialDate?
        package let sex: Sex?
        package let addIdentifiers: [PatientIdentifier]
        package let endIdentifiers: [PatientIdentifier]
        package let reason: String?

        package init(
            familyName: String?,
            givenNames: [String]?,
            birthDate: PartialDate?,
            sex: Sex?,
            addIdentifiers: [PatientIdentifier],
            endIdentifiers: [PatientIdentifier],
            reason: String?
        ) {
            self.familyName = familyName
            self.givenNames = givenNames
            self.birthDate = birthDate
            self.sex = sex
            self.addIdentifiers = addIdentifiers
            self.endIdentifiers = endIdentifiers
            self.reason = reason
        }

        /// The JSON of a change.
        package static let codec: Codec<Input> = .object(
            "PatientChange",
            Input.init(familyName:givenNames:birthDate:sex:addIdentifiers:endIdentifiers:reason:),
            .optional("familyName", \.familyName, .text(max: 200)),
            .optional("givenNames", \.givenNames, .list(.text(max: 200), count: 0...20)),
            .optional("birthDate", \.birthDate, .partialDate),
            .optional("sex", \.sex, .code),
            .list("addIdentifiers", \.addIdentifiers, PatientIdentifier.codec, max: 20),
            .list("endIdentifiers", \.endIdentifiers, PatientIdentifier.codec, max: 20),
            .optional("reason", \.reason, .note())
        )
    }

    /// Records the change against the version it was made for. Age and sex are part of some criteria: where they change,
    /// every workup of the patient is evaluated with them.
    package static func run(
        _ patient: ID<Patient>,
        expecting version: Int,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(
            .changePatients,
            locking: .patients([patient]),
            trying: input.addIdentifiers,
            in: environment
        ) { transaction, stamp in
            try await transaction.requireRegistered([patient], orElse: .notYoursToCorrect, for: call, at: stamp.at)
            let now = try PatientDocument.codec.decode(try await transaction.findPatient(patient))
            try requireVersion(version, current: now.version)
            try requireBorn(
                Patient(familyName: now.familyName, identifiers: input.addIdentifiers),
                today: environment.day(stamp.at),
                at: "/addIdentifiers"
            )
            for (index, identifier) in input.endIdentifiers.enumerated() {
                try requireOwn(identifier, at: "/endIdentifiers/\(index)", call: call)
                guard now.identifiers.contains(identifier) else {
                    throw UseCaseError.invalid(
                        "/endIdentifiers/\(index)",
                        .contradiction,
                        en: "The patient does not have this number.",
                        nl: "De patiënt heeft dit nummer niet."
                    )
                }
                transaction.endIdentifier(patient, identifier, stamp)
            }
            for identifier in input.addIdentifiers {
                transaction.insertIdentifier(patient, id: environment.makeUUID(), identifier, stamp)
            }
            transaction.insertPatientVersion(
                patient,
                version: version + 1,
                PatientVersion(
                    familyName: input.familyName ?? now.familyName,
                    givenNames: input.givenNames ?? now.givenNames,
                    birthDate: input.birthDate ?? now.birthDate,
                    sex: input.sex ?? now.sex,
                    reason: input.reason
                ),
                stamp
            )
            if (input.birthDate ?? now.birthDate, input.sex ?? now.sex) != (now.birthDate, now.sex) {
                try await transaction.evaluateWorkups(of: patient, "UpdatePatient", stamp, environment)
            }
            return Change(
                id: patient.uuid,
                version: version + 1,
                body: try await transaction.findPatient(patient),
                note: AuditNote(
                    event: "UpdatePatient",
                    action: .update,
                    patientID: patient,
                    objectType: "patient",
                    reason: input.reason
                )
            )
        }
    }
}

/// Passes where a hospital number is the caller's own organisation's to end; national numbers are anybody's who knows the person.
private func requireOwn(_ identifier: PatientIdentifier, at pointer: String, call: Call) throws(UseCaseError) {
    guard call.actor.userID != nil, case .hospital(let code) = identifier.system, code != call.actor.organisationCode
    else { return }
    throw UseCaseError.invalid(
        pointer,
        .contradiction,
        en: "This is another organisation's number: its own people end it.",
        nl: "Dit is een nummer van een andere organisatie: daar beëindigt men het zelf."
    )
}
