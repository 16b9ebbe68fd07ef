// Signing a meeting: by its chair, once it began, and only what the chair saw.
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

@Suite("Signing a meeting", .database(.clinic))
struct MeetingSigningTests {
    /// A meeting that begins in a while, chaired by the neurologist, with a case that was decided on.
    private func decided(
        _ clinic: TestClinic,
        chair: String? = #""chair":"Neurologist","#,
        startingIn seconds: Int64 = -600,
        deciding: Bool = true
    ) async throws -> (meeting: ID<Meeting>, item: ID<MeetingCase>) {
        let start = clinic.environment.now().addingSeconds(seconds)
        let plan = try PlanMeeting.Input.codec.decode(Array(#"{\#(chair ?? "")"startsAt":"\#(start)"}"#.utf8))
        let meeting = ID<Meeting>(
            try await PlanMeeting.run(plan, call: clinic.call(), in: clinic.environment).id
        )
        let workup = try await clinic.openWorkup()
        let item = ID<MeetingCase>(
            try await AddMeetingCase.run(
                meeting,
                AddMeetingCase.Input(workupID: workup, question: nil, presenter: nil, lateReason: "admitted"),
                call: clinic.call(),
                in: clinic.environment
            ).id
        )
        if deciding { try await decide(meeting, item, clinic) }
        return (meeting, item)
    }

    private func decide(_ meeting: ID<Meeting>, _ item: ID<MeetingCase>, _ clinic: TestClinic) async throws {
        var decision = ChangeMeetingCase.Input()
        decision.decision = "Start IVIg"
        _ = try await ChangeMeetingCase.run(
            meeting,
            item,
            expecting: 1,
            decision,
            call: clinic.call(),
            in: clinic.environment
        )
    }

    private func change(_ meeting: ID<Meeting>, _ version: Int, _ json: String, _ clinic: TestClinic) async throws {
        _ = try await ChangeMeeting.run(
            meeting,
            expecting: version,
            try ChangeMeeting.Input.codec.decode(Array(json.utf8)),
            call: clinic.call(.coordinator),
            in: clinic.environment
        )
    }

    private func sign(
        _ meeting: ID<Meeting>,
        _ version: Int,
        seen: MeetingState,
        _ clinic: TestClinic
    ) async throws -> Answer {
        try await SignMeeting.run(
            meeting,
            expecting: version,
            SignMeeting.Input(seen: seen),
            call: clinic.call(),
            in: clinic.environment
        )
    }

    @Test(
        "is refused where a decision, an action or the attendance changed after the chair looked, until they look again"
    )
    func changed() async throws {
        try await TestDatabase.withClinic { clinic in
            let (meeting, item) = try await decided(clinic)
            var version = 1
            let changes: [@Sendable () async throws -> Void] = [
                {
                    _ = try await WriteMeetingOutcome.run(
                        meeting,
                        item,
                        WriteMeetingOutcome.Input(field: .dissent, original: nil, text: "One would wait"),
                        call: clinic.call(.coordinator),
                        in: clinic.environment
                    )
                },
                {
                    _ = try await AddMeetingAction.run(
                        meeting,
                        item,
                        AddMeetingAction.Input(what: "Call", owner: "Nurse", dueOn: nil),
                        call: clinic.call(.coordinator),
                        in: clinic.environment
                    )
                },
                {
                    let people = #"[{"name":"Nurse","role":"nurse","isPresent":true}]"#
                    try await change(meeting, 1, #"{"attendance":\#(people)}"#, clinic)
                },
            ]
            for (index, make) in changes.enumerated() {
                let seen = try #require(try await clinic.meeting(meeting).state)
                try await make()
                if index == 2 { version = 2 }
                let expected = version
                let refused = await failure { try await sign(meeting, expected, seen: seen, clinic) }
                #expect(refused?.code == "meeting-changed" && refused?.category == .conflict, "\(index)")
            }
            _ = try await clinic.sign(meeting, expecting: version)
            #expect(try await clinic.meeting(meeting).meeting.status == .signed)
        }
    }

    @Test("is refused before it begins and once it is cancelled, whoever asks")
    func notHeld() async throws {
        try await TestDatabase.withClinic { clinic in
            let (meeting, item) = try await decided(clinic, startingIn: 3_600, deciding: false)
            let early = await failure { try await clinic.sign(meeting, expecting: 1) }
            #expect(early?.code == "meeting-not-begun")
            clinic.clock.advance(by: .seconds(3_600))
            try await change(meeting, 1, #"{"status":"cancelled","reason":"ill"}"#, clinic)
            let cancelled = await failure { try await clinic.sign(meeting, expecting: 2) }
            #expect(cancelled?.code == "meeting-cancelled")
            try await change(meeting, 2, #"{"status":"held"}"#, clinic)
            try await decide(meeting, item, clinic)
            _ = try await clinic.sign(meeting, expecting: 3)
        }
    }

    @Test("needs a chair first")
    func noChair() async throws {
        try await TestDatabase.withClinic { clinic in
            let (meeting, _) = try await decided(clinic, chair: nil)
            let refused = await failure { try await clinic.sign(meeting, expecting: 1) }
            #expect(refused?.code == "no-chair" && refused?.message.en.contains("who was in the chair") == true)
            let chair = try #require(clinic.call().actor.userID)
            try await change(meeting, 1, #"{"chairId":"\#(chair)"}"#, clinic)
            #expect(try await clinic.meeting(meeting).meeting.chair == "Neurologist")
            _ = try await clinic.sign(meeting, expecting: 2)
        }
    }

    @Test("is for the account of the chair, not for whoever is called the same")
    func namesakes() async throws {
        try await TestDatabase.withClinic { clinic in
            let (meeting, _) = try await decided(clinic)
            #expect(try await clinic.meeting(meeting).meeting.chairID == clinic.call().actor.userID)
            _ = try await AddUser.run(
                AddUser.Input(login: "namesake", name: "Neurologist", role: .neurologist, organisation: "NMC"),
                call: TestClinic.machine,
                in: clinic.environment
            )
            let namesake = try await clinic.call(login: "namesake")
            let refused = await failure { try await clinic.sign(meeting, expecting: 1, by: namesake) }
            #expect(refused?.code == "not-the-chair")
            let doubtful = await failure { try await change(meeting, 1, #"{"chair":"Neurologist"}"#, clinic) }
            #expect(doubtful?.faults.map(\.pointer) == ["/chair"])
            _ = try await clinic.sign(meeting, expecting: 1)
        }
    }

    @Test("takes as chair only somebody of the organisation that holds the meeting, who decides there")
    func strangers() async throws {
        try await TestDatabase.withClinic { clinic in
            let (meeting, _) = try await decided(clinic)
            for id in [clinic.call(.nurse).actor.userID, ID<User>("01900000-0000-7000-8000-000000000001")] {
                let refused = await failure {
                    try await change(meeting, 1, #"{"chairId":"\#(try #require(id))"}"#, clinic)
                }
                #expect(refused?.faults.map(\.pointer) == ["/chairId"])
            }
        }
    }
}
