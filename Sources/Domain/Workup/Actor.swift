// Who does something: the identity that every use case gets and every audit event names.

/// The person or program on whose behalf something is read or changed.
package struct Actor: Sendable, Hashable {
    /// The user, or nil where the machine's own administrator works at the command line.
    package let userID: ID<User>?
    /// The name as the log shows it.
    package let name: String
    /// What kind of acts the actor may do.
    package let role: Role
    /// The organisation the actor works for, where there is one.
    package let organisationID: ID<Organisation>?
    /// That organisation's code.
    package let organisationCode: String?
    /// Whether it is known who this is. Somebody unknown may do nothing, and the log gives them no role.
    package let isKnown: Bool

    package init(
        userID: ID<User>?,
        name: String,
        role: Role,
        organisationID: ID<Organisation>?,
        organisationCode: String?,
        isKnown: Bool = true
    ) {
        self.userID = userID
        self.name = name
        self.role = role
        self.organisationID = organisationID
        self.organisationCode = organisationCode
        self.isKnown = isKnown
    }
}

/// Names an API token in `ID<APIToken>`.
package enum APIToken {}
