// Signing in with an identity that the hospital's own sign-in has proven; and what is on record where it has not.
package import Domain
import FoundationEssentials
import Records

/// Somebody whom the hospital's own sign-in has proven.
package struct ProviderIdentity: Sendable, Hashable {
    package let issuer: String
    /// Who it is among those whom the issuer knows. Never an address or a name: those go to other people with time.
    package let subject: String
    /// When they showed who they are there.
    package let authenticatedAt: Instant
    /// Whether that counts as a second factor.
    package let hasSecondFactor: Bool

    package init(issuer: String, subject: String, authenticatedAt: Instant, hasSecondFactor: Bool) {
        self.issuer = issuer
        self.subject = subject
        self.authenticatedAt = authenticatedAt
        self.hasSecondFactor = hasSecondFactor
    }
}

/// Signs in by the hospital's own sign-in.
package enum SignInByProvider {
    /// Counts an attempt from an address before the provider is asked.
    ///
    /// - Throws: `tooMany` where too many from there failed, `unavailable`.
    package static func claim(_ visit: Visit, in environment: Environment) async throws(UseCaseError) {
        do {
            let claim = try await environment.record.write { transaction in
                let claim = try await transaction.claimAttempt([(visit.providerKey, .address)], at: environment.now())
                if case .refused = claim {
                    let note = AuditNote.signIn("SignIn", nil, reason: "hospital account: too many attempts")
                    transaction.audit(visit.call(nil).entry(note, outcome: .seriousFailure, in: environment))
                }
                return claim
            }
            guard case .refused(let until) = claim else { return }
            SignInFailure.delayed.count()
            throw UseCaseError.delayed(until: until, now: environment.now())
        } catch {
            throw UseCaseError(any: error)
        }
    }

    /// Takes an attempt back that was not looked at, such as where the provider was away.
    package static func takeBack(_ visit: Visit, in environment: Environment) async throws(UseCaseError) {
        do {
            try await environment.record.write { $0.takeBackFailure(visit.providerKey) }
        } catch {
            throw UseCaseError(any: error)
        }
    }

    /// Puts on record that an answer of the provider was refused.
    ///
    /// - Parameters:
    ///   - reason: why, in fixed words: nothing that came from outside.
    ///   - visit: where it came from.
    ///   - environment: clock, ids, record.
    /// - Returns: what is told, the same in every case.
    /// - Throws: `unavailable` where it cannot be put on record.
    package static func refusal(
        _ reason: StaticString,
        _ visit: Visit,
        in environment: Environment
    ) async throws(UseCaseError) -> UseCaseError {
        SignInFailure.provider.count()
        do {
            try await environment.record.write { transaction in
                let note = AuditNote.signIn("SignIn", nil, reason: "\(reason)")
                transaction.audit(visit.call(nil).entry(note, outcome: .seriousFailure, in: environment))
            }
        } catch {
            throw UseCaseError(any: error)
        }
        return .providerRefused
    }

    /// Begins the session of whoever was proven: signed in where that counts as a second factor, else with the second
    /// factor of this service still to come.
    ///
    /// - Throws: `unauthenticated` for an identity that is linked to nobody, or to somebody who is disabled, in the same
    ///   words.
    package static func run(
        _ identity: ProviderIdentity,
        _ visit: Visit,
        in environment: Environment
    ) async throws(UseCaseError) -> SignInProgress {
        do {
            let progress = try await environment.record.write { transaction in
                let now = environment.now()
                guard let account = try await transaction.usableAccount(of: identity, "SignIn", visit, environment)
                else {
                    return SignInProgress?.none
                }
                transaction.takeBackFailure(visit.providerKey)
                let note = AuditNote.signIn("SignIn", account.login, reason: "hospital account")
                transaction.audit(visit.call(account.actor).entry(note, in: environment))
                let factorAt = identity.hasSecondFactor ? min(identity.authenticatedAt, now) : nil
                let proven = ProvenIdentity(
                    user: account.id,
                    actor: account.actor,
                    login: account.login,
                    factorAt: factorAt
                )
                if identity.hasSecondFactor { return try await transaction.signIn(proven, visit, at: now, environment) }
                let stage: SessionStage = account.hasFactor ? .factor : .enrolment
                if stage == .enrolment { transaction.showNewFactor(to: account.id, environment) }
                return transaction.beginSession(proven, stage: stage, at: now, environment)
            }
            guard let progress else {
                SignInFailure.provider.count()
                throw UseCaseError.identityUnknown(identity)
            }
            return progress
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

/// Shows again who one is, at the hospital's own sign-in, for what asks for a fresh second factor.
package enum StepUpByProvider {
    /// How long ago it may have been shown there, in seconds: what counts as fresh here.
    package static let ageSecondsMax = SessionRules.freshFactorSecondsMax

    /// Gives a session a new token with a fresh second factor; it ends when it would have.
    ///
    /// - Throws: `unauthenticated` where somebody else was proven, or nobody just now.
    package static func run(
        _ identity: ProviderIdentity,
        _ session: SessionIdentity,
        _ visit: Visit,
        in environment: Environment
    ) async throws(UseCaseError) -> SignInProgress {
        guard session.stage == .full else { throw .wrongStage }
        do {
            let progress = try await environment.record.write { transaction in
                let now = environment.now()
                guard let account = try await transaction.usableAccount(of: identity, "StepUp", visit, environment)
                else {
                    return SignInProgress?.none
                }
                let isSame = account.id == session.userID
                let isFresh =
                    identity.hasSecondFactor && SessionRules.isFactorFresh(identity.authenticatedAt, at: now)
                guard isSame, isFresh else {
                    let why = isSame ? "hospital account: not shown just now" : "hospital account: of another user"
                    let note = AuditNote.signIn("StepUp", session.login, reason: why)
                    transaction.audit(
                        visit.call(session.actor).entry(note, outcome: .seriousFailure, in: environment)
                    )
                    return nil
                }
                transaction.takeBackFailure(visit.providerKey)
                let factorAt = min(identity.authenticatedAt, now)
                let progress = try await transaction.renew(session, factorAt: factorAt, at: now, environment)
                let note = AuditNote.signIn("StepUp", session.login, reason: "hospital account")
                transaction.audit(visit.call(session.actor).entry(note, in: environment))
                return progress
            }
            guard let progress else {
                SignInFailure.provider.count()
                throw UseCaseError.providerRefused
            }
            return progress
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

extension Visit {
    /// What failed attempts by the provider are counted for: apart from those with a password.
    fileprivate var providerKey: AttemptKey { .provider(from: countedAddress) }
}

extension RecordTransaction {
    /// The account that an identity is linked to, where it may come in; else nil, and the log says why. Which identity it
    /// was stands there as a fingerprint: of a user, and of nothing else that came from outside.
    fileprivate func usableAccount(
        of identity: ProviderIdentity,
        _ event: String,
        _ visit: Visit,
        _ environment: Environment
    ) async throws -> AccountRow? {
        let account = try await account(issuer: identity.issuer, subject: identity.subject)
        if let account, account.disabledAt == nil { return account }
        let fingerprint = IdentityFingerprint.text(issuer: identity.issuer, subject: identity.subject)
        let why = account == nil ? "not linked (\(fingerprint))" : "disabled"
        let note = AuditNote.signIn(event, account?.login, reason: "hospital account: \(why)")
        audit(visit.call(account?.actor).entry(note, outcome: .seriousFailure, in: environment))
        return nil
    }
}

extension UseCaseError {
    /// Whatever was wrong with what the provider or the browser brought.
    static var providerRefused: UseCaseError {
        UseCaseError(
            .unauthenticated,
            "provider-refused",
            en: "Signing in with the hospital account did not work. Begin again from the sign-in page of this service.",
            nl:
                "Aanmelden met het ziekenhuisaccount is niet gelukt. Begin opnieuw vanaf de aanmeldpagina van deze dienst."
        )
    }

    /// A proven identity that is nobody's here. It is told to the one who has just proven to be it, and to nobody else.
    static func identityUnknown(_ identity: ProviderIdentity) -> UseCaseError {
        UseCaseError(
            .unauthenticated,
            "identity-unknown",
            en: "Your hospital account gives no access to this service. An administrator of it can link your account; "
                + "they need this: \(identity.subject)",
            nl: "Uw ziekenhuisaccount geeft geen toegang tot deze dienst. Een beheerder ervan kan uw account koppelen; "
                + "die heeft dit nodig: \(identity.subject)"
        )
    }

    /// The provider cannot be asked now.
    package static var providerUnavailable: UseCaseError {
        UseCaseError(
            .unavailable,
            "provider-unavailable",
            en:
                "The hospital's sign-in cannot be reached now. Try again in a moment, or sign in with your password here.",
            nl:
                "Het aanmelden van het ziekenhuis is nu niet bereikbaar. Probeer het zo opnieuw, of meld u hier aan met "
                + "uw wachtwoord."
        )
    }
}
