// Actions agreed on in a meeting: what, who, by when, and whether it was done.
package import Domain
import FoundationEssentials
import Records

/// Agrees on an action for a case of a meeting.
package enum AddMeetingAction {
    /// What, who, by when.
    package struct Input: Sendable, Hashable {
        package let what: String
        /// Whoever does it, in words; the name of the account where one is named.
        package let owner: String?
        /// The account of whoever does it: its organisation sees the action among its tasks.
        package let ownerID: ID<User>?
        package let dueOn: LocalDate?

        package init(what: String, owner: String?, ownerID: ID<User>? = nil, dueOn: LocalDate?) {
            self.what = what
            self.owner = owner
            self.ownerID = ownerID
            self.dueOn = dueOn
        }

        /// The JSON of a new action.
        package static let codec: Codec<Input> = .object(
            "NewMeetingAction",
            Input.init(what:owner:ownerID:dueOn:),
            .required("what", \.what, .note(max: 2_000)),
            .optional("owner", \.owner, .text(max: 200)),
            .optional("ownerId", \.ownerID, .id()),
            .optional("dueOn", \.dueOn, .date)
        )
    }

    /// Records the action; the answer is the meeting.
    package static func run(
        _ meeting: ID<Meeting>,
        _ meetingCase: ID<MeetingCase>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.decideMeetings, locking: .meeting(meeting), in: environment) { transaction, stamp in
            let item = try await transaction.findMeetingCase(meetingCase, of: meeting)
            let owner = try await transaction.owner(input.owner, input.ownerID, at: stamp.at)
            let action = MeetingAction(
                id: environment.makeID(),
                version: 1,
                state: .open,
                what: input.what,
                owner: owner.name,
                ownerID: owner.id,
                dueOn: input.dueOn,
                doneOn: nil,
                reason: nil
            )
            transaction.insertMeetingAction(action, of: meetingCase, patient: item.patientID, stamp)
            return try await transaction.meetingChange(
                action.id.uuid,
                version: 1,
                meeting,
                .meetingCase("AddMeetingAction", .create, item)
            )
        }
    }
}

/// Changes an action: done, cancelled, another owner or day.
package enum ChangeMeetingAction {
    /// What changes; what is left out stays.
    package struct Input: Sendable, Hashable {
        package let state: MeetingActionState?
        package let what: String?
        package let owner: String?
        /// The account of whoever does it from now on; an owner in words alone has none.
        package let ownerID: ID<User>?
        package let dueOn: LocalDate?
        package let doneOn: LocalDate?
        package let reason: String?

        package init(
            state: MeetingActionState?,
            what: String?,
            owner: String?,
            ownerID: ID<User>? = nil,
            dueOn: LocalDate?,
            doneOn: LocalDate?,
            reason: String?
        ) {
            self.state = state
            self.what = what
            self.owner = owner
            self.ownerID = ownerID
            self.dueOn = dueOn
            self.doneOn = doneOn
            self.reason = reason
        }

        /// The JSON of a change.
        package static let codec: Codec<Input> = .object(
            "MeetingActionChange",
            Input.init(state:what:owner:ownerID:dueOn:doneOn:reason:),
            .optional("state", \.state, .code),
            .optional("what", \.what, .note(max: 2_000)),
            .optional("owner", \.owner, .text(max: 200)),
            .optional("ownerId", \.ownerID, .id()),
            .optional("dueOn", \.dueOn, .date),
            .optional("doneOn", \.doneOn, .date),
            .optional("reason", \.reason, .note())
        )
    }

    /// Records the change against the version it was made for; the answer is the meeting.
    package static func run(
        _ meeting: ID<Meeting>,
        _ meetingCase: ID<MeetingCase>,
        _ action: ID<MeetingAction>,
        expecting version: Int,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.planMeetings, locking: .meeting(meeting), needing: .part, in: environment) {
            transaction,
            stamp in
            let item = try await transaction.findMeetingCase(meetingCase, of: meeting)
            guard let now = item.actions.first(where: { $0.id == action }) else {
                throw UseCaseError.notFound("action", "Deze actie")
            }
            try requireVersion(version, current: now.version)
            let state = input.state ?? now.state
            guard state != .cancelled || now.state == .cancelled || !(input.reason ?? "").isEmpty else {
                throw UseCaseError.invalid(
                    "/reason",
                    .missing,
                    en: "Say why the action is dropped.",
                    nl: "Geef aan waarom de actie vervalt."
                )
            }
            var owner = (name: now.owner, id: now.ownerID)
            if input.ownerID != nil || input.owner != nil {
                owner = try await transaction.owner(input.owner, input.ownerID, at: stamp.at)
            }
            let next = MeetingAction(
                id: action,
                version: version + 1,
                state: state,
                what: input.what ?? now.what,
                owner: owner.name,
                ownerID: owner.id,
                dueOn: input.dueOn ?? now.dueOn,
                doneOn: state == .done ? input.doneOn ?? now.doneOn ?? environment.day(stamp.at) : nil,
                reason: input.reason
            )
            transaction.insertMeetingAction(next, of: meetingCase, patient: item.patientID, stamp)
            return try await transaction.meetingChange(
                action.uuid,
                version: next.version,
                meeting,
                .meetingCase("ChangeMeetingAction", .update, item)
            )
        }
    }
}

extension RecordTransaction {
    /// Who does an action: the account that is named, with its own name, or somebody in words.
    fileprivate func owner(
        _ words: String?,
        _ id: ID<User>?,
        at now: Instant
    ) async throws -> (name: String, id: ID<User>?) {
        guard let id else {
            guard let words else {
                throw UseCaseError.invalid("/owner", .missing, en: "Say who does it.", nl: "Geef aan wie het doet.")
            }
            return (words, nil)
        }
        guard words == nil else {
            throw UseCaseError.invalid(
                "/owner",
                .contradiction,
                en: "Choose somebody with an account or write a name, not both.",
                nl: "Kies iemand met een account of schrijf een naam, niet allebei."
            )
        }
        let roles = Permission.readWorkups.roles.sorted { $0.rawValue < $1.rawValue }
        guard let name = try await colleagueName(id, roles: roles, at: now) else {
            throw UseCaseError.invalid(
                "/ownerId",
                .unknownCode,
                en: "There is nobody with this account who takes part in care.",
                nl: "Er is niemand met dit account die aan de zorg meedoet."
            )
        }
        return (name, id)
    }

    /// A case of a meeting, or not found.
    func findMeetingCase(_ id: ID<MeetingCase>, of meeting: ID<Meeting>) async throws -> MeetingCase {
        guard let item = try await findMeeting(meeting).cases.first(where: { $0.id == id }) else {
            throw UseCaseError.notFound("case of this meeting", "Deze casus van dit overleg")
        }
        return item
    }
}
