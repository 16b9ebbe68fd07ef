// Looking at what the criteria say of a workup: the evaluation that stood at an instant, and the way the answers went.
package import Domain
import Records

/// Reads the evaluation of a workup.
package enum ReadEvaluation {
    /// The evaluation as known now or at an instant, with what it saw; not found where the workup was not evaluated by
    /// then, since an empty answer would read as *criteria not met*.
    package static func run(
        _ workup: ID<Workup>,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try requirePast(asOf: asOf, environment)
        let note = AuditNote(
            event: "ReadEvaluation",
            action: .read,
            workupID: workup,
            objectType: "evaluation",
            categories: ["testResult", "imaging"]
        )
        let body = try await call.read(.readWorkups, note, in: environment) { record, entry throws(RecordError) in
            try await record.readEvaluation(workup, asOf: asOf, audit: entry)
        }
        guard let body else { throw .notFound("workup", "Dit traject") }
        guard !body.isEmpty else { throw .notFound("evaluation of this workup", "Deze evaluatie van dit traject") }
        return Answer(id: workup.uuid, version: try integerField("number", of: body), body: body)
    }
}

/// Lists the evaluations of a workup.
package enum ListEvaluations {
    /// Every evaluation by now or by an instant, newest first, each with the answers of the sets.
    package static func run(
        _ workup: ID<Workup>,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        try requirePast(asOf: asOf, environment)
        let note = AuditNote(
            event: "ListEvaluations",
            action: .read,
            workupID: workup,
            objectType: "evaluation",
            categories: ["testResult", "imaging"]
        )
        let body = try await call.read(.readWorkups, note, in: environment) { record, entry throws(RecordError) in
            try await record.readEvaluationHistory(workup, asOf: asOf, audit: entry)
        }
        guard let body else { throw .notFound("workup", "Dit traject") }
        return Page(body: body)
    }
}
