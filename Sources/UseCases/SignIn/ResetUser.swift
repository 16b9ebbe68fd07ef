// An administrator's help for who forgot a password or lost a telephone; and what a new user begins with.
package import Domain
import Records

/// What a user is to sign in with first.
package enum FirstCredential: Sendable {
    /// Nothing: the user has an account, and cannot sign in on a page.
    case nothing
    /// A password that the rules are asked about.
    case password(String)
    /// A one-time secret by which the user chooses a password.
    case setUpSecret
}

/// A secret that is shown this once.
struct ShownSetUp: Sendable {
    let secret: String
    let endsAt: Instant
}

extension RecordTransaction {
    /// Gives a user a one-time secret; the password before counts no more.
    func makeSetUpSecret(of user: ID<User>, at now: Instant, _ environment: Environment) -> ShownSetUp? {
        let secret = SetUpSecret.text(environment.makeSecret(SetUpSecret.byteCount))
        guard let hash = SetUpSecret.hash(ofTyped: secret) else { return nil }
        let endsAt = now.addingSeconds(SetUpSecret.lifeSeconds)
        setSetUpSecret(hash: hash, endsAt: endsAt, of: user)
        return ShownSetUp(secret: secret, endsAt: endsAt)
    }
}

extension Environment {
    /// The hash of a password that the rules allow.
    ///
    /// - Throws: `invalidInput` with everything that the rules say.
    func hashNewPassword(_ password: String, _ context: PasswordRules.Context) async throws -> PasswordHash {
        let faults = PasswordRules.faults(of: password, context)
        guard faults.isEmpty else { throw UseCaseError.invalid(Faults(faults)) }
        return try await passwords.hash(password, salt: makeSecret(PasswordHash.saltByteCount))
    }
}

/// Resets what a user signs in with.
package enum ResetUser {
    /// What is reset, and why.
    package struct Input: Sendable {
        /// The password: a one-time secret takes its place.
        package let password: Bool
        /// The second factor: a new one is set up at the next sign-in.
        package let secondFactor: Bool
        package let reason: String

        package init(password: Bool, secondFactor: Bool, reason: String) {
            self.password = password
            self.secondFactor = secondFactor
            self.reason = reason
        }

        /// The JSON of a reset.
        package static let codec: Codec<Input> = .object(
            "UserReset",
            Input.init(password:secondFactor:reason:),
            .required("password", \.password, .bool),
            .required("secondFactor", \.secondFactor, .bool),
            .required("reason", \.reason, .note(max: 2_000))
        )
    }

    /// What is shown once.
    private struct Shown: Sendable {
        let login: String
        let setUpSecret: String?
        let setUpEndsAt: Instant?

        static let codec: Codec<Shown> = .object(
            "ResetAccount",
            Shown.init(login:setUpSecret:setUpEndsAt:),
            .required("login", \.login, .text(max: 64)),
            .optional("setUpSecret", \.setUpSecret, .text(max: 100)),
            .optional("setUpEndsAt", \.setUpEndsAt, .instant)
        )
    }

    /// Nothing was said to be reset.
    package static var nothingChosen: UseCaseError {
        .invalid(
            "",
            .missing,
            en: "Say what to reset: the password, the second factor, or both.",
            nl: "Zeg wat opnieuw moet: het wachtwoord, de tweede factor, of beide."
        )
    }

    /// Resets and ends every session of the user; the answer's body holds the one-time secret, and nothing else ever will.
    /// A password that was typed or read from a file takes the place of that secret.
    package static func run(
        login: String,
        _ input: Input,
        typed: String? = nil,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        guard input.password || input.secondFactor else {
            throw nothingChosen
        }
        let hash = try await hash(typed, login: login, call: call, environment)
        return try await call.change(.manageAccounts, in: environment, isKept: false) { transaction, stamp in
            guard let account = try await transaction.account(login: login),
                call.managesAccounts(of: account.organisationCode)
            else {
                throw UseCaseError.notFound("user", "Deze gebruiker")
            }
            var shown: ShownSetUp?
            if input.password {
                if let hash {
                    transaction.setPassword(hash, of: account.id, at: stamp.at)
                } else {
                    shown = transaction.makeSetUpSecret(of: account.id, at: stamp.at, environment)
                }
            }
            if input.secondFactor {
                transaction.removeFactor(of: account.id)
                transaction.forgetFailures(.factor(account.id))
            }
            transaction.endSessions(of: account.id)
            transaction.forgetDevices(of: account.id)
            let what = [input.password ? "password" : nil, input.secondFactor ? "second factor" : nil]
            let reason = "\(what.compactMap(\.self).joined(separator: ", ")): \(input.reason)"
            return Change(
                id: account.id.uuid,
                version: 1,
                body: Shown.codec.encode(
                    Shown(login: login, setUpSecret: shown?.secret, setUpEndsAt: shown?.endsAt)
                ),
                note: .account("ResetUser", .update, login, reason: reason)
            )
        }
    }

    private static func hash(
        _ typed: String?,
        login: String,
        call: Call,
        _ environment: Environment
    ) async throws(UseCaseError) -> PasswordHash? {
        guard let typed else { return nil }
        do {
            try await call.authorise(.manageAccounts, in: environment)
            let account = try await environment.record.write { try await $0.account(login: login) }
            guard let account, call.managesAccounts(of: account.organisationCode) else {
                throw UseCaseError.notFound("user", "Deze gebruiker")
            }
            let context = PasswordRules.Context(
                login: login,
                name: account.name,
                organisation: account.organisationCode
            )
            return try await environment.hashNewPassword(typed, context)
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

/// Enables a user who was disabled.
package enum EnableUser {
    /// Why.
    package struct Input: Sendable {
        package let reason: String

        package init(reason: String) { self.reason = reason }

        /// The JSON of enabling.
        package static let codec: Codec<Input> = .object(
            "UserEnabling",
            Input.init(reason:),
            .required("reason", \.reason, .note(max: 2_000))
        )
    }

    /// Lets the user in again with the password and second factor they had; tokens stay revoked.
    package static func run(
        login: String,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.manageAccounts, in: environment) { transaction, _ in
            let user = try await transaction.managedUser(login: login, for: call)
            guard try await transaction.enableUser(user.id) else {
                throw UseCaseError(
                    .conflict,
                    "user-enabled",
                    en: "The user is not disabled.",
                    nl: "De gebruiker is niet uitgeschakeld."
                )
            }
            var note = AuditNote.account("EnableUser", .update, login, reason: input.reason)
            note.objectDetail = user.role.rawValue
            return Change(
                id: user.id.uuid,
                version: user.version + 1,
                body: try await transaction.findUserBody(login),
                note: note
            )
        }
    }
}
