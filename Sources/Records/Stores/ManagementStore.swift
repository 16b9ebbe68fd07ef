// Accounts as those see them who manage them, and whom a version of a protocol touches.
package import Domain
import PostgreSQL

/// How many open workups are on a version of a protocol in one state of their next step.
package struct OpenWorkupsRow: Sendable, Hashable {
    /// The version that they are on.
    package let version: Int
    /// The state of their next step; nil where none is left.
    package let state: StepState?
    /// How many there are.
    package let count: Int
}

extension RecordTransaction {
    /// Users as JSON objects, by login and from one on.
    ///
    /// - Parameters:
    ///   - organisation: of this organisation only, by its code, where it is given.
    ///   - text: whose login or name has it, where it is given.
    ///   - role: with this role, where it is given.
    ///   - isDisabled: disabled or not, where it is given.
    ///   - login: after this one.
    ///   - limit: at most so many.
    /// - Returns: the users with their logins.
    /// - Throws: `RecordError`.
    package func findUsers(
        of organisation: String?,
        text: String?,
        role: Role?,
        isDisabled: Bool?,
        after login: String?,
        limit: Int
    ) async throws -> [(login: String, body: [UInt8])] {
        let rows = try await fetchAll(
            ManagementStatements.find(organisation, text, role?.rawValue, isDisabled, login, Int32(limit))
        )
        return rows.map { (login: $0.0, body: $0.1.bytes) }
    }

    /// A user with what they sign in with, as a JSON object; nil where there is none.
    package func managedUserBody(login: String, at now: Instant) async throws -> [UInt8]? {
        let idle = now.addingSeconds(-SessionRules.idleSecondsMax)
        return try await fetchFirst(ManagementStatements.user(login, now, idle))?.bytes
    }

    /// Gives a user another role.
    package func changeRole(of user: ID<User>, to role: Role) {
        add(ManagementStatements.changeRole(user, role))
    }

    /// The administrators of an organisation who are not disabled, held until this transaction ends.
    package func administrators(of organisation: String) async throws -> [ID<User>] {
        try await fetchAll(ManagementStatements.administrators(organisation))
    }

    /// How many open workups are on each version of a protocol, by the state of their next step.
    package func openWorkups(on code: String) async throws -> [OpenWorkupsRow] {
        try await fetchAll(ManagementStatements.openWorkups(code, 1_000)).map { row in
            OpenWorkupsRow(version: Int(row.0), state: row.1.flatMap(StepState.init(rawValue:)), count: Int(row.2))
        }
    }
}
