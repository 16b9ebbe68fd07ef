// Why a rule about the patient has its verdict: the parts that decide, the findings they rest on, what is missing.
import Domain

/// The grounds of a verdict.
struct Explanation {
    var reasons: [Sentence] = []
    var evidence: [CasePlace] = []
    var missing: StepSet = []

    mutating func add(_ places: [CasePlace]) {
        for place in places where !evidence.contains(place) { evidence.append(place) }
    }
}

extension SetEvaluator {
    /// The grounds of a rule's verdict.
    ///
    /// Of a rule whose parts must all hold these are all parts when it is met, and those that fail or are open when it is
    /// not; of alternatives the ones that hold, else all. A clause that is used by another is named, not told again.
    func explanation(_ rule: Rule<PatientLeaf>) -> Explanation {
        var explanation = Explanation()
        explain(rule, verdict(rule), &explanation)
        return explanation
    }

    private func explain(
        _ rule: Rule<PatientLeaf>,
        _ verdict: Verdict,
        _ explanation: inout Explanation
    ) {
        switch rule {
        case .all(let parts), .any(let parts), .atLeast(_, let parts):
            let verdicts = parts.map { self.verdict($0) }
            let isEveryPartTold: Bool =
                switch rule {
                case .all: verdict == .met
                case .any: verdict == .notMet
                default: false
                }
            for (part, partVerdict) in zip(parts, verdicts) where isEveryPartTold || partVerdict == verdict {
                explain(part, partVerdict, &explanation)
            }
        case .not(let part): explain(part, !verdict, &explanation)
        case .unlessRefuted(let part): explain(part, self.verdict(part), &explanation)
        case .named(let index):
            let named = set.patient[index]
            guard named.isClause else {
                explain(named.named.rule, verdict, &explanation)
                return
            }
            var inner = Explanation()
            explain(named.named.rule, verdict, &inner)
            explanation.add(inner.evidence)
            explanation.missing.formUnion(inner.missing)
            explanation.reasons.append(
                Sentence(en: "{0}: {1}", nl: "{0}: {1}", .text(named.named.name), .words(verdict.label))
            )
        case .leaf(let leaf):
            let judged = judged(leaf)
            explanation.add(judged.evidence)
            if judged.verdict == .unknown { explanation.missing.formUnion(leaf.steps) }
            explanation.reasons.append(sentence(leaf, judged))
        }
    }

    /// A category's rule as a tree with the verdict of every part.
    func tree(_ rule: Rule<PatientLeaf>) -> RuleEvaluation {
        let verdict = verdict(rule)
        switch rule {
        case .all(let parts): return RuleEvaluation(form: .all, verdict: verdict, parts: parts.map { tree($0) })
        case .any(let parts): return RuleEvaluation(form: .any, verdict: verdict, parts: parts.map { tree($0) })
        case .atLeast(let count, let parts):
            return RuleEvaluation(form: .atLeast, verdict: verdict, count: count, parts: parts.map { tree($0) })
        case .not(let part): return RuleEvaluation(form: .not, verdict: verdict, parts: [tree(part)])
        case .unlessRefuted(let part): return tree(part)
        case .named(let index):
            let named = set.patient[index]
            if named.isClause { return RuleEvaluation(form: .clause, verdict: verdict, clause: named.named.name) }
            let inner = tree(named.named.rule)
            guard let names = named.names else { return inner }
            return RuleEvaluation(
                form: inner.form,
                verdict: inner.verdict,
                count: inner.count,
                reason: Sentence(names),
                parts: inner.parts
            )
        case .leaf(let leaf):
            return RuleEvaluation(form: .condition, verdict: verdict, reason: sentence(leaf, judged(leaf)))
        }
    }
}
