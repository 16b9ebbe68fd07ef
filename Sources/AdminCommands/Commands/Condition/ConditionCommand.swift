// `workup condition`: what makes a treatment riskier.
import ArgumentParser

/// `workup condition`.
struct ConditionCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "condition",
        "Record and list conditions of the patient that make a treatment riskier.",
        examples: [
            "workup condition add WORKUP hypertension --since 2019",
            "workup condition list 01980000-0000-7000-8000-000000000002",
        ],
        subcommands: [ConditionAdd.self, ConditionList.self, ConditionCorrect.self, ConditionWithdraw.self]
    )
}
