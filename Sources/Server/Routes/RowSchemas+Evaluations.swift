// The schemas of lines that say where the criteria stand.
import Domain

extension RowSchemas {
    static let categories = words(CriteriaCategory.allCases.map(\.rawValue))
    private static let verdicts = words(Verdict.allCases.map(\.rawValue))
    private static let statuses = words(CheckStatus.allCases.map(\.rawValue))

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

    /// A criteria set with what was published of it.
    static let criteriaSet = record(
        "CriteriaSet",
        [
            ("id", text), ("version", text), ("effectiveFrom", date), ("disease", words(["mmn", "cidp"])),
            ("names", localized), ("status", statuses), ("signedOffBy", texts), ("accuracy", list(accuracy)),
        ],
        optional: [("note", localized)]
    )

    /// Figures of an answer; with `otherSet` they were measured with that set, and none were published of this one.
    private static let accuracy = record(
        "CriteriaAccuracy",
        [("category", categories), ("population", localized), ("source", text), ("status", statuses)],
        optional: [
            ("otherSet", localized), ("sensitivityPercent", number), ("specificityPercent", number),
            ("responseCount", integer), ("patientCount", integer),
        ]
    )

    private static let localized = record("CriteriaText", [("en", text), ("nl", text)])
    private static let number = Schema(("type", "number"))
}
