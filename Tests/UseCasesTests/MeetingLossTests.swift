// What was decided, typed or agreed on in a meeting stays on the record, whatever somebody does with the case or the meeting.
import Domain
import FoundationEssentials
import TestSupport
import Testing
import UseCases

@Suite("What a case of a meeting holds", .database(.clinic))
struct MeetingLossTests {
    private struct Held: Sendable {
        let meeting: ID<Meeting>
        let item: ID<MeetingCase>
        let workup: ID<Workup>
        let clinic: TestClinic

        func document() async throws -> MeetingDocument { try await clinic.meeting(meeting) }

        func line() async throws -> MeetingCase { try #require(try await document().cases.first { $0.id == item }) }

        /// Changes the case as it stands, by its JSON.
        func change(_ json: String) async throws {
            let version = try await line().version
            _ = try await ChangeMeetingCase.run(
                meeting,
                item,
                expecting: version,
                try ChangeMeetingCase.Input.codec.decode(Array(json.utf8)),
                call: clinic.call(),
                in: clinic.environment
            )
        }

        func changeMeeting(_ json: String) async throws {
            let version = try await document().meeting.version
            _ = try await ChangeMeeting.run(
                meeting,
                expecting: version,
                try ChangeMeeting.Input.codec.decode(Array(json.utf8)),
                call: clinic.call(.coordinator),
                in: clinic.environment
            )
        }

        func write(_ field: MeetingOutcomeField, _ text: String?, over original: String? = nil) async throws {
            _ = try await WriteMeetingOutcome.run(
                meeting,
                item,
                WriteMeetingOutcome.Input(field: field, original: original, text: text),
                call: clinic.call(),
                in: clinic.environment
            )
        }

        func agree() async throws -> ID<MeetingAction> {
            let input = AddMeetingAction.Input(what: "Call", owner: "Nurse", dueOn: nil)
            let call = clinic.call()
            return ID(
                try await AddMeetingAction.run(meeting, item, input, call: call, in: clinic.environment).id
            )
        }
    }

    private func held(_ clinic: TestClinic, startingIn seconds: Int64 = -600) async throws -> Held {
        let start = clinic.environment.now().addingSeconds(seconds)
        let plan = try PlanMeeting.Input.codec.decode(Array(#"{"chair":"Neurologist","startsAt":"\#(start)"}"#.utf8))
        let meeting = ID<Meeting>(
            try await PlanMeeting.run(plan, call: clinic.call(), in: clinic.environment).id
        )
        let workup = try await clinic.openWorkup("Visser")
        let input = AddMeetingCase.Input(workupID: workup, question: nil, presenter: nil, lateReason: "admitted")
        let added = try await AddMeetingCase.run(meeting, input, call: clinic.call(), in: clinic.environment)
        return Held(meeting: meeting, item: ID(added.id), workup: workup, clinic: clinic)
    }

    @Test("is not opened again once it is settled, before and after sign-off, and so does not go off the agenda")
    func settledStays() async throws {
        for settled in [#"{"decision":"Start IVIg"}"#, #"{"status":"notDiscussed","notDiscussedReason":"ill"}"#] {
            try await TestDatabase.withClinic { clinic in
                let held = try await held(clinic)
                try await held.change(settled)
                for isSigned in [false, true] {
                    if isSigned { _ = try await clinic.sign(held.meeting, expecting: 1) }
                    for (status, code) in [
                        ("planned", "case-has-outcome"), ("removed", isSigned ? "meeting-signed" : "case-has-outcome"),
                    ] {
                        let json = #"{"status":"\#(status)","reason":"by mistake"}"#
                        let refused = await failure { try await held.change(json) }
                        #expect(refused?.code == code, "\(settled) \(status) \(isSigned)")
                    }
                }
                let line = try await held.line()
                #expect(line.isSettled && line.version == 2)
            }
        }
    }

    @Test("keeps the case on the agenda while any text or action stands there, and lets it go once the text is gone")
    func holding() async throws {
        try await TestDatabase.withClinic { clinic in
            for field in MeetingOutcomeField.allCases {
                let held = try await held(clinic)
                let text = field == .informedBy || field == .nextReviewOn ? "2026-04-01" : "Typed in the room"
                try await held.write(field, text)
                let refused = await failure { try await held.change(#"{"status":"removed","reason":"x"}"#) }
                #expect(refused?.code == "case-has-outcome", "\(field)")
                try await held.write(field, nil, over: text)
                try await held.change(#"{"status":"removed","reason":"x"}"#)
                #expect(try await held.document().cases.isEmpty)
            }
            let held = try await held(clinic)
            _ = try await held.agree()
            let refused = await failure { try await held.change(#"{"status":"removed","reason":"x"}"#) }
            #expect(refused?.code == "case-has-outcome")
            let both = await failure {
                try await held.change(#"{"status":"removed","diagnosis":"MMN","reason":"x"}"#)
            }
            #expect(both?.code == "case-has-outcome")
        }
    }

    @Test("keeps the meeting from being cancelled, and says whose case it is and what to do")
    func cancelling() async throws {
        let acts: [@Sendable (Held) async throws -> Void] = [
            { try await $0.change(#"{"decision":"Start IVIg"}"#) }, { try await $0.write(.diagnosis, "MMN") },
            { _ = try await $0.agree() },
        ]
        for (index, act) in acts.enumerated() {
            try await TestDatabase.withClinic { clinic in
                let held = try await held(clinic)
                try await act(held)
                let refused = await failure {
                    try await held.changeMeeting(#"{"status":"cancelled","reason":"ill"}"#)
                }
                #expect(refused?.code == "meeting-has-outcomes", "\(index)")
                for message in [refused?.message.en, refused?.message.nl] {
                    #expect(message?.contains("1. Visser") == true, "\(index)")
                }
                #expect(try await held.document().meeting.status == .planned)
                try await held.changeMeeting(#"{"status":"held"}"#)
            }
        }
        try await TestDatabase.withClinic { clinic in
            let held = try await held(clinic)
            try await held.change(#"{"status":"notDiscussed","notDiscussedReason":"no time"}"#)
            try await held.changeMeeting(#"{"status":"cancelled","reason":"ill"}"#)
            #expect(try await held.document().meeting.status == .cancelled)
        }
    }

    @Test("is kept by the schema as well, whoever writes past the rules above it")
    func schema() async throws {
        try await TestDatabase.withClinic { clinic in
            let database = try #require(TestDatabase.current)
            let held = try await held(clinic)
            try await held.write(.diagnosis, "MMN")
            func version(_ status: String, _ number: Int, of id: ID<MeetingCase>) -> String {
                """
                insert into meeting_case_version (patient_id, meeting_case_id, version, status, position, recorded_at)
                select patient_id, id, \(number), '\(status)', 1, now() from meeting_case where id = '\(id)'
                """
            }
            let cancelled = """
                insert into meeting_version (meeting_id, version, status, starts_at, attendance, recorded_at)
                values ('\(held.meeting)', 2, 'cancelled', now(), '[]', now())
                """
            let settled = try await self.held(clinic)
            try await settled.change(#"{"decision":"Start IVIg"}"#)
            let refusals = [
                (version("removed", 3, of: held.item), "meeting_case_version_kept_check"),
                (version("planned", 3, of: settled.item), "meeting_case_version_kept_check"),
                (cancelled, "meeting_version_kept_check"),
            ]
            for (statement, constraint) in refusals {
                let error = await #expect(throws: (any Error).self) { try await database.asOwner(statement) }
                #expect("\(String(reflecting: error))".contains(constraint), "\(statement)")
            }
            try await held.write(.diagnosis, nil, over: "MMN")
            try await database.asOwner(cancelled)
            #expect(try await held.document().meeting.status == .cancelled)
        }
    }

    @Test("is written in no meeting that was cancelled, which is told as such")
    func cancelled() async throws {
        try await TestDatabase.withClinic { clinic in
            let held = try await held(clinic)
            try await held.changeMeeting(#"{"status":"cancelled","reason":"ill"}"#)
            let acts: [@Sendable () async throws -> Void] = [
                { try await held.change(#"{"decision":"Start IVIg"}"#) }, { try await held.write(.decision, "x") },
                { _ = try await held.agree() },
            ]
            for act in acts {
                let refused = await failure { try await act() }
                #expect(refused?.code == "meeting-cancelled")
                #expect(refused?.message.en.hasPrefix("The meeting was cancelled") == true)
            }
        }
    }

    @Test("is not said to be undiscussed while a diagnosis, a decision or a dissent stands there")
    func notDiscussed() async throws {
        try await TestDatabase.withClinic { clinic in
            for field in [MeetingOutcomeField.diagnosis, .decision, .dissent] {
                let held = try await held(clinic)
                try await held.write(field, "Typed")
                let json = #"{"status":"notDiscussed","notDiscussedReason":"no time"}"#
                let refused = await failure { try await held.change(json) }
                #expect(refused?.faults.map(\.pointer) == ["/status"], "\(field)")
                try await held.write(field, nil, over: "Typed")
                try await held.change(json)
                // Discussed after all: the decision says so.
                try await held.change(#"{"decision":"Start IVIg"}"#)
                #expect(try await held.line().status == .discussed)
                let back = await failure { try await held.change(json) }
                #expect(back?.faults.map(\.pointer) == ["/status"])
            }
        }
    }

    @Test("can be typed before the meeting and is settled from its day, so that no step lies in the future")
    func beforehand() async throws {
        try await TestDatabase.withClinic { clinic in
            let held = try await held(clinic, startingIn: 7 * 86_400)
            try await held.write(.decision, "Start IVIg?")
            let outcomes = [
                #"{"status":"discussed"}"#, #"{"decision":"Start IVIg"}"#,
                #"{"status":"notDiscussed","notDiscussedReason":"ill"}"#,
            ]
            for json in outcomes {
                let refused = await failure { try await held.change(json) }
                #expect(refused?.code == "meeting-not-begun", "\(json)")
            }
            #expect(try await clinic.step("multidisciplinaryMeeting", of: held.workup).state != .reported)
            // On the day itself, a while before it begins.
            clinic.clock.advance(by: .seconds(7 * 86_400 - 3_600))
            try await held.change(#"{"status":"discussed"}"#)
            #expect(try await clinic.step("multidisciplinaryMeeting", of: held.workup).state == .reported)
            let later = clinic.environment.now().addingSeconds(2 * 86_400)
            let moved = await failure { try await held.changeMeeting(#"{"startsAt":"\#(later)"}"#) }
            #expect(moved?.faults.map(\.pointer) == ["/startsAt"])
        }
    }

    @Test("has no action that was done on a day to come")
    func doneOn() async throws {
        try await TestDatabase.withClinic { clinic in
            let held = try await held(clinic)
            let action = try await held.agree()
            func finish(_ day: LocalDate) async throws {
                _ = try await ChangeMeetingAction.run(
                    held.meeting,
                    held.item,
                    action,
                    expecting: 1,
                    try ChangeMeetingAction.Input.codec.decode(Array(#"{"state":"done","doneOn":"\#(day)"}"#.utf8)),
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            let today = clinic.environment.today
            let refused = await failure { try await finish(today.addingDays(1)) }
            #expect(refused?.faults.map(\.pointer) == ["/doneOn"])
            try await finish(today)
            #expect(try await held.line().actions.map(\.doneOn) == [today])
        }
    }
}
