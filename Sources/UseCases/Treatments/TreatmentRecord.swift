// The whole workup that rules on treatment are asked about, read inside a transaction.
import Criteria
import Domain
import Records

extension RecordTransaction {
    /// A workup as recorded now, without what the criteria say of it.
    func findRecord(_ workup: ID<Workup>, _ environment: Environment) async throws -> WorkupDocument {
        guard let body = try await workupRecord(workup, asOf: nil, today: environment.today) else {
            throw UseCaseError.notFound("workup", "Dit traject")
        }
        return try WorkupDocument.codec.decode(body, limits: .ownDocuments)
    }

    /// The guidance of a workup's protocol on everything that is recorded of it.
    func guidance(for row: WorkupRow, _ environment: Environment) async throws -> TreatmentGuidance {
        TreatmentGuidance(
            of: try await findRecord(row.workupID, environment),
            by: try await careProtocol(of: row, environment)
        )
    }
}
