// `workup migrate up`.
import ArgumentParser
import Domain
import EmbeddedPostgreSQL
import Records

/// `workup migrate up`.
struct MigrateUp: Subcommand {
    static let configuration = CommandConfiguration.command(
        "up",
        "Apply every pending migration and install the protocols that come with the program.",
        examples: [
            "workup migrate up",
            "workup migrate up --dry-run",
        ],
        more: """
            Each migration is a transaction of its own, so --dry-run lists them and applies none. With --database-url
            the role must own the database.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var change: ChangeOptions

    var settings: [SettingKey: SettingValue] { database.settings }

    func perform(_ run: Run) async throws {
        let opening = RecordOpening(run: run)
        let dryRun = change.dryRun
        let before = try await opening.withServer(owning: .shared) { connections in
            if dryRun {
                return try await Migrator.withMigrator(connections.owner, logger: opening.logger) {
                    try await $0.status()
                }
            }
            return try await Record.withRecord(connections.service, run.settings.pool, logger: opening.logger) {
                record in
                try await SchemaUpdate(run: run, logger: opening.logger).apply(
                    connections,
                    record,
                    alwaysInstalls: true
                )
            }
        }
        try run.console.show(items: before.plan, as: MigratePlan.view)
        if change.dryRun {
            run.console.say(
                Localized(
                    en: "Dry run: this is what would be applied; nothing was.",
                    nl: "Proefrun: dit zou worden toegepast; er is niets gedaan."
                )
            )
        }
    }
}
