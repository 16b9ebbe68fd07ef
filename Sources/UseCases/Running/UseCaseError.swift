// Why a use case did not do what was asked, in words for a person and a code for a program.
package import Domain
import Records

/// A refusal or failure of a use case.
package struct UseCaseError: Error, Sendable {
    /// The closed set of categories; HTTP status and exit code follow from it, each in one place.
    package enum Category: String, Sendable, Hashable, CaseIterable {
        case invalidInput, unauthenticated, forbidden, notFound, conflict, preconditionFailed, preconditionRequired
        case tooLarge, tooMany, busy, unavailable, outcomeUnknown, fault
    }

    package let category: Category
    /// A stable name in kebab case.
    package let code: String
    /// What happened and what to do, without patient data.
    package let message: Localized
    /// Every fault of the input, with its pointer.
    package var faults: [Fault] = []
    /// The version there is now, where a stale one was given.
    package var currentVersion: Int?
    /// The states a step may go to from where it is.
    package var legalStates: [StepState] = []
    /// After how many seconds it is worth trying again.
    package var retryAfterSeconds: Int?
    /// What lies behind it; for the host's log only.
    package var underlying: (any Error)?

    package init(_ category: Category, _ code: String, en: String, nl: String) {
        self.category = category
        self.code = code
        message = Localized(en: en, nl: nl)
    }
}

extension UseCaseError {
    /// Input that does not fit, with all its faults.
    package static func invalid(_ faults: Faults) -> UseCaseError {
        var error = UseCaseError(
            .invalidInput,
            "invalid-input",
            en: "The input has \(faults.all.count) fault(s); nothing was stored. Correct them and send it again.",
            nl: "De invoer bevat \(faults.all.count) fout(en); er is niets opgeslagen. Verbeter ze en stuur opnieuw."
        )
        error.faults = faults.all
        return error
    }

    /// Input with one fault.
    package static func invalid(_ pointer: String, _ code: FaultCode, en: String, nl: String) -> UseCaseError {
        invalid(Faults(Fault(pointer, code, en: en, nl: nl)))
    }

    /// What is not there, or not for the caller to know of.
    package static func notFound(_ en: String, _ nl: String) -> UseCaseError {
        UseCaseError(
            .notFound,
            "not-found",
            en: "There is no such \(en), or it is not shared with you.",
            nl: "\(nl) bestaat niet, of is niet met u gedeeld."
        )
    }

    /// A change made against an old version.
    package static func stale(current: Int) -> UseCaseError {
        var error = UseCaseError(
            .preconditionFailed,
            "stale-version",
            en: "Somebody else changed this first: it is at version \(current) now. Read it again, then decide.",
            nl:
                "Iemand anders heeft dit eerst gewijzigd: het staat nu op versie \(current). Lees het opnieuw en beslis dan."
        )
        error.currentVersion = current
        return error
    }

    /// The database cannot be reached now.
    package static func unavailable(_ underlying: (any Error)? = nil) -> UseCaseError {
        var error = UseCaseError(
            .unavailable,
            "database-unavailable",
            en: "The database cannot be reached; nothing was done. Try again in a moment.",
            nl: "De database is niet bereikbaar; er is niets gedaan. Probeer het zo opnieuw."
        )
        error.retryAfterSeconds = 2
        error.underlying = underlying
        return error
    }

    /// The use case's word for a failure of the record.
    init(_ error: RecordError) {
        switch error {
        case .sharedInPart: self = .sharedInPart
        case .versionTaken:
            self = UseCaseError(
                .preconditionFailed,
                "stale-version",
                en: "Somebody else changed this a moment ago. Read it again, then decide.",
                nl: "Iemand anders heeft dit zojuist gewijzigd. Lees het opnieuw en beslis dan."
            )
        case .taken(let what): self = .taken(what)
        case .missingReference(let constraint) where constraint.hasSuffix("_assignee_fkey"):
            self = .invalid(
                "/assigneeId",
                .unknownCode,
                en: "There is no user with this id.",
                nl: "Er is geen gebruiker met dit nummer."
            )
        case .missingReference(let constraint):
            self = UseCaseError(
                .conflict,
                "missing-reference",
                en: "Something this refers to is not there (\(constraint)). Check the ids.",
                nl: "Iets waarnaar dit verwijst bestaat niet (\(constraint)). Controleer de nummers."
            )
        case .refused("meeting_case_version_kept_check"): self = .caseHasOutcome
        case .refused("meeting_version_kept_check"): self = .hiddenOutcomes
        case .refused(let constraint):
            self = UseCaseError(
                .invalidInput,
                "refused-by-schema",
                en: "The record refuses this (\(constraint)); nothing was stored.",
                nl: "Het dossier weigert dit (\(constraint)); er is niets opgeslagen."
            )
        case .unavailable where error.isOutOfRoom:
            self = UseCaseError(
                .unavailable,
                "database-full",
                en:
                    "The database has no room left on its disk; nothing was done. Tell the people who run this service.",
                nl: "De database heeft geen ruimte meer op de schijf; er is niets gedaan. Meld het aan de beheerders."
            )
            retryAfterSeconds = 15
        case .unavailable: self = .unavailable(error)
        case .readOnly:
            self = UseCaseError(
                .unavailable,
                "database-read-only",
                en:
                    "The database takes no changes now, and nothing is read without a line in its log; nothing was done.",
                nl:
                    "De database neemt nu geen wijzigingen aan, en zonder regel in het logboek wordt niets gelezen; er is niets gedaan."
            )
            retryAfterSeconds = 5
        case .busy:
            self = UseCaseError(
                .busy,
                "busy",
                en: "Too many are at work on this at once; nothing was done. Try again in a moment.",
                nl: "Er zijn te veel tegelijk mee bezig; er is niets gedaan. Probeer het zo opnieuw."
            )
            retryAfterSeconds = 1
        case .outcomeUnknown:
            self = UseCaseError(
                .outcomeUnknown,
                "outcome-unknown",
                en:
                    "The connection was lost while this was being kept: it may or may not have happened. Send the same request again with the same Idempotency-Key, or read and look.",
                nl:
                    "De verbinding viel weg tijdens het bewaren: het kan wel of niet gebeurd zijn. Stuur hetzelfde verzoek opnieuw met dezelfde Idempotency-Key, of lees en kijk."
            )
            retryAfterSeconds = 1
        case .unusable, .forbidden, .fault:
            self = UseCaseError(
                .fault,
                "internal-fault",
                en: "Something went wrong inside; nothing was done. The log has it under the request id.",
                nl: "Er ging intern iets mis; er is niets gedaan. Het staat in het logboek onder het verzoeknummer."
            )
        }
        underlying = error
    }

    private static func taken(_ what: RecordError.Uniqueness) -> UseCaseError {
        switch what {
        case .identifier:
            UseCaseError(
                .conflict,
                "identifier-taken",
                en: "A number of this patient is in use already. If it is the same person, "
                    + "ask for access by that number, or for a merge.",
                nl: "Een nummer van deze patiënt is al in gebruik. Gaat het om dezelfde persoon, "
                    + "vraag dan toegang met dat nummer, of samenvoeging."
            )
        case .organisationCode:
            UseCaseError(
                .conflict,
                "organisation-exists",
                en: "There is an organisation with this code already.",
                nl: "Er is al een organisatie met deze code."
            )
        case .login:
            UseCaseError(
                .conflict,
                "login-taken",
                en: "There is a user with this login already.",
                nl: "Er is al een gebruiker met deze aanmeldnaam."
            )
        case .protocolVersion:
            UseCaseError(
                .conflict,
                "protocol-version-exists",
                en: "This version of the protocol was loaded before; give a changed protocol a new version.",
                nl: "Deze versie van het protocol is al geladen; geef een gewijzigd protocol een nieuwe versie."
            )
        case .meetingCase:
            UseCaseError(
                .conflict,
                "case-on-agenda",
                en:
                    "This workup is on the agenda of that meeting, or was taken off it. One that was taken off goes to another meeting.",
                nl:
                    "Dit traject staat op de agenda van dat overleg, of is eraf gehaald. Wat eraf is gehaald gaat naar een ander overleg."
            )
        case .replacedChoice:
            UseCaseError(
                .conflict,
                "choice-replaced",
                en: "That choice was replaced by another one already.",
                nl: "Die keuze is al door een andere vervangen."
            )
        case .merge:
            UseCaseError(
                .conflict,
                "already-merged",
                en: "This record is merged into another one already.",
                nl: "Dit dossier is al met een ander samengevoegd."
            )
        case .condition:
            UseCaseError(
                .conflict,
                "condition-exists",
                en: "The workup has this condition already. Correct that one, with a reason.",
                nl: "Het traject heeft deze aandoening al. Verbeter die, met een reden."
            )
        case .objection:
            UseCaseError(
                .conflict,
                "objection-exists",
                en: "The patient's objection to them is on record already.",
                nl: "Het bezwaar van de patiënt tegen hen staat al in het dossier."
            )
        case .teamCode:
            UseCaseError(
                .conflict,
                "team-exists",
                en: "The organisation has a team with this code already.",
                nl: "De organisatie heeft al een team met deze code."
            )
        case .teamMember:
            UseCaseError(
                .conflict,
                "team-member-exists",
                en: "The user belongs to the team already.",
                nl: "De gebruiker hoort al bij het team."
            )
        case .worklistView:
            UseCaseError(
                .conflict,
                "worklist-view-exists",
                en: "There is a view with this name already. Give this one another name, or remove the other first.",
                nl: "Er is al een weergave met deze naam. Geef deze een andere naam, of verwijder eerst de andere."
            )
        case .step:
            UseCaseError(
                .conflict,
                "step-exists",
                en: "The workup has this step already.",
                nl: "Het traject heeft deze stap al."
            )
        }
    }
}
