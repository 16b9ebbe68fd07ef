// What people of the demo clinic do in and around a meeting.
import Domain
import Records

extension DemoAct {
    /// A meeting is planned.
    static func plan(_ meeting: DemoMeeting, _ input: PlanMeeting.Input) -> DemoAct {
        DemoAct { stage, moment in
            let answer = try await PlanMeeting.run(input, call: moment.call, in: moment.environment)
            stage.meetings[meeting] = ID(answer.id)
        }
    }

    /// A case is put on the agenda.
    static func present(
        _ name: String,
        at meeting: DemoMeeting,
        question: String,
        by presenter: DemoPerson,
        lateReason: String? = nil
    ) -> DemoAct {
        DemoAct { stage, moment in
            _ = try await AddMeetingCase.run(
                try stage.meeting(meeting),
                AddMeetingCase.Input(
                    workupID: try stage.workup(name),
                    question: question,
                    presenter: presenter.name,
                    lateReason: lateReason
                ),
                call: moment.call,
                in: moment.environment
            )
        }
    }

    /// What came of a case, or an amendment of it.
    static func decide(
        _ name: String,
        at meeting: DemoMeeting,
        _ fill: @escaping @Sendable (inout ChangeMeetingCase.Input) -> Void
    ) -> DemoAct {
        DemoAct { stage, moment in
            let item = try await moment.meetingCase(name, at: meeting, stage)
            var input = ChangeMeetingCase.Input()
            fill(&input)
            _ = try await ChangeMeetingCase.run(
                item.meetingID,
                item.id,
                expecting: item.version,
                input,
                call: moment.call,
                in: moment.environment
            )
        }
    }

    /// An action is agreed on. `key` names it for when it is done.
    static func agree(
        _ name: String,
        at meeting: DemoMeeting,
        key: String,
        _ what: String,
        _ owner: DemoPerson,
        by day: LocalDate
    ) -> DemoAct {
        DemoAct { stage, moment in
            let item = try await moment.meetingCase(name, at: meeting, stage)
            let answer = try await AddMeetingAction.run(
                item.meetingID,
                item.id,
                AddMeetingAction.Input(what: what, owner: nil, ownerID: try stage.userID(owner), dueOn: day),
                call: moment.call,
                in: moment.environment
            )
            stage.actions[DemoPlace(name, key)] = ID(answer.id)
        }
    }

    /// An action is done.
    static func finish(_ name: String, at meeting: DemoMeeting, key: String) -> DemoAct {
        DemoAct { stage, moment in
            guard let action = stage.actions[DemoPlace(name, key)] else {
                throw DemoStage.broken("nobody agreed on \(key) of \(name)")
            }
            let item = try await moment.meetingCase(name, at: meeting, stage)
            _ = try await ChangeMeetingAction.run(
                item.meetingID,
                item.id,
                action,
                expecting: 1,
                ChangeMeetingAction.Input(
                    state: .done,
                    what: nil,
                    owner: nil,
                    dueOn: nil,
                    doneOn: moment.environment.today,
                    reason: nil
                ),
                call: moment.call,
                in: moment.environment
            )
        }
    }

    /// The meeting takes place.
    static func hold(_ meeting: DemoMeeting, attendance: [Attendee]) -> DemoAct {
        DemoAct { stage, moment in
            let id = try stage.meeting(meeting)
            _ = try await ChangeMeeting.run(
                id,
                expecting: try await moment.meeting(id).meeting.version,
                ChangeMeeting.Input(
                    status: .held,
                    startsAt: nil,
                    place: nil,
                    chair: nil,
                    coordinator: nil,
                    attendance: attendance,
                    reason: nil
                ),
                call: moment.call,
                in: moment.environment
            )
        }
    }

    /// The chair signs.
    static func sign(_ meeting: DemoMeeting) -> DemoAct {
        DemoAct { stage, moment in
            let id = try stage.meeting(meeting)
            let seen = try await moment.meeting(id)
            guard let state = seen.state else { throw DemoStage.broken("the meeting has no state") }
            _ = try await SignMeeting.run(
                id,
                expecting: seen.meeting.version,
                SignMeeting.Input(seen: state),
                call: moment.call,
                in: moment.environment
            )
        }
    }
}

extension DemoStage {
    /// The id of a meeting.
    func meeting(_ meeting: DemoMeeting) throws -> ID<Meeting> {
        guard let id = meetings[meeting] else { throw DemoStage.broken("the meeting was not planned") }
        return id
    }
}

extension DemoMoment {
    fileprivate func meeting(_ id: ID<Meeting>) async throws -> MeetingDocument {
        try await environment.record.write(as: call.identity(at: environment.now())) { try await $0.findMeeting(id) }
    }

    fileprivate func meetingCase(
        _ name: String,
        at meeting: DemoMeeting,
        _ stage: DemoStage
    ) async throws -> MeetingCase {
        let workup = try stage.workup(name)
        guard
            let item = try await self.meeting(try stage.meeting(meeting)).cases.first(where: { $0.workupID == workup })
        else { throw DemoStage.broken("\(name) is not on the agenda") }
        return item
    }
}
