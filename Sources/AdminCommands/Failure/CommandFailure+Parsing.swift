// A command line that could not be read, with what was probably meant.
import ArgumentParser
import Domain
import EmbeddedPostgreSQL
import Records
import Reports
import UseCases

extension CommandFailure {
    /// The argument parser's complaint as one of ours; its sentences are English in either language.
    static func parsing(_ error: any Error, _ arguments: [String]) -> CommandFailure {
        let words = CaseCommand.withNoun(arguments).prefix { !$0.hasPrefix("-") }
        let place = CommandTree.deepest(of: Array(words))
        var message = WorkupCommand.message(for: error).split(separator: "\n").joined(separator: " ")
        if message.hasSuffix(".") { message.removeLast() }
        var said = Localized(same: message)
        var hint = Localized(
            en: "see `\(place.path.joined(separator: " ")) --help`",
            nl: "zie `\(place.path.joined(separator: " ")) --help`"
        )
        if let wrong = place.rest.first, !place.subcommands.isEmpty {
            let path = place.path.joined(separator: " ")
            said = Localized(
                en: "\(path) has no command \"\(wrong)\"",
                nl: "\(path) heeft geen opdracht \"\(wrong)\""
            )
            if let meant = Suggestion.nearest(to: wrong, among: place.subcommands) {
                hint = Localized(en: "did you mean `\(path) \(meant)`?", nl: "bedoelde u `\(path) \(meant)`?")
            }
        }
        // A password typed in the wrong place is not shown again.
        let shown = Localized(
            en: ConnectionText.withoutSecrets(said.en, arguments),
            nl: ConnectionText.withoutSecrets(said.nl, arguments)
        )
        return CommandFailure(code: "usage", exit: .usage, message: shown, hint: hint)
    }

    /// The failure that an error of our own layers is; nil for what only the argument parser understands.
    init?(_ error: any Error, isVerbose: Bool) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let faults as SettingFaults: self = faults.failure
        case let stream as StreamError:
            self.init(
                code: "stream-failed",
                exit: .failed,
                message: Localized(
                    en: "a stream could not be read or written (error \(stream.number))",
                    nl: "een stroom was niet te lezen of te schrijven (fout \(stream.number))"
                )
            )
        case let error as UseCaseError: self.init(error, isVerbose: isVerbose)
        case let error as EmbeddedServerError: self.init(error)
        case let error as BackupError: self.init(error)
        case let error as MigrationError: self.init(error)
        case let error as RecordError: self.init(error)
        case let error as PDFError: self.init(error)
        case is CancellationError:
            self.init(
                code: "interrupted",
                exit: .interrupted,
                message: Localized(en: "interrupted", nl: "onderbroken")
            )
        default: return nil
        }
    }
}
