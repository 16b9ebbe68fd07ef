// `workup migrate plan`.
import ArgumentParser
import Domain

/// `workup migrate plan`.
struct MigratePlan: Subcommand {
    static let configuration = CommandConfiguration.command(
        "plan",
        "List what `migrate up` would apply, in order.",
        examples: [
            "workup migrate plan",
            "workup migrate plan --output json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    var settings: [SettingKey: SettingValue] { database.settings }

    static let view = RecordView(
        columns: [
            Column("what", en: "What", nl: "Wat"),
            Column("version", en: "Version", nl: "Versie", .rightAligned),
            Column("name", en: "Name", nl: "Naam"),
            Column("checksum", en: "Checksum", nl: "Controlegetal"),
        ],
        empty: Localized(en: "Nothing is pending.", nl: "Er staat niets te wachten.")
    )

    func perform(_ run: Run) async throws {
        try run.console.show(items: try await run.migrationStatus().plan, as: MigratePlan.view)
    }
}
