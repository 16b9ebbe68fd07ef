// The settings of backups: where they go, by what key, for how long, and when.
import Domain
import EmbeddedPostgreSQL

extension SettingKey {
    static let backupRepository = SettingKey(
        "backup.repository",
        .path,
        flag: "--repository",
        en: """
            Folder of the backups of Workup's own server, best the mount of another machine; `none` switches backups off. \
            Where it is not set: the one that is in use, or `backups` in the data folder, which lies on the same disk.
            """,
        nl: """
            Map van de reservekopieën van Workups eigen server, liefst een koppeling van een andere machine; `none` zet ze \
            uit. Zonder deze waarde: de map die in gebruik is, of `backups` in de gegevensmap, die op dezelfde schijf ligt.
            """
    )
    static let backupKeyFile = SettingKey(
        "backup.keyFile",
        .path,
        flag: "--repository-key",
        en: """
            File with the key that encrypts the backups, readable by one account alone; made with the repository. Keep a copy \
            in another place: without it no backup can be read. Where it is not set: the one that is in use, or \
            `backup/key` in the data folder.
            """,
        nl: """
            Bestand met de sleutel die de reservekopieën versleutelt, voor één account leesbaar; gemaakt met de map. Bewaar \
            elders een kopie: zonder deze sleutel is geen reservekopie te lezen. Zonder deze waarde: de sleutel die in \
            gebruik is, of `backup/key` in de gegevensmap.
            """
    )
    static let backupRetentionDays = SettingKey(
        "backup.retentionDays",
        .integer(1...3_650),
        standard: .integer(35),
        en: "For how many days back every moment can be restored.",
        nl: "Hoeveel dagen terug elk moment teruggezet kan worden."
    )
    static let backupDailyAt = SettingKey(
        "backup.dailyAt",
        .timeOfDay,
        standard: .text("02:30"),
        en: """
            When the service makes a backup each day, on the clock of `timeZone`; `none` where something else runs `workup \
            backup create`. A day that was missed is made up for soon after the start.
            """,
        nl: """
            Wanneer de dienst elke dag een reservekopie maakt, op de klok van `timeZone`; `none` als iets anders `workup \
            backup create` uitvoert. Een gemiste dag wordt kort na de start ingehaald.
            """
    )
    static let backupStanza = SettingKey(
        "backup.stanza",
        .text,
        en: """
            Name that pgBackRest has for the database of `database.url`, where it was set up on this machine. Workup's own \
            server needs none.
            """,
        nl: """
            Naam die pgBackRest voor de database van `database.url` heeft, als het op deze machine is ingericht. Workups \
            eigen server heeft die niet nodig.
            """
    )
    static let backupConfiguration = SettingKey(
        "backup.configuration",
        .path,
        standard: .text("/etc/pgbackrest.conf"),
        en: "pgBackRest's own configuration file, for `backup.stanza`.",
        nl: "Het eigen configuratiebestand van pgBackRest, bij `backup.stanza`."
    )

    /// Those of backups, in the order in which they are documented.
    static let backup = [
        backupRepository, backupKeyFile, backupRetentionDays, backupDailyAt, backupStanza, backupConfiguration,
    ]
}

/// A time of day, to the minute.
struct TimeOfDay: Sendable, Hashable {
    let minutes: Int

    /// Reads `02:30`.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isASCII) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        minutes = hour * 60 + minute
    }
}

extension Settings {
    /// What switches a setting off that has a default.
    static let none = "none"

    /// The repository of Workup's own server; nil where backups are off.
    var backupRepository: BackupRepository? {
        let folder = text(.backupRepository)
        guard folder != Settings.none else { return nil }
        return BackupRepository(
            folder: folder,
            keyFile: text(.backupKeyFile),
            retentionDays: integer(.backupRetentionDays)
        )
    }

    /// When the service makes a backup each day; nil where it does not.
    var backupDailyAt: TimeOfDay? { text(.backupDailyAt).flatMap { TimeOfDay($0) } }

    /// Workup's own server with its repository.
    var ownServer: EmbeddedServerConfiguration {
        EmbeddedServerConfiguration(dataFolder: dataFolder, repository: backupRepository)
    }
}
