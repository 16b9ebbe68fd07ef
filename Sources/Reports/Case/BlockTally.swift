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
    /// The segments that could be judged. What no set looks at is neither this nor open.
    let judgedCount: Int

    /// Whether no segment could be judged: then nothing is known of block.
    var isUnknown: Bool { judgedCount == 0 && openCount > 0 }
}

extension CaseMatter {
    /// Where there is block, and where it cannot be judged; nil where no segment was studied.
    var blockTally: BlockTally? {
        guard let result = document.evaluation?.result, !result.segments.isEmpty else { return nil }
        var nerves: [String] = []
        var (open, judged) = (0, 0)
        for segment in result.segments {
            let answers = segment.blocks.filter { careProtocol.criteriaSets.contains($0.criteria) }.map(\.answer)
            if answers.contains(.definite) || answers.contains(.probable) {
                let name = nerveWords(segment.nerve, segment.side)
                if !nerves.contains(name) { nerves.append(name) }
                judged += 1
            } else if answers.contains(.notEvaluable) {
                open += 1
            } else if !answers.isEmpty {
                judged += 1
            }
        }
        return BlockTally(
            nerves: nerves,
            openCount: open,
            segmentCount: result.segments.count,
            judgedCount: judged
        )
    }
}
