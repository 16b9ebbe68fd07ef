// An evaluation as tables: verdicts side by side, clauses that decide, segments, next steps, cautions.
import Domain

/// Lays out evaluations.
enum EvaluationTable {
    /// What stands beside every verdict until the rules are signed off (clinical reference section 16).
    static let notValidated = Localized(
        en: "not validated for clinical decisions",
        nl: "niet gevalideerd voor klinische besluiten"
    )

    /// One row for each case and set.
    static let rows = RecordView(
        columns: [
            Column("source", en: "Source", nl: "Bron"),
            Column("criteria", en: "Criteria", nl: "Criteria"),
            Column("version", en: "Version", nl: "Versie"),
            Column("category", en: "Verdict", nl: "Oordeel", .code { CriteriaCategory(rawValue: $0)?.label }),
            Column("status", en: "Rules", nl: "Regels", .code { CheckStatus(rawValue: $0)?.label }),
            Column("reachable", en: "Still reachable", nl: "Nog haalbaar", categories),
        ],
        empty: Localized(en: "There were no cases.", nl: "Er waren geen casussen.")
    )

    /// The rows of one case.
    static func items(_ source: String, _ evaluation: CaseEvaluation) -> [JSONValue] {
        evaluation.evaluations.map { set in
            .object(
                ("source", .string(source)),
                ("criteria", .string(set.criteria)),
                ("version", .string(set.version)),
                ("category", .string(set.category.rawValue)),
                ("status", .string(set.status.rawValue)),
                ("reachable", .array(set.reachable.map { .string($0.rawValue) }))
            )
        }
    }

    private static let categories = Column.Style.code { CriteriaCategory(rawValue: $0)?.label }

    // MARK: One case

    /// The evaluation of one case, as its JSON document, for people; with what its conduction studies lack.
    static func text(_ document: JSONValue, of file: CaseFile, _ run: Run) -> String {
        let document = flattened(document, studyMembers(file, run.language), run.language)
        return view.single(document, run.language, columnsMax: run.surroundings.outputColumns)
    }

    private static let view = RecordView(
        columns: [],
        sections: [
            RecordView.Section(
                title: Localized(en: "Verdicts", nl: "Oordelen"),
                member: "evaluations",
                columns: rows.columns.filter { $0.name != "source" } + [.publishedAccuracy],
                note: PublishedSets.note
            ),
            RecordView.Section(
                title: Localized(en: "Clauses", nl: "Voorwaarden"),
                member: "clauses",
                columns: [
                    Column("criteria", en: "Criteria", nl: "Criteria"),
                    Column("id", en: "Clause", nl: "Voorwaarde"),
                    Column("verdict", en: "Verdict", nl: "Oordeel", .code { Verdict(rawValue: $0)?.label }),
                    Column("reason", en: "Why", nl: "Waarom"),
                    Column("missing", en: "Missing", nl: "Ontbreekt", .code { StepCode.words(ofMissing: $0) }),
                ]
            ),
            RecordView.Section(
                title: Localized(en: "Segments", nl: "Segmenten"),
                member: "segments",
                columns: [
                    Column("nerve", en: "Nerve", nl: "Zenuw", .code { Nerve(rawValue: $0)?.label }),
                    Column("side", en: "Side", nl: "Zijde", .code { Side(rawValue: $0)?.label }),
                    Column("distalSite", en: "From", nl: "Van", .code { StimulationSite(rawValue: $0)?.label }),
                    Column("proximalSite", en: "To", nl: "Tot", .code { StimulationSite(rawValue: $0)?.label }),
                    Column("areaReductionPercent", en: "Area −%", nl: "Oppervlakte −%", .rightAligned),
                    Column("amplitudeReductionPercent", en: "Amplitude −%", nl: "Amplitude −%", .rightAligned),
                    Column("durationIncreasePercent", en: "Duration +%", nl: "Duur +%", .rightAligned),
                    Column("velocityMps", en: "m/s", nl: "m/s", .rightAligned),
                    Column("blocks", en: "Block", nl: "Blok"),
                ]
            ),
        ] + studySections + [
            RecordView.Section(
                title: Localized(en: "Next steps", nl: "Volgende stappen"),
                member: "nextSteps",
                columns: steps
            ),
            RecordView.Section(
                title: Localized(
                    en: "Steps that can change no verdict",
                    nl: "Stappen die geen oordeel meer kunnen veranderen"
                ),
                member: "unnecessarySteps",
                columns: steps
            ),
            RecordView.Section(
                title: Localized(en: "Cautions", nl: "Aandachtspunten"),
                member: "cautions",
                columns: [
                    Column("code", en: "Code", nl: "Code"),
                    Column("text", en: "Caution", nl: "Aandachtspunt"),
                    Column("source", en: "Source", nl: "Bron", .code { SourceWords.words(of: $0) }),
                    Column("status", en: "Status", nl: "Status", .code { CheckStatus(rawValue: $0)?.label }),
                ]
            ),
            RecordView.Section(
                title: Localized(en: "Values to check", nl: "Te controleren waarden"),
                member: "warnings",
                columns: [
                    Column("pointer", en: "Where", nl: "Waar"),
                    Column("message", en: "Value", nl: "Waarde"),
                ]
            ),
        ],
        empty: Localized(en: "", nl: "")
    )

    private static let steps = [
        Column("step", en: "Step", nl: "Stap", .code { StepCode(rawValue: $0)?.label }),
        Column("reason", en: "Why", nl: "Waarom"),
    ]

    /// The document with the clauses of all sets in one list, the blocks of a segment in words, and more members.
    private static func flattened(_ document: JSONValue, _ more: [JSONMember], _ language: Language) -> JSONValue {
        guard case .object(let members) = document else { return document }
        let sets = document["evaluations"]?.array ?? []
        let clauses = sets.flatMap { set in
            (set["clauses"]?.array ?? []).map { clause -> JSONValue in
                guard case .object(let fields) = clause else { return clause }
                return .object([JSONMember("criteria", set["criteria"] ?? .null)] + fields)
            }
        }
        let segments = (document["segments"]?.array ?? []).map { segment -> JSONValue in
            guard case .object(let fields) = segment, case .object(let blocks)? = segment["block"] else {
                return segment
            }
            let words = blocks.map { block in
                let answer = block.value.string ?? ""
                return "\(block.key): \(BlockAnswer(rawValue: answer)?.label(language) ?? answer)"
            }
            return .object(fields + [JSONMember("blocks", .string(words.joined(separator: ", ")))])
        }
        return .object(
            members.filter { $0.key != "segments" } + [
                JSONMember("clauses", .array(clauses)), JSONMember("segments", .array(segments)),
            ] + more
        )
    }
}
