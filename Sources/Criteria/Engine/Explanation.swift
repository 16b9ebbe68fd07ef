// Why a rule about the patient has its verdict: the parts that decide, the findings they rest on, what is missing.
import Domain

/// The grounds of a verdict.
struct Explanation {
    var reasons: [Sentence] = []
    var evidence: [CasePlace] = []
    var missing: StepSet = []

    /// Tells a reason once.
    mutating func add(_ reason: Sentence) {
        if !reasons.contains(reason) { reasons.append(reason) }
    }

    mutating func add(_ places: [CasePlace]) {
        if evidence.isEmpty {
            evidence = places
        } else {
            for place in places where !evidence.contains(place) { evidence.append(place) }
        }
    }
}

/// One of the grounds of a verdict: a question with what it came to, or a clause that is used by another.
private enum Ground {
    /// A question that is told in words.
    case told(outcome: Int32)
    /// A question of which only the findings count, and what is missing.
    case untold(outcome: Int32)
    /// A clause that is named.
    case clause(node: Int32, verdict: Verdict)

    /// A number for the ground, by which grounds are told apart.
    var number: Int32 {
        switch self {
        case .told(let outcome): outcome << 2
        case .untold(let outcome): outcome << 2 | 1
        case .clause(let node, let verdict): (node << 2 | Int32(verdict.code)) << 2 | 2
        }
    }

    /// The ground of a number.
    init(number: Int32) {
        let rest = number >> 2
        switch number & 3 {
        case 0: self = .told(outcome: rest)
        case 1: self = .untold(outcome: rest)
        default: self = .clause(node: rest >> 2, verdict: Verdict(code: UInt8(rest & 3)))
        }
    }
}

extension SetEvaluator {
    // MARK: Clauses

    /// The grounds of a rule's verdict, as numbers.
    ///
    /// Of a rule whose parts must all hold these are all parts when it is met, and those that fail or are open when it is
    /// not; of alternatives the ones that hold, else all. A clause that is used by another is named, not told again.
    func grounds(_ node: Int, _ grounds: inout [Int32]) {
        ground(node, patientVerdict(node), isTold: true, isNamed: false, &grounds)
    }

    private func ground(_ index: Int, _ verdict: Verdict, isTold: Bool, isNamed: Bool, _ grounds: inout [Int32]) {
        if isNamed, isTold, compiled.clauseIds[index] != nil {
            ground(index, verdict, isTold: false, isNamed: false, &grounds)
            grounds.append(Ground.clause(node: Int32(index), verdict: verdict).number)
            return
        }
        let node = compiled.patient.nodes[index]
        guard node.join == .leaf else {
            for place in compiled.patient.partRange(of: node) {
                let part = compiled.patient.part(place)
                let partVerdict = patientVerdict(part)
                guard node.join.tells(partVerdict, of: verdict) else { continue }
                ground(part, partVerdict, isTold: isTold, isNamed: true, &grounds)
            }
            return
        }
        let outcome = outcome(Int(node.first))
        grounds.append((isTold ? Ground.told(outcome: outcome) : .untold(outcome: outcome)).number)
    }

    /// What grounds say.
    func explanation(_ grounds: ArraySlice<Int32>) -> Explanation {
        var explanation = Explanation()
        for number in grounds {
            switch Ground(number: number) {
            case .told(let outcome):
                add(outcome, to: &explanation)
                explanation.add(memory.leaves.outcome(outcome).sentence)
            case .untold(let outcome): add(outcome, to: &explanation)
            case .clause(let node, let verdict):
                explanation.add(
                    Sentence(
                        en: "{0}: {1}",
                        nl: "{0}: {1}",
                        .text(compiled.clauseIds[Int(node)] ?? ""),
                        .words(verdict.label)
                    )
                )
            }
        }
        return explanation
    }

    private func add(_ number: Int32, to explanation: inout Explanation) {
        let outcome = memory.leaves.outcome(number)
        explanation.add(outcome.judged.evidence)
        if outcome.judged.verdict == .unknown { explanation.missing.formUnion(memory.leaves.steps(number)) }
    }

    // MARK: Categories

    /// What the tree of a rule consists of, as numbers: two trees with the same numbers are the same.
    func treeGrounds(_ index: Int, _ grounds: inout [Int32]) {
        let verdict = patientVerdict(index)
        grounds.append(Int32(index) << 2 | Int32(verdict.code))
        guard compiled.clauseIds[index] == nil else { return }
        let node = compiled.patient.nodes[index]
        if node.join == .leaf {
            grounds.append(outcome(Int(node.first)))
            return
        }
        for place in compiled.patient.partRange(of: node) {
            let part = compiled.patient.part(place)
            guard node.join.shows(patientVerdict(part), of: verdict) else { continue }
            treeGrounds(part, &grounds)
            if node.join == .unlessRefuted { return }
        }
    }

    /// Why a category has its verdict, as a tree: of parts that must all hold those that fail or are open, or all where
    /// they hold; of alternatives those that hold, or all where none does.
    func tree(_ index: Int) -> RuleEvaluation {
        let verdict = patientVerdict(index)
        if let clause = compiled.clauseIds[index] {
            return RuleEvaluation(form: .clause, verdict: verdict, clause: clause)
        }
        let node = compiled.patient.nodes[index]
        let form: RuleEvaluation.Form
        switch node.join {
        case .all: form = .all
        case .any: form = .any
        case .atLeast: form = .atLeast
        case .not: form = .not
        case .unlessRefuted:
            let parts = compiled.patient.parts(of: node)
            return tree(Int(parts[parts.startIndex]))
        case .leaf:
            return RuleEvaluation(form: .condition, verdict: verdict, reason: sentence(Int(node.first)))
        }
        var parts: [RuleEvaluation] = []
        for part in compiled.patient.parts(of: node) where node.join.shows(patientVerdict(Int(part)), of: verdict) {
            parts.append(tree(Int(part)))
        }
        return RuleEvaluation(
            form: form,
            verdict: verdict,
            count: form == .atLeast ? Int(node.count) : nil,
            reason: compiled.termSentences[index],
            parts: parts
        )
    }
}

extension RuleProgram.Join {
    /// Whether a part is told when the verdict of the whole is explained: the parts that decide, or all where each was
    /// needed.
    fileprivate func tells(_ part: Verdict, of whole: Verdict) -> Bool {
        switch self {
        case .all: whole == .met || part == whole
        case .any: whole == .notMet || part == whole
        case .atLeast: part == whole
        case .not, .unlessRefuted, .leaf: true
        }
    }

    /// Whether a part stands in the tree: those that are told, and all of those that are counted.
    fileprivate func shows(_ part: Verdict, of whole: Verdict) -> Bool { self == .atLeast || tells(part, of: whole) }
}
