// Another role for a user, and signing a user out everywhere; that an organisation keeps an administrator.
package import Domain
import Records

/// Gives a user another role; it counts from their next request on.
package enum ChangeRole {
    /// Which, and why.
    package struct Input: Sendable, Hashable {
        package let role: Role
        package let reason: String

        package init(role: Role, reason: String) {
            self.role = role
            self.reason = reason
        }

        /// The JSON of it.
        package static let codec: Codec<Input> = .object(
            "NewRole",
            Input.init(role:reason:),
            .required("role", \.role, .code),
            .required("reason", \.reason, .note(max: 2_000))
        )
    }

    /// Changes the role of the user with a login. Nobody changes their own, and the last administrator stays one.
    package static func run(
        login: String,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.manageAccounts, in: environment) { transaction, _ in
            let user = try await transaction.managedUser(login: login, for: call)
            guard user.id != call.actor.userID else {
                throw UseCaseError(
                    .conflict,
                    "own-role",
                    en: "Nobody changes their own role. Ask another administrator.",
                    nl: "Niemand wijzigt de eigen rol. Vraag een andere beheerder."
                )
            }
            guard user.role != input.role else {
                throw UseCaseError.invalid(
                    "/role",
                    .contradiction,
                    en: "This is the role that the user has.",
                    nl: "Dit is de rol die de gebruiker heeft."
                )
            }
            try await transaction.requireOtherAdministrator(than: user)
            transaction.changeRole(of: user.id, to: input.role)
            var note = AuditNote.account("ChangeRole", .update, login, reason: input.reason)
            note.objectDetail = input.role.rawValue
            return Change(
                id: user.id.uuid,
                version: user.version + 1,
                body: try await transaction.findUserBody(login),
                note: note
            )
        }
    }
}

/// Signs a user out wherever they are signed in.
package enum EndSessions {
    /// Why.
    package struct Input: Sendable, Hashable {
        package let reason: String

        package init(reason: String) { self.reason = reason }

        /// The JSON of it.
        package static let codec: Codec<Input> = .object(
            "SessionsEnd",
            Input.init(reason:),
            .required("reason", \.reason, .note(max: 2_000))
        )
    }

    /// Ends every session of the user with a login, on every instance.
    package static func run(
        login: String,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.manageAccounts, in: environment) { transaction, _ in
            let user = try await transaction.managedUser(login: login, for: call)
            transaction.endSessions(of: user.id)
            return Change(
                id: user.id.uuid,
                version: user.version,
                body: try await transaction.findUserBody(login),
                note: .account("EndSessions", .update, login, reason: input.reason)
            )
        }
    }
}

extension RecordTransaction {
    /// Passes where the user is no administrator, or their organisation has another one who can sign in. The administrators
    /// are held, so that two of them cannot take each other away at once.
    func requireOtherAdministrator(than user: UserRow) async throws {
        guard user.role == .administrator, user.disabledAt == nil else { return }
        let all = try await administrators(of: user.organisationCode)
        guard all.contains(where: { $0 != user.id }) else {
            throw UseCaseError(
                .conflict,
                "last-administrator",
                en: "This is the last administrator of the organisation. Make somebody else administrator first.",
                nl: "Dit is de laatste beheerder van de organisatie. Maak eerst iemand anders beheerder."
            )
        }
    }
}
