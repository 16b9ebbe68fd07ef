// `workup(1)`: the manual page in mdoc, made from the command tree.
import Domain

/// Renders the manual page.
enum ManualPage {
    /// The whole page. The date is not in it: two builds of one source are alike.
    static func mdoc(_ root: CommandDescription) -> String {
        let name = root.path.first ?? ""
        var text = """
            .\\" Made by `\(name) generate man` from the command tree.
            .Dd $Mdocdate$
            .Dt \(name.uppercased()) 1
            .Os
            .Sh NAME
            .Nm \(name)
            .Nd \(lowered(root.abstract))
            .Sh SYNOPSIS
            .Nm
            .Ar noun
            .Op Ar verb
            .Op Ar arguments
            .Sh DESCRIPTION

            """
        text += lines(root.more)
        text += ".Sh COMMANDS\n"
        for command in root.subcommands.flatMap(\.all) where command.subcommands.isEmpty { text += section(command) }
        text += ".Sh EXIT STATUS\n.Bl -tag -width 6n\n"
        for code in ExitCode.allCases { text += ".It \(code.rawValue)\n\(escaped(code.meaning.en))\n" }
        text += ".El\n" + environment() + files()
        text += ".Sh EXAMPLES\n" + example(root.examples)
        return text
    }

    private static func section(_ command: CommandDescription) -> String {
        var text = ".Ss \(escaped(command.usage))\n" + lines(command.abstract)
        if !command.more.isEmpty { text += ".Pp\n" + lines(command.more) }
        let arguments = command.arguments.filter { $0.names.first != "--help" }
        if !arguments.isEmpty {
            text += ".Bl -tag -width Ds\n"
            for argument in arguments {
                var said = argument.abstract
                if !argument.choices.isEmpty { said += " Values: \(argument.choices.joined(separator: ", "))." }
                if let standard = argument.standard { said += " Default: \(standard)." }
                text += ".It \(escaped(argument.synopsis))\n" + lines(said)
            }
            text += ".El\n"
        }
        return text + ".Pp\nFor example:\n" + example(command.examples)
    }

    private static func example(_ examples: [String]) -> String {
        ".Bd -literal -offset indent\n" + examples.map { lines($0) }.joined() + ".Ed\n"
    }

    private static func environment() -> String {
        var text = ".Sh ENVIRONMENT\n.Bl -tag -width Ds\n"
        for key in SettingKey.all { text += ".It Ev \(key.environmentName)\n" + lines(key.purpose.en) }
        return text + ".El\n"
    }

    private static func files() -> String {
        """
        .Sh FILES
        .Bl -tag -width Ds
        .It Pa /etc/workup/workup.json
        The machine's configuration.
        .It Pa $XDG_CONFIG_HOME/workup/workup.json
        A person's own configuration, which counts more.
        .El

        """
    }

    private static func lines(_ text: String) -> String {
        text.split(separator: "\n").map { escaped(String($0)) + "\n" }.joined()
    }

    /// Text in which nothing is taken for a macro or an escape.
    private static func escaped(_ text: String) -> String {
        let safe = text.reduce(into: "") { safe, character in
            switch character {
            case "\\": safe += "\\e"
            case "-": safe += "\\-"
            case "`": safe += "\\(ga"
            case "'": safe += "\\(aq"
            case "\"": safe += "\\(dq"
            case "–": safe += "\\(en"
            case "…": safe += "..."
            default: safe.append(character)
            }
        }
        return safe.hasPrefix(".") ? "\\&" + safe : safe
    }

    /// A name line has neither a capital nor a full stop.
    private static func lowered(_ text: String) -> String {
        let text = text.hasSuffix(".") ? String(text.dropLast()) : text
        return escaped(text.prefix(1).lowercased() + text.dropFirst())
    }
}
