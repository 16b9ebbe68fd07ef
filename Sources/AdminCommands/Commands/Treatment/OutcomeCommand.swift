// `workup outcome`: how the patient does.
import ArgumentParser

/// `workup outcome`.
struct OutcomeCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "outcome",
        "Record and list outcome measurements.",
        examples: [
            "workup outcome add WORKUP gripVigorimeter 45 --on 2026-03-01 --side right",
            "workup outcome list 01980000-0000-7000-8000-000000000002",
        ],
        subcommands: [OutcomeAdd.self, OutcomeList.self]
    )
}
