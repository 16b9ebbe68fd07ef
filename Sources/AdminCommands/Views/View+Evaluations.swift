// How the answers of the criteria are laid out.
import Domain

extension Column.Style {
    /// A criteria set and its answer, with a mark where its rules were not read in the source.
    static let answer = Column.Style.custom(
        { value, language in "\(value["criteria"]?.string ?? ""): \(words(value["category"], [value], language))" },
        csv: { value in
            let parts = [value["category"]?.string ?? "", value["status"]?.string].compactMap { $0 }
            return "\(value["criteria"]?.string ?? "")=\(parts.joined(separator: ":"))"
        }
    )

    /// The highest answer of a line of the worklist, with the mark of the set that gives it: of several the one whose
    /// rules were checked least.
    static let highestAnswer = Column.Style.custom(
        { line, language in
            let sets = (line["criteria"]?.array ?? []).filter { $0["category"] == line["category"] }
            return words(line["category"], sets, language)
        },
        csv: { line in line["category"]?.string ?? "" }
    )

    /// A category, marked unless every set that gives it was checked against its source.
    private static func words(_ category: JSONValue?, _ sets: [JSONValue], _ language: Language) -> String {
        let code = category?.string ?? ""
        let words = CriteriaCategory(rawValue: code)?.label(language) ?? code
        let status = sets.compactMap { $0["status"]?.string.flatMap(CheckStatus.init(rawValue:)) }.min()
        let mark: Localized? =
            switch status {
            case .unchecked?: Localized(en: "unchecked", nl: "niet getoetst")
            case .secondary?: Localized(en: "secondary source", nl: "secundaire bron")
            case .checked?, nil: nil
            }
        return mark.map { "\(words) (\($0[language]))" } ?? words
    }

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
        Column("text", en: "Caution", nl: "Aandachtspunt", .sentence),
        Column("source", en: "Source", nl: "Bron", .code { SourceWords.words(of: $0) }),
        Column("status", en: "Checked", nl: "Getoetst", .label(CheckStatus.self)),
    ]
}

extension RecordView {
    /// The evaluations of a workup.
    static let evaluations = RecordView(
        columns: [
            Column("number", en: "No.", nl: "Nr.", .rightAligned),
            Column("recordedAt", en: "Evaluated", nl: "Geëvalueerd", .instant),
            Column("event", en: "Act", nl: "Handeling"),
            Column("recordedBy", en: "By", nl: "Door"),
            Column("since", en: "Same since", nl: "Gelijk sinds", .rightAligned),
            Column("criteria", en: "Answers", nl: "Antwoorden", .answer),
        ],
        empty: Localized(
            en: "The workup was never evaluated. That is not the same as criteria not met.",
            nl: "Het traject is nooit geëvalueerd. Dat is iets anders dan niet aan de criteria voldoen."
        )
    )

    /// One evaluation with its reasons.
    static let evaluation = RecordView(
        columns: evaluations.columns,
        fields: [
            Column("number", en: "Evaluation", nl: "Evaluatie"),
            Column("recordedAt", en: "Evaluated", nl: "Geëvalueerd", .instant),
            Column("event", en: "Act", nl: "Handeling"),
            Column("recordedBy", en: "By", nl: "Door"),
            Column("since.recordedAt", en: "The same since", nl: "Ongewijzigd sinds", .instant),
            Column("findings", en: "Findings seen", nl: "Bevindingen gezien", .count),
            Column("courses", en: "Courses seen", nl: "Behandelingen gezien", .count),
        ],
        sections: evaluationSections(below: ""),
        empty: evaluations.empty
    )

    /// The tables of an evaluation that stands below a name, or is the thing itself.
    static func evaluationSections(below name: String) -> [Section] {
        [
            Section(
                title: Localized(
                    en: "Criteria (not validated for clinical decisions)",
                    nl: "Criteria (niet gevalideerd voor klinische besluiten)"
                ),
                member: "\(name)evaluations",
                columns: criteria + [.publishedAccuracy],
                note: PublishedSets.note
            ),
            Section(
                title: Localized(en: "What could change an answer", nl: "Wat een antwoord kan veranderen"),
                member: "\(name)nextSteps",
                columns: nextSteps
            ),
            Section(
                title: Localized(
                    en: "Not needed for the criteria any more",
                    nl: "Voor de criteria niet meer nodig"
                ),
                member: "\(name)unnecessarySteps",
                columns: nextSteps
            ),
            Section(
                title: Localized(en: "Cautions", nl: "Aandachtspunten"),
                member: "\(name)cautions",
                columns: cautions
            ),
        ]
    }
}
