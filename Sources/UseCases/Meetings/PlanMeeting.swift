// Planning a meeting, changing its head, signing it.
package import Domain
import FoundationEssentials
import Records

/// Plans a multidisciplinary meeting.
package enum PlanMeeting {
    /// When, where and who.
    package struct Input: Sendable, Hashable {
        package let startsAt: Instant
        package let place: String?
        package let chair: String?
        package let coordinator: String?
        package let organisation: String?
        package let attendance: [Attendee]

        package init(
            startsAt: Instant,
            place: String?,
            chair: String?,
            coordinator: String?,
            organisation: String?,
            attendance: [Attendee]
        ) {
            self.startsAt = startsAt
            self.place = place
            self.chair = chair
            self.coordinator = coordinator
            self.organisation = organisation
            self.attendance = attendance
        }

        /// The JSON of a new meeting.
        package static let codec: Codec<Input> = .object(
            "NewMeeting",
            Input.init(startsAt:place:chair:coordinator:organisation:attendance:),
            .required("startsAt", \.startsAt, .instant),
            .optional("place", \.place, .text(max: 200)),
            .optional("chair", \.chair, .text(max: 200)),
            .optional("coordinator", \.coordinator, .text(max: 200)),
            .optional("organisation", \.organisation, .text(max: 32)),
            .list("attendance", \.attendance, Attendee.codec, max: 100)
        )
    }

    /// Plans the meeting; the answer is the meeting with its (still empty) agenda.
    package static func run(
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.planMeetings, in: environment) { transaction, stamp in
            try requireSoon(input.startsAt, now: stamp.at)
            let organisation = try await transaction.organisationID(input.organisation, call: call)
            guard call.actor.userID == nil || organisation == call.actor.organisationID else {
                throw UseCaseError.notYourMeeting
            }
            let head = MeetingHead(
                id: environment.makeID(),
                version: 1,
                status: .planned,
                organisation: "",
                startsAt: input.startsAt,
                place: input.place,
                chair: input.chair,
                coordinator: input.coordinator,
                attendance: input.attendance,
                signedAt: nil,
                signedBy: nil,
                reason: nil,
                recordedAt: stamp.at
            )
            transaction.insertMeeting(head, organisation: organisation, stamp)
            return try await transaction.meetingChange(
                head.id.uuid,
                version: 1,
                head.id,
                AuditNote(
                    event: "PlanMeeting",
                    action: .create,
                    objectType: "meeting",
                    objectID: head.id.description
                )
            )
        }
    }
}

/// Changes a meeting's head: time, place, people, held or cancelled.
package enum ChangeMeeting {
    /// What changes; what is left out stays.
    package struct Input: Sendable, Hashable {
        package let status: MeetingStatus?
        package let startsAt: Instant?
        package let place: String?
        package let chair: String?
        package let coordinator: String?
        package let attendance: [Attendee]?
        package let reason: String?

        package init(
            status: MeetingStatus?,
            startsAt: Instant?,
            place: String?,
            chair: String?,
            coordinator: String?,
            attendance: [Attendee]?,
            reason: String?
        ) {
            self.status = status
            self.startsAt = startsAt
            self.place = place
            self.chair = chair
            self.coordinator = coordinator
            self.attendance = attendance
            self.reason = reason
        }

        /// The JSON of a change. Signing is an act of its own.
        package static let codec: Codec<Input> = .object(
            "MeetingChange",
            Input.init(status:startsAt:place:chair:coordinator:attendance:reason:),
            .optional("status", \.status, .code(among: [.planned, .held, .cancelled])),
            .optional("startsAt", \.startsAt, .instant),
            .optional("place", \.place, .text(max: 200)),
            .optional("chair", \.chair, .text(max: 200)),
            .optional("coordinator", \.coordinator, .text(max: 200)),
            .optional("attendance", \.attendance, .list(Attendee.codec, count: 0...100)),
            .optional("reason", \.reason, .note())
        )
    }

    /// Records the change against the version it was made for. A signed meeting keeps its head.
    package static func run(
        _ meeting: ID<Meeting>,
        expecting version: Int,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.planMeetings, locking: .meeting(meeting), in: environment) { transaction, stamp in
            let head = try await transaction.findMeeting(meeting).meeting
            try requireVersion(version, current: head.version)
            guard head.status != .signed else { throw UseCaseError.meetingSigned }
            try requireSoon(input.startsAt, now: stamp.at)
            let next = MeetingHead(
                id: head.id,
                version: version + 1,
                status: input.status ?? head.status,
                organisation: head.organisation,
                startsAt: input.startsAt ?? head.startsAt,
                place: input.place ?? head.place,
                chair: input.chair ?? head.chair,
                coordinator: input.coordinator ?? head.coordinator,
                attendance: input.attendance ?? head.attendance,
                signedAt: nil,
                signedBy: nil,
                reason: input.reason,
                recordedAt: stamp.at
            )
            transaction.insertMeetingVersion(next, signedBy: nil, stamp)
            return try await transaction.meetingChange(
                meeting.uuid,
                version: next.version,
                meeting,
                AuditNote(
                    event: "ChangeMeeting",
                    action: .update,
                    objectType: "meeting",
                    objectID: meeting.description,
                    reason: input.reason
                )
            )
        }
    }
}

/// Signs a meeting as its chair: what was decided stands, later changes are amendments with a reason.
package enum SignMeeting {
    /// Signs the meeting once every case is discussed, or set aside with a reason. Where it names a chair, they sign.
    package static func run(
        _ meeting: ID<Meeting>,
        expecting version: Int,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.decideMeetings, locking: .meeting(meeting), in: environment) { transaction, stamp in
            let document = try await transaction.findMeeting(meeting)
            let head = document.meeting
            try requireVersion(version, current: head.version)
            guard head.status != .signed else { throw UseCaseError.meetingSigned }
            guard let signer = call.actor.userID else {
                throw UseCaseError(
                    .forbidden,
                    "signer-unknown",
                    en: "A meeting is signed by a person with an account.",
                    nl: "Een overleg wordt ondertekend door iemand met een account."
                )
            }
            guard head.isChaired(by: call.actor.name) else { throw UseCaseError.notTheChair(head.chair ?? "") }
            guard !document.cases.isEmpty else {
                throw UseCaseError(
                    .conflict,
                    "no-cases",
                    en: "There is nothing to sign: the meeting has no cases.",
                    nl: "Er is niets te ondertekenen: het overleg heeft geen casussen."
                )
            }
            if let hidden = document.hiddenCaseCount { throw UseCaseError.hiddenCases(hidden) }
            let open = document.cases.filter { $0.status == .planned }.count
            guard open == 0 else {
                throw UseCaseError(
                    .conflict,
                    "cases-open",
                    en: "\(open) case(s) have no outcome yet: record a decision, or why they were not discussed.",
                    nl:
                        "\(open) casus(sen) hebben nog geen uitkomst: leg een besluit vast, of waarom ze niet besproken zijn."
                )
            }
            let next = MeetingHead(
                id: head.id,
                version: version + 1,
                status: .signed,
                organisation: head.organisation,
                startsAt: head.startsAt,
                place: head.place,
                chair: head.chair,
                coordinator: head.coordinator,
                attendance: head.attendance,
                signedAt: stamp.at,
                signedBy: call.actor.name,
                reason: nil,
                recordedAt: stamp.at
            )
            transaction.insertMeetingVersion(next, signedBy: signer, stamp)
            return try await transaction.meetingChange(
                meeting.uuid,
                version: next.version,
                meeting,
                AuditNote(
                    event: "SignMeeting",
                    action: .update,
                    objectType: "meeting",
                    objectID: meeting.description
                )
            )
        }
    }
}

extension UseCaseError {
    /// Somebody else is named as the chair.
    static func notTheChair(_ chair: String) -> UseCaseError {
        UseCaseError(
            .conflict,
            "not-the-chair",
            en:
                "\(chair) is the chair of this meeting and signs it. If somebody else was in the chair, change the chair of "
                + "the meeting to them first.",
            nl:
                "\(chair) is de voorzitter van dit overleg en ondertekent. Was iemand anders voorzitter, wijzig dan eerst "
                + "de voorzitter van het overleg."
        )
    }

    /// A signed meeting is changed only by amendments to its cases.
    static var meetingSigned: UseCaseError {
        UseCaseError(
            .conflict,
            "meeting-signed",
            en: "The meeting is signed. A case can be amended with a reason; the meeting itself stays.",
            nl:
                "Het overleg is ondertekend. Een casus kan met een reden worden aangevuld; het overleg zelf blijft staan."
        )
    }
}

/// Passes when a meeting lies within two years: nobody plans one later, and who sees its cases ends with it.
func requireSoon(_ start: Instant?, now: Instant) throws(UseCaseError) {
    guard let start, start > now.addingSeconds(2 * 366 * 86_400) else { return }
    throw .invalid(
        "/startsAt",
        .outOfRange,
        en: "A meeting is planned for two years ahead at most.",
        nl: "Een overleg wordt hoogstens twee jaar vooruit gepland."
    )
}

extension RecordTransaction {
    /// A meeting as JSON, or not found.
    func findMeetingBody(_ id: ID<Meeting>) async throws -> [UInt8] {
        guard let body = try await meetingDocument(id) else {
            throw UseCaseError.notFound("meeting", "Dit overleg")
        }
        return body
    }

    /// What every change of a meeting gives back: the whole meeting, and whom it shows.
    func meetingChange(_ id: UUID, version: Int, _ meeting: ID<Meeting>, _ note: AuditNote) async throws -> Change {
        let body = try await findMeetingBody(meeting)
        let document = try MeetingDocument.codec.decode(body)
        return Change(id: id, version: version, body: body, note: note, subjects: document.cases.map(\.patientID))
    }

    /// A meeting, or not found.
    func findMeeting(_ id: ID<Meeting>) async throws -> MeetingDocument {
        try MeetingDocument.codec.decode(try await findMeetingBody(id))
    }
}
