// Organisations, users, tokens and protocols in a transaction.
package import Domain
import FoundationEssentials
import PostgreSQL

extension Record {
    /// The living user behind a token, by the token's SHA-256; nil for one that is unknown, ended or revoked.
    package func holder(tokenHash: [UInt8], now: Instant) async throws(RecordError) -> TokenHolder? {
        do {
            guard let row = try await database.fetchOne(AccountStatements.actorByToken(Bytes(tokenHash), now)) else {
                return nil
            }
            let actor = Actor(
                userID: row.id,
                name: row.name,
                role: row.role,
                organisationID: row.organisationID,
                organisationCode: row.organisationCode
            )
            // A scope that this program does not know gives nothing.
            let scopes = Set(row.scopes.compactMap(TokenScope.init(rawValue:)))
            return TokenHolder(
                actor: actor,
                token: ShownToken(id: row.tokenID, scopes: scopes, expiresAt: row.expiresAt)
            )
        } catch {
            throw RecordError(error)
        }
    }
}

/// Of whom it is told how they get in: password, second factor, disabled or not.
package enum AccountDetail: Sendable, Hashable {
    case none
    /// The users of the organisation with this code.
    case of(String)
    case all
}

extension RecordTransaction {
    /// A new organisation.
    package func insertOrganisation(_ organisation: Organisation, id: ID<Organisation>, _ stamp: Stamp) {
        add(
            AccountStatements.insertOrganisation(
                id,
                organisation.code,
                organisation.name,
                organisation.kind,
                stamp.at
            )
        )
    }

    /// The organisations as JSON objects.
    package func organisations(limit: Int) async throws -> [[UInt8]] {
        try await fetchAll(AccountStatements.organisations(Int32(limit))).map(\.bytes)
    }

    /// The organisation, where there is exactly one.
    package func onlyOrganisation() async throws -> ID<Organisation>? {
        let ids = try await fetchAll(AccountStatements.organisationIDs(2))
        return ids.count == 1 ? ids[0] : nil
    }

    /// The organisation with a code.
    package func organisation(code: String) async throws -> ID<Organisation>? {
        try await fetchFirst(AccountStatements.organisationByCode(code))
    }

    /// A new user.
    package func insertUser(
        _ id: ID<User>,
        login: String,
        name: String,
        role: Role,
        organisation: ID<Organisation>,
        _ stamp: Stamp
    ) {
        add(AccountStatements.insertUser(id, login, name, role, organisation, stamp.at))
    }

    /// The users as JSON objects, or the one with a login.
    package func users(login: String?, detail: AccountDetail, limit: Int) async throws -> [[UInt8]] {
        let (isTold, organisation): (Bool, String?) =
            switch detail {
            case .none: (false, nil)
            case .of(let code): (true, code)
            case .all: (true, nil)
            }
        return try await fetchAll(AccountStatements.users(login, isTold, organisation, Int32(limit))).map(\.bytes)
    }

    /// Whoever can be named to do something, those of an organisation first.
    package func colleagues(
        of organisation: String?,
        roles: [Role],
        at now: Instant,
        limit: Int
    ) async throws -> [(id: ID<User>, name: String, role: Role, organisation: String, login: String)] {
        let rows = try await fetchAll(
            AccountStatements.colleagues(organisation, now, roles.map(\.rawValue), Int32(limit))
        )
        return rows.map { (id: $0.0, name: $0.1, role: $0.2, organisation: $0.3, login: $0.4) }
    }

    /// The name of somebody who can be named to do something; nil where they cannot.
    ///
    /// - Parameters:
    ///   - id: whoever it is.
    ///   - roles: those that take part in care.
    ///   - now: accounts that are disabled by then do not count.
    /// - Returns: the name.
    /// - Throws: what the database says.
    package func colleagueName(_ id: ID<User>, roles: [Role], at now: Instant) async throws -> String? {
        try await fetchFirst(AccountStatements.colleague(id, now, roles.map(\.rawValue)))
    }

    /// Code and name of the organisations.
    package func organisationNames(limit: Int) async throws -> [(code: String, name: String)] {
        try await fetchAll(AccountStatements.organisationNames(Int32(limit))).map { (code: $0.0, name: $0.1) }
    }

    /// A user by login.
    package func user(login: String) async throws -> UserRow? {
        try await fetchFirst(AccountStatements.userByLogin(login))
    }

    /// Disables a user and ends every token, session and device of theirs; false where they were disabled already.
    package func disableUser(_ id: ID<User>, reason: String, _ stamp: Stamp) async throws -> Bool {
        let disabled = try await fetchFirst(AccountStatements.disableUser(id, stamp.at, reason))
        add(AccountStatements.revokeTokensOfUser(id, stamp.at))
        endSessions(of: id)
        forgetDevices(of: id)
        return disabled != nil
    }

    /// Lets a disabled user in again, with the password and the second factor they had; false where they were not
    /// disabled. Tokens stay revoked.
    package func enableUser(_ id: ID<User>) async throws -> Bool {
        try await fetchFirst(AccountStatements.enableUser(id)) != nil
    }

    /// A new token, kept only as its SHA-256.
    package func insertToken(
        _ id: ID<APIToken>,
        user: ID<User>,
        name: String,
        hash: [UInt8],
        expiresAt: Instant,
        scopes: Set<TokenScope>,
        _ stamp: Stamp
    ) {
        let names = TokenScope.allCases.filter(scopes.contains).map(\.rawValue)
        add(AccountStatements.insertToken(id, user, name, Bytes(hash), stamp.at, expiresAt, names))
    }

    /// Revokes a token; false where there is no living one.
    package func revokeToken(_ id: ID<APIToken>, at: Instant) async throws -> Bool {
        try await fetchFirst(AccountStatements.revokeToken(id, at)) != nil
    }

    /// Whose a token is; nil where there is no such token.
    package func owner(of token: ID<APIToken>) async throws -> TokenOwnerRow? {
        try await fetchFirst(AccountStatements.tokenOwner(token))
    }

    /// The tokens of all users, or of those whom the caller may look at, as JSON objects without any secret.
    ///
    /// - Parameters:
    ///   - login: of this user only, where it is given.
    ///   - organisation: of the users of this organisation only, by its code, where it is given.
    ///   - user: of this user only, where it is given.
    ///   - limit: at most so many.
    /// - Returns: the tokens, the oldest first.
    /// - Throws: `RecordError`.
    package func tokens(
        login: String?,
        organisation: String?,
        user: ID<User>?,
        limit: Int
    ) async throws -> [[UInt8]] {
        try await fetchAll(AccountStatements.tokens(login, organisation, user, Int32(limit))).map(\.bytes)
    }

    /// A version of a protocol; an active one takes the place of the one before.
    package func insertProtocol(
        code: String,
        version: Int,
        body: [UInt8],
        source: String,
        isActive: Bool,
        _ stamp: Stamp
    ) {
        if isActive { add(ProtocolStatements.deactivate(code)) }
        add(
            ProtocolStatements.insert(
                code,
                Int32(version),
                JSONBytes(body),
                source,
                isActive,
                stamp.at,
                stamp.by
            )
        )
    }

    /// Makes a version the active one.
    package func activateProtocol(code: String, version: Int) {
        add(ProtocolStatements.deactivate(code))
        add(ProtocolStatements.activate(code, Int32(version)))
    }

    /// A protocol as JSON: the version asked for, or the active one.
    package func protocolBody(code: String, version: Int?) async throws -> [UInt8]? {
        try await fetchFirst(ProtocolStatements.body(code, version.map(Int32.init)))?.bytes
    }

    /// The version of each protocol that new workups are opened on.
    package func activeProtocols() async throws -> [ProtocolVersion] {
        try await fetchAll(ProtocolStatements.active(())).map { ProtocolVersion(code: $0.0, version: Int($0.1)) }
    }

    /// The text a version was loaded from.
    package func protocolSource(code: String, version: Int) async throws -> String? {
        try await fetchFirst(ProtocolStatements.source(code, Int32(version)))
    }

    /// All protocol versions as JSON objects.
    package func protocols(limit: Int) async throws -> [[UInt8]] {
        try await fetchAll(ProtocolStatements.list(Int32(limit))).map(\.bytes)
    }
}
