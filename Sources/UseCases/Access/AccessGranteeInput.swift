// Whom a person means when they share a record or a patient objects: an organisation, a team or a user, by what people call
// them.
import Domain
import FoundationEssentials
import Records

/// An organisation, a team or a user.
package enum AccessGranteeInput: Sendable, Hashable {
    /// By its code.
    case organisation(String)
    /// By the code of its organisation and its own, as `NMC/neuromuscular`.
    case team(String)
    /// By the login.
    case user(String)

    /// The members `organisation`, `team` and `user` of an object, of which one is given.
    package struct Members: Sendable, Hashable {
        package let organisation: String?
        package let team: String?
        package let user: String?

        package init(organisation: String?, team: String?, user: String?) {
            self.organisation = organisation
            self.team = team
            self.user = user
        }

        /// The one that is given; nil where it is none or several.
        package var grantee: AccessGranteeInput? {
            switch (organisation, team, user) {
            case (let code?, nil, nil): .organisation(code)
            case (nil, let code?, nil): .team(code)
            case (nil, nil, let login?): .user(login)
            default: nil
            }
        }
    }
}

extension Reading {
    /// Reports that not exactly one of the members is given.
    mutating func requireOneGrantee(_ members: AccessGranteeInput.Members, allowsTeams: Bool) {
        guard members.grantee == nil else { return }
        report(
            .contradiction,
            at: "/organisation",
            en: allowsTeams
                ? "Give one of organisation, team and user." : "Give either organisation or user.",
            nl: allowsTeams
                ? "Geef één van organisation, team en user." : "Geef organisation of user."
        )
    }
}

extension RecordTransaction {
    /// The organisation, team or user that is meant.
    /// - Throws: invalid input at the member that names nobody.
    func grantee(_ input: AccessGranteeInput) async throws -> AccessGrantee {
        switch input {
        case .organisation(let code):
            guard let id = try await organisation(code: code) else {
                throw UseCaseError.invalid(
                    "/organisation",
                    .unknownCode,
                    en: "There is no organisation with this code.",
                    nl: "Er is geen organisatie met deze code."
                )
            }
            return .organisation(id)
        case .team(let name): return .team(try await findTeam(name, at: "/team"))
        case .user(let login):
            guard let user = try await user(login: login) else {
                throw UseCaseError.invalid(
                    "/user",
                    .unknownCode,
                    en: "There is no user with this login.",
                    nl: "Er is geen gebruiker met deze aanmeldnaam."
                )
            }
            return .user(user.id)
        }
    }

    /// The team that is called `ORGANISATION/TEAM`.
    func findTeam(_ name: String, at pointer: String) async throws -> ID<Team> {
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        if parts.count == 2, let id = try await team(organisation: parts[0], code: parts[1]) { return id }
        throw UseCaseError.invalid(
            pointer,
            .unknownCode,
            en: "There is no such team. Name it by its organisation and its code, such as NMC/neuromuscular.",
            nl: "Zo'n team is er niet. Noem het met de organisatie en de code, zoals NMC/neuromusculair."
        )
    }
}
