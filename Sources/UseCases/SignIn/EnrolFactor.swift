// Setting up a second factor: a secret is shown, a code confirms it, recovery codes are shown once.
package import Domain
import Records

/// A secret that an authenticator app takes over.
package struct ShownFactor: Sendable, Hashable {
    /// The secret as a person types it.
    package let secret: String
    /// The address that an app opens (`otpauth://…`).
    package let address: String

    /// The JSON of a secret that is shown.
    package static let codec: Codec<ShownFactor> = .object(
        "NewSecondFactor",
        ShownFactor.init(secret:address:),
        .required("secret", \.secret, .text(max: 100)),
        .required("address", \.address, .text(max: 300))
    )

    init(secret: String, address: String) {
        self.secret = secret
        self.address = address
    }

    init(_ secret: OneTimeSecret, login: String) {
        self.init(secret: secret.text, address: secret.address(login: login))
    }
}

/// Shows the secret of a second factor that is being set up.
package enum ReadNewFactor {
    /// The secret that was made when the password was taken; the same until it is confirmed or a new sign-in begins.
    ///
    /// - Throws: `forbidden` where somebody signed in did not show the second factor a short while ago.
    package static func run(
        _ session: SessionIdentity,
        in environment: Environment
    ) async throws(UseCaseError) -> ShownFactor {
        try session.requireEnrolling(at: environment.now())
        do {
            return try await environment.record.write { transaction in
                guard let candidate = try await transaction.holdFactor(of: session.userID)?.candidate else {
                    throw UseCaseError.wrongStage
                }
                return ShownFactor(candidate, login: session.login)
            }
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

/// Begins to replace the second factor of somebody who is signed in.
package enum ReplaceFactor {
    /// Makes a new secret; the one before counts until the new one is confirmed.
    ///
    /// - Throws: `forbidden` where the second factor was not shown a short while ago.
    package static func run(
        _ session: SessionIdentity,
        _ visit: Visit,
        in environment: Environment
    ) async throws(UseCaseError) -> ShownFactor {
        guard session.stage == .full else { throw .wrongStage }
        guard SessionRules.isFactorFresh(session.factorAt, at: environment.now()) else { throw .factorNotFresh }
        do {
            return try await environment.record.write { transaction in
                let secret = transaction.showNewFactor(to: session.userID, environment)
                let note = AuditNote.signIn("ReplaceFactor", session.login, .update)
                transaction.audit(visit.call(session.actor).entry(note, in: environment))
                return ShownFactor(secret, login: session.login)
            }
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

/// Confirms a new second factor by a first code.
package enum ConfirmFactor {
    /// Takes the new second factor into use, makes recovery codes, and signs in who was signing in.
    ///
    /// - Throws: `unauthenticated` for a wrong code, `tooMany` where too many were wrong, `forbidden` where somebody signed
    ///   in did not show the second factor they have a short while ago.
    package static func run(
        _ input: FactorInput,
        _ session: SessionIdentity,
        _ visit: Visit,
        in environment: Environment
    ) async throws(UseCaseError) -> SignInProgress {
        try session.requireEnrolling(at: environment.now())
        do {
            let (outcome, progress) = try await environment.record.write { transaction in
                try await confirm(input, session, visit, in: transaction, environment)
            }
            try outcome.requireProven(at: environment.now())
            guard let progress else { throw UseCaseError.wrongCode }
            return progress
        } catch {
            throw UseCaseError(any: error)
        }
    }

    private static func confirm(
        _ input: FactorInput,
        _ session: SessionIdentity,
        _ visit: Visit,
        in transaction: RecordTransaction,
        _ environment: Environment
    ) async throws -> (FactorOutcome, SignInProgress?) {
        let now = environment.now()
        let outcome = try await transaction.proveCandidate(input.code, of: session.userID, at: now)
        let note = AuditNote.signIn("ConfirmFactor", session.login, .update, reason: outcome.0.reason)
        guard case .proven = outcome.0, let step = outcome.step else {
            transaction.audit(visit.call(session.actor).entry(note, outcome: .seriousFailure, in: environment))
            return (outcome.0, nil)
        }
        let codes = (0..<RecoveryCode.count).map { _ in
            RecoveryCode(bytes: environment.makeSecret(RecoveryCode.byteCount))
        }
        transaction.confirmCandidate(of: session.userID, step: step, codes: codes, at: now)
        var progress: SignInProgress
        if session.stage == .full {
            progress = try await transaction.renew(session, factorAt: now, at: now, environment)
            // Whoever held the old one is signed out.
            transaction.endSessions(of: session.userID, but: SecretToken.hash(progress.token))
        } else {
            guard try await transaction.endSession(hash: session.tokenHash) else { throw UseCaseError.sessionEnded }
            progress = try await transaction.signIn(session.identity(factorAt: now), visit, at: now, environment)
        }
        progress.recoveryCodes = codes.map(\.text)
        transaction.audit(visit.call(session.actor).entry(note, in: environment))
        return (outcome.0, progress)
    }
}

extension SessionIdentity {
    /// Passes for somebody who is setting up their first second factor, or who is signed in and has just shown the one they
    /// have: a secret that was begun with and left must not let in whoever finds the session open.
    fileprivate func requireEnrolling(at now: Instant) throws(UseCaseError) {
        switch stage {
        case .enrolment: return
        case .full: guard SessionRules.isFactorFresh(factorAt, at: now) else { throw .factorNotFresh }
        default: throw .wrongStage
        }
    }
}

extension RecordTransaction {
    /// Makes a secret and keeps it until it is confirmed.
    @discardableResult
    func showNewFactor(to user: ID<User>, _ environment: Environment) -> OneTimeSecret {
        let secret = OneTimeSecret(environment.makeSecret(OneTimeSecret.byteCount))
        setCandidate(secret, of: user)
        return secret
    }

    /// Looks at the first code of a new second factor.
    fileprivate func proveCandidate(
        _ typed: String,
        of user: ID<User>,
        at now: Instant
    ) async throws -> (FactorOutcome, step: Int64?) {
        let key = AttemptKey.factor(user)
        let claim = try await claimAttempt([(key, .factor)], at: now)
        if case .refused(let until) = claim { return (.delayed(until: until), nil) }
        guard let candidate = try await holdFactor(of: user)?.candidate,
            let step = candidate.provenStep(typed, at: now, lastUsedStep: nil)
        else { return (.wrong, nil) }
        forgetFailures(key)
        return (.proven(recoveryCodesLeft: nil), step)
    }
}

extension UseCaseError {
    /// Something that asks for the second factor again.
    static var factorNotFresh: UseCaseError {
        UseCaseError(
            .forbidden,
            "fresh-factor-needed",
            en: "This asks for your second factor again: show a new code, then repeat it.",
            nl: "Hiervoor is uw tweede factor opnieuw nodig: geef een nieuwe code en doe het dan nogmaals."
        )
    }
}
