// Showing a national number whole: an act of its own, which the log has beside the reads of the patient.
package import Domain
import Records

/// Shows one national number of a patient whole.
package enum ShowNumber {
    /// Which number.
    package struct Input: Sendable, Hashable {
        package let system: IdentifierSystem

        package init(system: IdentifierSystem) { self.system = system }

        /// The JSON of asking for a number.
        package static let codec: Codec<Input> = Codec.object(
            "NumberToShow",
            Input.init(system:),
            .required("system", \.system, IdentifierSystem.codec)
        ).checked { input, reading in
            guard !input.system.isNational else { return }
            reading.report(
                .outOfRange,
                at: "/system",
                en: "A hospital number is never masked.",
                nl: "Een ziekenhuisnummer is nooit afgeschermd."
            )
        }
    }

    /// Reads the number; the log says which kind was shown, and not the number itself.
    /// - Throws: not found where there is no such patient, or no such number.
    package static func run(
        _ patient: ID<Patient>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> PatientIdentifier {
        var note = AuditNote(event: "ShowNumber", action: .read, patientID: patient, objectType: "patient")
        note.objectDetail = input.system.description
        let body = try await call.read(.readPatients, note, in: environment) { record, entry throws(RecordError) in
            try await record.readPatient(patient, asOf: nil, audit: entry)
        }
        guard let body else { throw .notFound("patient", "Deze patiënt") }
        do {
            let document = try PatientDocument.codec.decode(body, limits: .ownDocuments)
            guard let found = document.identifiers.first(where: { $0.system == input.system }) else {
                throw UseCaseError.notFound("number", "Dit nummer")
            }
            return found
        } catch {
            throw UseCaseError(any: error)
        }
    }
}
