// How the answers of the criteria are laid out.
import Domain

extension Column.Style {
    /// A text that stands in every language.
    static let sentence = Column.Style.custom(
        { value, language in value[language.rawValue]?.string ?? "" },
        csv: { value in value["en"]?.string ?? "" }
    )

    /// The answers that a step could bring, each with its set.
    static let change = Column.Style.custom(
        { value, language in
            let answers = (value["to"]?.array ?? []).compactMap(\.string)
                .map { CriteriaCategory(rawValue: $0)?.label(language) ?? $0 }
            return "\(value["criteria"]?.string ?? ""): \(answers.joined(separator: " / "))"
        },
        csv: { value in
            let answers = (value["to"]?.array ?? []).compactMap(\.string)
            return "\(value["criteria"]?.string ?? "")=\(answers.joined(separator: "|"))"
        }
    )
}

extension RecordView {
    /// The sets of an evaluation.
    static let criteria = [
        Column("criteria", en: "Set", nl: "Set"),
        Column("version", en: "Version", nl: "Versie"),
        Column("category", en: "Answer", nl: "Antwoord", .label(CriteriaCategory.self)),
        Column("status", en: "Checked", nl: "Getoetst", .label(CheckStatus.self)),
        Column("reachable", en: "Still reachable", nl: "Nog bereikbaar", .label(CriteriaCategory.self)),
    ]

    /// The steps that could change an answer.
    static let nextSteps = [
        Column("step", en: "Step", nl: "Stap", .step),
        Column("couldChange", en: "Could become", nl: "Kan worden", .change),
        Column("reason", en: "Why", nl: "Waarom", .sentence),
    ]

    /// The cautions of an evaluation.
    static let cautions = [
        Column("code", en: "Code", nl: "Code"),
        Column("text", en: "Caution", nl: "Waarschuwing", .sentence),
        Column("source", en: "Source", nl: "Bron"),
        Column("status", en: "Checked", nl: "Getoetst", .label(CheckStatus.self)),
    ]
}
