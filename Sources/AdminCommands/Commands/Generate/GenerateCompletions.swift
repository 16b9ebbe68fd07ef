// `workup generate completions`: for the shells.
import ArgumentParser
import Domain

/// `workup generate completions`.
struct GenerateCompletions: Subcommand {
    static let configuration = CommandConfiguration.command(
        "completions",
        "Print the completion script of a shell.",
        examples: [
            "workup generate completions bash > /etc/bash_completion.d/workup",
            "workup generate completions zsh > ~/.zfunc/_workup",
        ]
    )

    /// The shells that completions are made for.
    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash, zsh, fish
    }

    @OptionGroup var common: CommonOptions

    @Argument(help: "The shell.")
    var shell: Shell

    func perform(_ run: Run) async throws {
        try run.console.write(GenerateCompletions.script(for: shell))
    }

    /// The whole script.
    static func script(for shell: Shell) -> String {
        switch shell {
        case .bash: WorkupCommand.completionScript(for: .bash)
        case .zsh: WorkupCommand.completionScript(for: .zsh)
        case .fish: WorkupCommand.completionScript(for: .fish)
        }
    }
}
