// What a program that shows a token may do of what its user may do.

/// A part of what a user may do, as an API token is limited to it. Never more than the user's role allows.
package enum TokenScope: String, Code {
    /// Looking at patients, workups, meetings and protocols, and taking them along.
    case read
    /// Changing them.
    case write
    /// Users, tokens, organisations, and the protocols of the service.
    case accounts
    /// The access log.
    case audit

    package var label: Localized {
        switch self {
        case .read: Localized(en: "Read", nl: "Lezen")
        case .write: Localized(en: "Write", nl: "Schrijven")
        case .accounts: Localized(en: "Accounts", nl: "Accounts")
        case .audit: Localized(en: "Access log", nl: "Toegangslog")
        }
    }
}

/// A living API token that was shown, without its secret.
package struct ShownToken: Sendable, Hashable {
    /// The name under which it is listed, and which the log gives to everything that is done with it.
    package let id: ID<APIToken>
    /// What the token may do of what the user may do.
    package let scopes: Set<TokenScope>
    /// When it ends.
    package let expiresAt: Instant

    package init(id: ID<APIToken>, scopes: Set<TokenScope>, expiresAt: Instant) {
        self.id = id
        self.scopes = scopes
        self.expiresAt = expiresAt
    }
}

/// The user behind an API token, and what the token is limited to.
package struct TokenHolder: Sendable, Hashable {
    /// The user as the one who acts.
    package let actor: Actor
    /// The token that was shown.
    package let token: ShownToken

    package init(actor: Actor, token: ShownToken) {
        self.actor = actor
        self.token = token
    }
}
