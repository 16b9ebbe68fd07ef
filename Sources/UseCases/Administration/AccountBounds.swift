// Whose accounts and tokens an administrator manages: those of their own organisation. Only whoever works on the machine
// itself, as nobody in the record, manages all.
import Domain
import Records

extension Call {
    /// Whether the machine's own administrator works at its command line.
    var isMachine: Bool { origin == .commandLine && actor.userID == nil }

    /// Of whom the caller is told how they get in.
    var accountDetail: AccountDetail {
        if isMachine { return .all }
        guard Permission.manageAccounts.roles.contains(actor.role), let code = actor.organisationCode else {
            return .none
        }
        return .of(code)
    }

    /// Whether the caller, who may manage accounts, manages those of an organisation.
    func managesAccounts(of organisationCode: String) -> Bool {
        isMachine || actor.organisationCode == organisationCode
    }
}

extension RecordTransaction {
    /// The user with a login whose account the caller manages; another organisation's is not there.
    func managedUser(login: String, for call: Call) async throws -> UserRow {
        guard let user = try await user(login: login), call.managesAccounts(of: user.organisationCode) else {
            throw UseCaseError.notFound("user", "Deze gebruiker")
        }
        return user
    }

    /// The user for whom the caller may make a token: themselves; for the machine's own administrator anybody; for an
    /// administrator those of their own organisation by whom neither patients' care nor the log can be read.
    func tokenUser(login: String, for call: Call) async throws -> UserRow {
        if let own = call.actor.userID {
            let found = try await user(login: login)
            if let found, found.id == own { return found }
            // Whoever manages no accounts learns nothing of others'.
            guard Permission.manageAccounts.roles.contains(call.actor.role) else { throw UseCaseError.tokenForAnother }
        }
        let user = try await managedUser(login: login, for: call)
        guard call.isMachine || user.role.hasTokensMadeByOthers else { throw UseCaseError.tokenForAnother }
        return user
    }
}

extension Role {
    /// Whether an administrator may make tokens for who has this role: whoever holds a token acts as its user.
    fileprivate var hasTokensMadeByOthers: Bool { careForPatients != .clinical && self != .privacyOfficer }
}

extension UseCaseError {
    /// A token by which one would act as somebody else.
    static var tokenForAnother: UseCaseError {
        UseCaseError(
            .forbidden,
            "token-for-another",
            en: "Whoever holds a token acts as its user. Let them make it for themselves.",
            nl: "Wie een token heeft, handelt als de gebruiker ervan. Laat die het zelf maken."
        )
    }
}
