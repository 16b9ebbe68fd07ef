// `docs/cli`: one page for each noun, made from the command tree.
import Domain

/// Renders the reference of the command line as Markdown.
enum CommandReference {
    /// The pages by file name.
    static func pages(_ root: CommandDescription) -> [(name: String, text: String)] {
        [("README.md", index(root))]
            + root.subcommands.map { command in
                ("\(command.path.last ?? "").md", page(command))
            }
    }

    private static let mark =
        "<!-- Made by `workup generate reference` from the command tree; a test holds them equal. -->\n\n"

    private static func index(_ root: CommandDescription) -> String {
        var text = "# Command line\n\n\(mark)\(root.abstract)\n\n"
        text += "```sh\n" + root.examples.joined(separator: "\n") + "\n```\n\n\(root.more)\n\n"
        text += "| Command | |\n|---|---|\n"
        for command in root.subcommands {
            let name = command.path.last ?? ""
            text += "| [`\(name)`](\(name).md) | \(command.abstract) |\n"
        }
        text += "\n## Exit codes\n\n| Code | Meaning |\n|---|---|\n"
        for code in ExitCode.allCases { text += "| \(code.rawValue) | \(code.meaning.en) |\n" }
        return text
    }

    private static func page(_ command: CommandDescription) -> String {
        command.all.enumerated().reduce(into: "") { text, element in
            let (index, command) = element
            text += (index == 0 ? "# " : "\n## ") + "`\(command.path.joined(separator: " "))`\n\n"
            if index == 0 { text += mark }
            text += "\(command.abstract)\n\n```sh\n" + command.examples.joined(separator: "\n") + "\n```\n"
            if !command.more.isEmpty { text += "\n\(command.more)\n" }
            text += "\n    \(command.usage)\n"
            text += arguments(command)
        }
    }

    private static func arguments(_ command: CommandDescription) -> String {
        let arguments = command.arguments.filter { $0.names.first != "--help" }
        guard !arguments.isEmpty, command.subcommands.isEmpty else { return "" }
        return arguments.reduce(into: "\n| Argument | |\n|---|---|\n") { text, argument in
            var said = argument.abstract
            if !argument.choices.isEmpty { said += " Values: \(argument.choices.joined(separator: ", "))." }
            if let standard = argument.standard { said += " Default: \(standard)." }
            text += "| `\(argument.synopsis)` | \(said.split(separator: "|").joined(separator: "\\|")) |\n"
        }
    }
}
