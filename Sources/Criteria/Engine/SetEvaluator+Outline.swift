// What a set says of a case: its categories and clauses, those known from cases before among them.
import Domain

/// What a set says of a case, in parts that are kept.
struct SetOutline {
    let categories: [Kept<CategoryEvaluation>]
    let clauses: [Kept<ClauseEvaluation>]
    /// All of it.
    let evaluation: CriteriaEvaluation
}

extension SetEvaluator {
    /// What the set says of the case.
    func outline(reaching reachable: [CriteriaCategory]) -> SetOutline {
        let categories = set.levels.indices.map { category($0) }
        let clauses = set.clauses.indices.map { clause($0) }
        let answer = answer
        let status = set.levels.first { $0.category == answer }?.status
        return SetOutline(
            categories: categories,
            clauses: clauses,
            evaluation: CriteriaEvaluation(
                criteria: set.id,
                version: set.version,
                category: answer,
                status: status ?? set.status,
                categories: categories.map(\.value),
                clauses: clauses.map(\.value),
                reachable: reachable
            )
        )
    }

    private func category(_ index: Int) -> Kept<CategoryEvaluation> {
        let level = set.levels[index]
        let node = compiled.levels[index]
        memory.grounds.numbers.removeAll(keepingCapacity: true)
        memory.grounds.numbers.append(Int32(index))
        treeGrounds(node, &memory.grounds.numbers)
        return memory.category {
            CategoryEvaluation(
                category: level.category,
                verdict: patientVerdict(node),
                status: level.status,
                rule: tree(node)
            )
        }
    }

    private func clause(_ index: Int) -> Kept<ClauseEvaluation> {
        let clause = set.clauses[index]
        let node = compiled.patient.named[clause.index]
        let verdict = patientVerdict(node)
        memory.grounds.numbers.removeAll(keepingCapacity: true)
        memory.grounds.numbers.append(Int32(index))
        memory.grounds.numbers.append(Int32(verdict.code))
        grounds(node, &memory.grounds.numbers)
        return memory.clause { grounds in
            let rule = set.patient[clause.index].named
            let explanation = explanation(grounds[2...])
            return ClauseEvaluation(
                id: clause.id,
                name: clause.names,
                verdict: verdict,
                status: rule.status,
                source: rule.source,
                reason: .joined(explanation.reasons),
                evidence: explanation.evidence.count > 1 ? explanation.evidence.sorted() : explanation.evidence,
                missing: verdict == .unknown ? explanation.missing.names : []
            )
        }
    }

    /// The highest category that is met; undetermined where none is but one is open, else not met.
    var answer: CriteriaCategory {
        var isOpen = false
        for (level, node) in zip(set.levels, compiled.levels) {
            switch patientVerdict(node) {
            case .met: return level.category
            case .unknown: isOpen = true
            case .notMet: break
            }
        }
        return isOpen ? .undetermined : .notMet
    }
}
