// `workup backup verify`.
import ArgumentParser
import Domain
import EmbeddedPostgreSQL

/// `workup backup verify`.
struct BackupVerify: Subcommand {
    static let configuration = CommandConfiguration.command(
        "verify",
        "Read every file of the backups again; exits with 3 and names each that is not what was written.",
        examples: [
            "workup backup verify",
            "workup backup verify --restore",
        ],
        more: """
            With --restore the newest backup and the log after it are restored into a scratch folder in the data folder as
            well, whose server is started by itself: schema and access log are checked there, the newest event is told, and
            the folder is removed. That is in the access log, and takes as much disk as the record.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions
    @OptionGroup var place: BackupPlaceOptions
    @Flag(help: "Restore it as well, into a scratch folder.") var restore = false

    var settings: [SettingKey: SettingValue] { database.settings.merging(place.settings) { first, _ in first } }

    static let view = RecordView(
        columns: [
            Column("fault", en: "Fault", nl: "Fout", .code(RepositoryFault.words)),
            Column("file", en: "Where", nl: "Waar"),
        ],
        empty: Localized(en: "Every file is what was written.", nl: "Elk bestand is wat er geschreven werd.")
    )

    func perform(_ run: Run) async throws {
        let place = try await BackupPlace.find(run.settings)
        if restore, !place.isOwn {
            throw CommandFailure.usage(
                "restore-not-own",
                en: "--restore tries the backups of Workup's own server alone",
                nl: "--restore probeert alleen de reservekopieën van Workups eigen server",
                hint: Localized(
                    en: "restore a named server's with pgBackRest on a machine of its own",
                    nl: "zet die van een genoemde server met pgBackRest terug op een eigen machine"
                )
            )
        }
        let catalogue = try await place.catalogue()
        guard !catalogue.backups.isEmpty else {
            throw BackupError.repositoryEmpty(place.folder)
        }
        let faults = try await faults(place)
        try run.console.show(items: faults.map(\.json), as: BackupVerify.view)
        if restore {
            let finding = try await RestoreTrial(run: run, place: place).perform(catalogue)
            run.console.say(finding.sentence)
            if !finding.isSound { throw ExitCode.found }
        }
        if !faults.isEmpty { throw ExitCode.found }
    }

    /// What reading everything again brings to light.
    private func faults(_ place: BackupPlace) async throws -> [RepositoryFault] {
        do {
            let lines = try await place.pgBackRest.run("verify", ["--output=text", "--verbose"], telling: .files).lines
            return RepositoryCheck(lines).faults
        } catch BackupError.failed(_, let code, let words) where BackupVerify.damageCodes.contains(code) {
            // It gives up where a piece of the log is damaged at its very beginning.
            return [RepositoryFault(kind: .damaged, place: words)]
        }
    }

    /// Checksum, Format, FileRead and Crypto.
    private static let damageCodes: Set<Int32> = [26, 29, 42, 95]
}
