// Actions agreed on in a meeting: what, who, by when, and whether it was done.
package import Domain
import FoundationEssentials
import Records

/// Agrees on an action for a case of a meeting.
package enum AddMeetingAction {
    /// What, who, by when.
    package struct Input: Sendable, Hashable {
        package let what: String
        package let owner: String
        package let dueOn: LocalDate?

        package init(what: String, owner: String, dueOn: LocalDate?) {
            self.what = what
            self.owner = owner
            self.dueOn = dueOn
        }

        /// The JSON of a new action.
        package static let codec: Codec<Input> = .object(
            "NewMeetingAction",
            Input.init(what:owner:dueOn:),
            .required("what", \.what, .note(max: 2_000)),
            .required("owner", \.owner, .text(max: 200)),
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
            let action = MeetingAction(
                id: environment.makeID(),
                version: 1,
                state: .open,
                what: input.what,
                owner: input.owner,
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
        package let dueOn: LocalDate?
        package let doneOn: LocalDate?
        package let reason: String?

        package init(
            state: MeetingActionState?,
            what: String?,
            owner: String?,
            dueOn: LocalDate?,
            doneOn: LocalDate?,
            reason: String?
        ) {
            self.state = state
            self.what = what
            self.owner = owner
            self.dueOn = dueOn
            self.doneOn = doneOn
            self.reason = reason
        }

        /// The JSON of a change.
        package static let codec: Codec<Input> = .object(
            "MeetingActionChange",
            Input.init(state:what:owner:dueOn:doneOn:reason:),
            .optional("state", \.state, .code),
            .optional("what", \.what, .note(max: 2_000)),
            .optional("owner", \.owner, .text(max: 200)),
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
            let next = MeetingAction(
                id: action,
                version: version + 1,
                state: state,
                what: input.what ?? now.what,
                owner: input.owner ?? now.owner,
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
    /// A case of a meeting, or not found.
    func findMeetingCase(_ id: ID<MeetingCase>, of meeting: ID<Meeting>) async throws -> MeetingCase {
        guard let item = try await findMeeting(meeting).cases.first(where: { $0.id == id }) else {
            throw UseCaseError.notFound("case of this meeting", "Deze casus van dit overleg")
        }
        return item
    }
}
