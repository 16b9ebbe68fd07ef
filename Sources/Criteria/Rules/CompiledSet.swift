// A criteria set in the form it is evaluated in: the rules of each scope laid flat, and what leads from one to the next.
import Domain

/// A criteria set made ready. A class for the reason that `RuleProgram` is one.
final class CompiledSet: Sendable {
    /// The set.
    let set: CriteriaSet
    /// Rules about segments.
    let segments: RuleProgram<SegmentLeaf>
    /// Rules about motor entries.
    let entries: RuleProgram<EntryLeaf>
    /// Rules about nerves.
    let nerves: RuleProgram<NerveLeaf>
    /// Rules about the patient.
    let patient: RuleProgram<PatientLeaf>
    /// The node of each category, highest first.
    let levels: [Int]
    /// The id of the clause whose rule a node is; nil for any other node.
    let clauseIds: [String?]
    /// What a person reads of a term whose rule a node is; nil for a clause, and for a term without words.
    let termSentences: [Sentence?]
    /// Whether a node asks nothing about nerves, so that what is open about it is found fast.
    let isSimple: [Bool]
    /// Whether a question about the patient that is not met may still be met by what was not examined: a sign, other
    /// tendons of a limb, other muscles of a group.
    let mayStayOpen: [Bool]
    /// Whether a question about the patient asks for conduction studies only, and for the limbs that are affected.
    let isOfConduction: [Bool]
    /// Whether some question about the patient asks for the limbs that are affected.
    let asksForAffectedLimbs: Bool
    /// For each question about an entry the segment rule it asks for; -1 where it asks for none.
    let segmentOfEntryLeaf: [Int]
    /// For each question about a nerve the entry rule it asks for; -1 where it asks for none.
    let entryOfNerveLeaf: [Int]
    /// For each question about the patient the nerve rules it counts, or the entry rule of every entry.
    let slotsOfPatientLeaf: [[Int]]
    /// For each question about the patient that counts nerves, which it counts; nil for the others.
    let nerveCounts: [CompiledCount?]
    /// For each question about the patient that asks for a sign, which; nil for the others.
    let signs: [SignCode?]
    /// The segment rules that answer about block.
    let block: (definite: Int, probable: Int)?
    /// The thresholds of each number.
    let cells: ValueCells

    init(_ set: CriteriaSet) {
        self.set = set
        var segments = RuleProgramBuilder(set.segments.map(\.rule))
        var entries = RuleProgramBuilder(set.entries.map(\.rule))
        var nerves = RuleProgramBuilder(set.nerves.map(\.rule))
        var patient = RuleProgramBuilder(set.patient.map(\.named.rule))
        levels = set.levels.map { patient.add($0.rule) }
        // From the outside in: each scope's questions bring rules of the next.
        slotsOfPatientLeaf = patient.leaves.map { leaf in
            switch leaf {
            case .nerves(let count): count.slots.map { nerves.add($0) }
            case .everyEntry(_, let rule): [entries.add(rule)]
            default: []
            }
        }
        nerveCounts = zip(patient.leaves, slotsOfPatientLeaf).map { leaf, slots in
            guard case .nerves(let count) = leaf else { return nil }
            return CompiledCount(count, slots)
        }
        signs = patient.leaves.map { leaf in
            switch leaf {
            case .absent(let code), .present(let code), .notPresent(let code): code
            default: nil
            }
        }
        entryOfNerveLeaf = nerves.leaves.map { leaf in
            guard case .someEntry(let rule) = leaf else { return -1 }
            return entries.add(rule)
        }
        segmentOfEntryLeaf = entries.leaves.map { leaf in
            guard case .someSegment(let rule) = leaf else { return -1 }
            return segments.add(rule)
        }
        self.segments = RuleProgram(segments)
        self.entries = RuleProgram(entries)
        self.nerves = RuleProgram(nerves)
        let program = RuleProgram(patient)
        self.patient = program
        block = set.block.map { (segments.named[$0.definite], segments.named[$0.probable]) }
        cells = ValueCells(set)
        isSimple = Self.simplicity(program)
        mayStayOpen = program.leaves.map { leaf in
            switch leaf {
            case .excluded(.myopathy), .reflexesReduced, .weak: true
            default: false
            }
        }
        asksForAffectedLimbs = program.leaves.contains { leaf in
            switch leaf {
            case .nerves(let count): count.isOfAffectedLimbs
            case .sensoryAbnormal(_, let isOfAffectedLimbs): isOfAffectedLimbs
            case .reflexesReduced(let extent): extent == .affectedLimbs
            default: false
            }
        }
        isOfConduction = program.leaves.map { leaf in
            switch leaf {
            case .nerves, .everyEntry, .sensoryNormal, .sensoryAbnormal, .sensoryDemyelination: true
            default: false
            }
        }
        var clauseIds = [String?](repeating: nil, count: program.nodes.count)
        var termSentences = [Sentence?](repeating: nil, count: program.nodes.count)
        for (rule, node) in zip(set.patient, program.named) {
            if rule.isClause {
                clauseIds[node] = rule.named.name
            } else {
                termSentences[node] = rule.names.map(Sentence.init(_:))
            }
        }
        self.clauseIds = clauseIds
        self.termSentences = termSentences
    }

    /// Of each node whether it asks nothing about nerves; parts stand before what they are parts of.
    private static func simplicity(_ program: RuleProgram<PatientLeaf>) -> [Bool] {
        var result: [Bool] = []
        for node in program.nodes {
            let isSimple: Bool =
                switch node.join {
                case .leaf: !program.leaves[Int(node.first)].steps.contains(.conduction)
                default: program.parts(of: node).allSatisfy { result[Int($0)] }
                }
            result.append(isSimple)
        }
        return result
    }
}

/// A count of motor nerves made ready. A class for the reason that `RuleProgram` is one.
final class CompiledCount: Sendable {
    /// The nerve rules, one for each nerve that must exist.
    let slots: [Int]
    /// The nerves that count; nil for all motor nerves.
    let among: [Nerve]?
    /// Whether only nerves of affected limbs count.
    let isOfAffectedLimbs: Bool

    init(_ count: NerveCount, _ slots: [Int]) {
        self.slots = slots
        among = count.among
        isOfAffectedLimbs = count.isOfAffectedLimbs
    }
}
