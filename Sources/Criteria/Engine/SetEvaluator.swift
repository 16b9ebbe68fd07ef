// Evaluates one criteria set on one case: the verdict of every rule, worked out when it is first asked for.
import Domain

/// The verdicts of one set on one case.
///
/// A class, since rules ask for each other's verdicts while they are being worked out; it lives for one evaluation and is
/// shared with nobody.
final class SetEvaluator {
    let set: CriteriaSet
    let numbers: CaseNumbers
    private var segmentVerdicts: [[Verdict?]]
    private var segmentOffsets: [Int]
    private var entryVerdicts: [[Verdict?]]
    private var nerveVerdicts: [[Verdict?]]
    private var patientVerdicts: [Verdict?]

    init(_ set: CriteriaSet, _ numbers: CaseNumbers) {
        self.set = set
        self.numbers = numbers
        var segmentCount = 0
        segmentOffsets = numbers.entries.map { entry in
            defer { segmentCount += entry.segments.count }
            return segmentCount
        }
        segmentVerdicts = Array(repeating: Array(repeating: nil, count: set.segments.count), count: segmentCount)
        entryVerdicts = Array(repeating: Array(repeating: nil, count: set.entries.count), count: numbers.entries.count)
        nerveVerdicts = Array(repeating: Array(repeating: nil, count: set.nerves.count), count: numbers.nerves.count)
        patientVerdicts = Array(repeating: nil, count: set.patient.count)
    }

    var facts: CaseFacts { numbers.facts }

    // MARK: Segments

    /// The verdict of a rule on a segment of an entry.
    func verdict(_ rule: Rule<SegmentLeaf>, entry: Int, segment: Int) -> Verdict {
        let numbers = numbers.entries[entry].segments[segment]
        return rule.verdict(
            leaf: { Self.verdict($0, numbers) },
            named: { self.segmentVerdict($0, entry: entry, segment: segment) }
        )
    }

    /// The verdict of a named rule on a segment of an entry.
    func segmentVerdict(_ index: Int, entry: Int, segment: Int) -> Verdict {
        let slot = segmentOffsets[entry] + segment
        if let known = segmentVerdicts[slot][index] { return known }
        let verdict = verdict(set.segments[index].rule, entry: entry, segment: segment)
        segmentVerdicts[slot][index] = verdict
        return verdict
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
        guard let rules = set.block else { return nil }
        let definite = segmentVerdict(rules.definite, entry: entry, segment: segment)
        if definite == .met { return .definite }
        let probable = segmentVerdict(rules.probable, entry: entry, segment: segment)
        if probable == .met { return .probable }
        return definite == .unknown || probable == .unknown ? .notEvaluable : .noBlock
    }

    // MARK: Motor entries

    /// The verdict of a rule on a motor entry.
    func verdict(_ rule: Rule<EntryLeaf>, entry: Int) -> Verdict {
        rule.verdict(
            leaf: { self.verdict($0, entry: entry) },
            named: { self.entryVerdict($0, entry: entry) }
        )
    }

    private func entryVerdict(_ index: Int, entry: Int) -> Verdict {
        if let known = entryVerdicts[entry][index] { return known }
        let verdict = verdict(set.entries[index].rule, entry: entry)
        entryVerdicts[entry][index] = verdict
        return verdict
    }

    /// The verdict of a question about a motor entry.
    func verdict(_ leaf: EntryLeaf, entry: Int) -> Verdict {
        let numbers = numbers.entries[entry]
        switch leaf {
        case .nerve(let nerves): return Verdict(nerves.contains(numbers.nerveSide.nerve))
        case .someSegment(let rule):
            var result = Verdict.notMet
            for segment in numbers.segments.indices {
                result = result || verdict(rule, entry: entry, segment: segment)
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

    /// The verdict of a rule on a studied nerve.
    func verdict(_ rule: Rule<NerveLeaf>, nerve: Int) -> Verdict {
        rule.verdict(
            leaf: { self.verdict($0, nerve: nerve) },
            named: { index in
                if let known = self.nerveVerdicts[nerve][index] { return known }
                let verdict = self.verdict(self.set.nerves[index].rule, nerve: nerve)
                self.nerveVerdicts[nerve][index] = verdict
                return verdict
            }
        )
    }

    /// The verdict of a question about a studied nerve.
    private func verdict(_ leaf: NerveLeaf, nerve: Int) -> Verdict {
        let studied = numbers.nerves[nerve]
        switch leaf {
        case .someEntry(let rule):
            var result = Verdict.notMet
            for entry in studied.entries {
                result = result || verdict(rule, entry: entry)
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

    /// The verdict of a rule about the patient.
    func verdict(_ rule: Rule<PatientLeaf>) -> Verdict {
        rule.verdict(leaf: { self.judged($0).verdict }, named: { self.patientVerdict($0) })
    }

    /// The verdict of a clause or term.
    func patientVerdict(_ index: Int) -> Verdict {
        if let known = patientVerdicts[index] { return known }
        let verdict = verdict(set.patient[index].named.rule)
        patientVerdicts[index] = verdict
        return verdict
    }
}
