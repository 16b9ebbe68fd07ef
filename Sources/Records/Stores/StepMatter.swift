// What a change of a workup's steps is decided on, loaded in one round trip.
package import Domain
import PostgreSQL

/// The steps of a workup and what their due days follow.
package struct StepMatter: Sendable {
    /// The checklist.
    package let steps: [StepDocument]
    /// Courses, choices and outcomes.
    package let treatments: TreatmentsDocument
    /// Where the sets of the protocol stand; nothing where the workup was never evaluated.
    package let standings: [CriteriaStanding]
    /// What the criteria may read, where that was asked for.
    package let input: EvaluationInput?
}

extension RecordTransaction {
    /// What a change of a workup's steps is decided on, as recorded now.
    ///
    /// - Parameters:
    ///   - workup: the workup.
    ///   - today: the day that *overdue* and *waiting* are counted on.
    ///   - isEvaluated: whether what the criteria may read is loaded too.
    /// - Returns: nil where there is no such workup.
    /// - Throws: `RecordError`; `Faults` where the record holds what this program cannot read.
    package func stepMatter(of workup: ID<Workup>, today: LocalDate, isEvaluated: Bool) async throws -> StepMatter? {
        let (steps, treatments) = (StepStatements.list(workup, nil, today), TreatmentStatements.document(workup, nil))
        if isEvaluated {
            let rows = try await fetchAll(steps, treatments, EvaluationStatements.input(workup))
            guard let steps = rows.0.first, let treatments = rows.1.first, let input = rows.2.first else { return nil }
            let read = try EvaluationInput.codec.decode(input.bytes, limits: .ownDocuments)
            return try StepMatter(steps, treatments, standings: read.latest?.standings ?? [], input: read)
        }
        let rows = try await fetchAll(steps, treatments, EvaluationStatements.standings(workup))
        guard let steps = rows.0.first, let treatments = rows.1.first else { return nil }
        return try StepMatter(steps, treatments, standings: rows.2.compactMap(CriteriaStanding.init(row:)), input: nil)
    }
}

extension StepMatter {
    fileprivate init(
        _ steps: StepListRow,
        _ treatments: JSONBytes,
        standings: [CriteriaStanding],
        input: EvaluationInput?
    ) throws {
        self.init(
            steps: try Codec<[StepDocument]>.steps.decode(steps.steps.bytes),
            treatments: try TreatmentsDocument.codec.decode(treatments.bytes, limits: .ownDocuments),
            standings: standings,
            input: input
        )
    }
}
