// `workup config check`: every fault of the settings.
import ArgumentParser
import Domain

/// `workup config check`.
struct ConfigCheck: SettingsCommand {
    static let configuration = CommandConfiguration.command(
        "check",
        "Check the settings and list every fault; exits with 78 where there is one. Connects to nothing.",
        examples: [
            "workup config check",
            "workup config check --config /etc/workup/workup.json",
        ]
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Connection") var database: DatabaseOptions

    var settings: [SettingKey: SettingValue] { database.settings }

    func perform(_ run: Run) async throws {
        let faults =
            run.settingFaults + run.settings.connectionFaults + run.settings.unverifiedFaults
            + run.settings.surfaceFaults + run.settings.provider().faults + run.settings.notices().faults
        guard faults.isEmpty else { throw SettingFaults(all: faults) }
        for notice in [run.settings.timeoutNotice, run.settings.unusedServerNotice] {
            if let notice { run.console.say(notice) }
        }
        run.console.say(
            Localized(en: "The configuration has no faults.", nl: "De configuratie heeft geen fouten.")
        )
    }
}
