// Whether the login by which the program connects may act as the program's roles: a named server's administrator grants that.
import PostgreSQL

/// Roles of the program that a login may not act as.
package struct MissingRoles: Sendable, Hashable {
    /// The login, as SQL writes it.
    package let login: String
    /// The roles, those first that are needed first.
    package let roles: [String]

    init(login: String, roles: [String]) {
        self.login = login
        self.roles = roles
    }

    /// One role that a login by its bare name lacks; nil stands for a name that is not known.
    package init(role: String, ofLoginNamed name: String?) {
        let isPlain = name?.wholeMatch(of: /[a-z_][a-z0-9_]*/) != nil
        let quoted = name.map { "\"\($0.replacing("\"", with: "\"\""))\"" }
        self.init(login: (isPlain ? name : quoted) ?? "LOGIN", roles: [role])
    }

    /// The statement by which a database administrator mends it.
    package var grant: String { "grant \(roles.joined(separator: ", ")) to \(login)" }
}

extension Record {
    /// The roles among these that the login is no member of; nil where it lacks none.
    ///
    /// A role that is not there yet is not missed: migrations make them. It needs no right but that to connect.
    ///
    /// - Throws: `RecordError`.
    package func missingRoles(_ wanted: [String]) async throws(RecordError) -> MissingRoles? {
        do {
            let rows = try await database.fetchAll(MembershipStatements.missing(wanted))
            guard let login = rows.first?.0 else { return nil }
            return MissingRoles(login: login, roles: rows.map(\.1))
        } catch {
            throw RecordError(error)
        }
    }
}

enum MembershipStatements {
    /// The login, and each of some roles that it is no member of, directly or by another role.
    static let missing = Statement<[String], (String, String)>(
        "membership.missing",
        """
        select quote_ident(session_user), r.rolname::text
        from pg_roles r
        where r.rolname = any ($1::text[]) and not pg_has_role(session_user, r.oid, 'member')
        order by array_position($1::text[], r.rolname::text)
        """,
        nonNull: .all
    )

    static let all: [any AnyStatement] = [missing]
}
