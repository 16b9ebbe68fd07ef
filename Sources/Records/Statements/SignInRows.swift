// The rows that signing in works with.
package import Domain
import FoundationEssentials
import PostgreSQL

/// A user with what they sign in with.
package struct AccountRow: Sendable {
    package let id: ID<User>
    package let login: String
    package let name: String
    package let role: Role
    package let organisationID: ID<Organisation>
    package let organisationCode: String
    package let disabledAt: Instant?
    private let storedHash: String?
    private let storedSetUp: Bytes?
    package let setUpEndsAt: Instant?
    package let hasFactor: Bool

    init(
        id: ID<User>,
        login: String,
        name: String,
        role: Role,
        organisationID: ID<Organisation>,
        organisationCode: String,
        disabledAt: Instant?,
        passwordHash: String?,
        setUpHash: Bytes?,
        setUpEndsAt: Instant?,
        hasFactor: Bool
    ) {
        self.id = id
        self.login = login
        self.name = name
        self.role = role
        self.organisationID = organisationID
        self.organisationCode = organisationCode
        self.disabledAt = disabledAt
        storedHash = passwordHash
        storedSetUp = setUpHash
        self.setUpEndsAt = setUpEndsAt
        self.hasFactor = hasFactor
    }

    /// The hash of the password, where there is one.
    package var passwordHash: PasswordHash? { storedHash.flatMap(PasswordHash.init) }
    /// SHA-256 of the one-time secret, where there is one.
    package var setUpHash: [UInt8]? { storedSetUp?.bytes }

    /// The user as the one who acts.
    package var actor: Actor {
        Actor(
            userID: id,
            name: name,
            role: role,
            organisationID: organisationID,
            organisationCode: organisationCode
        )
    }
}

/// A user's second factor.
package struct FactorRow: Sendable {
    private let stored: Bytes?
    /// The step of the last code that was taken.
    package let lastStep: Int64?
    private let shown: Bytes?

    init(secret: Bytes?, lastStep: Int64?, candidate: Bytes?) {
        stored = secret
        self.lastStep = lastStep
        shown = candidate
    }

    /// The secret; nil where there is no second factor yet.
    package var secret: OneTimeSecret? { stored.map { OneTimeSecret($0.bytes) } }
    /// The secret that was shown and not confirmed yet.
    package var candidate: OneTimeSecret? { shown.map { OneTimeSecret($0.bytes) } }
}

/// A session with its user.
package struct SessionRow: Sendable {
    private let hash: Bytes
    /// How far it has come and how long it lives.
    package let times: SessionTimes
    package let login: String
    /// The user as the one who acts.
    package let actor: Actor
    package let userID: ID<User>

    init(
        tokenHash: Bytes,
        stage: SessionStage,
        seenAt: Instant,
        endsAt: Instant,
        factorAt: Instant?,
        userID: ID<User>,
        login: String,
        name: String,
        role: Role,
        organisationID: ID<Organisation>,
        organisationCode: String
    ) {
        hash = tokenHash
        times = SessionTimes(stage: stage, seenAt: seenAt, endsAt: endsAt, factorAt: factorAt)
        self.login = login
        self.userID = userID
        actor = Actor(
            userID: userID,
            name: name,
            role: role,
            organisationID: organisationID,
            organisationCode: organisationCode
        )
    }

    /// SHA-256 of its token.
    package var tokenHash: [UInt8] { hash.bytes }
}
