// Users: who works here, a new one, one who leaves.
package import Domain
import Records

/// Adds a user.
package enum AddUser {
    /// Who it is and what kind of acts they may do.
    package struct Input: Sendable, Hashable {
        package let login: String
        package let name: String
        package let role: Role
        /// The code of the organisation; the caller's own, or the only one, where it is left out.
        package let organisation: String?

        package init(login: String, name: String, role: Role, organisation: String?) {
            self.login = login
            self.name = name
            self.role = role
            self.organisation = organisation
        }

        /// The JSON of a new user.
        package static let codec: Codec<Input> = .object(
            "NewUser",
            Input.init(login:name:role:organisation:),
            .required("login", \.login, User.loginCodec),
            .required("name", \.name, .text(max: 200)),
            .required("role", \.role, .code),
            .optional("organisation", \.organisation, .text(max: 32))
        )
    }

    /// Adds the user with what they sign in with first. A one-time secret stands in the answer's body as `setUpSecret`, and
    /// nothing else ever holds it.
    package static func run(
        _ input: Input,
        first: FirstCredential = .nothing,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        let hash = try await hash(first, of: input, call: call, environment)
        // An answer with a secret in it is not kept for a repeated request.
        let isKept = if case .setUpSecret = first { false } else { true }
        return try await call.change(.manageAccounts, in: environment, isKept: isKept) { transaction, stamp in
            let organisation = try await transaction.organisationID(input.organisation, call: call)
            guard call.isMachine || organisation == call.actor.organisationID else {
                throw UseCaseError.notFound("organisation", "Deze organisatie")
            }
            let id: ID<User> = environment.makeID()
            transaction.insertUser(
                id,
                login: input.login,
                name: input.name,
                role: input.role,
                organisation: organisation,
                stamp
            )
            var shown: ShownSetUp?
            if let hash { transaction.setPassword(hash, of: id, at: stamp.at) }
            if case .setUpSecret = first { shown = transaction.makeSetUpSecret(of: id, at: stamp.at, environment) }
            var body = try await transaction.findUserBody(input.login)
            var note = AuditNote.account("AddUser", .create, input.login)
            note.objectDetail = input.role.rawValue
            if let shown, body.popLast() == UInt8(ascii: "}") {
                body += Array(#","setUpSecret":"\#(shown.secret)"}"#.utf8)
            }
            return Change(
                id: id.uuid,
                version: 1,
                body: body,
                note: note
            )
        }
    }

    private static func hash(
        _ first: FirstCredential,
        of input: Input,
        call: Call,
        _ environment: Environment
    ) async throws(UseCaseError) -> PasswordHash? {
        guard case .password(let password) = first else { return nil }
        do {
            try await call.authorise(.manageAccounts, in: environment)
            let context = PasswordRules.Context(
                login: input.login,
                name: input.name,
                organisation: input.organisation
            )
            return try await environment.hashNewPassword(password, context)
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

/// Disables a user: from now on no session and no token of theirs counts, on any instance.
package enum DisableUser {
    /// Why.
    package struct Input: Sendable, Hashable {
        package let reason: String

        package init(reason: String) { self.reason = reason }

        /// The JSON of disabling.
        package static let codec: Codec<Input> = .object(
            "UserDisabling",
            Input.init(reason:),
            .required("reason", \.reason, .note(max: 2_000))
        )
    }

    /// Disables the user with a login.
    package static func run(
        login: String,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.manageAccounts, in: environment) { transaction, stamp in
            let user = try await transaction.managedUser(login: login, for: call)
            try await transaction.requireOtherAdministrator(than: user)
            guard try await transaction.disableUser(user.id, reason: input.reason, stamp) else {
                throw UseCaseError(
                    .conflict,
                    "user-disabled",
                    en: "The user is disabled already.",
                    nl: "De gebruiker is al uitgeschakeld."
                )
            }
            return Change(
                id: user.id.uuid,
                version: user.version + 1,
                body: try await transaction.findUserBody(login),
                note: .account("DisableUser", .update, login, reason: input.reason)
            )
        }
    }
}

/// Lists the users.
package enum ListUsers {
    /// All users, by login: who they are and where they work. How they get in is for those who manage their accounts.
    package static func run(call: Call, in environment: Environment) async throws(UseCaseError) -> Page {
        try await call.list(.readAccounts, .account("ListUsers", .read, nil), in: environment) { transaction in
            let items = try await transaction.users(login: nil, detail: call.accountDetail, limit: 10_000)
            return (Page(items: items, next: nil), [])
        }
    }
}

extension AuditNote {
    /// An act on an account.
    static func account(_ event: String, _ action: AuditAction, _ login: String?, reason: String? = nil) -> AuditNote {
        AuditNote(
            event: event,
            action: action,
            objectType: "account",
            objectID: login,
            reason: reason,
            categories: [],
            purpose: "PATADMIN"
        )
    }
}

extension RecordTransaction {
    /// A user as JSON, for whoever manages the account.
    func findUserBody(_ login: String) async throws -> [UInt8] {
        guard let body = try await users(login: login, detail: .all, limit: 1).first else {
            throw UseCaseError.notFound("user", "Deze gebruiker")
        }
        return body
    }
}
