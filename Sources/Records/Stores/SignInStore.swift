// Credentials, second factors, recovery codes and failed attempts in a transaction.
package import Domain
import FoundationEssentials
import PostgreSQL

extension RecordTransaction {
    /// The account with a login, disabled ones too; nil where there is none.
    package func account(login: String) async throws -> AccountRow? {
        try await fetchFirst(SignInStatements.account(login))
    }

    /// Sets a password; a one-time secret that led to it counts no more.
    package func setPassword(_ hash: PasswordHash, of user: ID<User>, at: Instant) {
        add(SignInStatements.setPassword(user, hash.text, at))
    }

    /// Keeps the same password under a newer hash, unless another one was set meanwhile.
    package func rehashPassword(_ hash: PasswordHash, insteadOf old: PasswordHash, of user: ID<User>) {
        add(SignInStatements.rehashPassword(user, old.text, hash.text))
    }

    /// Lets a user choose a password by a one-time secret; the one before counts no more.
    package func setSetUpSecret(hash: [UInt8], endsAt: Instant, of user: ID<User>) {
        add(SignInStatements.setSetUp(user, Bytes(hash), endsAt))
    }

    // MARK: Second factor

    /// A user's second factor, held until the end of the transaction; nil where nothing is known of the user.
    package func holdFactor(of user: ID<User>) async throws -> FactorRow? {
        try await fetchFirst(SignInStatements.factor(user))
    }

    /// Keeps a secret that is about to be shown.
    package func setCandidate(_ secret: OneTimeSecret, of user: ID<User>) {
        add(SignInStatements.setCandidate(user, Bytes(secret.bytes)))
    }

    /// Makes the secret that was shown the second factor, with new recovery codes.
    package func confirmCandidate(of user: ID<User>, step: Int64, codes: [RecoveryCode], at: Instant) {
        add(SignInStatements.confirmCandidate(user, step, at))
        replaceRecoveryCodes(codes, of: user, at: at)
    }

    /// Notes that the code of a step was used.
    package func noteStep(_ step: Int64, of user: ID<User>) {
        add(SignInStatements.noteStep(user, step))
    }

    /// Takes second factor and recovery codes away, so that new ones are set up at the next sign-in.
    package func removeFactor(of user: ID<User>) {
        add(SignInStatements.removeFactor(user))
        add(SignInStatements.removeRecoveryCodes(user))
    }

    /// New recovery codes in the place of all before.
    package func replaceRecoveryCodes(_ codes: [RecoveryCode], of user: ID<User>, at: Instant) {
        add(SignInStatements.removeRecoveryCodes(user))
        for code in codes { add(SignInStatements.insertRecoveryCode(user, Bytes(code.hash), at)) }
    }

    /// Uses a recovery code.
    ///
    /// - Returns: how many are left; nil where the code is none of the user's, or was used.
    package func useRecoveryCode(hash: [UInt8], of user: ID<User>, at: Instant) async throws -> Int? {
        guard try await fetchFirst(SignInStatements.useRecoveryCode(user, Bytes(hash), at)) != nil else { return nil }
        return Int(try await fetchFirst(SignInStatements.unusedRecoveryCodeCount(user)) ?? 0)
    }

    // MARK: Failed attempts

    /// Claims an attempt: counts it as failed, or says from when the next one is taken.
    ///
    /// - Parameters:
    ///   - keys: what it is counted for, each with the policy it follows.
    ///   - now: the instant it is.
    /// - Returns: whether it is looked at.
    /// - Throws: `RecordError`.
    package func claimAttempt(
        _ keys: [(key: AttemptKey, policy: AttemptPolicy)],
        at now: Instant
    ) async throws -> AttemptThrottle.Claim {
        // In one order, so that two attempts never wait for each other.
        let sorted = keys.sorted { $0.key.hash.lexicographicallyPrecedes($1.key.hash) }
        for (key, _) in sorted { add(SignInStatements.beginTally(Bytes(key.hash))) }
        var lines: [AttemptThrottle.Line] = []
        for (key, policy) in sorted {
            let tally = try await fetchFirst(SignInStatements.holdTally(Bytes(key.hash))) ?? AttemptTally()
            lines.append(AttemptThrottle.Line(policy: policy, tally: tally))
        }
        var throttle = AttemptThrottle(lines)
        let claim = throttle.claim(at: now)
        guard case .taken = claim else { return claim }
        for ((key, _), line) in zip(sorted, throttle.lines) {
            let (count, failedAt) = (Int32(clamping: line.tally.failureCount), line.tally.failedAt)
            add(SignInStatements.noteTally(Bytes(key.hash), count, failedAt))
        }
        add(SignInStatements.purgeTallies(now.addingSeconds(-AttemptPolicy.forgottenAfterSeconds)))
        return claim
    }

    /// An attempt turned out right: the failures before it are forgotten.
    package func forgetFailures(_ key: AttemptKey) {
        add(SignInStatements.clearTally(Bytes(key.hash)))
    }

    /// An attempt turned out right: it alone is no failure; those of others are.
    package func takeBackFailure(_ key: AttemptKey) {
        add(SignInStatements.takeBackFailure(Bytes(key.hash)))
    }
}

/// What failed attempts are counted for; kept only as a hash.
package struct AttemptKey: Sendable, Hashable {
    /// SHA-256 of what it is.
    let hash: [UInt8]

    private init(_ kind: String, _ parts: String...) {
        // A zero byte stands in no login and no address.
        hash = ContentHash.sha256(Array(([kind] + parts).joined(separator: "\0").utf8))
    }

    /// One login from one address; whether there is such an account makes no difference.
    package static func login(_ login: String, from address: String) -> AttemptKey {
        AttemptKey("login", login, address)
    }

    /// One login on a device on which its owner has signed in.
    package static func login(_ login: String, onDevice token: [UInt8]) -> AttemptKey {
        AttemptKey("device", login, ContentHash.hexadecimal(of: token))
    }

    /// Everything from one address.
    package static func address(_ address: String) -> AttemptKey {
        AttemptKey("address", address)
    }

    /// Everything from one address by the hospital's own sign-in.
    package static func provider(from address: String) -> AttemptKey {
        AttemptKey("provider", address)
    }

    /// The second factor of one account.
    package static func factor(_ user: ID<User>) -> AttemptKey {
        AttemptKey("factor", user.description)
    }
}
