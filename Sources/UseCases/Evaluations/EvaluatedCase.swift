// What the criteria say of one case, ready to be kept: its bytes, what they are recognised by, and what lists show of it.
import Criteria
import Domain
import Records

/// A case with what the criteria say of it.
struct EvaluatedCase: Sendable {
    /// What they say.
    let evaluation: CaseEvaluation
    /// The same as JSON with its texts in every language.
    let document: [UInt8]
    /// SHA-256 of the document.
    let contentHash: [UInt8]

    /// Asks the criteria of a case on a version of a protocol.
    init(_ file: CaseFile, on careProtocol: CareProtocol, _ criteria: Evaluator) {
        self.init(WrittenEvaluation(criteria(file, careProtocol)))
    }

    /// What the criteria said.
    init(_ written: WrittenEvaluation) {
        evaluation = written.evaluation
        document = written.document
        contentHash = ContentHash.sha256(document)
    }

    /// Where the sets of a protocol stand.
    func standings(in careProtocol: CareProtocol) -> [CriteriaStanding] {
        sets(of: careProtocol).compactMap { set in
            set.categories.first.map {
                CriteriaStanding(criteria: set.criteria, category: set.category, highest: $0.category)
            }
        }
    }

    /// The result as the record keeps it for a workup on a protocol.
    func result(for careProtocol: CareProtocol) -> NewEvaluationResult {
        let own = sets(of: careProtocol)
        return NewEvaluationResult(
            document: document,
            contentHash: contentHash,
            answers: evaluation.evaluations.map {
                NewCriteriaAnswer(evaluation: $0, isOfProtocol: careProtocol.criteriaSets.contains($0.criteria))
            },
            best: own.map(\.category).min { $0.rank < $1.rank },
            missingSteps: missingSteps(of: own)
        )
    }

    /// The steps whose result could still raise an answer, most useful first. A set that is settled and can reach nothing
    /// higher misses nothing, whatever of it is unknown.
    private func missingSteps(of sets: [CriteriaEvaluation]) -> [String] {
        let missing = sets.filter { $0.category == .undetermined || !$0.reachable.isEmpty }.flatMap(\.missingSteps)
        let useful = evaluation.nextSteps.map(\.step).filter(missing.contains)
        var seen: Set<String> = []
        return (useful + missing).filter { seen.insert($0).inserted }
    }

    private func sets(of careProtocol: CareProtocol) -> [CriteriaEvaluation] {
        evaluation.evaluations.filter { careProtocol.criteriaSets.contains($0.criteria) }
    }
}

/// Where the sets of a workup's protocol stood before an act, and where they stand after it.
struct StandingChange: Sendable {
    let before: [CriteriaStanding]
    let after: [CriteriaStanding]

    /// Nothing moved.
    init(unchanged standings: [CriteriaStanding]) {
        self.init(before: standings, after: standings)
    }

    init(before: [CriteriaStanding], after: [CriteriaStanding]) {
        self.before = before
        self.after = after
    }
}
