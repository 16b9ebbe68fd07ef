// Where conduction block was found, where nobody could judge it, and where the rules do not look for it: every paper that says
// one of them says the others as well.
import Criteria
import Domain
import FoundationEssentials

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
    /// The segments that the sets leave out since they lie at a site of entrapment: neither judged nor open.
    let entrapments: [EntrapmentSegment]

    /// Whether no segment could be judged: then nothing is known of block.
    var isUnknown: Bool { judgedCount == 0 }
    /// Segments at a site of entrapment with a fall that would be looked at elsewhere.
    var fallingEntrapments: [EntrapmentSegment] { entrapments.filter(\.hasMarkedFall) }
}

/// A segment that the sets leave out since it lies at a site of entrapment.
struct EntrapmentSegment {
    /// `ulnar nerve left`.
    let nerve: String
    /// `ulnar nerve left, below elbow → above elbow: amplitude fall 69.4 %`.
    let words: String
    /// Whether area or amplitude falls by 30 % or more, the least that a set calls a block anywhere (House, unchecked).
    let hasMarkedFall: Bool
}

/// What the sets of a workup's protocol say of block in one segment.
enum SegmentBlocking {
    /// Some set finds definite or probable block.
    case blocked
    /// No set finds it, and some set cannot tell.
    case open
    /// No set finds it.
    case judged
    /// No set looks for it, since the segment lies at a site of entrapment.
    case entrapment
}

extension CaseMatter {
    private static let markedFallPercent: Decimal = 30

    /// What each set of the protocol says of a segment.
    func ownAnswers(in segment: SegmentEvaluation) -> [BlockAnswer] {
        segment.blocks.filter { careProtocol.criteriaSets.contains($0.criteria) }.map(\.answer)
    }

    /// Whether there is block in a segment; nil where no set of the protocol looks at it.
    func block(in segment: SegmentEvaluation) -> SegmentBlocking? {
        let answers = ownAnswers(in: segment)
        if answers.contains(.definite) || answers.contains(.probable) { return .blocked }
        if answers.isEmpty { return nil }
        // Every set asks for a segment that is free: what it answers here is about the place, and not about the nerve.
        if segment.isEntrapment { return .entrapment }
        return answers.contains(.notEvaluable) ? .open : .judged
    }

    /// Where there is block, where it cannot be judged and where nobody looks for it; nil where no segment was studied, or
    /// no set looks at one.
    var blockTally: BlockTally? {
        guard let result = document.evaluation?.result else { return nil }
        var nerves: [String] = []
        var entrapments: [EntrapmentSegment] = []
        var (open, judged, blocked) = (0, 0, 0)
        for segment in result.segments {
            switch block(in: segment) {
            case .blocked:
                let name = nerveWords(segment.nerve, segment.side)
                if !nerves.contains(name) { nerves.append(name) }
                (judged, blocked) = (judged + 1, blocked + 1)
            case .open: open += 1
            case .judged: judged += 1
            case .entrapment: entrapments.append(entrapment(segment))
            case nil: break
            }
        }
        guard open + judged + entrapments.count > 0 else { return nil }
        return BlockTally(
            nerves: nerves,
            openCount: open,
            segmentCount: result.segments.count,
            blockedCount: blocked,
            judgedCount: judged,
            entrapments: entrapments
        )
    }

    private func entrapment(_ segment: SegmentEvaluation) -> EntrapmentSegment {
        let studies = document.caseFile.nerveConductionStudies
        let index = segment.place.index.flatMap { studies.count > 1 && studies.indices.contains($0) ? $0 : nil }
        let date = index.map { dateWords(studies[$0].origin.performedOn) }
        let nerve = nerveWords(segment.nerve, segment.side)
        let sites = segmentWords(segment.distalSite, segment.proximalSite)
        let falls: [(ConductionWord, Decimal?)] = [
            (.areaReduction, segment.areaReductionPercent), (.amplitudeReduction, segment.amplitudeReductionPercent),
        ]
        let known = falls.compactMap { word, fall in
            fall.map { "\(wording.lowercasingFirst(wording(word))) \(wording.number($0, decimals: 1))\u{A0}%" }
        }
        let name = [nerve, sites, date].compactMap { $0 }.joined(separator: ", ")
        return EntrapmentSegment(
            nerve: nerve,
            words: "\(name): \(known.isEmpty ? wording(NothingWord.notAssessable) : known.joined(separator: ", "))",
            hasMarkedFall: falls.compactMap(\.1).contains { $0 >= CaseMatter.markedFallPercent }
        )
    }

    /// `below elbow → above elbow`.
    func segmentWords(_ distal: StimulationSite, _ proximal: StimulationSite) -> String {
        "\(distal.label(language)) → \(proximal.label(language))"
    }

    /// The segments with a marked fall that were left out since they lie at a site of entrapment; the others are counted.
    func entrapmentFact(_ tally: BlockTally) -> ReportFact? {
        fact(BriefWord.atEntrapment, tally.fallingEntrapments.map(\.words))
    }
}
