// Where conduction block was found, and where nobody could judge it: every paper that says one of them says the other as well.
import Criteria
import Domain

/// What the sets of a workup's protocol say of block in its segments.
struct BlockTally {
    /// The nerves in which some set finds definite or probable block, each once.
    let nerves: [String]
    /// The segments in which no set finds block and some set cannot judge it, such as where the area is missing.
    let openCount: Int
    let segmentCount: Int

    /// Whether no segment could be judged in whole and none has block: then nothing is known of it.
    var isUnknown: Bool { nerves.isEmpty && openCount == segmentCount }
}

extension CaseMatter {
    /// Where there is block, and where it cannot be judged; nil where no segment was studied.
    var blockTally: BlockTally? {
        guard let result = document.evaluation?.result, !result.segments.isEmpty else { return nil }
        var nerves: [String] = []
        var open = 0
        for segment in result.segments {
            let answers = segment.blocks.filter { careProtocol.criteriaSets.contains($0.criteria) }.map(\.answer)
            if answers.contains(.definite) || answers.contains(.probable) {
                let name = nerveWords(segment.nerve, segment.side)
                if !nerves.contains(name) { nerves.append(name) }
            } else if answers.contains(.notEvaluable) {
                open += 1
            }
        }
        return BlockTally(nerves: nerves, openCount: open, segmentCount: result.segments.count)
    }
}
