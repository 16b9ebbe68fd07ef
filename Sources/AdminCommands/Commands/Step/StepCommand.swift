// `workup step`: the checklist of one workup.
import ArgumentParser

/// `workup step`.
struct StepCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "step",
        "List and move the steps of a workup.",
        examples: [
            "workup step list 01980000-0000-7000-8000-000000000002",
            "workup step set WORKUP lumbarPuncture requested",
        ],
        subcommands: [StepList.self, StepShow.self, StepSet.self, StepOverride.self]
    )
}
