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

/// The user behind an API token, and what the token is limited to.
package struct TokenHolder: Sendable, Hashable {
    /// The user as the one who acts.
    package let actor: Actor
    /// What the token may do of what the user may do.
    package let scopes: Set<TokenScope>

    package init(actor: Actor, scopes: Set<TokenScope>) {
        self.actor = actor
        self.scopes = scopes
    }
}
