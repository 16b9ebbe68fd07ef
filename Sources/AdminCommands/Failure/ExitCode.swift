// The exit codes, and the one place where a failure's category becomes one.
import Domain
import EmbeddedPostgreSQL
import UseCases

/// What the process tells its caller; the numbers never change.
package enum ExitCode: Int32, CaseIterable, Sendable {
    /// Done.
    case done = 0
    /// It failed.
    case failed = 1
    /// The person at the terminal declined.
    case declined = 2
    /// The check found something.
    case found = 3
    /// Not allowed.
    case notAllowed = 4
    /// The command line or its input was wrong.
    case usage = 64
    /// The database could not be reached.
    case databaseUnreachable = 69
    /// Try again: something was busy, or the outcome is unknown.
    case tryAgain = 75
    /// The configuration was wrong.
    case badConfiguration = 78
    /// Stopped by Ctrl-C.
    case interrupted = 130
}

extension ExitCode {
    /// What the code means, for the reference.
    var meaning: Localized {
        switch self {
        case .done: Localized(en: "done", nl: "gedaan")
        case .failed: Localized(en: "failed", nl: "mislukt")
        case .declined: Localized(en: "declined by the person at the terminal", nl: "afgewezen aan de terminal")
        case .found: Localized(en: "the check found something", nl: "de controle vond iets")
        case .notAllowed: Localized(en: "not allowed", nl: "niet toegestaan")
        case .usage:
            Localized(en: "wrong command line, or wrong input", nl: "onjuiste opdrachtregel of onjuiste invoer")
        case .databaseUnreachable: Localized(en: "database unreachable", nl: "database onbereikbaar")
        case .tryAgain:
            Localized(
                en: "busy, or the outcome is unknown: try again",
                nl: "bezet, of de afloop is onbekend: probeer opnieuw"
            )
        case .badConfiguration: Localized(en: "bad configuration", nl: "onjuiste configuratie")
        case .interrupted: Localized(en: "interrupted by Ctrl-C", nl: "onderbroken met Ctrl-C")
        }
    }
}

extension ExitCode {
    /// The exit code of a use case's refusal or failure.
    init(_ category: UseCaseError.Category) {
        switch category {
        case .invalidInput: self = .usage
        case .unauthenticated, .forbidden: self = .notAllowed
        case .notFound, .conflict, .preconditionFailed, .preconditionRequired, .tooLarge, .fault: self = .failed
        case .tooMany, .busy, .outcomeUnknown: self = .tryAgain
        case .unavailable: self = .databaseUnreachable
        }
    }

    /// The exit code of a private server that could not be used.
    init(_ code: EmbeddedServerError.Code) {
        switch code {
        case .notInstalled, .versionMismatch, .initialisationFailed, .startFailed: self = .databaseUnreachable
        case .folderUnusable: self = .badConfiguration
        case .inUse: self = .tryAgain
        case .stopFailed: self = .failed
        }
    }
}
