// `workup finding`: what the steps brought.
import ArgumentParser

/// `workup finding`.
struct FindingCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "finding",
        "Record, list, correct and withdraw findings.",
        examples: [
            "workup finding add WORKUP antibody --file gm1.json",
            "workup finding list 01980000-0000-7000-8000-000000000002",
        ],
        subcommands: [
            FindingAdd.self, FindingList.self, FindingShow.self, FindingCorrect.self, FindingWithdraw.self,
        ]
    )
}
