// `workup evaluation`: what the criteria said of a workup, as the record kept it.
import ArgumentParser

/// `workup evaluation`.
struct EvaluationCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "evaluation",
        "Show what the criteria say of a workup, how their answers went, and ask them again.",
        examples: [
            "workup evaluation show 01980000-0000-7000-8000-000000000002",
            "workup evaluation list 01980000-0000-7000-8000-000000000002",
        ],
        subcommands: [EvaluationShow.self, EvaluationList.self, EvaluationRefresh.self]
    )
}
