// Reading one whole workup: the bytes PostgreSQL assembled, given out once the read is in the log.
package import Domain
import Records

/// Reads a workup as known now or at an instant.
package enum ReadWorkup {
    /// The whole document; its bytes are never decoded on the way.
    package static func run(
        _ workup: ID<Workup>,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        let body = try await document(
            workup,
            asOf: asOf,
            event: "ReadWorkup",
            needing: .part,
            call: call,
            in: environment
        )
        return Answer(id: workup.uuid, version: try versionField(of: body), body: body)
    }

    /// What the log says of a whole document under the name of a use case.
    static func note(_ workup: ID<Workup>, event: String, needing need: AccessNeed) -> AuditNote {
        AuditNote(
            event: event,
            action: .read,
            workupID: workup,
            objectType: "workup",
            objectID: workup.description,
            categories: ["patientSummary", "testResult", "imaging", "prescription"],
            need: need
        )
    }

    /// The document for another use case, logged under that one's name.
    static func document(
        _ workup: ID<Workup>,
        asOf: Instant?,
        event: String,
        needing need: AccessNeed = .whole,
        withEvaluation: Bool = true,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> [UInt8] {
        try requirePast(asOf: asOf, environment)
        let note = note(workup, event: event, needing: need)
        let today = asOf.map(environment.day) ?? environment.today
        let body = try await call.read(.readWorkups, note, in: environment) { record, entry throws(RecordError) in
            try await record.readWorkup(
                workup,
                asOf: asOf,
                today: today,
                withEvaluation: withEvaluation,
                audit: entry
            )
        }
        guard let body else { throw .notFound("workup", "Dit traject") }
        return body
    }
}
