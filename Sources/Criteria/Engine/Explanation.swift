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

extension SetEvaluator {
    /// The grounds of a rule's verdict.
    ///
    /// Of a rule whose parts must all hold these are all parts when it is met, and those that fail or are open when it is
    /// not; of alternatives the ones that hold, else all. A clause that is used by another is named, not told again.
    func explanation(_ node: Int) -> Explanation {
        var explanation = Explanation()
        explain(node, patientVerdict(node), isTold: true, isNamed: false, &explanation)
        return explanation
    }

    /// Adds the grounds of a node; only its evidence and what is missing where it is not told in words.
    private func explain(
        _ index: Int,
        _ verdict: Verdict,
        isTold: Bool,
        isNamed: Bool,
        _ explanation: inout Explanation
    ) {
        if isNamed, isTold, let clause = compiled.clauseIds[index] {
            explain(index, verdict, isTold: false, isNamed: false, &explanation)
            explanation.add(Sentence(en: "{0}: {1}", nl: "{0}: {1}", .text(clause), .words(verdict.label)))
            return
        }
        let node = compiled.patient.nodes[index]
        guard node.join == .leaf else {
            for part in compiled.patient.parts(of: node) {
                let partVerdict = patientVerdict(Int(part))
                guard node.join.tells(partVerdict, of: verdict) else { continue }
                explain(Int(part), partVerdict, isTold: isTold, isNamed: true, &explanation)
            }
            return
        }
        let leaf = Int(node.first)
        let judged = judged(leaf)
        explanation.add(judged.evidence)
        if judged.verdict == .unknown { explanation.missing.formUnion(compiled.patient.leaves[leaf].steps) }
        if isTold { explanation.add(sentence(leaf)) }
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
        for part in compiled.patient.parts(of: node)
        where node.join == .atLeast || node.join.tells(patientVerdict(Int(part)), of: verdict) {
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
}
