// Looking at meetings: the coming ones, or one with its agenda, decisions and actions.
package import Domain
import Records

/// Lists meetings.
package enum ListMeetings {
    /// The heads of meetings that start in a period, of all organisations or of one.
    package static func run(
        from: Instant?,
        to: Instant?,
        organisation: String?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Page {
        let note = AuditNote(event: "ListMeetings", action: .execute, objectType: "meeting")
        return try await call.list(.readMeetings, note, in: environment) { transaction in
            let items = try await transaction.meetings(from: from, to: to, organisation: organisation, limit: 200)
            return (Page(items: items, next: nil), [])
        }
    }
}

/// Reads a meeting.
package enum ReadMeeting {
    /// The meeting as known now or at an instant; every patient on its agenda is in the log.
    package static func run(
        _ meeting: ID<Meeting>,
        asOf: Instant?,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await run(meeting, asOf: asOf, needsAllCases: false, call: call, in: environment)
    }

    /// The same; where all cases are needed, a meeting with hidden ones is refused, and the log says so.
    static func run(
        _ meeting: ID<Meeting>,
        asOf: Instant?,
        needsAllCases: Bool,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try requirePast(asOf: asOf, environment)
        let note = AuditNote(
            event: "ReadMeeting",
            action: .read,
            objectType: "meeting",
            objectID: meeting.description
        )
        let page = try await call.list(.readMeetings, note, in: environment) { transaction in
            guard let body = try await transaction.meetingDocument(meeting, asOf: asOf) else {
                throw UseCaseError.notFound("meeting", "Dit overleg")
            }
            let document = try MeetingDocument.codec.decode(body)
            if needsAllCases, let hidden = document.hiddenCaseCount { throw UseCaseError.hiddenCases(hidden) }
            return (Page(body: body), document.cases.map(\.patientID))
        }
        return Answer(id: meeting.uuid, version: try versionField(of: page.body), body: page.body)
    }
}
