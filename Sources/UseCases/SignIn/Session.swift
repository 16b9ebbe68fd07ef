// Sessions: looking one up, beginning one, giving it a new token. The one place where an identity becomes a session.
package import Domain
import FoundationEssentials
import Records

/// Somebody who has come at least past the password.
package struct SessionIdentity: Sendable {
    private let row: SessionRow

    init(_ row: SessionRow) { self.row = row }

    /// How far they have come.
    package var stage: SessionStage { row.times.stage }
    /// When the session ends, however much it is used.
    package var endsAt: Instant { row.times.endsAt }
    /// When the second factor was last shown; nil before it was.
    package var factorAt: Instant? { row.times.factorAt }

    /// In how many seconds it ends where nothing more is asked of the service.
    ///
    /// - Parameter now: when something was asked last.
    /// - Returns: whole seconds.
    package func idleSeconds(from now: Instant) -> Int64 {
        let left = (endsAt.microsecondsSince1970 - now.microsecondsSince1970) / 1_000_000
        // That it is used is written down now and then, so it may end a little before its time.
        return max(0, min(left, SessionRules.idleSecondsMax - SessionRules.noticedEverySeconds))
    }
    /// The user.
    package var actor: Actor { row.actor }
    /// The login.
    package var login: String { row.login }
    var userID: ID<User> { row.userID }
    var tokenHash: [UInt8] { row.tokenHash }
}

/// What an identity that was proven elsewhere becomes a session by: local passwords and second factors today, the
/// hospital's own sign-in by OpenID Connect as well.
package struct ProvenIdentity: Sendable {
    /// The user who was proven.
    let user: ID<User>
    let actor: Actor
    let login: String
    /// When they showed a second factor; nil where one is still to be shown or set up.
    let factorAt: Instant?

    init(user: ID<User>, actor: Actor, login: String, factorAt: Instant?) {
        self.user = user
        self.actor = actor
        self.login = login
        self.factorAt = factorAt
    }
}

/// What a person who signs in is given: the token goes into a cookie, the rest onto the page.
package struct SignInProgress: Sendable {
    /// How far they have come.
    package let stage: SessionStage
    /// The session's token; nothing else ever holds it.
    package let token: String
    /// When the session ends at the latest.
    package let endsAt: Instant
    /// A token for the device, where the person is signed in on it for the first time.
    package var deviceToken: String?
    /// Recovery codes that were just made; they are shown this once.
    package var recoveryCodes: [String] = []
    /// How many recovery codes are left, where one was just used.
    package var recoveryCodesLeft: Int?
}

extension Environment {
    /// A new token of a session.
    func makeSessionToken() -> String { SecretToken.text("ws_", makeSecret(SecretToken.byteCount)) }
}

extension RecordTransaction {
    /// Begins the session of a proven identity, under a new token.
    ///
    /// - Parameters:
    ///   - identity: who was proven, and whether a second factor was shown.
    ///   - stage: how far they have come; `full` only with a second factor.
    ///   - now: the instant it is.
    ///   - environment: clock and secrets.
    /// - Returns: what the person is given.
    func beginSession(
        _ identity: ProvenIdentity,
        stage: SessionStage,
        at now: Instant,
        _ environment: Environment
    ) -> SignInProgress {
        precondition((stage == .full) == (identity.factorAt != nil), "nobody is signed in without a second factor")
        let token = environment.makeSessionToken()
        insertSession(
            hash: SecretToken.hash(token),
            user: identity.user,
            stage: stage,
            factorAt: identity.factorAt,
            at: now
        )
        return SignInProgress(stage: stage, token: token, endsAt: SessionRules.end(of: stage, from: now))
    }

    /// Signs a proven identity in on a device, which is remembered so that the failures of strangers do not count there.
    func signIn(
        _ identity: ProvenIdentity,
        _ visit: Visit,
        at now: Instant,
        _ environment: Environment
    ) async throws -> SignInProgress {
        var progress = beginSession(identity, stage: .full, at: now, environment)
        let isKnown: Bool
        if let device = visit.deviceHash {
            isKnown = try await isKnownDevice(hash: device, of: identity.user, at: now)
        } else {
            isKnown = false
        }
        if !isKnown {
            let token = SecretToken.text("wd_", environment.makeSecret(SecretToken.byteCount))
            insertDevice(
                hash: SecretToken.hash(token),
                user: identity.user,
                endsAt: now.addingSeconds(KnownDevice.lifeSeconds),
                at: now
            )
            progress.deviceToken = token
        }
        return progress
    }
}

/// Devices on which somebody has signed in.
package enum KnownDevice {
    /// For how long one is remembered, in seconds: ninety days.
    package static let lifeSeconds: Int64 = 90 * 86_400
}

/// Finds out whose session it is.
package enum FindSession {
    /// The session behind a token, however far it has come.
    ///
    /// - Parameters:
    ///   - token: what the cookie holds.
    ///   - isUse: whether the session is used by it, and so ends later.
    ///   - environment: the outside.
    /// - Returns: the session.
    /// - Throws: `unauthenticated` for every token that does not count, without saying why; `unavailable`.
    package static func run(
        token: String,
        isUse: Bool = true,
        in environment: Environment
    ) async throws(UseCaseError) -> SessionIdentity {
        guard token.utf8.count <= 200 else { throw .sessionEnded }
        do {
            let found = try await environment.record.session(
                tokenHash: SecretToken.hash(token),
                isUse: isUse,
                now: environment.now()
            )
            guard let found else { throw UseCaseError.sessionEnded }
            return SessionIdentity(found)
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

extension UseCaseError {
    /// A session that is unknown or has ended.
    static var sessionEnded: UseCaseError {
        UseCaseError(
            .unauthenticated,
            "session-ended",
            en: "You are not signed in, or no longer: sign in again.",
            nl: "U bent niet (meer) aangemeld: meld u opnieuw aan."
        )
    }

    /// A session that is at another point of signing in.
    static var wrongStage: UseCaseError {
        UseCaseError(
            .conflict,
            "wrong-stage",
            en: "Signing in is at another point: go on from where it is.",
            nl: "Het aanmelden is bij een andere stap: ga daar verder."
        )
    }

    /// Too many attempts failed.
    static func delayed(until: Instant, now: Instant) -> UseCaseError {
        let microseconds = until.microsecondsSince1970 - now.microsecondsSince1970
        let seconds = max(1, Int((microseconds + 999_999) / 1_000_000))
        var error = UseCaseError(
            .tooMany,
            "sign-in-delayed",
            en: "Too many attempts failed. Wait \(seconds) seconds, then try again.",
            nl: "Te veel pogingen zijn mislukt. Wacht \(seconds) seconden en probeer het dan opnieuw."
        )
        error.retryAfterSeconds = seconds
        return error
    }
}
