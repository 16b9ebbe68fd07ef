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
        let read = try await read(meeting, asOf: asOf, needsAllCases: false, call: call, in: environment) { _, _ in }
        return Answer(id: meeting.uuid, version: try versionField(of: read.body), body: read.body)
    }

    /// The same without its JSON, with whom its cases are about, of a signed meeting as known at sign-off; and with what it was
    /// before where that is needed: of a signed meeting always, for what was amended.
    ///
    /// - Parameters:
    ///   - meeting: the meeting.
    ///   - asOf: the instant; nil for now.
    ///   - needsHistory: whether every version is read, also of a meeting that is not signed.
    ///   - needsAllCases: whether a meeting with hidden cases is refused, which the log then says.
    ///   - call: who looks.
    ///   - environment: the outside.
    /// - Returns: the meeting with its versions and patients.
    /// - Throws: `UseCaseError`.
    package static func whole(
        _ meeting: ID<Meeting>,
        asOf: Instant? = nil,
        needsHistory: Bool = false,
        needsAllCases: Bool = false,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> (document: MeetingDocument, history: MeetingHistory, patients: [MeetingPatient]) {
        let read = try await read(meeting, asOf: asOf, needsAllCases: needsAllCases, call: call, in: environment) {
            transaction,
            document in
            let signedAt = document.meeting.signedAt
            let patients = try await transaction.patients(of: document.cases, asOf: signedAt ?? asOf)
            guard needsHistory || signedAt != nil else { return (history: MeetingHistory(), patients: patients) }
            let history = try await transaction.meetingHistory(meeting).known(at: asOf)
            return (history: history, patients: patients)
        }
        return (read.document, read.more.history, read.more.patients)
    }

    /// What the log says of it.
    static func note(_ meeting: ID<Meeting>) -> AuditNote {
        AuditNote(event: "ReadMeeting", action: .read, objectType: "meeting", objectID: meeting.description)
    }

    private static func read<More: Sendable>(
        _ meeting: ID<Meeting>,
        asOf: Instant?,
        needsAllCases: Bool,
        call: Call,
        in environment: Environment,
        _ more: @Sendable (RecordTransaction, MeetingDocument) async throws -> More
    ) async throws(UseCaseError) -> (body: [UInt8], document: MeetingDocument, more: More) {
        try requirePast(asOf: asOf, environment)
        return try await call.list(.readMeetings, note(meeting), in: environment) { transaction in
            guard let body = try await transaction.meetingDocument(meeting, asOf: asOf) else {
                throw UseCaseError.notFound("meeting", "Dit overleg")
            }
            let document = try MeetingDocument.codec.decode(body, limits: .ownDocuments)
            if needsAllCases, let hidden = document.hiddenCaseCount { throw UseCaseError.hiddenCases(hidden) }
            return ((body, document, try await more(transaction, document)), document.cases.map(\.patientID))
        }
    }
}
