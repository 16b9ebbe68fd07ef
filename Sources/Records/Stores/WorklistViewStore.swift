// The views of the worklist that are kept, in a transaction.
package import Domain
import PostgreSQL

/// A team that somebody belongs to.
package struct OwnTeam: Sendable, Hashable {
    /// Its id.
    package let id: ID<Team>
    /// What it is known by in its organisation.
    package let code: String
    /// What it is called.
    package let name: String
}

extension RecordTransaction {
    /// The views that a user sees, the organisation's first, by name.
    package func worklistViews(of user: ID<User>, at organisation: ID<Organisation>) async throws -> [WorklistView] {
        try await fetchAll(WorklistViewStatements.list(organisation, user, 200)).map { id, name, query, team in
            WorklistView(id: id, name: name, query: query, team: team)
        }
    }

    /// Keeps a view; a name that is in use shows as `RecordError.taken(.worklistView)`.
    ///
    /// - Parameters:
    ///   - id: its id.
    ///   - organisation: whose it is.
    ///   - team: the team whose it is; nil for the whole organisation's.
    ///   - name: what it is called.
    ///   - query: the query of the list's address.
    ///   - user: who keeps it.
    ///   - now: when.
    package func insertWorklistView(
        _ id: ID<WorklistView>,
        organisation: ID<Organisation>,
        team: ID<Team>?,
        name: String,
        query: String,
        by user: ID<User>,
        at now: Instant
    ) {
        add(WorklistViewStatements.insert(id, organisation, team, name, query, now, user))
    }

    /// Ends a view that the user sees.
    /// - Returns: what it was called; nil where there is none.
    package func endWorklistView(
        _ id: ID<WorklistView>,
        organisation: ID<Organisation>,
        by user: ID<User>,
        at now: Instant
    ) async throws -> String? {
        try await fetchFirst(WorklistViewStatements.end(id, organisation, user, now))
    }

    /// The teams that a user belongs to, by name.
    package func teams(of user: ID<User>) async throws -> [OwnTeam] {
        try await fetchAll(WorklistViewStatements.teamsOf(user)).map(OwnTeam.init(id:code:name:))
    }
}
