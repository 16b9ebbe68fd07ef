// Identities of the hospital's own sign-in in a transaction: who they lead to.
package import Domain
import FoundationEssentials
import PostgreSQL

extension RecordTransaction {
    /// The account that an identity is linked to, disabled ones too; nil where it is linked to nobody.
    package func account(issuer: String, subject: String) async throws -> AccountRow? {
        try await fetchFirst(IdentityStatements.account(issuer, subject))
    }

    /// Links an identity to a user; false where it is linked already, to whomever.
    package func linkIdentity(issuer: String, subject: String, to user: ID<User>, at: Instant) async throws -> Bool {
        try await fetchFirst(IdentityStatements.link(issuer, subject, user, at)) != nil
    }

    /// Takes an identity from a user; false where it was not theirs.
    package func unlinkIdentity(issuer: String, subject: String, from user: ID<User>) async throws -> Bool {
        try await fetchFirst(IdentityStatements.unlink(issuer, subject, user)) != nil
    }

    /// An identity with the login it leads to, as JSON; nil where it is linked to nobody.
    package func identity(issuer: String, subject: String) async throws -> [UInt8]? {
        try await fetchFirst(IdentityStatements.find(issuer, subject))?.bytes
    }

    /// The identities of all users or of one, as JSON objects.
    package func identities(login: String?, limit: Int) async throws -> [[UInt8]] {
        try await fetchAll(IdentityStatements.list(login, Int32(limit))).map(\.bytes)
    }
}

/// An identity in the log: enough to tell two apart, too little to read who it is.
package enum IdentityFingerprint {
    /// Sixteen hexadecimal digits.
    package static func text(issuer: String, subject: String) -> String {
        // No issuer has a space in it.
        let hash = ContentHash.sha256(Array("\(issuer) \(subject)".utf8))
        return String(ContentHash.hexadecimal(of: hash).prefix(16))
    }
}
