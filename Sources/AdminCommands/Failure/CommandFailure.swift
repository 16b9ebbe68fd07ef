// A command that could not do what it was asked: what happened, what to do, and the exit code.
import Domain

/// A failure as a person reads it; never holds patient data, since its parts never do.
struct CommandFailure: Error, Equatable {
    /// The stable name of the failure, for scripts.
    var code: String
    /// The exit code it leads to.
    var exit: ExitCode
    /// What happened, in one sentence without a full stop at the end.
    var message: Localized
    /// Why it happened, where something beneath knows.
    var cause: Localized?
    /// What to do now.
    var hint: Localized?
    /// Every fault of an input, by its pointer.
    var faults: [Fault] = []
    /// Names and values that a script may want; the names are stable.
    var details: [Detail] = []

    /// One more fact about a failure.
    struct Detail: Equatable {
        let key: String
        let value: JSONValue
    }

    /// A wrong command line or input.
    static func usage(_ code: String, en: String, nl: String, hint: Localized? = nil) -> CommandFailure {
        CommandFailure(code: code, exit: .usage, message: Localized(en: en, nl: nl), hint: hint)
    }

    /// An input with faults, named by where it came from.
    static func faultyInput(_ name: String, _ faults: Faults) -> CommandFailure {
        let count = faults.all.count
        return CommandFailure(
            code: "invalid-input",
            exit: .usage,
            message: Localized(
                en: "\(name) has \(count) \(count == 1 ? "fault" : "faults"); nothing was stored",
                nl: "\(name) heeft \(count) \(count == 1 ? "fout" : "fouten"); er is niets opgeslagen"
            ),
            faults: faults.all
        )
    }

    /// A file or stream that could not be used, in the system's words.
    static func file(_ path: String, en: String, nl: String) -> CommandFailure {
        CommandFailure(
            code: "file-unusable",
            exit: .failed,
            message: Localized(en: "\(path): \(en)", nl: "\(path): \(nl)")
        )
    }
}
