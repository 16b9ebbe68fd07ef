// Exporting workups as case files: what goes out is what came in.
package import Domain
import Records

/// Exports one workup as a case file.
package enum ExportCase {
    /// The case file as JSON, as known now or at an instant; the export is in the log first.
    package static func run(
        _ workup: ID<Workup>,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.authorise(.exportCases, in: environment)
        let body = try await ReadWorkup.document(
            workup,
            asOf: asOf,
            event: "ExportCase",
            withEvaluation: false,
            call: call,
            in: environment
        )
        do {
            let document = try WorkupDocument.codec.decode(body, limits: .ownDocuments)
            return Answer(
                id: workup.uuid,
                version: document.version,
                body: CaseFile.codec.encode(document.caseFile)
            )
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

/// Lists the workups there are, page by page, so that all of them can be exported.
package enum ListWorkupIDs {
    /// The next ids after one, in their order; empty at the end.
    package static func run(
        after: ID<Workup>?,
        limit: Int,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> [ID<Workup>] {
        try await call.authorise(.exportCases, in: environment)
        do {
            return try await environment.record.write(as: call.identity(at: environment.now())) { transaction in
                let ids = try await transaction.workups(after: after, limit: limit)
                let note = AuditNote(event: "ListWorkupIDs", action: .execute, objectType: "workup", categories: [])
                transaction.audit(call.entry(note, in: environment))
                return ids
            }
        } catch {
            throw UseCaseError(any: error)
        }
    }
}
