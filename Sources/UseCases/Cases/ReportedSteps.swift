// What the findings of a case say of its steps.
import Domain

/// Which steps of a protocol a list of findings completes.
enum ReportedSteps {
    /// The step codes, each with the finding that brought the result.
    static func of(
        _ careProtocol: CareProtocol,
        _ findings: [(id: ID<FindingRecord>, finding: Finding)],
        hasOutcome: Bool
    ) -> [String: (finding: ID<FindingRecord>?, on: PartialDate?)] {
        let findings = findings.filter(\.finding.hasContent)
        let facts = findings.map { $0.finding.facts }
        var reported: [String: (finding: ID<FindingRecord>?, on: PartialDate?)] = [:]
        for step in careProtocol.steps {
            if step.completedBy == .record(.outcome), hasOutcome { reported[step.code] = (nil, nil) }
            guard step.completedBy.isComplete(with: facts),
                let last = findings.last(where: { step.completedBy.accepts($0.finding.facts) })
            else { continue }
            reported[step.code] = (last.id, last.finding.date)
        }
        return reported
    }
}
