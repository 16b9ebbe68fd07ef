// Which backups a command is about: those of Workup's own server, or those that pgBackRest was set up for.
import Domain
import EmbeddedPostgreSQL

/// pgBackRest as the settings of this run lead to it.
struct BackupPlace: Sendable {
    let pgBackRest: PgBackRest
    /// What it calls the server.
    let stanza: String
    /// Whether it is Workup's own server.
    let isOwn: Bool

    /// Finds it.
    ///
    /// - Parameters:
    ///   - settings: of this run.
    ///   - makesKey: whether a repository may be begun.
    /// - Returns: pgBackRest and what it calls the server.
    /// - Throws: `BackupError`, `EmbeddedServerError`, `CommandFailure` for a named server that nobody set up.
    static func find(_ settings: Settings, makesKey: Bool = false) async throws -> BackupPlace {
        guard settings.connection != nil else {
            let pgBackRest = try await PgBackRest.own(settings.ownServer, makesKey: makesKey)
            return BackupPlace(pgBackRest: pgBackRest, stanza: "workup", isOwn: true)
        }
        guard let stanza = settings.text(.backupStanza), let file = settings.text(.backupConfiguration) else {
            throw notSetUp
        }
        return BackupPlace(
            pgBackRest: try .named(stanza: stanza, settingsFile: file),
            stanza: stanza,
            isOwn: false
        )
    }

    /// The repository's name for people.
    var folder: String { pgBackRest.repositoryFolder ?? stanza }

    /// What is in the repository.
    func catalogue() async throws -> BackupCatalogue {
        try await pgBackRest.catalogue(stanza: stanza)
    }

    /// A named server is backed up where it stands.
    static let notSetUp = CommandFailure(
        code: "backup-not-set-up",
        exit: .badConfiguration,
        message: Localized(
            en: "this database is a named server: its backups are made where it stands",
            nl: "deze database is een genoemde server: reservekopieën ervan worden gemaakt waar die staat"
        ),
        hint: Localized(
            en: "set up pgBackRest on its host, and run this there with backup.stanza and backup.configuration",
            nl: "richt pgBackRest in op die machine en voer dit daar uit, met backup.stanza en backup.configuration"
        )
    )
}

extension Progress {
    /// Follows pgBackRest, which tells with each file how far it is.
    static func following(_ what: Localized, on console: Console) -> (
        progress: Progress, onLine: @Sendable (String) -> Void
    ) {
        let progress = Progress(what, total: 100, on: console)
        let told = Counted()
        return (
            progress,
            { line in
                guard let match = line.firstMatch(of: /, (\d+)\.\d+%\)/), let percent = Int(match.output.1) else {
                    return
                }
                let news = told.news(percent)
                if news > 0 { progress.advance(by: news) }
            }
        )
    }
}
