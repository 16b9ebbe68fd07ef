// Choosing a password: the first one by a set-up secret, or another one by whoever knows the present one.
package import Domain
import Records

/// Sets the password of whoever is signing in by a set-up secret, or is signed in.
package enum SetPassword {
    /// The passwords as they were typed.
    package struct Input: Sendable {
        /// The present one; none where a set-up secret stands for it.
        package let current: String?
        package let password: String

        package init(current: String?, password: String) {
            self.current = current
            self.password = password
        }

        /// The JSON of a new password.
        package static let codec: Codec<Input> = .object(
            "NewPassword",
            Input.init(current:password:),
            .optional("current", \.current, .text(max: PasswordRules.bytesMax)),
            .required("password", \.password, .text(max: PasswordRules.bytesMax))
        )
    }

    /// Sets the password and ends every other session; the present one goes on under a new token.
    ///
    /// After a set-up secret the second factor comes next: it is asked for where there is one, and set up where there is
    /// none.
    ///
    /// - Throws: `invalidInput` with everything that the rules say, `unauthenticated` where the present password is not
    ///   right, `tooMany` where it was wrong too often.
    package static func run(
        _ input: Input,
        _ session: SessionIdentity,
        _ visit: Visit,
        in environment: Environment
    ) async throws(UseCaseError) -> SignInProgress {
        guard session.stage == .password || session.stage == .full else { throw .wrongStage }
        do {
            let context = PasswordRules.Context(
                login: session.login,
                name: session.actor.name,
                organisation: session.actor.organisationCode
            )
            let faults = PasswordRules.faults(of: input.password, context)
            guard faults.isEmpty else { throw UseCaseError.invalid(Faults(faults)) }
            let before = try await checkCurrent(input, session, visit, environment)
            let salt = environment.makeSecret(PasswordHash.saltByteCount)
            let hash = try await environment.passwords.hash(input.password, salt: salt)
            return try await keep(hash, insteadOf: before, session, visit, environment)
        } catch {
            throw UseCaseError(any: error)
        }
    }

    /// The account, once whoever is signed in has shown that they know the present password.
    private static func checkCurrent(
        _ input: Input,
        _ session: SessionIdentity,
        _ visit: Visit,
        _ environment: Environment
    ) async throws -> AccountRow {
        // Whoever sits at somebody else's screen may not guess for ever.
        let key = AttemptKey.factor(session.userID)
        let (account, claim) = try await environment.record.write { transaction in
            let account = try await transaction.account(login: session.login)
            guard session.stage == .full else { return (account, AttemptThrottle.Claim.taken) }
            return (account, try await transaction.claimAttempt([(key, .factor)], at: environment.now()))
        }
        if case .refused(let until) = claim { throw UseCaseError.delayed(until: until, now: environment.now()) }
        guard let account, account.disabledAt == nil else { throw UseCaseError.sessionEnded }
        guard session.stage == .full else { return account }
        guard let current = input.current else {
            throw UseCaseError.invalid(
                "/current",
                .missing,
                en: "Type your present password as well.",
                nl: "Typ ook uw huidige wachtwoord."
            )
        }
        let isRight = try await environment.passwords.check(current, against: account.passwordHash)
        try await environment.record.write { transaction in
            if isRight { return transaction.forgetFailures(key) }
            let note = AuditNote.signIn("SetPassword", session.login, .update, reason: "wrong password")
            transaction.audit(visit.call(session.actor).entry(note, outcome: .seriousFailure, in: environment))
        }
        guard isRight else {
            throw UseCaseError.invalid(
                "/current",
                .checkFailed,
                en: "This is not your present password.",
                nl: "Dit is niet uw huidige wachtwoord."
            )
        }
        return account
    }

    private static func keep(
        _ hash: PasswordHash,
        insteadOf before: AccountRow,
        _ session: SessionIdentity,
        _ visit: Visit,
        _ environment: Environment
    ) async throws -> SignInProgress {
        try await environment.record.write { transaction in
            let now = environment.now()
            // A reset or a change meanwhile counts, not this.
            guard let present = try await transaction.account(login: session.login), present.disabledAt == nil,
                present.passwordHash == before.passwordHash, present.setUpHash == before.setUpHash
            else { throw UseCaseError.sessionEnded }
            transaction.setPassword(hash, of: session.userID, at: now)
            let progress: SignInProgress
            if session.stage == .full, let factorAt = session.factorAt {
                progress = try await transaction.renew(session, factorAt: factorAt, at: now, environment)
            } else {
                guard try await transaction.endSession(hash: session.tokenHash) else { throw UseCaseError.sessionEnded }
                let stage: SessionStage = present.hasFactor ? .factor : .enrolment
                if stage == .enrolment { transaction.showNewFactor(to: session.userID, environment) }
                progress = transaction.beginSession(
                    session.identity(factorAt: nil),
                    stage: stage,
                    at: now,
                    environment
                )
            }
            transaction.endSessions(of: session.userID, but: SecretToken.hash(progress.token))
            let note = AuditNote.signIn("SetPassword", session.login, .update)
            transaction.audit(visit.call(session.actor).entry(note, in: environment))
            return progress
        }
    }
}
