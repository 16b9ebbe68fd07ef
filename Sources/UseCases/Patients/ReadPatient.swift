// Reading a patient, and the workups of a patient.
package import Domain
import Records

/// Reads a patient as known now or at an instant.
package enum ReadPatient {
    /// Reads the patient; the read is in the log before anything is given out.
    package static func run(
        _ patient: ID<Patient>,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try requirePast(asOf: asOf, environment)
        let note = AuditNote(event: "ReadPatient", action: .read, patientID: patient, objectType: "patient")
        let body = try await call.read(.readPatients, note, in: environment) { record, entry throws(RecordError) in
            try await record.readPatient(patient, asOf: asOf, audit: entry)
        }
        guard let body else { throw .notFound("patient", "Deze patiënt") }
        return Answer(id: patient.uuid, version: try versionField(of: body), body: body)
    }
}

/// Lists the workups of a patient.
package enum ListPatientWorkups {
    /// Reads the list; empty where the patient has none.
    package static func run(
        _ patient: ID<Patient>,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        let note = AuditNote(event: "ListPatientWorkups", action: .read, patientID: patient, objectType: "workup")
        let body = try await call.read(.readWorkups, note, in: environment) { record, entry throws(RecordError) in
            try await record.readPatientWorkups(patient, audit: entry)
        }
        guard let body else { throw .notFound("patient", "Deze patiënt") }
        return Page(array: body)
    }
}

/// The `version` that a document PostgreSQL assembled begins with, found without decoding the document.
///
/// The documents are ours: `"version"` is their second member, before any text a person wrote.
func versionField(of body: [UInt8]) throws(UseCaseError) -> Int {
    try integerField("version", of: body)
}

/// The first member with a name in a document PostgreSQL assembled: a whole number that stands before any text a person
/// wrote.
func integerField(_ name: String, of body: [UInt8]) throws(UseCaseError) -> Int {
    let key = Array("\"\(name)\":".utf8)
    guard let start = body.firstRange(of: key)?.upperBound else { throw .brokenDocument }
    var value = 0
    var index = start
    while index < body.count, (48...57).contains(body[index]), index - start < 10 {
        value = value * 10 + Int(body[index] - 48)
        index += 1
    }
    guard index > start else { throw .brokenDocument }
    return value
}

extension UseCaseError {
    /// The database gave a document of another shape.
    static var brokenDocument: UseCaseError {
        UseCaseError(
            .fault,
            "internal-fault",
            en: "The record gave a document that this program cannot read.",
            nl: "Het dossier gaf een document dat dit programma niet kan lezen."
        )
    }
}
