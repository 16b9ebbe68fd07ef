// `workup generate`: what packages and documentation need, made from the command tree.
import ArgumentParser

/// `workup generate`.
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "generate",
        "Make completions, the manual page and the reference.",
        examples: [
            "workup generate completions bash > /etc/bash_completion.d/workup",
            "workup generate man > workup.1",
        ],
        subcommands: [GenerateCompletions.self, GenerateManual.self, GenerateReference.self]
    )
}
