// Planning a meeting, changing its head.
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
        /// The account of the chair, who alone signs.
        package let chairID: ID<User>?
        package let coordinator: String?
        package let organisation: String?
        package let attendance: [Attendee]

        package init(
            startsAt: Instant,
            place: String?,
            chair: String?,
            chairID: ID<User>? = nil,
            coordinator: String?,
            organisation: String?,
            attendance: [Attendee]
        ) {
            self.startsAt = startsAt
            self.place = place
            self.chair = chair
            self.chairID = chairID
            self.coordinator = coordinator
            self.organisation = organisation
            self.attendance = attendance
        }

        /// The JSON of a new meeting.
        package static let codec: Codec<Input> = .object(
            "NewMeeting",
            Input.init(startsAt:place:chair:chairID:coordinator:organisation:attendance:),
            .required("startsAt", \.startsAt, .instant),
            .optional("place", \.place, .text(max: 200)),
            .optional("chair", \.chair, .text(max: 200)),
            .optional("chairId", \.chairID, .id()),
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
            let chair = try await transaction.chair(
                input.chair,
                input.chairID,
                at: call.actor.userID == nil ? input.organisation : call.actor.organisationCode,
                now: stamp.at
            )
            let head = MeetingHead(
                id: environment.makeID(),
                version: 1,
                status: .planned,
                organisation: "",
                startsAt: input.startsAt,
                place: input.place,
                chair: chair?.name,
                chairID: chair?.id,
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
        /// The account of the chair, who alone signs; a chair in words alone has the one of whoever is called so, if any.
        package let chairID: ID<User>?
        package let coordinator: String?
        package let attendance: [Attendee]?
        package let reason: String?

        package init(
            status: MeetingStatus?,
            startsAt: Instant?,
            place: String?,
            chair: String?,
            chairID: ID<User>? = nil,
            coordinator: String?,
            attendance: [Attendee]?,
            reason: String?
        ) {
            self.status = status
            self.startsAt = startsAt
            self.place = place
            self.chair = chair
            self.chairID = chairID
            self.coordinator = coordinator
            self.attendance = attendance
            self.reason = reason
        }

        /// The JSON of a change. Signing is an act of its own.
        package static let codec: Codec<Input> = .object(
            "MeetingChange",
            Input.init(status:startsAt:place:chair:chairID:coordinator:attendance:reason:),
            .optional("status", \.status, .code(among: [.planned, .held, .cancelled])),
            .optional("startsAt", \.startsAt, .instant),
            .optional("place", \.place, .text(max: 200)),
            .optional("chair", \.chair, .text(max: 200)),
            .optional("chairId", \.chairID, .id()),
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
            let document = try await transaction.findMeeting(meeting)
            let head = document.meeting
            try requireVersion(version, current: head.version)
            guard head.status != .signed else { throw UseCaseError.meetingSigned }
            try requireSoon(input.startsAt, now: stamp.at)
            if let start = input.startsAt, environment.day(start) > environment.day(stamp.at) {
                try document.requireUndecided()
            }
            if input.status == .cancelled, head.status != .cancelled {
                try await transaction.requireNothingHeld(document)
            }
            var chair = head.chair.map { (name: $0, id: head.chairID) }
            if input.chair != nil || (input.chairID ?? head.chairID) != head.chairID {
                chair = try await transaction.chair(
                    input.chair,
                    input.chairID,
                    at: head.organisation,
                    now: stamp.at
                )
            }
            let next = MeetingHead(
                id: head.id,
                version: version + 1,
                status: input.status ?? head.status,
                organisation: head.organisation,
                startsAt: input.startsAt ?? head.startsAt,
                place: input.place ?? head.place,
                chair: chair?.name,
                chairID: chair?.id,
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

extension RecordTransaction {
    /// The chair of a meeting: the account that is named, with its own name; or somebody in words, with the account of whoever
    /// of the meeting's organisation is called so.
    fileprivate func chair(
        _ words: String?,
        _ id: ID<User>?,
        at organisation: String?,
        now: Instant
    ) async throws -> (name: String, id: ID<User>?)? {
        let roles = Permission.decideMeetings.roles.sorted { $0.rawValue < $1.rawValue }
        guard let id else {
            guard let words else { return nil }
            guard let organisation else { return (words, nil) }
            let found = try await people(named: words, of: organisation, roles: roles, at: now)
            guard found.count < 2 else {
                throw UseCaseError.invalid(
                    "/chair",
                    .contradiction,
                    en: "Several people with an account are called so. Choose the chair by their account.",
                    nl: "Meer mensen met een account heten zo. Kies de voorzitter aan de hand van het account."
                )
            }
            return found.first.map { (name: $0.name, id: $0.id) } ?? (words, nil)
        }
        let own = try await people(of: organisation ?? "", roles: roles, at: now)
        guard words == nil, let person = own.first(where: { $0.id == id }) else {
            throw UseCaseError.invalid(
                "/chairId",
                .unknownCode,
                en:
                    "The chair is somebody with an account at the organisation that holds the meeting, who decides there; "
                    + "their name comes with it.",
                nl:
                    "De voorzitter is iemand met een account bij de organisatie die het overleg houdt, die daar beslist; de "
                    + "naam komt daarmee mee."
            )
        }
        return (name: person.name, id: id)
    }
}
