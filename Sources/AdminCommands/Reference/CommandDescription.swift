// The command tree as data: what the argument parser dumps, read once for every kind of reference.
import ArgumentParser
import Domain

/// One command with its arguments and the commands below it.
struct CommandDescription {
    /// One argument, option or flag.
    struct Argument {
        let isPositional: Bool
        let isFlag: Bool
        let isOptional: Bool
        let isRepeating: Bool
        /// The names with their hyphens, the preferred one first.
        let names: [String]
        let valueName: String
        let standard: String?
        let choices: [String]
        let abstract: String

        /// As it stands in a line of usage.
        var synopsis: String {
            let value = isPositional ? "<\(valueName)>" : isFlag ? "" : " <\(valueName)>"
            return (names.first ?? "") + value + (isRepeating ? " ..." : "")
        }
    }

    let path: [String]
    let abstract: String
    let examples: [String]
    /// What is to be known beyond the examples.
    let more: String
    let arguments: [Argument]
    let subcommands: [CommandDescription]

    /// The whole tree, without what is hidden and without the parser's own `help`.
    static func root() throws(Faults) -> CommandDescription {
        let dump = try JSONReader.read(Array(WorkupCommand._dumpHelp().utf8), limits: .ownDocuments)
        return CommandDescription(dump["command"] ?? .null, below: [])
    }

    private init(_ value: JSONValue, below parents: [String]) {
        path = parents + [value["commandName"]?.string ?? ""]
        abstract = value["abstract"]?.string ?? ""
        (examples, more) = CommandDescription.split(value["discussion"]?.string ?? "")
        arguments = (value["arguments"]?.array ?? []).filter { $0["shouldDisplay"] == .bool(true) }
            .map { Argument($0) }
        let path = path
        subcommands = (value["subcommands"]?.array ?? [])
            .filter { $0["shouldDisplay"] == .bool(true) && $0["commandName"]?.string != "help" }
            .map { CommandDescription($0, below: path) }
    }

    private static func split(_ discussion: String) -> (examples: [String], more: String) {
        var lines = discussion.split(separator: "\n", omittingEmptySubsequences: false)[...]
        guard lines.first == Substring(HelpText.examplesTitle) else { return ([], discussion) }
        lines = lines.dropFirst()
        let examples = lines.prefix { !$0.isEmpty }
        let more = lines[examples.endIndex...].drop { $0.isEmpty }.joined(separator: "\n")
        return (examples.map { String($0.drop { $0 == " " }) }, more)
    }

    /// A line of usage; options that may be left out are one word, since the table below names them.
    var usage: String {
        let required = arguments.filter { !$0.isOptional || $0.isPositional }
        let words = required.map { $0.isOptional ? "[\($0.synopsis)]" : $0.synopsis }
        let hasOptions = arguments.contains { $0.isOptional && !$0.isPositional }
        return (path + words + (subcommands.isEmpty ? [] : ["<command>"]) + (hasOptions ? ["[options]"] : []))
            .joined(separator: " ")
    }

    /// This command and all below it.
    var all: [CommandDescription] {
        [self] + subcommands.flatMap(\.all)
    }
}

extension CommandDescription.Argument {
    fileprivate init(_ value: JSONValue) {
        let kind = value["kind"]?.string
        isPositional = kind == "positional"
        isFlag = kind == "flag"
        isOptional = value["isOptional"] == .bool(true)
        isRepeating = value["isRepeating"] == .bool(true)
        let preferred = value["preferredName"].map { Self.hyphened($0) }
        let others = (value["names"]?.array ?? []).map { Self.hyphened($0) }.filter { $0 != preferred }
        names = kind == "positional" ? [] : (preferred.map { [$0] } ?? []) + others
        valueName = value["valueName"]?.string ?? "value"
        standard = value["defaultValue"]?.string
        choices = (value["allValues"]?.array ?? []).compactMap(\.string)
        abstract = value["abstract"]?.string ?? ""
    }

    private static func hyphened(_ name: JSONValue) -> String {
        (name["kind"]?.string == "long" ? "--" : "-") + (name["name"]?.string ?? "")
    }
}
