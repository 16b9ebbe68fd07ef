// What a page says of a patient above everything else: the emergency by which the reader sees them, and their other records.
package import Domain
import FoundationEssentials
import Records

/// Reads what has to be in sight of a patient whom the reader sees already.
package enum ReadStanding {
    /// The reader's own emergency, and the numbers of the records that were found to be the same person. Whose numbers are
    /// shown is in the log.
    package static func run(
        _ patient: PatientDocument,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> PatientStanding {
        guard let user = call.actor.userID else { return .ordinary }
        let now = environment.now()
        let others = [patient.mergedInto].compactMap(\.self) + patient.mergedFrom
        guard !others.isEmpty else {
            do {
                return try await environment.record.write(as: call.identity(at: now)) { transaction in
                    PatientStanding(emergency: try await transaction.emergency(of: user, with: patient.id, at: now))
                }
            } catch {
                throw UseCaseError(any: error)
            }
        }
        let note = AuditNote(event: "ReadPatient", action: .read, objectType: "patient", purpose: "PATADMIN")
        return try await call.list(.readPatients, note, in: environment) { transaction in
            let emergency = try await transaction.emergency(of: user, with: patient.id, at: now)
            let numbers = try await transaction.numbers(of: others)
            let records = others.map { PatientStanding.OtherRecord(id: $0, identifiers: numbers[$0]) }
            return (PatientStanding(emergency: emergency, others: records), Array(numbers.keys))
        }
    }
}
