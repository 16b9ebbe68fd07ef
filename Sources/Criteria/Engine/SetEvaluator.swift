// Evaluates one criteria set on one case: the verdict of every rule, worked out when it is first asked for.
import Domain

/// The verdicts of one set on one case.
///
/// A class, since rules ask for each other's verdicts while they are being worked out; it lives for one evaluation and is
/// shared with nobody.
final class SetEvaluator {
    let compiled: CompiledSet
    let numbers: CaseNumbers
    /// What nerves not studied yet would have to show; nil where that is worked out when it is asked for.
    let imagined: ImaginedWays?
    /// Where the segments of each entry begin among all segments.
    private let segmentOffsets: [Int]
    // Verdicts by subject and node; 0 where none was worked out yet.
    private var segmentVerdicts: [UInt8]
    private var entryVerdicts: [UInt8]
    private var nerveVerdicts: [UInt8]
    private var patientVerdicts: [UInt8]
    private var judgements: [Judged?]
    private var leafSentences: [Sentence?]

    init(_ compiled: CompiledSet, _ numbers: CaseNumbers, imagined: ImaginedWays? = nil) {
        self.compiled = compiled
        self.numbers = numbers
        self.imagined = imagined
        var segmentCount = 0
        segmentOffsets = numbers.entries.map { entry in
            defer { segmentCount += entry.segments.count }
            return segmentCount
        }
        segmentVerdicts = Array(repeating: 0, count: compiled.segments.nodes.count * segmentCount)
        entryVerdicts = Array(repeating: 0, count: compiled.entries.nodes.count * numbers.entries.count)
        nerveVerdicts = Array(repeating: 0, count: compiled.nerves.nodes.count * numbers.nerves.count)
        patientVerdicts = Array(repeating: 0, count: compiled.patient.nodes.count)
        judgements = Array(repeating: nil, count: compiled.patient.leaves.count)
        leafSentences = Array(repeating: nil, count: compiled.patient.leaves.count)
    }

    var set: CriteriaSet { compiled.set }
    var facts: CaseFacts { numbers.facts }

    // MARK: Segments

    /// The verdict of a node on a segment of an entry.
    func segmentVerdict(_ node: Int, entry: Int, segment: Int) -> Verdict {
        let program = compiled.segments
        let offset = (segmentOffsets[entry] + segment) * program.nodes.count
        if let known = Verdict(code: segmentVerdicts[offset + node]) { return known }
        let numbers = numbers.entries[entry].segments[segment]
        return program.verdict(node, &segmentVerdicts, offset) { Self.verdict(program.leaves[$0], numbers) }
    }

    /// The verdict of a question about a segment.
    static func verdict(_ leaf: SegmentLeaf, _ segment: SegmentNumbers) -> Verdict {
        switch leaf {
        case .nerve(let nerves): Verdict(nerves.contains(segment.nerve))
        case .entrapment(let isWanted): Verdict(segment.isEntrapment == isWanted)
        case .long(let pairs): Verdict(segment.isLong(including: pairs))
        case .distalSite(let sites): Verdict(sites.contains(segment.distal.site))
        case .proximalSite(let sites): Verdict(sites.contains(segment.proximal.site))
        case .distanceRecorded(let isWanted): Verdict((segment.proximal.distance != nil) == isWanted)
        case .absentResponse: Verdict(segment.distal.isAbsent || segment.proximal.isAbsent)
        case .quantity(let quantity, let threshold): segment.measure(quantity).verdict(threshold)
        }
    }

    /// What the set says of the conduction in a segment; nil where it does not speak of block.
    func block(entry: Int, segment: Int) -> BlockAnswer? {
        guard let rules = compiled.block else { return nil }
        let definite = segmentVerdict(rules.definite, entry: entry, segment: segment)
        if definite == .met { return .definite }
        let probable = segmentVerdict(rules.probable, entry: entry, segment: segment)
        if probable == .met { return .probable }
        return definite == .unknown || probable == .unknown ? .notEvaluable : .noBlock
    }

    // MARK: Motor entries

    /// The verdict of a node on a motor entry.
    func entryVerdict(_ node: Int, entry: Int) -> Verdict {
        let offset = entry * compiled.entries.nodes.count
        if let known = Verdict(code: entryVerdicts[offset + node]) { return known }
        return compiled.entries.verdict(node, &entryVerdicts, offset) { self.entryLeafVerdict($0, entry: entry) }
    }

    /// The verdict of a question about a motor entry.
    func entryLeafVerdict(_ leaf: Int, entry: Int) -> Verdict {
        let numbers = numbers.entries[entry]
        switch compiled.entries.leaves[leaf] {
        case .nerve(let nerves): return Verdict(nerves.contains(numbers.nerveSide.nerve))
        case .someSegment:
            let node = compiled.segmentOfEntryLeaf[leaf]
            var result = Verdict.notMet
            for segment in numbers.segments.indices {
                result = result || segmentVerdict(node, entry: entry, segment: segment)
                if result == .met { break }
            }
            return result
        case .distalResponseAbsent(let isWanted): return Verdict(numbers.isDistalAbsent == isWanted)
        case .fWave(.absent): return Verdict(numbers.fWave?.isAbsent)
        case .fWave(.present): return !Verdict(numbers.fWave?.isAbsent)
        case .fWave(.notRecorded): return Verdict(numbers.fWave?.isAbsent == nil)
        case .distalDurationAbove(let rows): return numbers.isDurationAbove(rows)
        case .quantity(let quantity, let threshold): return numbers.measure(quantity).verdict(threshold)
        }
    }

    // MARK: Nerves

    /// The verdict of a node on a studied nerve.
    func nerveVerdict(_ node: Int, nerve: Int) -> Verdict {
        let offset = nerve * compiled.nerves.nodes.count
        if let known = Verdict(code: nerveVerdicts[offset + node]) { return known }
        return compiled.nerves.verdict(node, &nerveVerdicts, offset) { self.nerveLeafVerdict($0, nerve: nerve) }
    }

    private func nerveLeafVerdict(_ leaf: Int, nerve: Int) -> Verdict {
        let studied = numbers.nerves[nerve]
        switch compiled.nerves.leaves[leaf] {
        case .someEntry:
            let node = compiled.entryOfNerveLeaf[leaf]
            var result = Verdict.notMet
            for entry in studied.entries {
                result = result || entryVerdict(node, entry: entry)
                if result == .met { break }
            }
            return result
        case .sensoryNormal(let substitutes):
            return Self.areNormal(numbers.sensoryCompanions(of: studied.nerveSide, substitutes))
        }
    }

    /// Whether sensory nerves are normal: not met where one is not, met where there is one and all are, else unknown.
    static func areNormal(_ nerves: [SensoryNerve]) -> Verdict {
        if nerves.contains(where: { $0.isNormal == .notMet }) { return .notMet }
        return nerves.isEmpty || nerves.contains { $0.isNormal == .unknown } ? .unknown : .met
    }

    // MARK: The patient

    /// The verdict of a node about the patient.
    func patientVerdict(_ node: Int) -> Verdict {
        if let known = Verdict(code: patientVerdicts[node]) { return known }
        return compiled.patient.verdict(node, &patientVerdicts, 0) { self.judged($0).verdict }
    }

    /// The verdict of a question about the patient, with the findings it rests on.
    func judged(_ leaf: Int) -> Judged {
        if let known = judgements[leaf] { return known }
        let judged = judge(compiled.patient.leaves[leaf], slots: compiled.slotsOfPatientLeaf[leaf])
        judgements[leaf] = judged
        return judged
    }

    /// What a question about the patient came to, in words; the same sentence each time.
    func sentence(_ leaf: Int) -> Sentence {
        if let known = leafSentences[leaf] { return known }
        let sentence = sentence(leaf, judged(leaf))
        leafSentences[leaf] = sentence
        return sentence
    }
}
