// `workup criteria show`: one set with its clauses, sources and published accuracy.
import ArgumentParser
import Criteria
import Domain

/// `workup criteria show`.
struct CriteriaShow: Subcommand {
    static let configuration = CommandConfiguration.command(
        "show",
        "Show a criteria set: its clauses, categories, sources and published accuracy.",
        examples: [
            "workup criteria show efns-pns-2010-mmn",
            "workup criteria show ean-pns-2021-cidp --language nl",
        ],
        more: "No database is needed. With --yaml the file itself is printed, with --tests its test cases."
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "Id of the set.") var id: String
    @Flag(help: "Print the file of the set.") var yaml = false
    @Flag(help: "Print the file of its test cases.") var tests = false

    func validate() throws {
        if yaml, tests { throw ValidationError("--yaml and --tests print one file each: give one of them.") }
    }

    func perform(_ run: Run) async throws {
        let engine = try CriteriaEngine.program()
        guard let set = engine.sets.first(where: { $0.id == id }) else {
            let known = engine.sets.map(\.id).joined(separator: ", ")
            throw CommandFailure.usage(
                "unknown-criteria",
                en: "there is no criteria set \"\(id)\"",
                nl: "er is geen criteriaset \"\(id)\"",
                hint: Localized(en: "one of: \(known)", nl: "een van: \(known)")
            )
        }
        if yaml || tests, let text = CriteriaSetLoader.bundledText("\(set.id)\(tests ? ".tests" : "").yaml") {
            try run.console.write(text)
        } else {
            try run.console.show(Self.document(set, run.language).bytes, as: Self.view)
        }
    }

    static let view = RecordView(
        columns: CriteriaList.view.columns,
        sections: [
            RecordView.Section(
                title: Localized(en: "Categories", nl: "Categorieën"),
                member: "categories",
                columns: [
                    Column("id", en: "Category", nl: "Categorie", .code { CriteriaCategory(rawValue: $0)?.label }),
                    Column("status", en: "Rules", nl: "Regels", .code { CheckStatus(rawValue: $0)?.label }),
                ]
            ),
            RecordView.Section(
                title: Localized(en: "Clauses", nl: "Voorwaarden"),
                member: "clauses",
                columns: [
                    Column("id", en: "Clause", nl: "Voorwaarde"),
                    Column("name", en: "Asks", nl: "Vraagt"),
                    Column("status", en: "Status", nl: "Status", .code { CheckStatus(rawValue: $0)?.label }),
                    Column("source", en: "Source", nl: "Bron"),
                ]
            ),
            RecordView.Section(
                title: Localized(en: "Published accuracy", nl: "Gepubliceerde nauwkeurigheid"),
                member: "accuracy",
                columns: [
                    Column(
                        "category",
                        en: "Category",
                        nl: "Categorie",
                        .code { CriteriaCategory(rawValue: $0)?.label }
                    ),
                    Column("otherSet", en: "Of another set", nl: "Van een andere set"),
                    Column("sensitivityPercent", en: "Sensitivity %", nl: "Sensitiviteit %", .rightAligned),
                    Column("specificityPercent", en: "Specificity %", nl: "Specificiteit %", .rightAligned),
                    Column("responded", en: "Responded", nl: "Reageerde", .rightAligned),
                    Column("population", en: "In", nl: "Bij"),
                    Column("source", en: "Source", nl: "Bron"),
                    Column("status", en: "Status", nl: "Status", .code { CheckStatus(rawValue: $0)?.label }),
                ]
            ),
            RecordView.Section(
                title: Localized(en: "Sources", nl: "Bronnen"),
                member: "sources",
                columns: [
                    Column("id", en: "Id", nl: "Id"),
                    Column("citation", en: "Reference", nl: "Verwijzing", .code { SourceWords.words(of: $0) }),
                    Column("doi", en: "DOI", nl: "DOI"),
                    Column("status", en: "Status", nl: "Status", .code { CheckStatus(rawValue: $0)?.label }),
                ]
            ),
        ],
        empty: CriteriaList.view.empty
    )

    private static func document(_ set: CriteriaSet, _ language: Language) -> JSONValue {
        .object(
            ("id", .string(set.id)),
            ("name", .string(set.names[language])),
            ("version", .string(set.version)),
            ("disease", .string(set.disease.rawValue)),
            ("effectiveFrom", .string(set.effectiveFrom.description)),
            ("status", .string(set.status.rawValue)),
            ("signedOffBy", .array(set.signedOffBy.map { .string($0) })),
            (
                "categories",
                .array(
                    set.levels.map {
                        .object(("id", .string($0.category.rawValue)), ("status", .string($0.status.rawValue)))
                    }
                )
            ),
            ("clauses", .array(set.clauses.map { clause(set, $0, language) })),
            ("accuracy", .array(set.accuracy.map { accuracy($0, language) })),
            (
                "sources",
                .array(
                    set.sources.map {
                        .object(
                            ("id", .string($0.id)),
                            ("citation", .string($0.citation)),
                            ("doi", $0.doi.map { .string($0) } ?? .null),
                            ("status", .string($0.status.rawValue))
                        )
                    }
                )
            )
        )
    }

    private static func clause(_ set: CriteriaSet, _ clause: CriteriaClause, _ language: Language) -> JSONValue {
        let rule = set.rule(of: clause)
        return .object(
            ("id", .string(clause.id)),
            ("name", .string(clause.names[language])),
            ("status", .string(rule.status.rawValue)),
            ("source", .string(rule.source))
        )
    }

    private static func accuracy(_ accuracy: CriteriaAccuracy, _ language: Language) -> JSONValue {
        let responded = accuracy.responseCount.flatMap { count in accuracy.patientCount.map { "\(count) / \($0)" } }
        return .object(
            ("category", .string(accuracy.category.rawValue)),
            ("otherSet", accuracy.otherSet.map { .string($0[language]) } ?? .null),
            ("sensitivityPercent", accuracy.sensitivityPercent.map { .decimal($0) } ?? .null),
            ("specificityPercent", accuracy.specificityPercent.map { .decimal($0) } ?? .null),
            ("responded", responded.map { .string($0) } ?? .null),
            ("population", .string(accuracy.population[language])),
            ("source", .string(accuracy.source)),
            ("status", .string(accuracy.status.rawValue))
        )
    }
}
