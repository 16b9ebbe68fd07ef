// Evaluates one criteria set on one case: the verdict of every rule, worked out when it is first asked for.
import Domain

/// The verdicts of one set on one case.
///
/// A class, since what it works out is kept; it lives for one evaluation and is shared with nobody.
final class SetEvaluator {
    let compiled: CompiledSet
    let numbers: CaseNumbers
    /// What is known from evaluations before.
    let memory: SetMemory
    /// What the questions about the patient came to, for all sets.
    let answers: LeafAnswers
    /// Where the segments of each entry begin among all segments.
    private let segmentOffsets: [Int]
    // The code of a verdict by subject and node.
    private let segmentVerdicts: [UInt8]
    /// The codes of what the rules ask of segments and of entries, one after another.
    private let conductionCodes: [UInt8]
    private let entryVerdicts: [UInt8]
    private let nerveVerdicts: [UInt8]
    /// Empty until somebody asks: tests of a set often ask for blocks only.
    private var patientVerdicts: [UInt8] = []
    /// The code of the verdict of each question about the patient, from then on.
    private(set) var leafCodes: [UInt8] = []

    /// An evaluation that begins with nothing.
    convenience init(_ compiled: CompiledSet, _ numbers: CaseNumbers) {
        let memory = SetMemory(compiled)
        self.init(memory, numbers, LeafAnswers(memory.leaves, numbers))
    }

    /// An evaluation that uses what is known from evaluations before, and shares answers with those by other sets.
    init(_ memory: SetMemory, _ numbers: CaseNumbers, _ answers: LeafAnswers) {
        self.memory = memory
        self.numbers = numbers
        self.answers = answers
        compiled = memory.compiled
        var segmentCount = 0
        segmentOffsets = numbers.entries.map { entry in
            defer { segmentCount += entry.segments.count }
            return segmentCount
        }
        // From the inside out: each scope's questions ask for rules of the one before.
        var codes: [UInt8] = []
        segmentVerdicts = Self.judgeSegments(compiled, numbers, segmentCount, &codes)
        entryVerdicts = Self.judgeEntries(compiled, numbers, segmentVerdicts, segmentOffsets, &codes)
        conductionCodes = codes
        nerveVerdicts = Self.judgeNerves(compiled, numbers, entryVerdicts)
    }

    var set: CriteriaSet { compiled.set }
    var facts: CaseFacts { numbers.facts }

    // MARK: Segments

    private static func judgeSegments(
        _ compiled: CompiledSet,
        _ numbers: CaseNumbers,
        _ count: Int,
        _ answers: inout [UInt8]
    ) -> [UInt8] {
        let program = compiled.segments
        var codes = [UInt8](repeating: 0, count: program.nodes.count * count)
        answers.reserveCapacity(program.leaves.count * count + compiled.entries.leaves.count * numbers.entries.count)
        var offset = 0
        for entry in numbers.entries {
            for segment in entry.segments {
                let first = answers.count
                for leaf in program.leaves { answers.append(code(leaf, segment)) }
                program.judge(answers[first...], into: &codes, from: offset)
                offset += program.nodes.count
            }
        }
        return codes
    }

    /// The code of the verdict of a question about a segment, with another where nothing could still be recorded.
    private static func code(_ leaf: SegmentLeaf, _ segment: SegmentNumbers) -> UInt8 {
        let code = verdict(leaf, segment).code
        guard code == Verdict.unknown.code, case .quantity(let quantity, _) = leaf else { return code }
        if case .missing = segment.measure(quantity) { return code }
        return Verdict.closedCode
    }

    /// The verdict of a node on a segment of an entry.
    func segmentVerdict(_ node: Int, entry: Int, segment: Int) -> Verdict {
        Verdict(code: segmentVerdicts[(segmentOffsets[entry] + segment) * compiled.segments.nodes.count + node])
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

    private static func judgeEntries(
        _ compiled: CompiledSet,
        _ numbers: CaseNumbers,
        _ segmentVerdicts: [UInt8],
        _ segmentOffsets: [Int],
        _ answers: inout [UInt8]
    ) -> [UInt8] {
        let program = compiled.entries
        let width = compiled.segments.nodes.count
        var codes = [UInt8](repeating: 0, count: program.nodes.count * numbers.entries.count)
        for (index, entry) in numbers.entries.enumerated() {
            let first = answers.count
            for (leaf, question) in program.leaves.enumerated() {
                let node = compiled.segmentOfEntryLeaf[leaf]
                guard node >= 0 else {
                    answers.append(code(question, entry))
                    continue
                }
                var result = Verdict.notMet
                for segment in entry.segments.indices {
                    result = result || Verdict(code: segmentVerdicts[(segmentOffsets[index] + segment) * width + node])
                }
                answers.append(result.code)
            }
            program.judge(answers[first...], into: &codes, from: index * program.nodes.count)
        }
        return codes
    }

    /// The verdict of a node on a motor entry.
    func entryVerdict(_ node: Int, entry: Int) -> Verdict {
        Verdict(code: entryVerdicts[entry * compiled.entries.nodes.count + node])
    }

    /// The code of the verdict of a question about a motor entry, with another where nothing could still be recorded.
    private static func code(_ leaf: EntryLeaf, _ entry: EntryNumbers) -> UInt8 {
        let code = entryLeafVerdict(leaf, entry).code
        guard code == Verdict.unknown.code else { return code }
        switch leaf {
        case .quantity(let quantity, _):
            if case .missing = entry.measure(quantity) { return code }
            return Verdict.closedCode
        case .distalDurationAbove: return entry.lacksDuration ? code : Verdict.closedCode
        case .nerve, .someSegment, .distalResponseAbsent, .fWave: return code
        }
    }

    /// The verdict of a question about a motor entry that asks nothing about segments.
    static func entryLeafVerdict(_ leaf: EntryLeaf, _ numbers: EntryNumbers) -> Verdict {
        switch leaf {
        case .nerve(let nerves): Verdict(nerves.contains(numbers.nerveSide.nerve))
        case .someSegment: .unknown
        case .distalResponseAbsent(let isWanted): Verdict(numbers.isDistalAbsent == isWanted)
        case .fWave(.absent): Verdict(numbers.fWave?.isAbsent)
        case .fWave(.present): !Verdict(numbers.fWave?.isAbsent)
        case .fWave(.notRecorded): Verdict(numbers.fWave?.isAbsent == nil)
        case .distalDurationAbove(let rows): numbers.isDurationAbove(rows)
        case .quantity(let quantity, let threshold): numbers.measure(quantity).verdict(threshold)
        }
    }

    // MARK: Nerves

    private static func judgeNerves(
        _ compiled: CompiledSet,
        _ numbers: CaseNumbers,
        _ entryVerdicts: [UInt8]
    ) -> [UInt8] {
        let program = compiled.nerves
        let width = compiled.entries.nodes.count
        var codes = [UInt8](repeating: 0, count: program.nodes.count * numbers.nerves.count)
        for (index, nerve) in numbers.nerves.enumerated() {
            let answers = program.leaves.indices.map { leaf -> UInt8 in
                let node = compiled.entryOfNerveLeaf[leaf]
                guard node < 0 else {
                    var result = Verdict.notMet
                    for entry in nerve.entries { result = result || Verdict(code: entryVerdicts[entry * width + node]) }
                    return result.code
                }
                guard case .sensoryNormal(let substitutes) = program.leaves[leaf] else { return Verdict.unknown.code }
                return areNormal(numbers.sensoryCompanions(of: nerve.nerveSide, substitutes)).code
            }
            program.judge(answers[...], into: &codes, from: index * program.nodes.count)
        }
        return codes
    }

    /// The verdict of a node on a studied nerve.
    func nerveVerdict(_ node: Int, nerve: Int) -> Verdict {
        Verdict(code: nerveVerdicts[nerve * compiled.nerves.nodes.count + node])
    }

    /// Whether sensory nerves are normal: not met where one is not, met where there is one and all are, else unknown.
    static func areNormal(_ nerves: [SensoryNerve]) -> Verdict {
        if nerves.contains(where: { $0.isNormal == .notMet }) { return .notMet }
        return nerves.isEmpty || nerves.contains { $0.isNormal == .unknown } ? .unknown : .met
    }

    /// What the conduction studies mean to the rules of this set, and what could still be studied: two cases of which this
    /// is the same are the same to them.
    var conductionState: Grounds {
        var state = [answers.nerves]
        state.reserveCapacity(16 + numbers.entries.count + numbers.sensory.count + conductionCodes.count / 10)
        for entry in numbers.entries { state.append(Int32(entry.segments.count)) }
        for nerve in numbers.sensory {
            state.append(Int32(nerve.nerveSide.ordinal) << 8 | Int32(nerve.isNormal.code))
        }
        conductionCodes.packed(into: &state)
        return Grounds(numbers: state)
    }

    // MARK: The patient

    /// The verdict of a node about the patient.
    func patientVerdict(_ node: Int) -> Verdict {
        if patientVerdicts.isEmpty { judgePatient() }
        return Verdict(code: patientVerdicts[node])
    }

    private func judgePatient() {
        let program = compiled.patient
        var codes = [UInt8](repeating: 0, count: program.nodes.count)
        leafCodes = program.leaves.indices.map { leafVerdict($0).code }
        program.judge(leafCodes[...], into: &codes, from: 0)
        patientVerdicts = codes
    }

    /// The verdict of a question about the patient.
    func leafVerdict(_ leaf: Int) -> Verdict {
        if let count = compiled.nerveCounts[leaf] { return tally(leaf, count).verdict }
        let number = memory.leafNumbers[leaf]
        let known = answers.codes[number]
        if known != 0 { return Verdict(code: known) }
        let verdict = judged(leaf).verdict
        answers.codes[number] = verdict.code
        return verdict
    }

    /// The verdict of a question about the patient, with the findings it rests on.
    func judged(_ leaf: Int) -> Judged {
        let number = memory.leafNumbers[leaf]
        if let known = answers.judgements[number] { return known }
        let judged = judge(leaf)
        answers.judgements[number] = judged
        return judged
    }

    /// The number of what a question about the patient came to.
    func outcome(_ leaf: Int) -> Int32 {
        let number = memory.leafNumbers[leaf]
        let known = answers.outcomes[number]
        if known >= 0 { return known }
        let outcome: Int32
        if let count = compiled.nerveCounts[leaf] {
            // What nerves are counted says all of it, and is found faster than its words.
            outcome = memory.leaves.number(of: tally(leaf, count), leaf: number, nerves: answers.nerves) {
                newOutcome(leaf)
            }
        } else if let sign = compiled.signs[leaf] {
            // So does a sign as it counts.
            outcome = memory.leaves.number(of: facts.signs[sign], leaf: number) { newOutcome(leaf) }
        } else {
            outcome = newOutcome(leaf)
        }
        answers.outcomes[number] = outcome
        return outcome
    }

    private func newOutcome(_ leaf: Int) -> Int32 {
        let judged = judged(leaf)
        return memory.leaves.number(
            of: LeafOutcome(judged: judged, sentence: sentence(leaf, judged)),
            leaf: memory.leafNumbers[leaf],
            steps: compiled.patient.leaves[leaf].steps
        )
    }

    /// What a question about the patient came to, in words.
    func sentence(_ leaf: Int) -> Sentence { memory.leaves.outcome(outcome(leaf)).sentence }
}

extension [UInt8] {
    /// Adds codes of three bits, ten to a number.
    func packed(into numbers: inout [Int32]) {
        var word: Int32 = 0
        for (index, code) in enumerated() {
            word = word << 3 | Int32(code)
            if index % 10 == 9 {
                numbers.append(word)
                word = 0
            }
        }
        numbers.append(word)
    }
}
