// API tokens: made once and shown once, kept only as their SHA-256, limited to scopes, always ending, revoked at any time.
package import Domain
import FoundationEssentials
import Records

/// Makes a token for a user.
package enum CreateToken {
    /// For whom, what for, until when.
    package struct Input: Sendable, Hashable {
        package let login: String
        package let name: String
        /// When it ends; ninety days from now where it is left out.
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
        try await call.change(.manageAccounts, in: environment, isKept: false) { transaction, stamp in
            guard let user = try await transaction.user(login: input.login) else {
                throw UseCaseError.invalid(
                    "/login",
                    .unknownCode,
                    en: "There is no user with this login.",
                    nl: "Er is geen gebruiker met deze aanmeldnaam."
                )
            }
            guard user.disabledAt == nil else {
                throw UseCaseError(
                    .conflict,
                    "user-disabled",
                    en: "The user is disabled.",
                    nl: "De gebruiker is uitgeschakeld."
                )
            }
            let expiresAt = input.expiresAt ?? stamp.at.addingSeconds(lifeDays * 86_400)
            guard expiresAt > stamp.at else {
                throw UseCaseError.invalid(
                    "/expiresAt",
                    .outOfRange,
                    en: "The token would end before it begins.",
                    nl: "Het token zou eindigen voordat het begint."
                )
            }
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
            return Change(
                id: id.uuid,
                version: 1,
                body: Shown.codec.encode(shown),
                note: .account("CreateToken", .create, input.login)
            )
        }
    }
}

extension CreateToken {
    /// What the new token may do: what was asked for, but never more than the token by which it is made.
    private static func scopes(_ input: Input, _ call: Call) throws(UseCaseError) -> Set<TokenScope> {
        guard case .token(let own) = call.proof else { return Set(input.scopes ?? TokenScope.allCases) }
        guard let asked = input.scopes else { return own }
        if let beyond = asked.first(where: { !own.contains($0) }) { throw .scopeMayNot(beyond) }
        return Set(asked)
    }
}

/// Revokes a token.
package enum RevokeToken {
    /// Revokes the token at once, on every instance.
    package static func run(
        _ token: ID<APIToken>,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.manageAccounts, in: environment) { transaction, stamp in
            guard try await transaction.revokeToken(token, at: stamp.at) else {
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
    /// The tokens of all users or of one.
    package static func run(
        login: String?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        try await call.list(.manageAccounts, .account("ListTokens", .read, login), in: environment) { transaction in
            (Page(items: try await transaction.tokens(login: login, limit: 10_000), next: nil), [])
        }
    }
}

/// Finds out who calls.
package enum Authenticate {
    /// The living user behind a token, and what the token is limited to.
    /// - Throws: `unauthenticated` for every token that does not count, without saying why; `unavailable`.
    package static func run(token: String, in environment: Environment) async throws(UseCaseError) -> TokenHolder {
        guard token.utf8.count <= 200 else { throw refused }
        do {
            guard
                let holder = try await environment.record.holder(
                    tokenHash: SecretToken.hash(token),
                    now: environment.now()
                )
            else { throw refused }
            return holder
        } catch {
            throw UseCaseError(any: error)
        }
    }

    private static var refused: UseCaseError {
        UseCaseError(
            .unauthenticated,
            "token-refused",
            en: "The token is missing, unknown, ended or revoked. Ask an administrator for a new one.",
            nl: "Het token ontbreekt, is onbekend, verlopen of ingetrokken. Vraag een beheerder om een nieuw."
        )
    }
}
