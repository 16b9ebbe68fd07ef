// The second half of signing in, and showing the second factor again: a code of the app, or a recovery code.
package import Domain
import Records

/// A code as it was typed.
package struct FactorInput: Sendable {
    package let code: String

    package init(code: String) {
        self.code = code
    }

    /// The JSON of a code: six digits of the app, or a recovery code.
    package static let codec: Codec<FactorInput> = .object(
        "Code",
        FactorInput.init(code:),
        .required("code", \.code, .text(max: 100))
    )
}

/// What came of a code.
enum FactorOutcome: Sendable {
    /// It is right; a recovery code leaves so many.
    case proven(recoveryCodesLeft: Int?)
    case wrong
    case delayed(until: Instant)

    /// How the log tells of it.
    var reason: String {
        switch self {
        case .proven(nil): "code"
        case .proven: "recovery code"
        case .wrong: "wrong code"
        case .delayed: "too many attempts"
        }
    }

    /// Passes where the code was right.
    func requireProven(at now: Instant) throws {
        switch self {
        case .proven: return
        case .wrong:
            SignInFailure.factor.count()
            throw UseCaseError.wrongCode
        case .delayed(let until):
            SignInFailure.delayed.count()
            throw UseCaseError.delayed(until: until, now: now)
        }
    }
}

/// Signs in with the second factor.
package enum ShowFactor {
    /// Turns a session that has come past the password into one that is signed in, under a new token.
    ///
    /// - Throws: `unauthenticated` for a code that is wrong or was used, `tooMany` where too many were wrong.
    package static func run(
        _ input: FactorInput,
        _ session: SessionIdentity,
        _ visit: Visit,
        in environment: Environment
    ) async throws(UseCaseError) -> SignInProgress {
        guard session.stage == .factor else { throw .wrongStage }
        do {
            let (outcome, progress) = try await environment.record.write { transaction in
                let now = environment.now()
                let outcome = try await transaction.proveFactor(input.code, of: session.userID, at: now)
                let note = AuditNote.signIn("ShowFactor", session.login, reason: outcome.reason)
                guard case .proven(let left) = outcome else {
                    transaction.audit(
                        visit.call(session.actor).entry(note, outcome: .seriousFailure, in: environment)
                    )
                    return (outcome, SignInProgress?.none)
                }
                guard try await transaction.endSession(hash: session.tokenHash) else { throw UseCaseError.sessionEnded }
                var progress = try await transaction.signIn(
                    session.identity(factorAt: now),
                    visit,
                    at: now,
                    environment
                )
                progress.recoveryCodesLeft = left
                transaction.audit(visit.call(session.actor).entry(note, in: environment))
                return (outcome, progress)
            }
            try outcome.requireProven(at: environment.now())
            guard let progress else { throw UseCaseError.wrongCode }
            return progress
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

/// Shows the second factor again, for what asks for a fresh one.
package enum StepUp {
    /// Gives a session a new token with a fresh second factor; it ends when it would have.
    ///
    /// - Throws: `unauthenticated` for a code that is wrong or was used, `tooMany` where too many were wrong.
    package static func run(
        _ input: FactorInput,
        _ session: SessionIdentity,
        _ visit: Visit,
        in environment: Environment
    ) async throws(UseCaseError) -> SignInProgress {
        guard session.stage == .full else { throw .wrongStage }
        do {
            let (outcome, progress) = try await environment.record.write { transaction in
                let now = environment.now()
                let outcome = try await transaction.proveFactor(input.code, of: session.userID, at: now)
                let note = AuditNote.signIn("StepUp", session.login, reason: outcome.reason)
                guard case .proven(let left) = outcome else {
                    transaction.audit(
                        visit.call(session.actor).entry(note, outcome: .seriousFailure, in: environment)
                    )
                    return (outcome, SignInProgress?.none)
                }
                var progress = try await transaction.renew(session, factorAt: now, at: now, environment)
                progress.recoveryCodesLeft = left
                transaction.audit(visit.call(session.actor).entry(note, in: environment))
                return (outcome, progress)
            }
            try outcome.requireProven(at: environment.now())
            guard let progress else { throw UseCaseError.wrongCode }
            return progress
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

extension SessionIdentity {
    /// Who it is, as one who showed a second factor or has yet to.
    func identity(factorAt: Instant?) -> ProvenIdentity {
        ProvenIdentity(user: userID, actor: actor, login: login, factorAt: factorAt)
    }
}

extension RecordTransaction {
    /// Looks at a code: counted as failed first, taken back where it is right, and used up then.
    func proveFactor(_ typed: String, of user: ID<User>, at now: Instant) async throws -> FactorOutcome {
        let key = AttemptKey.factor(user)
        let claim = try await claimAttempt([(key, .factor)], at: now)
        if case .refused(let until) = claim { return .delayed(until: until) }
        guard let factor = try await holdFactor(of: user), let secret = factor.secret else { return .wrong }
        if let step = secret.provenStep(typed, at: now, lastUsedStep: factor.lastStep) {
            noteStep(step, of: user)
            forgetFailures(key)
            return .proven(recoveryCodesLeft: nil)
        }
        guard let hash = RecoveryCode.hash(ofTyped: typed),
            let left = try await useRecoveryCode(hash: hash, of: user, at: now)
        else { return .wrong }
        forgetFailures(key)
        return .proven(recoveryCodesLeft: left)
    }

    /// Gives a session of somebody signed in a new token.
    func renew(
        _ session: SessionIdentity,
        factorAt: Instant,
        at now: Instant,
        _ environment: Environment
    ) async throws -> SignInProgress {
        let token = environment.makeSessionToken()
        let isRenewed = try await renewSession(
            hash: session.tokenHash,
            as: SecretToken.hash(token),
            factorAt: factorAt,
            at: now
        )
        guard isRenewed else { throw UseCaseError.sessionEnded }
        return SignInProgress(stage: .full, token: token, endsAt: session.endsAt)
    }
}

extension UseCaseError {
    /// A code that is wrong, old, or was used.
    static var wrongCode: UseCaseError {
        UseCaseError(
            .unauthenticated,
            "code-refused",
            en: "This code is not right, or was used already. Wait for the next one in your app and type that.",
            nl: "Deze code klopt niet, of is al gebruikt. Wacht op de volgende in uw app en typ die."
        )
    }
}
