// `workup criteria list`.
import ArgumentParser
import Criteria
import Domain

/// `workup criteria list`.
struct CriteriaList: Subcommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List the criteria sets with their versions and how far they were checked.",
        examples: [
            "workup criteria list",
            "workup criteria list --output json",
        ],
        more: "No database is needed."
    )

    @OptionGroup var common: CommonOptions

    static let view = RecordView(
        columns: [
            Column("id", en: "Id", nl: "Id"),
            Column("name", en: "Name", nl: "Naam"),
            Column("version", en: "Version", nl: "Versie"),
            Column("disease", en: "Disease", nl: "Ziekte", .code { CriteriaDisease(rawValue: $0)?.label }),
            Column("effectiveFrom", en: "Since", nl: "Sinds"),
            Column("status", en: "Rules", nl: "Regels", .code { CheckStatus(rawValue: $0)?.label }),
            Column("signedOffBy", en: "Signed off by", nl: "Goedgekeurd door"),
        ],
        empty: Localized(en: "There are no criteria sets.", nl: "Er zijn geen criteriasets.")
    )

    func perform(_ run: Run) async throws {
        let items = try CriteriaEngine.program().sets.map { set -> JSONValue in
            .object(
                ("id", .string(set.id)),
                ("name", .string(set.names[run.language])),
                ("version", .string(set.version)),
                ("disease", .string(set.disease.rawValue)),
                ("effectiveFrom", .string(set.effectiveFrom.description)),
                ("status", .string(set.status.rawValue)),
                ("signedOffBy", .array(set.signedOffBy.map { .string($0) }))
            )
        }
        try run.console.show(items: items, as: CriteriaList.view)
    }
}
