// The stable names of problems: the last part of `type` in a problem document.

/// What kind of problem a document tells of, such as `not-found`. It never changes with the language.
///
/// Open, since use cases name problems of their own; those of the HTTP edge are constants here.
package struct ProblemCode: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    /// A code in lower case with hyphens.
    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// `type` of a problem document: a reference relative to the service, where a page explains it.
    var type: String { "/problems/\(rawValue)" }

    /// Fields or parameters are wrong; all of them are listed.
    static let invalidInput = ProblemCode(rawValue: "invalid-input")
    /// The body could not be read to its end.
    static let unreadableBody = ProblemCode(rawValue: "unreadable-body")
    /// No token, or one that is not valid.
    static let tokenRefused = ProblemCode(rawValue: "token-refused")
    /// No session, or one that has ended.
    static let sessionEnded = ProblemCode(rawValue: "session-ended")
    /// The password was right and the second factor is still to come.
    static let signInUnfinished = ProblemCode(rawValue: "sign-in-unfinished")
    /// A login or password that is not right.
    static let signInRefused = ProblemCode(rawValue: "sign-in-refused")
    /// A code that is wrong or was used.
    static let codeRefused = ProblemCode(rawValue: "code-refused")
    /// What the hospital's own sign-in or the browser brought was not right.
    static let providerRefused = ProblemCode(rawValue: "provider-refused")
    /// A proven identity that is nobody's here.
    static let identityUnknown = ProblemCode(rawValue: "identity-unknown")
    /// The hospital's own sign-in cannot be asked.
    static let providerUnavailable = ProblemCode(rawValue: "provider-unavailable")
    /// Too many attempts failed.
    static let signInDelayed = ProblemCode(rawValue: "sign-in-delayed")
    /// Signing in is at another point.
    static let wrongStage = ProblemCode(rawValue: "wrong-stage")
    /// The second factor has to be shown again.
    static let freshFactorNeeded = ProblemCode(rawValue: "fresh-factor-needed")
    /// The token's scopes do not reach that far.
    static let scopeMayNot = ProblemCode(rawValue: "scope-may-not")
    /// Another site made the browser send this.
    static let crossSite = ProblemCode(rawValue: "cross-site")
    /// The caller's role may not do this.
    static let roleMayNot = ProblemCode(rawValue: "role-may-not")
    /// A part of the workup is the caller's, and all of it is needed.
    static let sharedInPart = ProblemCode(rawValue: "shared-in-part")
    /// No step of the caller's asks for such a finding.
    static let notYourStep = ProblemCode(rawValue: "not-your-step")
    /// Nobody shares more than they see.
    static let notYoursToShare = ProblemCode(rawValue: "not-yours-to-share")
    /// What follows from the record ends with its cause.
    static let relationNotEndable = ProblemCode(rawValue: "relation-not-endable")
    /// The objection stands already.
    static let objectionExists = ProblemCode(rawValue: "objection-exists")
    /// No such thing, or none that the caller may know of.
    static let notFound = ProblemCode(rawValue: "not-found")
    /// The path exists, the method does not.
    static let methodNotAllowed = ProblemCode(rawValue: "method-not-allowed")
    /// A step can not move there from where it is.
    static let illegalTransition = ProblemCode(rawValue: "illegal-transition")
    /// The key came with another request before.
    static let idempotencyKeyReused = ProblemCode(rawValue: "idempotency-key-reused")
    /// The first request with the key has not ended.
    static let requestInFlight = ProblemCode(rawValue: "request-in-flight")
    /// `If-Match` names a version that is not the newest.
    static let staleVersion = ProblemCode(rawValue: "stale-version")
    /// A change without `If-Match`.
    static let versionRequired = ProblemCode(rawValue: "version-required")
    /// The body is larger than the limit.
    static let tooLarge = ProblemCode(rawValue: "too-large")
    /// A body that is not `application/json`.
    static let unsupportedMediaType = ProblemCode(rawValue: "unsupported-media-type")
    /// The workup is closed.
    static let workupClosed = ProblemCode(rawValue: "workup-closed")
    /// The workup is open already.
    static let workupOpen = ProblemCode(rawValue: "workup-open")
    /// A prerequisite of the step is not met.
    static let cannotStartYet = ProblemCode(rawValue: "cannot-start-yet")
    /// A step becomes reported by its result.
    static let resultMissing = ProblemCode(rawValue: "result-missing")
    /// The finding is withdrawn already.
    static let findingWithdrawn = ProblemCode(rawValue: "finding-withdrawn")
    /// Nobody judges what was done to their own account.
    static let ownAccount = ProblemCode(rawValue: "own-account")
    /// Nobody changes their own role.
    static let ownRole = ProblemCode(rawValue: "own-role")
    /// An organisation keeps an administrator.
    static let lastAdministrator = ProblemCode(rawValue: "last-administrator")
    /// A number of the patient is in use.
    static let identifierTaken = ProblemCode(rawValue: "identifier-taken")
    /// The organisation asked to see patients as often as it may.
    static let tooManyAccessRequests = ProblemCode(rawValue: "too-many-access-requests")
    /// There is no such request for access that the caller may decide on.
    static let requestNotYours = ProblemCode(rawValue: "request-not-yours")
    /// The record is merged into another one.
    static let patientIsMerged = ProblemCode(rawValue: "patient-is-merged")
    /// The record is merged already.
    static let alreadyMerged = ProblemCode(rawValue: "already-merged")
    /// The record to merge into is itself merged.
    static let targetIsMerged = ProblemCode(rawValue: "target-is-merged")
    /// The record is not merged into that one.
    static let notMerged = ProblemCode(rawValue: "not-merged")
    /// The choice was replaced before.
    static let choiceReplaced = ProblemCode(rawValue: "choice-replaced")
    /// The workup has the condition already.
    static let conditionExists = ProblemCode(rawValue: "condition-exists")
    /// The course that a trial is about has begun.
    static let trialTooLate = ProblemCode(rawValue: "trial-too-late")
    /// The meeting is signed.
    static let meetingSigned = ProblemCode(rawValue: "meeting-signed")
    /// Cases of the meeting have no outcome yet.
    static let casesOpen = ProblemCode(rawValue: "cases-open")
    /// The workup is on the agenda already.
    static let caseOnAgenda = ProblemCode(rawValue: "case-on-agenda")
    /// A case with an outcome stays in its meeting.
    static let caseHasOutcome = ProblemCode(rawValue: "case-has-outcome")
    /// Cancelling the meeting would hide what its cases hold.
    static let meetingHasOutcomes = ProblemCode(rawValue: "meeting-has-outcomes")
    /// The meeting names somebody else as its chair, who signs it.
    static let notTheChair = ProblemCode(rawValue: "not-the-chair")
    /// The meeting names nobody as its chair.
    static let noChair = ProblemCode(rawValue: "no-chair")
    /// The meeting is not what was seen before signing.
    static let meetingChanged = ProblemCode(rawValue: "meeting-changed")
    /// The meeting was cancelled.
    static let meetingCancelled = ProblemCode(rawValue: "meeting-cancelled")
    /// The meeting is still to come.
    static let meetingNotBegun = ProblemCode(rawValue: "meeting-not-begun")
    /// An action of somebody else.
    static let notYourAction = ProblemCode(rawValue: "not-your-action")
    /// The meeting has no cases.
    static let noCases = ProblemCode(rawValue: "no-cases")
    /// Other records are merged into this one.
    static let sourceLeadsOthers = ProblemCode(rawValue: "source-leads-others")
    /// More results than are ever shown at once.
    static let tooManyResults = ProblemCode(rawValue: "too-many-results")
    /// The name of a view of the worklist is in use.
    static let worklistViewExists = ProblemCode(rawValue: "worklist-view-exists")
    /// Another draft of the form stands, which was typed on another page.
    static let draftStands = ProblemCode(rawValue: "draft-stands")
    /// Somebody has as many drafts of a patient as are kept.
    static let tooManyDrafts = ProblemCode(rawValue: "too-many-drafts")
    /// The version of the protocol was loaded before.
    static let protocolVersionExists = ProblemCode(rawValue: "protocol-version-exists")
    /// There is an organisation with this code.
    static let organisationExists = ProblemCode(rawValue: "organisation-exists")
    /// There is a user with this login.
    static let loginTaken = ProblemCode(rawValue: "login-taken")
    /// By the token one would act as somebody else.
    static let tokenForAnother = ProblemCode(rawValue: "token-for-another")
    /// The user is disabled.
    static let userDisabled = ProblemCode(rawValue: "user-disabled")
    /// The user is not disabled.
    static let userEnabled = ProblemCode(rawValue: "user-enabled")
    /// Somebody asks more often than they may.
    static let rateLimited = ProblemCode(rawValue: "rate-limited")
    /// Too many are at work at once.
    static let busy = ProblemCode(rawValue: "busy")
    /// The database is away.
    static let databaseUnavailable = ProblemCode(rawValue: "database-unavailable")
    /// The database takes no changes.
    static let databaseReadOnly = ProblemCode(rawValue: "database-read-only")
    /// The database has no room left.
    static let databaseFull = ProblemCode(rawValue: "database-full")
    /// Whether the change was kept is not known.
    static let outcomeUnknown = ProblemCode(rawValue: "outcome-unknown")
    /// A read whose line in the log may or may not have been kept.
    static let readInterrupted = ProblemCode(rawValue: "read-interrupted")
    /// The request did not end within its time.
    static let deadlineExceeded = ProblemCode(rawValue: "deadline-exceeded")
    /// There is nothing here that makes PDFs.
    static let pdfUnavailable = ProblemCode(rawValue: "pdf-unavailable")
    /// The PDF was not ready in time.
    static let pdfTimedOut = ProblemCode(rawValue: "pdf-timed-out")
    /// The report is larger than what is made into a PDF.
    static let pdfTooLarge = ProblemCode(rawValue: "pdf-too-large")
    /// What makes PDFs gave up.
    static let pdfFailed = ProblemCode(rawValue: "pdf-failed")
    /// The service can not do its work now.
    static let notReady = ProblemCode(rawValue: "not-ready")
    /// Our own fault.
    static let fault = ProblemCode(rawValue: "internal-fault")
}
