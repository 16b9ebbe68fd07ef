// `workup token`: what programs show to be let in.
import ArgumentParser

/// `workup token`.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "token",
        "Create, revoke and list API tokens.",
        examples: [
            "workup token create a.smit --name laptop",
            "workup token list --login a.smit",
        ],
        subcommands: [TokenCreate.self, TokenRevoke.self, TokenList.self]
    )
}
