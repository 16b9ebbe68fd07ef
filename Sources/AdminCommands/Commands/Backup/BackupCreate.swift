// `workup backup create`.
import ArgumentParser
import Domain
import EmbeddedPostgreSQL
import UseCases

extension BackupKind: ExpressibleByArgument {}

/// `workup backup create`.
struct BackupCreate: Subcommand {
    static let configuration = CommandConfiguration.command(
        "create",
        "Make a backup now, beside the running service or without it.",
        examples: [
            "workup backup create",
            "workup backup create --type full --output json",
        ],
        more: """
            Without --type it is a full one each week, and what changed since then on other days. What is older than
            backup.retentionDays asks is removed. It cannot be tried and rolled back: --dry-run says what would be made.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var place: BackupPlaceOptions
    @OptionGroup var change: ChangeOptions
    @Option(help: "What goes into it.") var type: BackupKind?

    var settings: [SettingKey: SettingValue] { database.settings.merging(place.settings) { first, _ in first } }

    func perform(_ run: Run) async throws {
        // Before the server is started: what is missing is told at once.
        let place = try await BackupPlace.find(run.settings, makesKey: !change.dryRun)
        let opening = RecordOpening(run: run)
        try await opening.withConnections { session, _ in
            let kind = try await kind(place, session)
            if change.dryRun { return try sayWhatWouldBe(kind, run) }
            let (progress, onLine) = Progress.following(
                Localized(en: "backup, percent", nl: "reservekopie, procent"),
                on: run.console
            )
            let made = try await BackupMaking(place: place).make(kind, session, onLine: onLine)
            progress.end()
            try run.console.show(made.json.bytes, as: .backups)
            if made.hasDamagedPages { throw ExitCode.found }
        }
    }

    private func kind(_ place: BackupPlace, _ session: Session) async throws -> BackupKind {
        if let type { return type }
        return try await place.catalogue().kindDue(now: session.environment.now())
    }

    private func sayWhatWouldBe(_ kind: BackupKind, _ run: Run) throws {
        let document = JSONValue.object(("type", .string(kind.rawValue)), ("isDryRun", .bool(true)))
        try run.console.show(document.bytes, as: .backups)
        run.console.say(
            Localized(
                en: "Dry run: this is what would be made; nothing was.",
                nl: "Proefrun: dit zou worden gemaakt; er is niets gedaan."
            )
        )
    }
}
