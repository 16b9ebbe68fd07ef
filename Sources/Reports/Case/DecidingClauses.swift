// Where criteria sets for one disease part: the clauses for which one of them answers lower than another. Pure.
import Domain

/// The clauses that keep a set from the answer that another set gives.
enum DecidingClauses {
    /// The ids of the clauses on which a set differs from the set with the highest answer.
    ///
    /// - Parameters:
    ///   - set: what the set says.
    ///   - others: what the sets for the same disease say, this one among them or not.
    /// - Returns: nothing where no other set answers higher.
    static func differing(_ set: CriteriaEvaluation, from others: [CriteriaEvaluation]) -> Set<String> {
        guard let highest = others.map(\.category).min(by: { $0.rank < $1.rank }), highest.rank < set.category.rank,
            highest.isReached, let level = level(of: set, comparedWith: highest)
        else { return [] }
        return deciding(level.rule)
    }

    /// The category of the set that would be as high as the other set's answer; where it has none, its next higher one.
    private static func level(
        of set: CriteriaEvaluation,
        comparedWith answer: CriteriaCategory
    ) -> CategoryEvaluation? {
        let higher = set.categories.filter { $0.category.rank < set.category.rank && $0.verdict != .met }
        return higher.first { $0.category.rank == answer.rank } ?? higher.last
    }

    /// The clauses of a rule that keep it from being met.
    static func deciding(_ rule: RuleEvaluation) -> Set<String> {
        guard rule.verdict != .met else { return [] }
        if let clause = rule.clause { return [clause] }
        if rule.form == .not { return Set(rule.parts.flatMap(\.clauses)) }
        return rule.parts.reduce(into: []) { $0.formUnion(deciding($1)) }
    }
}

extension RuleEvaluation {
    /// Every clause that the rule names.
    fileprivate var clauses: [String] { (clause.map { [$0] } ?? []) + parts.flatMap(\.clauses) }
}

extension CriteriaCategory {
    /// Whether a category of the set is met: neither open nor settled against.
    var isReached: Bool { self != .undetermined && self != .notMet }
}
