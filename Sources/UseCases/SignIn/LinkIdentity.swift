// Which identities of the hospital's own sign-in belong to which user. Linked by an administrator, never by name or address.
package import Domain
import FoundationEssentials
import Records

/// An identity as an issuer names it.
package struct IdentityInput: Sendable, Hashable {
    package let issuer: String
    package let subject: String

    package init(issuer: String, subject: String) {
        self.issuer = issuer
        self.subject = subject
    }

    /// The JSON of an identity.
    package static let codec: Codec<IdentityInput> = .object(
        "Identity",
        IdentityInput.init(issuer:subject:),
        .required("issuer", \.issuer, .text(max: 2_000)),
        .required("subject", \.subject, .text(max: 255))
    )

    /// Passes where a token could name it: an identity that no token ever names would only look as if it were linked.
    fileprivate func requireNameable() throws(UseCaseError) {
        var faults: [Fault] = []
        let isAddress = issuer.hasPrefix("https://") || issuer.hasPrefix("http://")
        if !isAddress || !issuer.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F }) {
            faults.append(
                Fault(
                    "/issuer",
                    .badFormat,
                    en: "An issuer is an address such as https://login.example.org/realms/hospital.",
                    nl: "Een issuer is een adres zoals https://login.example.org/realms/hospital."
                )
            )
        }
        if !subject.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value < 0x7F }) {
            faults.append(
                Fault(
                    "/subject",
                    .badFormat,
                    en: "A subject is written in plain ASCII characters.",
                    nl: "Een subject bestaat uit gewone ASCII-tekens."
                )
            )
        }
        guard faults.isEmpty else { throw .invalid(Faults(faults)) }
    }
}

/// Links an identity to a user.
package enum LinkIdentity {
    /// From now on whoever the issuer proves to be the subject signs in as the user.
    ///
    /// - Throws: `notFound` for a user who is not there, `conflict` for an identity that is linked already.
    package static func run(
        login: String,
        _ input: IdentityInput,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.manageAccounts, in: environment, isKept: false) { transaction, stamp in
            try input.requireNameable()
            let user = try await transaction.managedUser(login: login, for: call)
            let isNew = try await transaction.linkIdentity(
                issuer: input.issuer,
                subject: input.subject,
                to: user.id,
                at: stamp.at
            )
            guard isNew else {
                throw UseCaseError(
                    .conflict,
                    "identity-taken",
                    en: "This identity is linked to a user already. Unlink it first.",
                    nl: "Deze identiteit is al aan een gebruiker gekoppeld. Ontkoppel haar eerst."
                )
            }
            let fingerprint = IdentityFingerprint.text(issuer: input.issuer, subject: input.subject)
            return Change(
                id: user.id.uuid,
                version: 1,
                body: try await transaction.identityBody(input),
                note: .account("LinkIdentity", .update, login, reason: "identity \(fingerprint)")
            )
        }
    }
}

/// Takes an identity from a user.
package enum UnlinkIdentity {
    /// The identity leads to nobody from now on, and every session of the user ends.
    ///
    /// - Throws: `notFound` for a user who is not there, or an identity that is not theirs.
    package static func run(
        login: String,
        _ input: IdentityInput,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.manageAccounts, in: environment, isKept: false) { transaction, _ in
            let user = try await transaction.managedUser(login: login, for: call)
            let body = try await transaction.identityBody(input)
            let wasLinked = try await transaction.unlinkIdentity(
                issuer: input.issuer,
                subject: input.subject,
                from: user.id
            )
            guard wasLinked else { throw UseCaseError.notFound("identity of this user", "Deze identiteit") }
            transaction.endSessions(of: user.id)
            let fingerprint = IdentityFingerprint.text(issuer: input.issuer, subject: input.subject)
            return Change(
                id: user.id.uuid,
                version: 1,
                body: body,
                note: .account("UnlinkIdentity", .update, login, reason: "identity \(fingerprint)")
            )
        }
    }
}

/// Lists identities.
package enum ListIdentities {
    /// The identities of all users or of one.
    package static func run(
        login: String?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        let note = AuditNote.account("ListIdentities", .read, login)
        return try await call.list(.manageAccounts, note, in: environment) { transaction in
            (Page(items: try await transaction.identities(login: login, limit: 10_000), next: nil), [])
        }
    }
}

extension RecordTransaction {
    /// An identity with its user as JSON.
    fileprivate func identityBody(_ input: IdentityInput) async throws -> [UInt8] {
        guard let body = try await identity(issuer: input.issuer, subject: input.subject) else {
            throw UseCaseError.notFound("identity of this user", "Deze identiteit")
        }
        return body
    }
}
