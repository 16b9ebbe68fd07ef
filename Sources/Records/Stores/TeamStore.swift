// Teams and their members in a transaction.
package import Domain
package import FoundationEssentials
import PostgreSQL

extension RecordTransaction {
    /// A new team; a code that the organisation uses already shows as `RecordError.taken(.teamCode)`.
    package func insertTeam(
        _ id: ID<Team>,
        organisation: ID<Organisation>,
        code: String,
        name: String,
        _ stamp: Stamp
    ) {
        add(TeamStatements.insert(id, organisation, code, name, stamp.at, stamp.by))
    }

    /// The team of an organisation with a code.
    package func team(organisation: String, code: String) async throws -> ID<Team>? {
        try await fetchFirst(TeamStatements.byCode(organisation, code))
    }

    /// Teams with those who belong to them now, as JSON objects.
    package func teams(limit: Int) async throws -> [[UInt8]] {
        try await fetchAll(TeamStatements.list(Int32(limit))).map(\.bytes)
    }

    /// Somebody joins; a member already shows as `RecordError.taken(.teamMember)`.
    package func join(_ team: ID<Team>, id: UUID, user: ID<User>, _ stamp: Stamp) {
        add(TeamStatements.join(team, id, user, stamp.at, stamp.by))
    }

    /// Somebody leaves.
    /// - Returns: false where they were no member.
    package func leave(_ team: ID<Team>, user: ID<User>, _ stamp: Stamp) async throws -> Bool {
        try await fetchFirst(TeamStatements.leave(team, user, stamp.at, stamp.by)) != nil
    }
}
