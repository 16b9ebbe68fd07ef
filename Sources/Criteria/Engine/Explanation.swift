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
        for place in places where !evidence.contains(place) { evidence.append(place) }
    }
}

extension SetEvaluator {
    /// The grounds of a rule's verdict.
    ///
    /// Of a rule whose parts must all hold these are all parts when it is met, and those that fail or are open when it is
    /// not; of alternatives the ones that hold, else all. A clause that is used by another is named, not told again.
    func explanation(_ node: Int) -> Explanation {
        var explanation = Explanation()
        explain(node, patientVerdict(node), isNamed: false, &explanation)
        return explanation
    }

    private func explain(_ index: Int, _ verdict: Verdict, isNamed: Bool, _ explanation: inout Explanation) {
        if isNamed, let clause = clause(index) {
            var inner = Explanation()
            explain(index, verdict, isNamed: false, &inner)
            explanation.add(inner.evidence)
            explanation.missing.formUnion(inner.missing)
            explanation.add(Sentence(en: "{0}: {1}", nl: "{0}: {1}", .text(clause), .words(verdict.label)))
            return
        }
        let node = compiled.patient.nodes[index]
        switch node.join {
        case .all, .any, .atLeast:
            for part in toldParts(node, verdict) {
                explain(part, patientVerdict(part), isNamed: true, &explanation)
            }
        case .not, .unlessRefuted:
            for part in compiled.patient.parts(of: node) {
                explain(Int(part), patientVerdict(Int(part)), isNamed: true, &explanation)
            }
        case .leaf:
            let leaf = Int(node.first)
            let judged = judged(leaf)
            explanation.add(judged.evidence)
            if judged.verdict == .unknown { explanation.missing.formUnion(compiled.patient.leaves[leaf].steps) }
            explanation.add(sentence(leaf, judged))
        }
    }

    /// The parts that decide.
    private func toldParts(_ node: RuleProgram<PatientLeaf>.Node, _ verdict: Verdict) -> [Int] {
        let isEveryPartTold =
            switch node.join {
            case .all: verdict == .met
            case .any: verdict == .notMet
            default: false
            }
        return compiled.patient.parts(of: node).compactMap { part in
            isEveryPartTold || patientVerdict(Int(part)) == verdict ? Int(part) : nil
        }
    }

    /// The id of the clause whose rule a node is; nil for any other node.
    func clause(_ node: Int) -> String? {
        let name = compiled.patientNames[node]
        guard name >= 0 else { return nil }
        let rule = set.patient[name]
        return rule.isClause ? rule.named.name : nil
    }

    /// Why a category has its verdict, as a tree: of parts that must all hold those that fail or are open, or all where
    /// they hold; of alternatives those that hold, or all where none does.
    func tree(_ index: Int) -> RuleEvaluation {
        let verdict = patientVerdict(index)
        if let clause = clause(index) { return RuleEvaluation(form: .clause, verdict: verdict, clause: clause) }
        let node = compiled.patient.nodes[index]
        let name = compiled.patientNames[index]
        let reason = name >= 0 ? set.patient[name].names.map(Sentence.init(_:)) : nil
        switch node.join {
        case .all, .any:
            return RuleEvaluation(
                form: node.join == .all ? .all : .any,
                verdict: verdict,
                reason: reason,
                parts: toldParts(node, verdict).map { tree($0) }
            )
        case .atLeast:
            return RuleEvaluation(
                form: .atLeast,
                verdict: verdict,
                count: Int(node.count),
                reason: reason,
                parts: compiled.patient.parts(of: node).map { tree(Int($0)) }
            )
        case .not:
            let parts = compiled.patient.parts(of: node).map { tree(Int($0)) }
            return RuleEvaluation(form: .not, verdict: verdict, reason: reason, parts: parts)
        case .unlessRefuted:
            return tree(Int(compiled.patient.parts(of: node)[compiled.patient.parts(of: node).startIndex]))
        case .leaf:
            let leaf = Int(node.first)
            return RuleEvaluation(form: .condition, verdict: verdict, reason: sentence(leaf, judged(leaf)))
        }
    }
}
