// The segments of a case: their numbers, and what the sets say of each.
import Domain

extension SegmentEvaluation {
    /// The segments of a case with the answers of the sets.
    static func all(_ numbers: CaseNumbers, _ evaluators: [SetEvaluator]) -> [SegmentEvaluation] {
        var rows: [SegmentEvaluation] = []
        for (entryIndex, entry) in numbers.entries.enumerated() {
            for (index, segment) in entry.segments.enumerated() {
                var blocks: [SegmentBlock] = []
                var reasons: [Sentence] = []
                for evaluator in evaluators {
                    guard let answer = evaluator.block(entry: entryIndex, segment: index) else { continue }
                    blocks.append(SegmentBlock(criteria: evaluator.set.id, answer: answer))
                    reasons.append(evaluator.reason(answer, entry: entryIndex, segment: index))
                }
                rows.append(
                    SegmentEvaluation(
                        place: entry.place,
                        nerve: segment.nerve,
                        side: entry.nerveSide.side,
                        muscle: entry.muscle,
                        distalSite: segment.distal.site,
                        proximalSite: segment.proximal.site,
                        areaReductionPercent: segment.areaReduction.percentForDisplay,
                        amplitudeReductionPercent: segment.amplitudeReduction.percentForDisplay,
                        durationIncreasePercent: segment.proximal.isAbsent
                            ? nil : segment.durationIncrease.percentForDisplay,
                        velocityMps: segment.velocity?.valueForDisplay,
                        isEntrapment: segment.isEntrapment,
                        isLong: segment.isLong,
                        blocks: blocks,
                        reasons: reasons
                    )
                )
            }
        }
        return rows
    }
}
