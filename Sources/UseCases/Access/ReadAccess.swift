// Who has to do with a patient, and whom the patient objects to.
package import Domain
import Records

/// Reads who may see a patient.
package enum ReadAccess {
    /// `{"relations": [...], "objections": [...]}`, those that count first.
    package static func run(
        _ patient: ID<Patient>,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        let note = AuditNote(
            event: "ReadAccess",
            action: .read,
            patientID: patient,
            objectType: "access",
            categories: [],
            purpose: "PATADMIN"
        )
        let page = try await call.list(.readPatients, note, in: environment) { transaction in
            try await transaction.requirePersons([patient], for: call, at: environment.now())
            _ = try await transaction.findPatient(patient)
            return (Page(body: try await transaction.accessList(of: patient, now: environment.now())), [])
        }
        return Answer(id: patient.uuid, version: 1, body: page.body)
    }
}

extension AuditNote {
    /// A change of who may see a patient.
    static func access(
        _ event: String,
        _ action: AuditAction,
        _ patient: ID<Patient>,
        workup: ID<Workup>? = nil,
        object: String,
        detail: String? = nil,
        reason: String?
    ) -> AuditNote {
        var note = AuditNote(
            event: event,
            action: action,
            patientID: patient,
            workupID: workup,
            objectType: "access",
            objectID: object,
            reason: reason,
            categories: [],
            purpose: "PATADMIN"
        )
        note.objectDetail = detail
        return note
    }
}
