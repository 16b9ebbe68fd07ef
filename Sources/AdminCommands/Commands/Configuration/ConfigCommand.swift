// `workup config`: the settings of this machine.
import ArgumentParser

/// `workup config`.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "config",
        "Show and check the settings.",
        examples: [
            "workup config show",
            "workup config check --config /etc/workup/workup.json",
        ],
        subcommands: [ConfigShow.self, ConfigCheck.self]
    )
}
