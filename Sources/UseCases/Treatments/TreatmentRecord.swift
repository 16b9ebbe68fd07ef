// The whole workup that rules on treatment are asked about, read inside a transaction.
import Criteria
import Domain
import Records

extension RecordTransaction {
    /// A workup as recorded now; what the criteria say of it only where that is asked for, since it is long.
    func findRecord(
        _ workup: ID<Workup>,
        withEvaluation: Bool = false,
        _ environment: Environment
    ) async throws -> WorkupDocument {
        let today = environment.today
        let body =
            withEvaluation
            ? try await workupDocument(workup, asOf: nil, today: today)
            : try await workupRecord(workup, asOf: nil, today: today)
        guard let body else { throw UseCaseError.notFound("workup", "Dit traject") }
        return try WorkupDocument.codec.decode(body, limits: .ownDocuments)
    }

    /// The guidance of a workup's protocol on everything that is recorded of it.
    func guidance(for row: WorkupRow, _ environment: Environment) async throws -> TreatmentGuidance {
        let careProtocol = try await careProtocol(of: row, environment)
        // The cautions of MMN stand in the protocol of MMN without any verdict, in every other one by the verdicts.
        let readsVerdicts =
            careProtocol.code != MmnCautions.protocolCode || careProtocol.caution(.corticosteroidInMotorCidp) != nil
        let document = try await findRecord(row.workupID, withEvaluation: readsVerdicts, environment)
        return TreatmentGuidance(of: document, by: careProtocol)
    }
}
