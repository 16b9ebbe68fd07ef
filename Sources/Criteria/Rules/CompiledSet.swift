// A criteria set in the form it is evaluated in: the rules of each scope laid flat, and what leads from one to the next.
import Domain

/// A criteria set made ready.
struct CompiledSet: Sendable {
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
    /// The clause or term whose rule a node is; -1 for a node without a name.
    let patientNames: [Int]
    /// For each question about an entry the segment rule it asks for; -1 where it asks for none.
    let segmentOfEntryLeaf: [Int]
    /// For each question about a nerve the entry rule it asks for; -1 where it asks for none.
    let entryOfNerveLeaf: [Int]
    /// For each question about the patient the nerve rules it counts, or the entry rule of every entry.
    let slotsOfPatientLeaf: [[Int]]
    /// The segment rules that answer about block.
    let block: (definite: Int, probable: Int)?
    /// The thresholds of each number.
    let cells: ValueCells

    init(_ set: CriteriaSet) {
        self.set = set
        var segments = RuleProgram(set.segments.map(\.rule))
        var entries = RuleProgram(set.entries.map(\.rule))
        var nerves = RuleProgram(set.nerves.map(\.rule))
        var patient = RuleProgram(set.patient.map(\.named.rule))
        levels = set.levels.map { patient.add($0.rule) }
        var names = Array(repeating: -1, count: patient.nodes.count)
        for (index, node) in patient.named.enumerated() { names[node] = index }
        patientNames = names
        // From the outside in: each scope's questions bring rules of the next.
        slotsOfPatientLeaf = patient.leaves.map { leaf in
            switch leaf {
            case .nerves(let count): count.slots.map { nerves.add($0) }
            case .everyEntry(_, let rule): [entries.add(rule)]
            default: []
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
        block = set.block.map { (segments.named[$0.definite], segments.named[$0.probable]) }
        self.segments = segments
        self.entries = entries
        self.nerves = nerves
        self.patient = patient
        cells = ValueCells(set)
    }
}
