// `workup demo`: a clinic to look at.
import ArgumentParser

/// `workup demo`.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "demo",
        "Load a clinic to look at; every name in it is invented.",
        examples: [
            "workup demo load",
            "workup demo load --data /tmp/demo",
        ],
        subcommands: [DemoLoad.self]
    )
}
