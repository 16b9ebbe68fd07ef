// `workup lot`: batches.
import ArgumentParser

/// `workup lot`.
struct LotCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "lot",
        "Find out who received a batch.",
        examples: [
            "workup lot find A12345",
            "workup lot find A12345 --product Kiovig --output csv",
        ],
        subcommands: [LotFind.self]
    )
}
