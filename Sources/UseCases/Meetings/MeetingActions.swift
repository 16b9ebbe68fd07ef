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
        /// Why it is agreed on after the meeting was signed.
        package let reason: String?

        package init(
            what: String,
            owner: String?,
            ownerID: ID<User>? = nil,
            dueOn: LocalDate?,
            reason: String? = nil
        ) {
            self.what = what
            self.owner = owner
            self.ownerID = ownerID
            self.dueOn = dueOn
            self.reason = reason
        }

        /// The JSON of a new action.
        package static let codec: Codec<Input> = .object(
            "NewMeetingAction",
            Input.init(what:owner:ownerID:dueOn:reason:),
            .required("what", \.what, .note(max: 2_000)),
            .optional("owner", \.owner, .text(max: 200)),
            .optional("ownerId", \.ownerID, .id()),
            .optional("dueOn", \.dueOn, .date),
            .optional("reason", \.reason, .note())
        )
    }

    /// Records the action; the answer is the meeting. Once that is signed it takes a reason.
    package static func run(
        _ meeting: ID<Meeting>,
        _ meetingCase: ID<MeetingCase>,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.decideMeetings, locking: .meeting(meeting), in: environment) { transaction, stamp in
            let (head, item) = try await transaction.findMeetingCase(meetingCase, of: meeting)
            try await transaction.requireOwnSight(of: item, for: call, at: stamp.at)
            if head.status == .cancelled { throw UseCaseError.writingCancelled }
            if head.status == .signed, (input.reason ?? "").isEmpty { throw UseCaseError.unreasonedAmendment }
            let owner = try await transaction.owner(input.owner, input.ownerID, of: item, at: stamp.at)
            let action = MeetingAction(
                id: environment.makeID(),
                version: 1,
                state: .open,
                what: input.what,
                owner: owner.name,
                ownerID: owner.id,
                dueOn: input.dueOn,
                doneOn: nil,
                reason: input.reason
            )
            transaction.insertMeetingAction(action, of: meetingCase, patient: item.patientID, stamp)
            return try await transaction.meetingChange(
                action.id.uuid,
                version: 1,
                meeting,
                .meetingCase("AddMeetingAction", .create, item, because: input.reason)
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

    /// Records the change against the version it was made for; the answer is the meeting. What is to be done, by whom and by
    /// when is for those who decide in the meeting, once it is signed with a reason; whether it is done also for its owner.
    package static func run(
        _ meeting: ID<Meeting>,
        _ meetingCase: ID<MeetingCase>,
        _ action: ID<MeetingAction>,
        expecting version: Int,
        _ input: Input,
        call: Call,
        in environment: Environment
    ) async throws(UseCaseError) -> Answer {
        try await call.change(.finishActions, locking: .meeting(meeting), needing: .part, in: environment) {
            transaction,
            stamp in
            let (head, item) = try await transaction.findMeetingCase(meetingCase, of: meeting)
            guard let now = item.actions.first(where: { $0.id == action }) else {
                throw UseCaseError.notFound("action", "Deze actie")
            }
            let state = input.state ?? now.state
            let (isNamedAnew, isAgreement) = (input.namesAnew(now), input.agreesAnew(on: now))
            let isDropping = (state == .cancelled) != (now.state == .cancelled)
            try call.requireRight(isAgreement || isDropping ? .ofMeeting : .ofOwner, to: now, in: head)
            if !call.owns(now) { try await transaction.requireOwnSight(of: item, for: call, at: stamp.at) }
            try requireVersion(version, current: now.version)
            try requirePast(input.doneOn, "/doneOn", today: environment.day(stamp.at))
            guard state != .cancelled || now.state == .cancelled || !(input.reason ?? "").isEmpty else {
                throw UseCaseError.invalid(
                    "/reason",
                    .missing,
                    en: "Say why the action is dropped.",
                    nl: "Geef aan waarom de actie vervalt."
                )
            }
            if head.status == .signed, isAgreement, (input.reason ?? "").isEmpty {
                throw UseCaseError.unreasonedAmendment
            }
            // Who does it is not asked again where it stays who it was.
            let owner =
                isNamedAnew
                ? try await transaction.owner(input.owner, input.ownerID, of: item, at: stamp.at)
                : (name: now.owner, id: now.ownerID)
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
                .meetingCase("ChangeMeetingAction", .update, item, because: input.reason)
            )
        }
    }
}

extension ChangeMeetingAction.Input {
    /// Whether somebody else is named to do it.
    fileprivate func namesAnew(_ now: MeetingAction) -> Bool {
        owner != nil || (ownerID ?? now.ownerID) != now.ownerID
    }

    /// Whether what is to be done, by whom or by when becomes other than it stands.
    fileprivate func agreesAnew(on now: MeetingAction) -> Bool {
        namesAnew(now) || (what ?? now.what) != now.what || (dueOn ?? now.dueOn) != now.dueOn
    }
}
