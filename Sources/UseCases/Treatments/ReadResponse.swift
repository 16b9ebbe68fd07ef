// The response to treatment of a workup, as known now or at an instant.
import Criteria
package import Domain
import Records

/// Judges the response to the treatments of a workup.
package enum ReadResponse {
    /// The response as JSON; the read is in the log.
    package static func run(
        _ workup: ID<Workup>,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        let body = try await ReadWorkup.document(
            workup,
            asOf: asOf,
            event: "ReadResponse",
            withEvaluation: false,
            call: call,
            in: environment
        )
        do {
            let document = try WorkupDocument.codec.decode(body, limits: .ownDocuments)
            let careProtocol = try await ReadCaseForReport.careProtocol(of: document, in: environment)
            let response = ResponseDocument(TreatmentResponse(of: document, by: careProtocol))
            return Page(body: ResponseDocument.codec.encode(response))
        } catch {
            throw UseCaseError(any: error)
        }
    }
}
