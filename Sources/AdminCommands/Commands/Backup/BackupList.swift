// `workup backup list`.
import ArgumentParser
import Domain
import EmbeddedPostgreSQL

/// `workup backup list`.
struct BackupList: Subcommand {
    static let configuration = CommandConfiguration.command(
        "list",
        "List the backups, and from when to when any moment can be restored.",
        examples: [
            "workup backup list",
            "workup backup list --repository /mnt/backups --output json",
        ],
        more: """
            It reads the repository alone: no server has to run. The last moment is when the newest piece of the log arrived;
            whether one is missing before is found by `workup backup verify`.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var place: BackupPlaceOptions

    var settings: [SettingKey: SettingValue] { database.settings.merging(place.settings) { first, _ in first } }

    func perform(_ run: Run) async throws {
        let place = try await BackupPlace.find(run.settings)
        let catalogue = try await place.catalogue()
        let items = catalogue.backups.map(\.json)
        guard run.console.form != .csv, !items.isEmpty || run.console.form == .json else {
            return try run.console.show(items: items, as: .backups)
        }
        let latest = try await place.pgBackRest.archivedUntil(catalogue)
        let document = JSONValue.object(
            ("earliest", catalogue.earliest.map { .string("\($0)") } ?? .null),
            ("latest", catalogue.earliest == nil ? .null : latest.map { .string("\($0)") } ?? .null),
            ("backups", .array(items))
        )
        try run.console.show(document.bytes, as: .backupCatalogue)
    }
}
