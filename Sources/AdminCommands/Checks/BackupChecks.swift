// Checks of the backups: whether there is one, how old it is, and whether it would outlive the disk.
import Domain
import EmbeddedPostgreSQL

/// Looks at the backups.
struct BackupChecks: Sendable {
    let run: Run
    let now: Instant

    /// Every row.
    func rows() async -> [CheckRow] {
        let isOwn = run.settings.connection == nil
        guard isOwn ? run.settings.backupRepository != nil : run.settings.text(.backupStanza) != nil else {
            return [
                CheckRow(
                    check: "backup",
                    state: isOwn ? .warning : .notVisible,
                    wanted: "≤ 26 h",
                    detail: (isOwn ? BackupError.off.sentence : BackupPlace.notSetUp.message)[run.language]
                )
            ]
        }
        do {
            let place = try await BackupPlace.find(run.settings)
            let catalogue = try await place.catalogue()
            return [age(catalogue)] + (isOwn ? disks(place) : [])
        } catch {
            let failure = CommandFailure(error, isVerbose: false)
            let isMissing = error as? BackupError == .notInstalled
            return [
                CheckRow(
                    check: "backup",
                    state: isMissing ? .warning : .fault,
                    wanted: "≤ 26 h",
                    detail: [failure?.message, failure?.hint].compactMap { $0?[run.language] }.joined(separator: "; ")
                )
            ]
        }
    }

    /// How long ago the newest ended.
    private func age(_ catalogue: BackupCatalogue) -> CheckRow {
        guard let newest = catalogue.backups.last else {
            // The service makes the first one soon after it has started.
            let begun = DiskCheck.writtenAt("\(run.settings.ownServer.dataFolder)/data/PG_VERSION")
            let isNew = begun.map { $0.microseconds(until: now) < BackupCatalogue.ageMax } ?? false
            return CheckRow(
                check: "backup",
                state: isNew ? .warning : .fault,
                wanted: "≤ 26 h",
                detail: Localized(en: "there is none yet", nl: "er is er nog geen")[run.language]
            )
        }
        let microseconds = newest.endedAt.microseconds(until: now)
        let damaged = Localized(
            en: "; pages of the database were damaged when it was made",
            nl: "; pagina's van de database waren beschadigd toen die gemaakt werd"
        )
        return CheckRow(
            check: "backup",
            state: microseconds > BackupCatalogue.ageMax || newest.hasDamagedPages ? .fault : .ok,
            value: "\(max(0, microseconds) / 3_600_000_000) h",
            wanted: "≤ 26 h",
            detail: Localized(
                en: "age of the newest, \(newest.label)\(newest.hasDamagedPages ? damaged.en : "")",
                nl: "leeftijd van de nieuwste, \(newest.label)\(newest.hasDamagedPages ? damaged.nl : "")"
            )[run.language]
        )
    }

    private func disks(_ place: BackupPlace) -> [CheckRow] {
        guard let repository = place.pgBackRest.repositoryFolder else { return [] }
        let disk = DiskCheck(language: run.language)
        let isTogether = DiskCheck.areTogether(repository, run.settings.ownServer.dataFolder)
        let row = CheckRow(
            check: "backup place",
            state: isTogether == nil ? .notVisible : isTogether == true ? .warning : .ok,
            value: repository,
            detail: isTogether == true
                ? Localized(
                    en: "on the disk of the record: lost with it; set backup.repository to another place",
                    nl: "op de schijf van het dossier: gaat daarmee verloren; stel backup.repository elders in"
                )[run.language]
                : Localized(en: "on another disk than the record", nl: "op een andere schijf dan het dossier")[
                    run.language
                ]
        )
        return [row, disk.free("backup disk", repository)]
    }
}
