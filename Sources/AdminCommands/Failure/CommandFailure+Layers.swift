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
        explain(error.underlying as? RecordError)
        if isVerbose, let underlying = error.underlying {
            // The layers' descriptions never hold values.
            cause = Localized(same: String(describing: underlying))
        }
    }

    /// A failure of the record outside of any use case: opening it, looking at its schema.
    init(_ error: RecordError) {
        self.init(code: "fault", exit: .failed, message: Localized(same: error.description))
        switch error {
        case .unavailable:
            code = "database-unavailable"
            exit = .databaseUnreachable
            message = Localized(en: "the database could not be reached", nl: "de database is niet bereikbaar")
        case .busy:
            code = "busy"
            exit = .tryAgain
            message = Localized(en: "the database is busy", nl: "de database heeft het te druk")
        default: break
        }
        explain(error)
    }

    /// What a failure of the record beneath says more clearly than a use case can: it speaks to callers who can do
    /// nothing about the database, a command mostly to people who can.
    private mutating func explain(_ error: RecordError?) {
        guard let error else { return }
        switch error {
        case .unavailable where !error.troubles.isEmpty && error.troubles.allSatisfy(\.kind.isMissingRight):
            isNotAllowed()
        case .readOnly:
            code = "database-read-only"
            exit = .databaseUnreachable
            message = Localized(
                en: "the database takes no changes; nothing was done",
                nl: "de database neemt geen wijzigingen aan; er is niets gedaan"
            )
        case .forbidden:
            isNotAllowed()
        case .unusable:
            code = "database-unusable"
            exit = .badConfiguration
            message = Localized(
                en: "the database's settings cannot be used",
                nl: "de instellingen van de database zijn niet bruikbaar"
            )
        case .outcomeUnknown:
            code = "outcome-unknown"
            exit = .tryAgain
            message = Localized(
                en: "the connection to the database was lost while this was being kept",
                nl: "de verbinding met de database viel weg tijdens het bewaren"
            )
            hint = Localized(
                en: "it may or may not have happened: look before you do it again",
                nl: "het kan wel of niet gebeurd zijn: kijk voor u het opnieuw doet"
            )
        default: break
        }
        guard !error.troubles.isEmpty else { return }
        cause = DatabaseTrouble.cause(error.troubles)
        let place = Localized(
            en: "`workup config show` names the database that was tried",
            nl: "`workup config show` noemt de database die geprobeerd is"
        )
        hint =
            DatabaseTrouble.advice(error).map { Localized(en: "\($0.en); \(place.en)", nl: "\($0.nl); \(place.nl)") }
            ?? place
    }

    private mutating func isNotAllowed() {
        code = "database-forbidden"
        exit = .notAllowed
        message = Localized(
            en: "the database does not allow its user to do this; nothing was done",
            nl: "de database staat haar gebruiker dit niet toe; er is niets gedaan"
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
