// `workup config show`: every setting with its source.
import ArgumentParser
import Domain

/// `workup config show`.
struct ConfigShow: SettingsCommand {
    static let configuration = CommandConfiguration.command(
        "show",
        "Show every setting with the source it comes from; secrets are blanked.",
        examples: [
            "workup config show",
            "workup config show --output json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    var settings: [SettingKey: SettingValue] { database.settings }

    static let view = RecordView(
        columns: [
            Column("key", en: "Setting", nl: "Instelling"),
            Column("value", en: "Value", nl: "Waarde"),
            Column("source", en: "Source", nl: "Bron"),
        ],
        empty: Localized(en: "no settings", nl: "geen instellingen")
    )

    func perform(_ run: Run) async throws {
        let items = run.settings.resolved.map { setting in
            let setting = setting.key == .databaseURL ? run.settings.shownConnection ?? setting : setting
            return JSONValue.object(
                ("key", .string(setting.key.name)),
                ("value", setting.value == nil ? .null : setting.shownJSON),
                ("source", .string(setting.source.words(run.language)))
            )
        }
        try run.console.show(items: items, as: ConfigShow.view)
    }
}

extension ResolvedSetting {
    /// The value as it may be shown, with its JSON type.
    fileprivate var shownJSON: JSONValue {
        key.isSecret ? .string(shown) : value?.json ?? .null
    }
}
