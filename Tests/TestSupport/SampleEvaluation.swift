// An evaluation that a test makes by hand, where what the criteria would really say plays no part.
package import Domain

/// What the criteria might say, as far as the record looks at it.
package enum SampleEvaluation {
    /// An evaluation with an answer for each set; the sets' first category is the highest.
    package static func make(
        _ answers: KeyValuePairs<String, CriteriaCategory>,
        missing: [String] = [],
        evidence: [CasePlace] = []
    ) -> CaseEvaluation {
        CaseEvaluation(
            segments: [],
            evaluations: answers.map { criteria($0.key, $0.value, missing: missing, evidence: evidence) },
            nextSteps: missing.map {
                NextStep(step: $0, couldChange: [], reason: Sentence(en: "It could help.", nl: "Het kan helpen."))
            },
            unnecessarySteps: [],
            cautions: [],
            warnings: []
        )
    }

    private static func criteria(
        _ id: String,
        _ answer: CriteriaCategory,
        missing: [String],
        evidence: [CasePlace]
    ) -> CriteriaEvaluation {
        let all: [CriteriaCategory] = id.hasSuffix("cidp") ? [.cidp, .possible] : [.definite, .probable, .possible]
        let isOpen = answer == .undetermined
        return CriteriaEvaluation(
            criteria: id,
            version: "1",
            category: answer,
            status: .unchecked,
            categories: all.map { category in
                let verdict: Verdict =
                    category.rank >= answer.rank && answer.rank < 4 ? .met : isOpen ? .unknown : .notMet
                return CategoryEvaluation(
                    category: category,
                    verdict: verdict,
                    status: .unchecked,
                    rule: RuleEvaluation(form: .clause, verdict: verdict, clause: "K1")
                )
            },
            clauses: [
                ClauseEvaluation(
                    id: "K1",
                    name: Localized(en: "Course", nl: "Beloop"),
                    verdict: isOpen ? .unknown : .met,
                    status: .checked,
                    source: "house",
                    reason: Sentence(en: "So it was said, \"quoted\".", nl: "Zo is gezegd, \"aangehaald\"."),
                    evidence: evidence,
                    missing: missing
                )
            ],
            reachable: isOpen ? all : []
        )
    }
}
