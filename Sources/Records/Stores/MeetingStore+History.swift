// Every version of a meeting, and who can be given something to do in a case, in a transaction.
package import Domain
import PostgreSQL

extension RecordTransaction {
    /// Every version of a meeting, as far as its cases are the caller's to see.
    ///
    /// - Parameter id: the meeting.
    /// - Returns: the versions.
    /// - Throws: what the database says; `Faults`.
    package func meetingHistory(_ id: ID<Meeting>) async throws -> MeetingHistory {
        let heads = try await fetchAll(MeetingStatements.headVersions(id))
        let cases = try await fetchAll(MeetingStatements.allCaseVersions(id))
        let actions = try await fetchAll(MeetingStatements.actionVersions(id))
        return MeetingHistory(
            heads: try heads.map { try MeetingHead.codec.decode($0.bytes, limits: .ownDocuments) },
            cases: try cases.map { try MeetingCase.codec.decode($0.bytes, limits: .ownDocuments) },
            actions: try actions.map { try MeetingActionVersion.codec.decode($0.bytes, limits: .ownDocuments) }
        )
    }

    /// Whether somebody sees all of a workup without having broken the glass, so that they can be given something to do in it.
    ///
    /// - Parameters:
    ///   - user: whoever it is.
    ///   - patient: whose workup it is.
    ///   - workup: the workup, which the caller sees.
    /// - Returns: whether they see it.
    /// - Throws: what the database says.
    package func sees(_ user: ID<User>, _ patient: ID<Patient>, _ workup: ID<Workup>) async throws -> Bool {
        try await fetchFirst(MeetingStatements.seesCase(user, patient, workup)) ?? false
    }

    /// The accounts of an organisation whose role is among some.
    ///
    /// - Parameters:
    ///   - name: who they are called, however it is written; nil for everybody.
    ///   - organisation: the code of the organisation.
    ///   - roles: theirs.
    ///   - now: accounts that are disabled by then do not count.
    /// - Returns: id and name.
    /// - Throws: what the database says.
    package func people(
        named name: String? = nil,
        of organisation: String,
        roles: [Role],
        at now: Instant
    ) async throws -> [(id: ID<User>, name: String)] {
        try await fetchAll(MeetingStatements.namesakes(organisation, now, roles.map(\.rawValue)))
            .filter { row in name.map { PersonName.isSame(row.1, $0) } ?? true }.map { (id: $0.0, name: $0.1) }
    }
}
