// Which cautions an administration would raise, asked before it is given: nothing is recorded but that it was asked.
import Criteria
package import Domain
import Records

/// Lists the cautions that an administration would raise.
package enum CheckAdministration {
    /// What a line of the answer looks like.
    package static var itemSchema: Schema { RaisedCaution.codec.schema() }

    /// The cautions in the order of the protocol, those that refuse or ask for a reason among them.
    package static func run(
        _ workup: ID<Workup>,
        course: ID<Treatment>,
        _ input: RecordAdministration.Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        let note = AuditNote(
            event: "CheckAdministration",
            action: .read,
            workupID: workup,
            objectType: "treatment",
            objectID: course.description,
            categories: ["patientSummary", "testResult", "prescription"]
        )
        return try await call.list(.recordTreatment, note, in: environment) { transaction in
            let row = try await transaction.findWorkup(workup)
            let document = try await transaction.findRecord(workup, environment)
            guard let now = document.treatments.first(where: { $0.id == course }) else {
                throw UseCaseError.notFound("course", "Deze kuur")
            }
            let guidance = TreatmentGuidance(of: document, by: try await transaction.careProtocol(of: row, environment))
            let raised = guidance.cautions(adding: input.administration, to: now.treatment)
            return (Page(items: raised.map(RaisedCaution.codec.encode), next: nil), [row.patientID])
        }
    }
}
