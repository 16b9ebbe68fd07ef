// The commands as a tree of words.
import ArgumentParser

/// Walks the tree of commands.
enum CommandTree {
    /// Where a list of words leads: the commands named, the words left over, and what could follow.
    struct Place {
        let path: [String]
        let rest: [String]
        let subcommands: [String]
    }

    /// Follows words down the tree as far as they name commands.
    static func deepest(of words: [String]) -> Place {
        var command: any ParsableCommand.Type = WorkupCommand.self
        var path = [name(command)]
        var rest = words[...]
        while let word = rest.first,
            let next = command.configuration.subcommands.first(where: { name($0) == word })
        {
            command = next
            path.append(word)
            rest = rest.dropFirst()
        }
        let names = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }.map { name($0) }
        return Place(path: path, rest: Array(rest), subcommands: names)
    }

    /// Every command with its path, from the root on.
    static func all() -> [(path: [String], command: any ParsableCommand.Type)] {
        func below(_ command: any ParsableCommand.Type, _ path: [String]) -> [([String], any ParsableCommand.Type)] {
            [(path, command)]
                + command.configuration.subcommands.flatMap { below($0, path + [name($0)]) }
        }
        return below(WorkupCommand.self, [name(WorkupCommand.self)])
    }

    private static func name(_ command: any ParsableCommand.Type) -> String {
        command._commandName
    }
}
