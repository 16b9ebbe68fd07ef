// `workup backup`: a second copy of everything, and the way back to any moment.
import ArgumentParser
import Domain
import EmbeddedPostgreSQL
import Reports

/// `workup backup`.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "backup",
        "Make backups, list and verify them, and restore the record as it was at a moment.",
        examples: [
            "workup backup create",
            "workup backup restore --to 2026-05-03T14:02:00Z --reason 'wrong deletion'",
        ],
        more: """
            Backups are made by pgBackRest, encrypted. The service makes one each day and hands over its log every minute, so
            that any moment of the last 35 days can be restored. Keys are never part of a backup: that of the backups, of the
            access log, of TLS and of the hospital's sign-in are kept elsewhere by you.
            """,
        subcommands: [BackupCreate.self, BackupList.self, BackupVerify.self, BackupRestore.self]
    )
}

/// Where the backups are, where the settings do not say it.
struct BackupPlaceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Folder of the backups.", valueName: "folder"), completion: .directory)
    var repository: String?
    @Option(help: ArgumentHelp("File with the key of the backups.", valueName: "file"), completion: .file())
    var repositoryKey: String?

    /// What these flags set.
    var settings: [SettingKey: SettingValue] {
        var settings: [SettingKey: SettingValue] = [:]
        if let repository { settings[.backupRepository] = .text(repository) }
        if let repositoryKey { settings[.backupKeyFile] = .text(repositoryKey) }
        return settings
    }
}

extension BackupKind {
    /// As a person reads it.
    static func words(_ code: String) -> Localized? {
        switch BackupKind(rawValue: code) {
        case .full: Localized(en: "full", nl: "volledig")
        case .differential: Localized(en: "differential", nl: "differentieel")
        case .incremental: Localized(en: "incremental", nl: "incrementeel")
        case nil: nil
        }
    }
}

extension RecordView {
    private static let size = Column.Style.custom(
        { value, language in value.text.isEmpty ? "" : ByteCount.words(value, language) },
        csv: { $0.text }
    )

    /// Backups.
    static let backups = RecordView(
        columns: backupColumns,
        sections: [],
        empty: Localized(en: "No backups.", nl: "Geen reservekopieën.")
    )

    /// All that is in a repository, with from when to when it reaches.
    static let backupCatalogue = RecordView(
        columns: [
            Column("earliest", en: "Can be restored from", nl: "Terug te zetten vanaf", .custom(seconds)),
            Column("latest", en: "to", nl: "tot", .custom(seconds)),
        ],
        sections: [
            Section(
                title: Localized(en: "Backups", nl: "Reservekopieën"),
                member: "backups",
                columns: backupColumns
            )
        ],
        empty: Localized(en: "No backups.", nl: "Geen reservekopieën.")
    )

    private static let backupColumns = [
        Column("label", en: "Backup", nl: "Reservekopie"),
        Column("type", en: "Kind", nl: "Soort", .code(BackupKind.words)),
        Column("startedAt", en: "Begun", nl: "Begonnen", .instant),
        Column("endedAt", en: "Ended", nl: "Klaar", .instant),
        Column("bytes", en: "Size", nl: "Omvang", size),
        Column("repositoryBytes", en: "Added", nl: "Erbij", size),
        Column("firstSegment", en: "Log from", nl: "Logboek vanaf"),
        Column("lastSegment", en: "Log to", nl: "Logboek tot"),
        Column("damagedPages", en: "Damaged pages", nl: "Beschadigde pagina's", .custom(ifSo)),
    ]

    /// To the second: what follows a wrong deletion is restored to the second before.
    private static let seconds: @Sendable (JSONValue, Language) -> String = { value, _ in value.string ?? "" }

    /// Only where it is so.
    private static let ifSo: @Sendable (JSONValue, Language) -> String = { value, language in
        value == .bool(true) ? Localized(en: "yes", nl: "ja")[language] : ""
    }
}

/// Sizes as people read them.
enum ByteCount {
    /// In MB, one decimal.
    static func words(_ value: JSONValue, _ language: Language) -> String {
        guard case .number(let number) = value, let bytes = number.integer else { return "" }
        return words(bytes, language)
    }

    /// In MB, one decimal.
    static func words(_ bytes: Int, _ language: Language) -> String {
        let tenths = (bytes + 50_000) / 100_000
        return "\(tenths / 10)\(language == .nl ? "," : ".")\(tenths % 10) MB"
    }
}
