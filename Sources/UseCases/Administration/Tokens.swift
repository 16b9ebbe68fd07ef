// API tokens: made once and shown once, kept only as their SHA-256, limited to scopes, always ending, revoked at any time.
package import Domain
import FoundationEssentials
import Records

/// Makes a token: for whoever asks, and for others as far as that gives no way to act as them (`tokenUser`).
package enum CreateToken {
    /// For whom, what for, until when.
    package struct Input: Sendable, Hashable {
        package let login: String
        package let name: String
        /// When it ends; ninety days from now where it is left out, and within a year.
        package let expiresAt: Instant?
        /// What it may do of what the user may do; all of it where it is left out.
        package let scopes: [TokenScope]?

        package init(login: String, name: String, expiresAt: Instant?, scopes: [TokenScope]? = nil) {
            self.login = login
            self.name = name
            self.expiresAt = expiresAt
            self.scopes = scopes
        }

        /// The JSON of a new token.
        package static let codec: Codec<Input> = .object(
            "NewToken",
            Input.init(login:name:expiresAt:scopes:),
            .required("login", \.login, User.loginCodec),
            .required("name", \.name, .text(max: 200)),
            .optional("expiresAt", \.expiresAt, .instant),
            .optional("scopes", \.scopes, .list(.code, count: 1...TokenScope.allCases.count))
        )
    }

    /// How long a token lives that was given no end, in days.
    package static let lifeDays: Int64 = 90
    /// How long a token may live, in days: a year.
    package static let lifeDaysMax: Int64 = 366

    /// What is shown once.
    private struct Shown: Sendable {
        let token: String
        let id: ID<APIToken>
        let login: String
        let name: String
        let expiresAt: Instant
        let scopes: [TokenScope]

        static let codec: Codec<Shown> = .object(
            "Token",
            Shown.init(token:id:login:name:expiresAt:scopes:),
            .required("token", \.token, .text(max: 100)),
            .required("id", \.id, .id()),
            .required("login", \.login, .text(max: 64)),
            .required("name", \.name, .text(max: 200)),
            .required("expiresAt", \.expiresAt, .instant),
            .required("scopes", \.scopes, .list(.code, count: 1...TokenScope.allCases.count))
        )
    }

    /// Makes the token; the answer's body holds it, and nothing else ever will.
    package static func run(
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.manageOwnTokens, in: environment, isKept: false) { transaction, stamp in
            let user = try await transaction.tokenUser(login: input.login, for: call)
            guard user.disabledAt == nil else {
                throw UseCaseError(
                    .conflict,
                    "user-disabled",
                    en: "The user is disabled.",
                    nl: "De gebruiker is uitgeschakeld."
                )
            }
            let expiresAt = try end(input, call, from: stamp.at)
            let scopes = try scopes(input, call)
            let token = SecretToken.text("wu_", environment.makeSecret(SecretToken.byteCount))
            let id: ID<APIToken> = environment.makeID()
            transaction.insertToken(
                id,
                user: user.id,
                name: input.name,
                hash: SecretToken.hash(token),
                expiresAt: expiresAt,
                scopes: scopes,
                stamp
            )
            let shown = Shown(
                token: token,
                id: id,
                login: input.login,
                name: input.name,
                expiresAt: expiresAt,
                scopes: TokenScope.allCases.filter(scopes.contains)
            )
            var note = AuditNote.account("CreateToken", .create, input.login)
            note.objectDetail = "token \(id)"
            return Change(id: id.uuid, version: 1, body: Shown.codec.encode(shown), note: note)
        }
    }
}

extension CreateToken {
    /// When the new token ends: within a year, and no later than the token by which it is made.
    private static func end(_ input: Input, _ call: Call, from now: Instant) throws(UseCaseError) -> Instant {
        var latest = now.addingSeconds(lifeDaysMax * 86_400)
        var usual = now.addingSeconds(lifeDays * 86_400)
        if case .token(let own) = call.proof {
            (latest, usual) = (min(latest, own.expiresAt), min(usual, own.expiresAt))
        }
        let end = input.expiresAt ?? usual
        guard end > now else {
            throw .invalid(
                "/expiresAt",
                .outOfRange,
                en: "The token would end before it begins.",
                nl: "Het token zou eindigen voordat het begint."
            )
        }
        guard end <= latest else {
            throw .invalid(
                "/expiresAt",
                .outOfRange,
                en: "A token lives for a year at most, and no longer than the token by which it is made: "
                    + "until \(latest) here.",
                nl: "Een token leeft hoogstens een jaar, en niet langer dan het token waarmee het gemaakt wordt: "
                    + "hier tot \(latest)."
            )
        }
        return end
    }

    /// What the new token may do: what was asked for, but never more than the token by which it is made.
    private static func scopes(_ input: Input, _ call: Call) throws(UseCaseError) -> Set<TokenScope> {
        guard case .token(let own) = call.proof else { return Set(input.scopes ?? TokenScope.allCases) }
        guard let asked = input.scopes else { return own.scopes }
        if let beyond = asked.first(where: { !own.scopes.contains($0) }) { throw .scopeMayNot(beyond) }
        return Set(asked)
    }
}

/// Revokes a token.
package enum RevokeToken {
    /// Revokes the token at once, on every instance: one's own, or one of the users whose accounts the caller manages.
    package static func run(
        _ token: ID<APIToken>,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.manageOwnTokens, in: environment) { transaction, stamp in
            let owner = try await transaction.owner(of: token)
            let isManager = call.isMachine || Permission.manageAccounts.roles.contains(call.actor.role)
            guard let owner,
                owner.user == call.actor.userID || isManager && call.managesAccounts(of: owner.organisationCode),
                try await transaction.revokeToken(token, at: stamp.at)
            else {
                throw UseCaseError.notFound("living token", "Dit geldige token")
            }
            return Change(
                id: token.uuid,
                version: 2,
                body: Array(#"{"id":"\#(token)","version":2}"#.utf8),
                note: .account("RevokeToken", .update, token.description)
            )
        }
    }
}

/// Lists tokens, without their secrets.
package enum ListTokens {
    /// The tokens of all users or of one, as far as they are the caller's own or those of accounts that the caller manages.
    package static func run(
        login: String?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        let isManager = call.isMachine || Permission.manageAccounts.roles.contains(call.actor.role)
        let note = AuditNote.account("ListTokens", .read, login)
        return try await call.list(.manageOwnTokens, note, in: environment) { transaction in
            let items = try await transaction.tokens(
                login: login,
                organisation: call.isMachine ? nil : call.actor.organisationCode ?? "",
                user: isManager ? nil : call.actor.userID,
                limit: 10_000
            )
            return (Page(items: items, next: nil), [])
        }
    }
}

/// Finds out who calls.
package enum Authenticate {
    /// The living user behind a token, and what the token is limited to.
    /// - Throws: `unauthenticated` for every token that does not count, without saying why; `unavailable`.
    package static func run(token: String, in environment: Environment) async throws(UseCaseError) -> TokenHolder {
        guard token.utf8.count <= 200 else { throw .tokenRefused }
        do {
            guard
                let holder = try await environment.record.holder(
                    tokenHash: SecretToken.hash(token),
                    now: environment.now()
                )
            else { throw UseCaseError.tokenRefused }
            return holder
        } catch {
            throw UseCaseError(any: error)
        }
    }
}

extension UseCaseError {
    /// A token that lets nobody in, without saying why.
    package static var tokenRefused: UseCaseError {
        UseCaseError(
            .unauthenticated,
            "token-refused",
            en: "The token is missing, unknown, ended or revoked. Ask an administrator for a new one.",
            nl: "Het token ontbreekt, is onbekend, verlopen of ingetrokken. Vraag een beheerder om een nieuw."
        )
    }
}
