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
    /// The segments in which some set finds definite or probable block.
    let blockedCount: Int
    /// The segments that could be judged. What no set looks at is neither this nor open.
    let judgedCount: Int

    /// Whether no segment could be judged: then nothing is known of block.
    var isUnknown: Bool { judgedCount == 0 && openCount > 0 }
}

/// What the sets of a workup's protocol say of block in one segment.
enum SegmentBlocking {
    /// Some set finds definite or probable block.
    case blocked
    /// No set finds it, and some set cannot tell.
    case open
    /// No set finds it.
    case judged
}

extension CaseMatter {
    /// What each set of the protocol says of a segment.
    func ownAnswers(in segment: SegmentEvaluation) -> [BlockAnswer] {
        segment.blocks.filter { careProtocol.criteriaSets.contains($0.criteria) }.map(\.answer)
    }

    /// Whether there is block in a segment; nil where no set of the protocol looks at it.
    func block(in segment: SegmentEvaluation) -> SegmentBlocking? {
        let answers = ownAnswers(in: segment)
        if answers.contains(.definite) || answers.contains(.probable) { return .blocked }
        if answers.contains(.notEvaluable) { return .open }
        return answers.isEmpty ? nil : .judged
    }

    /// Where there is block, and where it cannot be judged; nil where no segment was studied, or no set looks at one.
    var blockTally: BlockTally? {
        guard let result = document.evaluation?.result else { return nil }
        var nerves: [String] = []
        var (open, judged, blocked) = (0, 0, 0)
        for segment in result.segments {
            switch block(in: segment) {
            case .blocked:
                let name = nerveWords(segment.nerve, segment.side)
                if !nerves.contains(name) { nerves.append(name) }
                (judged, blocked) = (judged + 1, blocked + 1)
            case .open: open += 1
            case .judged: judged += 1
            case nil: break
            }
        }
        guard open + judged > 0 else { return nil }
        return BlockTally(
            nerves: nerves,
            openCount: open,
            segmentCount: result.segments.count,
            blockedCount: blocked,
            judgedCount: judged
        )
    }
}
