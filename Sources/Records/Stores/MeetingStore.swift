// Meetings, their cases, decisions and actions in a transaction.
package import Domain
import PostgreSQL

extension RecordTransaction {
    /// A meeting with its first version.
    package func insertMeeting(_ head: MeetingHead, organisation: ID<Organisation>, _ stamp: Stamp) {
        add(MeetingStatements.insert(head.id, organisation, stamp.at, stamp.by))
        insertMeetingVersion(head, signedBy: nil, stamp)
    }

    /// A further version of a meeting's head.
    package func insertMeetingVersion(_ head: MeetingHead, signedBy: ID<User>?, _ stamp: Stamp) {
        add(
            MeetingStatements.insertVersion(
                head.id,
                Int32(head.version),
                head.status,
                head.startsAt,
                head.place,
                head.chair,
                head.chairID,
                head.coordinator,
                JSONBytes(Codec<[Attendee]>.attendance.encode(head.attendance)),
                head.signedAt,
                signedBy,
                head.reason,
                stamp.at,
                stamp.by
            )
        )
    }

    /// A whole meeting as JSON, as known at an instant.
    package func meetingDocument(_ id: ID<Meeting>, asOf: Instant? = nil) async throws -> [UInt8]? {
        (try await fetchFirst(MeetingStatements.document(id, asOf)) ?? nil)?.bytes
    }

    /// Whom the cases of a meeting are about, as far as they are shown to the reader.
    ///
    /// - Parameters:
    ///   - cases: the cases.
    ///   - asOf: the instant; nil for now.
    /// - Returns: their patients.
    /// - Throws: `RecordError`; `Faults` where the record holds what this program cannot read.
    package func patients(of cases: [MeetingCase], asOf: Instant?) async throws -> [MeetingPatient] {
        guard !cases.isEmpty else { return [] }
        return try await fetchAll(MeetingStatements.patients(cases.map(\.workupID), asOf)).map {
            try MeetingPatient.codec.decode($0.bytes, limits: .ownDocuments)
        }
    }

    /// The head of a meeting as a JSON object; nil where there is no such meeting.
    package func meetingHead(_ id: ID<Meeting>) async throws -> [UInt8]? {
        (try await fetchFirst(MeetingStatements.head(id)) ?? nil)?.bytes
    }

    /// The heads of meetings in a period, as JSON objects.
    package func meetings(
        from: Instant?,
        to: Instant?,
        organisation: String?,
        limit: Int
    ) async throws -> [[UInt8]] {
        try await fetchAll(MeetingStatements.list(from, to, organisation, Int32(limit))).map(\.bytes)
    }

    /// A version of a case of a meeting; the first one puts it on the agenda.
    package func insertMeetingCase(_ item: MeetingCase, _ stamp: Stamp) {
        if item.version == 1 {
            add(MeetingStatements.insertCase(item.patientID, item.id, item.meetingID, item.workupID, stamp.at))
        }
        add(
            MeetingStatements.insertCaseVersion(
                item.patientID,
                item.id,
                Int32(item.version),
                item.status,
                Int32(item.position),
                item.question,
                item.presenter,
                item.lateReason,
                item.diagnosis,
                item.certainty,
                item.decision,
                item.dissent,
                item.patientPreference,
                item.furtherTests,
                item.informsPatient,
                item.informedBy,
                item.trialEligibility,
                item.responsibleClinician,
                item.nextReviewOn,
                item.notDiscussedReason,
                item.reason,
                stamp.at,
                stamp.by
            )
        )
    }

    /// Every version of a case of a meeting as JSON, oldest first, each as the case was then.
    ///
    /// - Parameters:
    ///   - id: the case.
    ///   - patient: whose it is.
    /// - Returns: the versions.
    /// - Throws: what the database says.
    package func meetingCaseVersions(_ id: ID<MeetingCase>, patient: ID<Patient>) async throws -> [[UInt8]] {
        try await fetchAll(MeetingStatements.caseVersions(patient, id)).map(\.bytes)
    }

    /// A version of an action; the first one makes it.
    package func insertMeetingAction(
        _ action: MeetingAction,
        of meetingCase: ID<MeetingCase>,
        patient: ID<Patient>,
        _ stamp: Stamp
    ) {
        if action.version == 1 { add(MeetingStatements.insertAction(patient, action.id, meetingCase)) }
        add(
            MeetingStatements.insertActionVersion(
                patient,
                action.id,
                Int32(action.version),
                action.state,
                action.what,
                action.owner,
                action.ownerID,
                action.dueOn,
                action.doneOn,
                action.reason,
                stamp.at,
                stamp.by
            )
        )
    }
}

extension RecordTransaction {
    /// The open actions of somebody and of an organisation: whose, and one JSON object each.
    ///
    /// - Parameters:
    ///   - user: whoever asks.
    ///   - organisation: theirs.
    ///   - today: the day on which they are overdue or not.
    ///   - limit: at most so many.
    /// - Returns: the actions, those that are due first.
    /// - Throws: what the database says.
    package func openActions(
        of user: ID<User>?,
        at organisation: ID<Organisation>?,
        today: LocalDate,
        limit: Int
    ) async throws -> [(patient: ID<Patient>, body: [UInt8])] {
        try await fetchAll(MeetingStatements.openActions(user, organisation, today, Int32(limit)))
            .map { ($0.0, $0.1.bytes) }
    }
}

extension Codec<[Attendee]> {
    /// Everybody invited.
    static let attendance: Codec = .list(Attendee.codec, count: 0...100)
}
