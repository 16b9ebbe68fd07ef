// Teams: people of one organisation who look after patients together, with whom records are shared as with one person.
package import Domain
import FoundationEssentials
import Records

/// Adds a team.
package enum AddTeam {
    /// Where, and what it is called.
    package struct Input: Sendable, Hashable {
        package let organisation: String
        package let code: String
        package let name: String

        package init(organisation: String, code: String, name: String) {
            self.organisation = organisation
            self.code = code
            self.name = name
        }

        /// The JSON of a team.
        package static let codec: Codec<Input> = .object(
            "NewTeam",
            Input.init(organisation:code:name:),
            .required("organisation", \.organisation, OrganisationCode.codec),
            .required("code", \.code, OrganisationCode.codec),
            .required("name", \.name, .text(max: 200))
        )
    }

    /// Adds it, without members.
    package static func run(
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.manageAccounts, in: environment) { transaction, stamp in
            let organisation = try await transaction.organisationID(input.organisation, call: call)
            let id: ID<Team> = environment.makeID()
            transaction.insertTeam(id, organisation: organisation, code: input.code, name: input.name, stamp)
            try await transaction.flush()
            return Change(
                id: id.uuid,
                version: 1,
                body: Input.codec.encode(input),
                note: .team("AddTeam", .create, "\(input.organisation)/\(input.code)")
            )
        }
    }
}

/// Lists teams.
package enum ListTeams {
    /// All teams with those who belong to them now.
    package static func run(call: Call, in environment: Environment) async throws(UseCaseError) -> Page {
        try await call.list(.readAccounts, .team("ListTeams", .read, nil), in: environment) { transaction in
            (Page(items: try await transaction.teams(limit: 1_000), next: nil), [])
        }
    }
}

/// Who joins or leaves a team.
package enum TeamMembership {
    /// The member.
    package struct Input: Sendable, Hashable {
        package let login: String

        package init(login: String) { self.login = login }

        /// The JSON of a member.
        package static let codec: Codec<Input> = .object(
            "TeamMember",
            Input.init(login:),
            .required("login", \.login, .text(max: 64))
        )
    }

    /// Somebody joins the team called `ORGANISATION/TEAM`, whose organisation is their own.
    package static func join(
        _ team: String,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.manageAccounts, in: environment) { transaction, stamp in
            let id = try await transaction.findTeam(team, at: "/team")
            let user = try await transaction.findMember(input.login)
            let home = team.split(separator: "/").first.map(String.init)
            guard user.organisationCode == home else {
                throw UseCaseError(
                    .conflict,
                    "team-of-other-organisation",
                    en:
                        "The user works for another organisation than the team. Share the record with the user instead.",
                    nl:
                        "De gebruiker werkt voor een andere organisatie dan het team. Deel het dossier met de gebruiker zelf."
                )
            }
            transaction.join(id, id: environment.makeUUID(), user: user.id, stamp)
            try await transaction.flush()
            return Change(
                id: id.uuid,
                version: 1,
                body: Input.codec.encode(input),
                note: .team("JoinTeam", .update, team, detail: input.login)
            )
        }
    }

    /// Somebody leaves the team; what was shared with it is no longer theirs from the next request on.
    package static func leave(
        _ team: String,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.manageAccounts, in: environment) { transaction, stamp in
            let id = try await transaction.findTeam(team, at: "/team")
            let user = try await transaction.findMember(input.login)
            guard try await transaction.leave(id, user: user.id, stamp) else {
                throw UseCaseError.notFound("member", "Dit lid")
            }
            return Change(
                id: id.uuid,
                version: 1,
                body: Input.codec.encode(input),
                note: .team("LeaveTeam", .update, team, detail: input.login)
            )
        }
    }
}

extension RecordTransaction {
    /// The user who is meant.
    fileprivate func findMember(_ login: String) async throws -> UserRow {
        guard let user = try await user(login: login) else {
            throw UseCaseError.invalid(
                "/login",
                .unknownCode,
                en: "There is no user with this login.",
                nl: "Er is geen gebruiker met deze aanmeldnaam."
            )
        }
        return user
    }
}

extension AuditNote {
    /// An act on a team.
    fileprivate static func team(_ event: String, _ action: AuditAction, _ team: String?, detail: String? = nil)
        -> AuditNote
    {
        var note = AuditNote(
            event: event,
            action: action,
            objectType: "team",
            objectID: team,
            categories: [],
            purpose: "PATADMIN"
        )
        note.objectDetail = detail
        return note
    }
}
