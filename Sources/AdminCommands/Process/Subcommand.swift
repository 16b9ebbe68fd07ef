// What all commands have in common, and what every help text begins with.
import ArgumentParser
import Domain

/// A command that does something.
protocol Subcommand: ParsableCommand, Sendable {
    /// How it speaks.
    var common: CommonOptions { get }
    /// What its flags set, beside those of `common`.
    var settings: [SettingKey: SettingValue] { get }

    /// Does it.
    func perform(_ run: Run) async throws
}

extension Subcommand {
    var settings: [SettingKey: SettingValue] { [:] }
}

/// A running command: what is around it, how it speaks, and its settings.
struct Run: Sendable {
    let surroundings: Surroundings
    let console: Console
    /// The settings that count.
    let settings: Settings
    /// What was wrong with them; only the commands about the configuration go on beside a fault.
    let settingFaults: [SettingFault]
    let isVerbose: Bool

    var language: Language { console.language }
}

extension CommandConfiguration {
    /// A command whose help begins with two examples.
    ///
    /// - Parameters:
    ///   - name: the word on the command line.
    ///   - abstract: one sentence.
    ///   - examples: whole command lines, at most 76 characters each.
    ///   - more: what else is to be known.
    ///   - subcommands: the commands below it.
    ///   - shouldDisplay: whether help lists it.
    /// - Returns: the configuration.
    static func command(
        _ name: String,
        _ abstract: String,
        examples: [String],
        more: String = "",
        subcommands: [any ParsableCommand.Type] = [],
        shouldDisplay: Bool = true
    ) -> CommandConfiguration {
        var discussion = ([HelpText.examplesTitle] + examples.map { "  \($0)" }).joined(separator: "\n")
        // One line for each paragraph: the help breaks it to the width of the terminal.
        let paragraphs = more.split(separator: "\n\n").map { $0.split(separator: "\n").joined(separator: " ") }
        if !more.isEmpty { discussion += "\n\n" + paragraphs.joined(separator: "\n\n") }
        return CommandConfiguration(
            commandName: name,
            abstract: abstract,
            discussion: discussion,
            shouldDisplay: shouldDisplay,
            subcommands: subcommands
        )
    }
}
