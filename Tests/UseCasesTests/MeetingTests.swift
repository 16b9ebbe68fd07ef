// The meeting: agenda, decision with dissent and preference, actions, sign-off and what may change after it.
import Domain
import TestSupport
import Testing
import UseCases

@Suite("A meeting", .database(.clinic))
struct MeetingTests {
    @Test("from planning to sign-off keeps what was decided, and reports the step of the case")
    func wholeWay() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let (meeting, item) = try await plan(workup, clinic)
            try await decide(meeting, item, version: 1, clinic)
            _ = try await AddMeetingAction.run(
                meeting,
                item,
                AddMeetingAction.Input(what: "Call the patient", owner: "Nurse", dueOn: day("2026-03-12")),
                call: clinic.call(),
                in: clinic.environment
            )
            clinic.clock.advance(by: .seconds(7 * 86_400))
            let signed = try await clinic.sign(meeting, expecting: 1)
            let document = try MeetingDocument.codec.decode(signed.body)
            #expect(document.meeting.status == .signed)
            #expect(document.cases.first?.decision == "Start IVIg")
            #expect(document.cases.first?.dissent == "One would wait")
            #expect(document.cases.first?.patientPreference == "Start soon")
            #expect(document.cases.first?.actions.map(\.what) == ["Call the patient"])
            #expect(try await clinic.step("multidisciplinaryMeeting", of: workup).state == .reported)
        }
    }

    @Test("is not signed while a case has no outcome")
    func open() async throws {
        try await TestDatabase.withClinic { clinic in
            let (meeting, _) = try await plan(try await clinic.openWorkup(), clinic)
            clinic.clock.advance(by: .seconds(7 * 86_400))
            let error = await failure { try await clinic.sign(meeting, expecting: 1) }
            #expect(error?.code == "cases-open")
        }
    }

    @Test("is signed by the chair it names, by somebody else only once they are named")
    func chair() async throws {
        try await TestDatabase.withClinic { clinic in
            let (meeting, item) = try await plan(try await clinic.openWorkup(), clinic)
            try await decide(meeting, item, version: 1, clinic)
            let other = clinic.call(.neurophysiologist).actor.name
            clinic.clock.advance(by: .seconds(7 * 86_400))
            let refused = await failure {
                try await clinic.sign(meeting, expecting: 1, by: clinic.call(.neurophysiologist))
            }
            #expect(
                refused?.code == "not-the-chair" && refused?.message.en.hasPrefix("Neurologist is the chair") == true
            )
            _ = try await ChangeMeeting.run(
                meeting,
                expecting: 1,
                ChangeMeeting.Input(
                    status: nil,
                    startsAt: nil,
                    place: nil,
                    chair: other.uppercased().replacing(" ", with: "  "),
                    coordinator: nil,
                    attendance: nil,
                    reason: nil
                ),
                call: clinic.call(),
                in: clinic.environment
            )
            let signed = try await clinic.sign(meeting, expecting: 2, by: clinic.call(.neurophysiologist))
            #expect(try MeetingDocument.codec.decode(signed.body).meeting.signedBy == other)
        }
    }

    @Test(
        "gives its actions to the lists of their owners and of their owners' organisation, what is due first at the head"
    )
    func actions() async throws {
        try await TestDatabase.withClinic { clinic in
            let (meeting, item) = try await plan(try await clinic.openWorkup(), clinic)
            let coordinator = try #require(clinic.call(.coordinator).actor.userID)
            let inputs = [
                AddMeetingAction.Input(what: "In words", owner: "The general practitioner", dueOn: nil),
                AddMeetingAction.Input(what: "Later", owner: nil, ownerID: coordinator, dueOn: day("2026-04-01")),
                AddMeetingAction.Input(what: "Late", owner: nil, ownerID: coordinator, dueOn: day("2026-02-01")),
            ]
            for input in inputs {
                _ = try await AddMeetingAction.run(meeting, item, input, call: clinic.call(), in: clinic.environment)
            }
            var own = try await tasks(of: clinic.call(.coordinator), clinic)
            #expect(own.map(\.what) == ["Late", "Later", "In words"])
            #expect(own.map(\.isOverdue) == [true, false, false] && own.map(\.isOwn) == [true, true, false])
            #expect(own.first?.owner == "Coordinator" && own.first?.meetingID == meeting && own.first?.caseID == item)
            // The organisation's, not the reader's own.
            #expect(try await tasks(of: clinic.call(.nurse), clinic).map(\.isOwn) == [false, false, false])
            _ = try await AddUser.run(
                AddUser.Input(login: "elsewhere", name: "Elsewhere", role: .neurologist, organisation: "REG"),
                call: TestClinic.machine,
                in: clinic.environment
            )
            #expect(try await tasks(of: try await clinic.call(login: "elsewhere"), clinic).isEmpty)
            let late = try #require(own.first)
            let unreasoned = await failure {
                try await change(late, ChangeMeetingAction.Input(state: .cancelled), clinic)
            }
            #expect(unreasoned?.faults.map(\.pointer) == ["/reason"])
            _ = try await change(
                late,
                ChangeMeetingAction.Input(state: .cancelled, reason: "not needed any more"),
                clinic
            )
            let neurologist = clinic.call().actor.userID
            _ = try await change(
                try #require(own.dropFirst().first),
                ChangeMeetingAction.Input(ownerID: neurologist, dueOn: day("2026-03-05")),
                clinic
            )
            own = try await tasks(of: clinic.call(.coordinator), clinic)
            #expect(own.map(\.what) == ["Later", "In words"] && own.map(\.isOwn) == [false, false])
            #expect(own.first?.owner == "Neurologist" && own.first?.dueOn == day("2026-03-05"))
        }
    }

    @Test("takes an action of somebody who is there, in words or by their account, not both and not neither")
    func owners() async throws {
        try await TestDatabase.withClinic { clinic in
            let (meeting, item) = try await plan(try await clinic.openWorkup(), clinic)
            let nurse = clinic.call(.nurse).actor.userID
            let unknown = ID<User>("01900000-0000-7000-8000-000000000001")
            let cases: [(AddMeetingAction.Input, String)] = [
                (AddMeetingAction.Input(what: "x", owner: nil, dueOn: nil), "/owner"),
                (AddMeetingAction.Input(what: "x", owner: "Somebody", ownerID: nurse, dueOn: nil), "/owner"),
                (
                    AddMeetingAction.Input(what: "x", owner: nil, ownerID: unknown, dueOn: nil),
                    "/ownerId"
                ),
            ]
            for (input, pointer) in cases {
                let refused = await failure {
                    try await AddMeetingAction.run(meeting, item, input, call: clinic.call(), in: clinic.environment)
                }
                #expect(refused?.faults.map(\.pointer) == [pointer])
            }
        }
    }

    private func tasks(of call: Call, _ clinic: TestClinic) async throws -> [MeetingActionLine] {
        try await ReadTasks.run(call: call, in: clinic.environment).actions
    }

    private func change(
        _ line: MeetingActionLine,
        _ input: ChangeMeetingAction.Input,
        _ clinic: TestClinic
    ) async throws -> Answer {
        try await ChangeMeetingAction.run(
            line.meetingID,
            line.caseID,
            line.id,
            expecting: line.version,
            input,
            call: clinic.call(),
            in: clinic.environment
        )
    }

    @Test("once signed is amended only with a reason, and shows what it was when it was signed")
    func amendment() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let (meeting, item) = try await plan(workup, clinic)
            try await decide(meeting, item, version: 1, clinic)
            clinic.clock.advance(by: .seconds(7 * 86_400))
            _ = try await clinic.sign(meeting, expecting: 1)
            #expect(try await clinic.document(workup).meetings.first?.amended == [])
            let signedAt = clinic.environment.now()
            clinic.clock.advance(by: .seconds(3_600))
            var amendment = ChangeMeetingCase.Input()
            amendment.decision = "Start SCIg"
            let refused = await failure {
                try await ChangeMeetingCase.run(
                    meeting,
                    item,
                    expecting: 2,
                    amendment,
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            #expect(refused?.faults.map(\.pointer) == ["/reason"])
            amendment.reason = "the patient cannot come to the hospital"
            let amended = try await ChangeMeetingCase.run(
                meeting,
                item,
                expecting: 2,
                amendment,
                call: clinic.call(),
                in: clinic.environment
            )
            #expect(try MeetingDocument.codec.decode(amended.body).cases.first?.decision == "Start SCIg")
            let then = try await ReadMeeting.run(
                meeting,
                asOf: signedAt,
                call: clinic.call(),
                in: clinic.environment
            )
            #expect(try MeetingDocument.codec.decode(then.body).cases.first?.decision == "Start IVIg")
            clinic.clock.advance(by: .seconds(60))
            var question = ChangeMeetingCase.Input()
            (question.question, question.reason) = ("Which product?", "asked otherwise")
            _ = try await ChangeMeetingCase.run(
                meeting,
                item,
                expecting: 3,
                question,
                call: clinic.call(.nurse),
                in: clinic.environment
            )
            // The workup tells what was signed and each amendment, with who made it.
            let told = try #require(try await clinic.document(workup).meetings.first?.amended)
            #expect(told.map(\.decision) == ["Start IVIg", "Start SCIg", "Start SCIg"])
            #expect(told.map(\.question) == ["MMN?", "MMN?", "Which product?"])
            #expect(told.map(\.recordedBy) == ["Neurologist", "Neurologist", "Nurse specialist"])
            let atSignOff = try await clinic.document(workup, asOf: signedAt)
            #expect(atSignOff.meetings.first?.amended == [])
        }
    }

    @Test("takes a late case only with a reason")
    func late() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let meeting = try await plan(startingIn: 3_600, clinic)
            let refused = await failure { try await add(workup, to: meeting, lateReason: nil, clinic) }
            #expect(refused?.faults.map(\.pointer) == ["/lateReason"])
            _ = try await add(workup, to: meeting, lateReason: "admitted this morning", clinic)
        }
    }

    @Test("takes a workup once")
    func once() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let (meeting, _) = try await plan(workup, clinic)
            let error = await failure { try await add(workup, to: meeting, lateReason: nil, clinic) }
            #expect(error?.code == "case-on-agenda")
        }
    }

    @Test("edited by two at once lets one win and tells the other, and loses neither's other fields")
    func two() async throws {
        try await TestDatabase.withClinic { clinic in
            let (meeting, item) = try await plan(try await clinic.openWorkup(), clinic)
            var first = ChangeMeetingCase.Input()
            first.presenter = "A"
            var second = ChangeMeetingCase.Input()
            second.question = "Other question"
            _ = try await ChangeMeetingCase.run(
                meeting,
                item,
                expecting: 1,
                first,
                call: clinic.call(),
                in: clinic.environment
            )
            let stale = await failure {
                try await ChangeMeetingCase.run(
                    meeting,
                    item,
                    expecting: 1,
                    second,
                    call: clinic.call(.coordinator),
                    in: clinic.environment
                )
            }
            #expect(stale?.category == .preconditionFailed && stale?.currentVersion == 2)
            let answer = try await ChangeMeetingCase.run(
                meeting,
                item,
                expecting: 2,
                second,
                call: clinic.call(.coordinator),
                in: clinic.environment
            )
            let now = try MeetingDocument.codec.decode(answer.body).cases.first
            #expect(now?.presenter == "A" && now?.question == "Other question")
        }
    }

    private func plan(startingIn seconds: Int, _ clinic: TestClinic) async throws -> ID<Meeting> {
        let answer = try await PlanMeeting.run(
            PlanMeeting.Input(
                startsAt: clinic.environment.now().addingSeconds(Int64(seconds)),
                place: "Room 1",
                chair: "Neurologist",
                coordinator: nil,
                organisation: nil,
                attendance: [Attendee(name: "Neurologist", role: "neurologist", isPresent: true)]
            ),
            call: clinic.call(),
            in: clinic.environment
        )
        return ID(answer.id)
    }

    private func plan(_ workup: ID<Workup>, _ clinic: TestClinic) async throws -> (ID<Meeting>, ID<MeetingCase>) {
        let meeting = try await plan(startingIn: 7 * 86_400, clinic)
        return (meeting, ID(try await add(workup, to: meeting, lateReason: nil, clinic).id))
    }

    private func add(
        _ workup: ID<Workup>,
        to meeting: ID<Meeting>,
        lateReason: String?,
        _ clinic: TestClinic
    ) async throws -> Answer {
        try await AddMeetingCase.run(
            meeting,
            AddMeetingCase.Input(workupID: workup, question: nil, presenter: nil, lateReason: lateReason),
            call: clinic.call(),
            in: clinic.environment
        )
    }

    private func decide(
        _ meeting: ID<Meeting>,
        _ item: ID<MeetingCase>,
        version: Int,
        _ clinic: TestClinic
    ) async throws {
        // Nothing is decided before the day of the meeting.
        clinic.clock.advance(by: .seconds(7 * 86_400))
        var input = ChangeMeetingCase.Input()
        input.decision = "Start IVIg"
        input.dissent = "One would wait"
        input.patientPreference = "Start soon"
        _ = try await ChangeMeetingCase.run(
            meeting,
            item,
            expecting: version,
            input,
            call: clinic.call(),
            in: clinic.environment
        )
    }
}

extension ChangeMeetingAction.Input {
    /// What changes; everything else stays.
    fileprivate init(
        state: MeetingActionState? = nil,
        ownerID: ID<User>? = nil,
        dueOn: LocalDate? = nil,
        reason: String? = nil
    ) {
        self.init(state: state, what: nil, owner: nil, ownerID: ownerID, dueOn: dueOn, doneOn: nil, reason: reason)
    }
}
