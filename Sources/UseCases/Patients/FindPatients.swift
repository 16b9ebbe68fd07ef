// Finding patients by number, or by name and birth date. The terms travel in a body, never in an address.
package import Domain
import Records

/// Finds patients.
package enum FindPatients {
    /// What to look for: a number, or the beginning of a family name with or without a birth date.
    package struct Input: Sendable, Hashable {
        package let identifier: PatientIdentifier?
        package let familyName: String?
        package let birthDate: PartialDate?

        package init(identifier: PatientIdentifier?, familyName: String?, birthDate: PartialDate?) {
            self.identifier = identifier
            self.familyName = familyName
            self.birthDate = birthDate
        }

        /// The JSON of a search; either a number or a family name.
        package static let codec: Codec<Input> = Codec.object(
            "PatientSearch",
            Input.init(identifier:familyName:birthDate:),
            .optional("identifier", \.identifier, PatientIdentifier.codec),
            .optional("familyName", \.familyName, .text(max: 200)),
            .optional("birthDate", \.birthDate, .partialDate)
        ).checked { input, reading in
            if input.identifier == nil, input.familyName == nil {
                reading.report(
                    .missing,
                    at: "/identifier",
                    en: "Give an identifier or a familyName to look for.",
                    nl: "Geef een identifier of een familyName om op te zoeken."
                )
            }
            if input.identifier != nil, input.familyName != nil || input.birthDate != nil {
                reading.report(
                    .contradiction,
                    at: "/identifier",
                    en: "An identifier is looked for alone.",
                    nl: "Op een identifier wordt alleen gezocht."
                )
            }
        }
    }

    /// At most this many patients are shown.
    package static let resultCountMax = 50

    /// Searches; the search and every patient it showed are in the log.
    package static func run(
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        let note = AuditNote(
            event: "FindPatients",
            action: .execute,
            objectType: "patient",
            query: Input.codec.encode(input)
        )
        return try await call.list(.readPatients, note, in: environment) { transaction in
            var found: [ID<Patient>] = []
            if let identifier = input.identifier {
                if let patient = try await transaction.patient(with: identifier) { found = [patient] }
            } else if let familyName = input.familyName {
                found = try await transaction.patients(
                    familyName: familyName,
                    birthDate: input.birthDate,
                    limit: resultCountMax
                )
            }
            return (Page(items: try await transaction.patientDocuments(found), next: nil), found)
        }
    }
}
