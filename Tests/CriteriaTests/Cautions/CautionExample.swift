// A case that raises a caution and its nearest neighbour that does not.
import Criteria
import Domain
import FoundationEssentials
import Testing

/// A caution with the smallest case that raises it, and a case that differs in one value and does not.
struct CautionExample: Sendable, CustomTestStringConvertible {
    let code: CaseCautionCode
    let name: String
    let raising: CaseFile
    let neighbour: CaseFile
    /// What the sets say of every segment.
    let block: BlockAnswer
    /// The verdicts of the sets, for both cases and for the neighbour where they differ.
    let evaluations: [CriteriaEvaluation]
    let neighbourEvaluations: [CriteriaEvaluation]
    var testDescription: String { name.isEmpty ? code.rawValue : "\(code.rawValue), \(name)" }

    init(
        _ code: CaseCautionCode,
        _ name: String,
        _ raising: CaseFile,
        not neighbour: CaseFile,
        block: BlockAnswer = .noBlock,
        evaluations: [CriteriaEvaluation] = [],
        neighbourEvaluations: [CriteriaEvaluation]? = nil
    ) {
        self.code = code
        self.name = name
        self.raising = raising
        self.neighbour = neighbour
        self.block = block
        self.evaluations = evaluations
        self.neighbourEvaluations = neighbourEvaluations ?? evaluations
    }

    init(
        _ code: CaseCautionCode,
        _ raising: CaseFile,
        not neighbour: CaseFile,
        evaluations: [CriteriaEvaluation] = [],
        neighbourEvaluations: [CriteriaEvaluation]? = nil
    ) {
        self.init(
            code,
            "",
            raising,
            not: neighbour,
            evaluations: evaluations,
            neighbourEvaluations: neighbourEvaluations
        )
    }

    static func cautions(
        in file: CaseFile,
        block: BlockAnswer = .noBlock,
        evaluations: [CriteriaEvaluation] = []
    ) -> [CaseCaution] {
        CaseCautions.all(
            in: file,
            facts: CaseFacts(file),
            segments: segments(of: file, block),
            evaluations: evaluations,
            careProtocol: nil
        )
    }

    private static func segments(of file: CaseFile, _ block: BlockAnswer) -> [SegmentEvaluation] {
        file.nerveConductionStudies.enumerated().flatMap { index, study in
            SegmentTable(study).rows.map { row in
                let segment = row.measures.segment
                return SegmentEvaluation(
                    place: CasePlace(.nerveConductionStudies, index, .motor, row.motorIndex),
                    nerve: segment.nerve,
                    side: segment.side,
                    muscle: nil,
                    distalSite: segment.distal.site,
                    proximalSite: segment.proximal.site,
                    areaReductionPercent: row.measures.areaReductionPercent,
                    amplitudeReductionPercent: row.measures.amplitudeReductionPercent,
                    durationIncreasePercent: nil,
                    velocityMps: row.measures.velocityForDisplayMps,
                    isEntrapment: segment.isEntrapment,
                    isLong: segment.isLong,
                    blocks: [SegmentBlock(criteria: "efns-pns-2010-mmn", answer: block)],
                    reasons: []
                )
            }
        }
    }

    /// The verdict of a set, with one clause.
    static func evaluation(
        _ criteria: String,
        _ category: CriteriaCategory,
        clause: String = "X",
        _ verdict: Verdict = .met
    ) -> CriteriaEvaluation {
        CriteriaEvaluation(
            criteria: criteria,
            version: "1",
            category: category,
            status: .unchecked,
            categories: [],
            clauses: [
                ClauseEvaluation(
                    id: clause,
                    name: Localized(same: clause),
                    verdict: verdict,
                    status: .unchecked,
                    source: "house",
                    reason: "",
                    evidence: [],
                    missing: []
                )
            ],
            reachable: []
        )
    }
}
