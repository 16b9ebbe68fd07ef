// What the log says of changes: which workup, on what ground, and how answers that are kept for repeated requests end.
import Domain
import Records
import TestSupport
import Testing
import UseCases

@Suite("The log of a change", .database(.clinic))
struct ChangeEventTests {
    @Test("names the workup, and says of a handover that it was allowed")
    func workup() async throws {
        try await AccessClinic.run { stage in
            let workup = try await stage.clinic.openWorkup()
            try await stage.record(.examination, workup)
            _ = try await ChangeWorkup.run(
                workup,
                expecting: 1,
                try ChangeWorkup.Input.codec.decode(Array(#"{"organisation":"REG","reason":"lives there"}"#.utf8)),
                call: stage.clinic.call(),
                in: stage.environment
            )
            let lines = try await stage.clinic.logRows(
                """
                select event_code, outcome::text, checks, purpose, (workup_id = '\(workup)')::text from audit_event
                where event_code in ('OpenWorkup', 'RecordFinding', 'ChangeWorkup') order by recorded_at, id
                """
            )
            #expect(
                lines == ["OpenWorkup", "RecordFinding", "ChangeWorkup"].map { [$0, "0", "TTTF", "TREAT", "true"] }
            )
        }
    }

    @Test("is not repeated for a request of the last two days, and done anew after that")
    func repeated() async throws {
        try await TestDatabase.withClinic { clinic in
            let call = clinic.call(key: "one")
            func add() async throws -> Answer {
                try await AddPatient.run(Patient(familyName: "Test", sex: .unknown), call: call, in: clinic.environment)
            }
            let first = try await add()
            clinic.clock.advance(by: .seconds(47 * 3_600))
            #expect(try await add().id == first.id)
            clinic.clock.advance(by: .seconds(3_601))
            let second = try await add()
            #expect(second.id != first.id && !second.isReplay)
            #expect(try await add().id == second.id)
        }
    }

    @Test("of a meeting is read anew where it is repeated: nothing of its patients is kept beside the record")
    func meetings() async throws {
        try await TestDatabase.withClinic { clinic in
            let workup = try await clinic.openWorkup()
            let plan = try PlanMeeting.Input.codec.decode(Array(#"{"startsAt":"2026-03-30T09:00:00Z"}"#.utf8))
            let meeting = try await PlanMeeting.run(plan, call: clinic.call(), in: clinic.environment)
            func add() async throws -> Answer {
                try await AddMeetingCase.run(
                    ID(meeting.id),
                    AddMeetingCase.Input.codec.decode(Array(#"{"workupId":"\#(workup)"}"#.utf8)),
                    call: clinic.call(key: "one"),
                    in: clinic.environment
                )
            }
            let first = try await add()
            let again = try await add()
            #expect(again.isReplay && again.body == first.body)
            #expect(try await clinic.rows("select octet_length(body)::text from idempotency_key") == [["0"]])
        }
    }

    @Test("keeps answers no longer than that, whoever they were for")
    func purged() async throws {
        try await TestDatabase.withClinic { clinic in
            func add(_ role: Role, _ key: String) async throws {
                let call = clinic.call(role, key: key)
                _ = try await AddPatient.run(
                    Patient(familyName: "T", sex: .unknown),
                    call: call,
                    in: clinic.environment
                )
            }
            for number in 0..<3 { try await add(.nurse, "old \(number)") }
            clinic.clock.advance(by: .seconds(48 * 3_600 + 1))
            try await add(.neurologist, "new")
            #expect(try await clinic.rows("select key from idempotency_key") == [["new"]])
        }
    }
}
