// The first half of signing in: login and password, or a one-time set-up secret in the password's place.
package import Domain
import Records

/// Takes a login and a password.
package enum SignIn {
    /// What was typed.
    package struct Input: Sendable {
        package let login: String
        package let password: String

        package init(login: String, password: String) {
            self.login = login
            self.password = password
        }

        /// The JSON of signing in. Anything may be typed as a login: what is none is nobody's.
        package static let codec: Codec<Input> = .object(
            "SignIn",
            Input.init(login:password:),
            .required("login", \.login, .text(max: 200)),
            .required("password", \.password, .text(max: PasswordRules.bytesMax))
        )
    }

    /// What is known before the password is looked at.
    private struct Opening: Sendable {
        let account: AccountRow?
        let claim: AttemptThrottle.Claim
        /// What is forgotten when the password is right.
        let key: AttemptKey
        /// What is taken back then.
        let shared: AttemptKey?
    }

    /// Begins a session that can do nothing but go on with signing in.
    ///
    /// A user who is not there, one without a password and one who is disabled get the same answer after the same time
    /// as a wrong password.
    ///
    /// - Throws: `unauthenticated` where it is not right, `tooMany` where too many attempts failed, `busy`, `unavailable`.
    package static func run(
        _ input: Input,
        _ visit: Visit,
        in environment: Environment
    ) async throws(UseCaseError) -> SignInProgress {
        do {
            let opening = try await open(input, visit, environment)
            if case .refused(let until) = opening.claim {
                SignInFailure.delayed.count()
                throw UseCaseError.delayed(until: until, now: environment.now())
            }
            let account = opening.account
            let stored = account?.passwordHash
            let isPassword: Bool
            do {
                isPassword = try await environment.passwords.check(input.password, against: stored)
            } catch {
                // It was not looked at: no failure of whoever tried.
                try await environment.record.write { transaction in
                    transaction.takeBackFailure(opening.key)
                    if let shared = opening.shared { transaction.takeBackFailure(shared) }
                }
                throw error
            }
            let isSetUp = account.map { isSetUpSecret(input.password, of: $0, at: environment.now()) } ?? false
            guard let account, account.disabledAt == nil, isPassword || isSetUp else {
                try await refuse(account, visit, environment)
                throw refused
            }
            // The same password under a hash of today's cost.
            var rehashed: PasswordHash?
            if isPassword, let stored, stored.parameters != environment.passwords.parameters {
                let salt = environment.makeSecret(PasswordHash.saltByteCount)
                rehashed = try await environment.passwords.hash(input.password, salt: salt)
            }
            let progress = try await goOn(account, opening, isSetUp: isSetUp, rehashed: rehashed, visit, environment)
            guard let progress else {
                try await refuse(account, visit, environment)
                throw refused
            }
            return progress
        } catch {
            throw UseCaseError(any: error)
        }
    }

    /// Looks the account up and claims the attempt.
    private static func open(
        _ input: Input,
        _ visit: Visit,
        _ environment: Environment
    ) async throws -> Opening {
        try await environment.record.write { transaction in
            let now = environment.now()
            let account = try await transaction.account(login: input.login)
            var key = AttemptKey.login(input.login, from: visit.countedAddress)
            var shared: AttemptKey? = .address(visit.countedAddress)
            if let account, let device = visit.deviceHash,
                try await transaction.isKnownDevice(hash: device, of: account.id, at: now)
            {
                // The owner's own device: what strangers do at the same address does not count here.
                key = .login(input.login, onDevice: device)
                shared = nil
            }
            var keys: [(key: AttemptKey, policy: AttemptPolicy)] = [(key, .account)]
            if let shared { keys.append((shared, .address)) }
            let claim = try await transaction.claimAttempt(keys, at: now)
            if case .refused = claim {
                let note = AuditNote.signIn("SignIn", account?.login, reason: "too many attempts")
                transaction.audit(
                    visit.call(account?.actor).entry(note, outcome: .seriousFailure, in: environment)
                )
            }
            return Opening(account: account, claim: claim, key: key, shared: shared)
        }
    }

    private static func isSetUpSecret(_ typed: String, of account: AccountRow, at now: Instant) -> Bool {
        guard let stored = account.setUpHash, let endsAt = account.setUpEndsAt, now < endsAt else { return false }
        return SetUpSecret.hash(ofTyped: typed) == stored
    }

    private static func refuse(_ account: AccountRow?, _ visit: Visit, _ environment: Environment) async throws {
        SignInFailure.password.count()
        let reason = account == nil ? "unknown login" : account?.disabledAt == nil ? "wrong password" : "disabled"
        try await environment.record.write { transaction in
            let note = AuditNote.signIn("SignIn", account?.login, reason: reason)
            transaction.audit(visit.call(account?.actor).entry(note, outcome: .seriousFailure, in: environment))
        }
    }

    /// Begins the session; nil where the account was disabled or reset while the password was looked at.
    private static func goOn(
        _ account: AccountRow,
        _ opening: Opening,
        isSetUp: Bool,
        rehashed: PasswordHash?,
        _ visit: Visit,
        _ environment: Environment
    ) async throws -> SignInProgress? {
        try await environment.record.write { transaction in
            let now = environment.now()
            guard let present = try await transaction.account(login: account.login), present.disabledAt == nil,
                present.passwordHash == account.passwordHash, present.setUpHash == account.setUpHash
            else { return nil }
            transaction.forgetFailures(opening.key)
            if let shared = opening.shared { transaction.takeBackFailure(shared) }
            if let rehashed, let old = account.passwordHash {
                transaction.rehashPassword(rehashed, insteadOf: old, of: account.id)
            }
            let stage: SessionStage = isSetUp ? .password : account.hasFactor ? .factor : .enrolment
            if stage == .enrolment { transaction.showNewFactor(to: account.id, environment) }
            let identity = ProvenIdentity(
                user: account.id,
                actor: account.actor,
                login: account.login,
                factorAt: nil
            )
            let progress = transaction.beginSession(identity, stage: stage, at: now, environment)
            let how = isSetUp ? "set-up secret" : "password"
            let note = AuditNote.signIn("SignIn", account.login, reason: how)
            transaction.audit(visit.call(account.actor).entry(note, in: environment))
            return progress
        }
    }

    private static var refused: UseCaseError {
        UseCaseError(
            .unauthenticated,
            "sign-in-refused",
            en: "Login or password is not right. After several wrong attempts you have to wait a while.",
            nl: "Aanmeldnaam of wachtwoord klopt niet. Na enkele foute pogingen moet u even wachten."
        )
    }
}
