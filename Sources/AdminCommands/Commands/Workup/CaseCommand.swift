// `workup workup`: one patient's way to a diagnosis. The noun may be left out.
import ArgumentParser

/// `workup workup`, or `workup` with one of its verbs.
struct CaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration.command(
        "workup",
        "Open, list, show, change and close workups; the noun may be left out.",
        examples: [
            "workup list --overdue",
            "workup show 01980000-0000-7000-8000-000000000002",
        ],
        subcommands: [
            WorkupOpen.self, WorkupList.self, WorkupShow.self, WorkupChangeFields.self, WorkupClose.self,
            WorkupReopen.self,
        ]
    )

    /// The command line with the noun put in where it was left out: `workup list` is `workup workup list`.
    static func withNoun(_ arguments: [String]) -> [String] {
        guard let first = arguments.first,
            configuration.subcommands.contains(where: { $0._commandName == first })
        else {
            // `workup help list` too.
            guard arguments.count > 1, arguments[0] == "help" else { return arguments }
            return ["help"] + withNoun(Array(arguments.dropFirst()))
        }
        return ["workup"] + arguments
    }
}
