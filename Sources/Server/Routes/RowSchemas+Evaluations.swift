// The schemas of lines that say where the criteria stand.
import Domain

extension RowSchemas {
    static let categories = words(CriteriaCategory.allCases.map(\.rawValue))
    private static let verdicts = words(Verdict.allCases.map(\.rawValue))
    private static let statuses = words(CheckStatus.allCases.map(\.rawValue))

    /// A set's answer in a line of the worklist.
    static let worklistAnswer = record(
        "WorklistAnswer",
        [("criteria", text), ("category", categories), ("status", statuses)]
    )

    /// One evaluation of the history.
    static let evaluationLine = record(
        "EvaluationLine",
        [
            ("number", integer), ("since", integer), ("recordedAt", instant), ("event", text), ("eventId", uuid),
            ("criteria", list(criteriaLine)),
        ],
        optional: [("recordedBy", text)]
    )

    private static let criteriaLine = record(
        "CriteriaLine",
        [
            ("criteria", text), ("version", text), ("isOfProtocol", flag), ("category", categories),
            ("status", statuses), ("categories", list(categoryLine)), ("reachable", list(categories)),
            ("missing", texts),
        ]
    )

    private static let categoryLine = record("CategoryLine", [("id", categories), ("verdict", verdicts)])
}
