// `workup protocol`: what a workup on a question consists of.
import ArgumentParser

/// `workup protocol`.
struct ProtocolCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "protocol",
        "List, show, check, load and activate protocols.",
        examples: [
            "workup protocol show mmn",
            "workup protocol check mmn-2.yaml",
        ],
        subcommands: [
            ProtocolList.self, ProtocolShow.self, ProtocolCheckCommand.self, ProtocolLoad.self, ProtocolActivate.self,
        ]
    )
}
