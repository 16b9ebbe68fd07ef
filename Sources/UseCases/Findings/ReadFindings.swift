// Looking at the findings of a workup, all of them or one with its versions.
package import Domain
import Records

/// Lists the findings of a workup.
package enum ListFindings {
    /// The newest version of each, of one kind or of all, as known now or at an instant.
    package static func run(
        _ workup: ID<Workup>,
        kind: FindingKind?,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        try requirePast(asOf: asOf, environment)
        let note = AuditNote(
            event: "ListFindings",
            action: .read,
            workupID: workup,
            objectType: kind?.rawValue ?? "finding",
            categories: ["testResult", "imaging"]
        )
        let body = try await call.read(.readWorkups, note, in: environment) { record, entry throws(RecordError) in
            try await record.readFindings(workup, kind: kind, asOf: asOf, audit: entry)
        }
        guard let body else { throw .notFound("workup", "Dit traject") }
        return Page(body: body)
    }
}

/// Reads one finding.
package enum ReadFinding {
    /// The finding with every version of it.
    package static func run(
        _ workup: ID<Workup>,
        _ finding: ID<FindingRecord>,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try requirePast(asOf: asOf, environment)
        let note = AuditNote(
            event: "ReadFinding",
            action: .read,
            workupID: workup,
            objectType: "finding",
            objectID: finding.description,
            categories: ["testResult", "imaging"],
            need: .part
        )
        let body = try await call.read(.readWorkups, note, in: environment) { record, entry throws(RecordError) in
            try await record.readFinding(workup, finding, asOf: asOf, audit: entry)
        }
        guard let body else { throw .notFound("finding", "Deze bevinding") }
        return Answer(id: finding.uuid, version: try versionField(of: body), body: body)
    }
}
