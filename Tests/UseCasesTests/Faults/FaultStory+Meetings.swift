// A meeting from planning to sign-off.
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

extension FaultStory {
    static let meetings = FaultStory(
        name: "meetings",
        prepare: { stage in stage.keep("workup", try await stage.openWorkup().uuid) },
        acts: [
            FaultAct("PlanMeeting") { stage, call in
                let input = PlanMeeting.Input(
                    startsAt: stage.environment.now().addingSeconds(-3_600),
                    place: "Room 1",
                    chair: "Neurologist",
                    coordinator: nil,
                    organisation: nil,
                    attendance: []
                )
                stage.keep("meeting", try await PlanMeeting.run(input, call: call, in: stage.environment).id)
            },
            FaultAct("ChangeMeeting") { stage, call in
                let input = try ChangeMeeting.Input.codec.decode(Array(#"{"place":"Room 2"}"#.utf8))
                _ = try await ChangeMeeting.run(
                    stage.id("meeting"),
                    expecting: 1,
                    input,
                    call: call,
                    in: stage.environment
                )
            },
            FaultAct("AddMeetingCase") { stage, call in
                let input = AddMeetingCase.Input(
                    workupID: try stage.id("workup"),
                    question: "IVIg?",
                    presenter: nil,
                    lateReason: "admitted this morning"
                )
                let answer = try await AddMeetingCase.run(
                    stage.id("meeting"),
                    input,
                    call: call,
                    in: stage.environment
                )
                stage.keep("case", answer.id)
            },
            FaultAct("ChangeMeetingCase, decided") { stage, call in
                var input = ChangeMeetingCase.Input()
                input.decision = "Start IVIg"
                _ = try await ChangeMeetingCase.run(
                    stage.id("meeting"),
                    stage.id("case"),
                    expecting: 1,
                    input,
                    call: call,
                    in: stage.environment
                )
            },
            FaultAct("AddMeetingAction") { stage, call in
                let answer = try await AddMeetingAction.run(
                    stage.id("meeting"),
                    stage.id("case"),
                    AddMeetingAction.Input(what: "Call the patient", owner: "Nurse", dueOn: nil),
                    call: call,
                    in: stage.environment
                )
                stage.keep("action", answer.id)
            },
            FaultAct("ChangeMeetingAction") { stage, call in
                let input = try ChangeMeetingAction.Input.codec.decode(Array(#"{"state":"done"}"#.utf8))
                _ = try await ChangeMeetingAction.run(
                    stage.id("meeting"),
                    stage.id("case"),
                    stage.id("action"),
                    expecting: 1,
                    input,
                    call: call,
                    in: stage.environment
                )
            },
            FaultAct("SignMeeting") { stage, call in
                let ids: [ID<Meeting>] = [try stage.id("meeting"), try stage.id("case"), try stage.id("action")]
                let seen = try #require(MeetingState(ids.map { "\($0):2" }.joined(separator: ",")))
                _ = try await SignMeeting.run(
                    ids[0],
                    expecting: 2,
                    SignMeeting.Input(seen: seen),
                    call: call,
                    in: stage.environment
                )
            },
        ]
    )
}
