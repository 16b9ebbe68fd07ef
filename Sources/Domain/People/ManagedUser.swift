// Users as those see them who manage their accounts: in a list, and one of them with what they sign in with.

/// A user as those see them who manage the account.
package struct ManagedUser: Sendable, Hashable {
    package let login: String
    package let name: String
    package let role: Role
    /// The code of the organisation.
    package let organisation: String
    package let version: Int
    package let createdAt: Instant
    package let disabledAt: Instant?
    package let disabledReason: String?
    /// When the password was chosen; nil where there is none.
    package let passwordSetAt: Instant?
    /// When the second factor was set up; nil where there is none.
    package let secondFactorSetAt: Instant?
    /// Until when a one-time secret counts; nil where there is none.
    package let setUpEndsAt: Instant?
    /// How many recovery codes are left.
    package let recoveryCodeCount: Int
    /// In how many places they are signed in now.
    package let sessionCount: Int
    /// When one of those was last used.
    package let seenAt: Instant?

    /// The JSON of such a user.
    package static let codec: Codec<ManagedUser> = .object(
        "ManagedUser",
        ManagedUser.init(
            login:
            name:
            role:
            organisation:
            version:
            createdAt:
            disabledAt:
            disabledReason:
            passwordSetAt:
            secondFactorSetAt:
            setUpEndsAt:
            recoveryCodeCount:
            sessionCount:
            seenAt:
        ),
        .required("login", \.login, User.loginCodec),
        .required("name", \.name, .text(max: 200)),
        .required("role", \.role, .code),
        .required("organisation", \.organisation, .text(max: 32)),
        .required("version", \.version, .integer(1...1_000_000)),
        .required("createdAt", \.createdAt, .instant),
        .optional("disabledAt", \.disabledAt, .instant),
        .optional("disabledReason", \.disabledReason, .note(max: 2_000)),
        .optional("passwordSetAt", \.passwordSetAt, .instant),
        .optional("secondFactorSetAt", \.secondFactorSetAt, .instant),
        .optional("setUpEndsAt", \.setUpEndsAt, .instant),
        .required("recoveryCodeCount", \.recoveryCodeCount, .integer(0...1_000)),
        .required("sessionCount", \.sessionCount, .integer(0...1_000_000)),
        .optional("seenAt", \.seenAt, .instant)
    )
}

/// A user as a list has them.
package struct UserLine: Sendable, Hashable {
    package let login: String
    package let name: String
    package let role: Role
    /// The code of the organisation.
    package let organisation: String
    package let disabledAt: Instant?
    package let hasPassword: Bool
    package let hasSecondFactor: Bool

    /// The JSON of such a line.
    package static let codec: Codec<UserLine> = .object(
        "UserLine",
        UserLine.init(login:name:role:organisation:disabledAt:hasPassword:hasSecondFactor:),
        .required("login", \.login, User.loginCodec),
        .required("name", \.name, .text(max: 200)),
        .required("role", \.role, .code),
        .required("organisation", \.organisation, .text(max: 32)),
        .optional("disabledAt", \.disabledAt, .instant),
        .required("hasPassword", \.hasPassword, .bool),
        .required("hasSecondFactor", \.hasSecondFactor, .bool)
    )
}
