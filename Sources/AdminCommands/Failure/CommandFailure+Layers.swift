// The failures of the layers below as failures of a command.
import Domain
import EmbeddedPostgreSQL
import Records
import UseCases

extension CommandFailure {
    /// A use case's refusal, with everything it knows.
    init(_ error: UseCaseError, isVerbose: Bool) {
        self.init(code: error.code, exit: ExitCode(error.category), message: error.message, faults: error.faults)
        if let version = error.currentVersion {
            details.append(Detail(key: "currentVersion", value: .integer(version)))
            hint = Localized(
                en: "read it again, then give --expecting \(version)",
                nl: "lees het opnieuw en geef --expecting \(version)"
            )
        }
        if !error.legalStates.isEmpty {
            details.append(
                Detail(key: "legalStates", value: .array(error.legalStates.map { .string($0.rawValue) }))
            )
        }
        if let seconds = error.retryAfterSeconds {
            details.append(Detail(key: "retryAfterSeconds", value: .integer(seconds)))
        }
        if error.category == .unavailable {
            explainUnreachable(error.underlying as? RecordError)
        }
        if isVerbose, let underlying = error.underlying {
            // The layers' descriptions never hold values.
            details.removeAll { $0.key == "cause" }
            details.append(Detail(key: "cause", value: .string(String(describing: underlying))))
        }
    }

    /// A failure of the record outside of any use case: opening it, looking at its schema.
    init(_ error: RecordError) {
        let (code, exit): (String, ExitCode) =
            switch error {
            case .unavailable: ("database-unavailable", .databaseUnreachable)
            case .busy: ("busy", .tryAgain)
            case .outcomeUnknown: ("outcome-unknown", .tryAgain)
            case .unusable: ("database-unusable", .badConfiguration)
            case .versionTaken, .taken, .missingReference, .refused, .fault: ("fault", .failed)
            }
        self.init(code: code, exit: exit, message: Localized(same: error.description))
        if case .unavailable = error {
            message = Localized(en: "the database could not be reached", nl: "de database is niet bereikbaar")
            explainUnreachable(error)
        }
    }

    /// Why the database could not be reached and what to do; the client's sentences are English in either language.
    private mutating func explainUnreachable(_ error: RecordError?) {
        if let reason = error?.reason { details.append(Detail(key: "cause", value: .string(reason))) }
        let advice = error?.advice.map { "\($0); " } ?? ""
        hint = Localized(
            en: "\(advice)`workup config show` names the database that was tried",
            nl: "\(advice)`workup config show` noemt de database die geprobeerd is"
        )
    }

    /// A private server that could not be used; its sentences are English in either language.
    init(_ error: EmbeddedServerError) {
        self.init(
            code: "own-database",
            exit: ExitCode(error.code),
            message: Localized(same: error.description),
            hint: Localized(same: error.hint)
        )
    }

    /// A schema that does not fit this program.
    init(_ error: MigrationError) {
        self.init(code: "schema-mismatch", exit: .failed, message: Localized(same: error.description))
    }
}
