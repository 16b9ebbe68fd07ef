// Recording a finding: it is kept in the shape of its kind, and the step it completes becomes reported with it.
package import Domain
import Records

/// Records a finding of a workup.
package enum RecordFinding {
    /// The finding and, for a result from elsewhere, where it came from.
    package struct Input: Sendable, Hashable {
        package let finding: Finding
        package let origin: String?

        package init(finding: Finding, origin: String?) {
            self.finding = finding
            self.origin = origin
        }

        /// The JSON of a new finding: kind, body in the shape of that kind, origin.
        package static let codec: Codec<Input> = FindingEnvelope.codec("NewFinding", reason: .absent) {
            envelope,
            finding in
            Input(finding: finding, origin: envelope.origin)
        } back: { input in
            FindingEnvelope(finding: input.finding, origin: input.origin, reason: nil)
        }
    }

    /// Records the finding; the answer is the finding with its versions.
    package static func run(
        _ workup: ID<Workup>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.recordFindings, in: environment) { transaction, stamp in
            let row = try await transaction.findOpenWorkup(workup)
            if input.origin != nil, input.finding.date == nil {
                throw UseCaseError.invalid(
                    "/body/performedOn",
                    .missing,
                    en: "A result from elsewhere needs the day it was made.",
                    nl: "Een uitslag van elders heeft de dag van het onderzoek nodig."
                )
            }
            let id: ID<FindingRecord> = environment.makeID()
            let earlier = try await transaction.findingFacts(of: workup)
            transaction.insertFinding(
                id,
                input.finding,
                origin: input.origin,
                workup: workup,
                patient: row.patientID,
                stamp
            )
            try await transaction.reportSteps(
                completedBy: input.finding,
                id: id,
                origin: input.origin,
                earlier: earlier,
                of: row,
                stamp,
                environment
            )
            guard let body = try await transaction.findingDocument(id, workup: workup) else {
                throw UseCaseError.notFound("finding", "Deze bevinding")
            }
            return Change(
                id: id.uuid,
                version: 1,
                body: body,
                note: AuditNote(
                    event: "RecordFinding",
                    action: .create,
                    patientID: row.patientID,
                    workupID: workup,
                    objectType: input.finding.kind.rawValue,
                    objectID: id.description,
                    categories: [input.finding.dataCategory]
                )
            )
        }
    }
}

extension Finding {
    /// The category of data as EHDS names it.
    var dataCategory: String {
        switch kind {
        case .imaging: "imaging"
        case .neurologicalExamination: "patientSummary"
        case .nerveConductionStudy, .needleExamination, .antibody, .cerebrospinalFluid, .laboratory: "testResult"
        }
    }

    /// What of it decides which step it completes.
    var facts: FindingFacts { FindingFacts(self) }
}

extension RecordTransaction {
    /// Makes the steps that a new finding completes `reported`, whatever state they were in: a result is a fact.
    func reportSteps(
        completedBy finding: Finding,
        id: ID<FindingRecord>,
        origin: String?,
        earlier: [FindingFacts],
        of row: WorkupRow,
        _ stamp: Stamp,
        _ environment: Environment
    ) async throws {
        let today = environment.day(stamp.at)
        let careProtocol = try await careProtocol(of: row, environment)
        let completed = careProtocol.steps(completedBy: finding.facts)
            .filter { $0.completedBy.isComplete(with: earlier + [finding.facts]) }
        guard !completed.isEmpty, let steps = try await steps(of: row.workupID, today: today)?.1 else { return }
        for step in steps where step.state != .reported && completed.contains(where: { $0.code == step.code }) {
            let next = step.reported(by: id, performedOn: finding.date, origin: origin, today: today)
            insertStepVersion(patient: row.patientID, workup: row.workupID, previous: step, next: next, stamp)
        }
    }
}
