// What somebody with whom something is shared, or who broke the glass, does not get out of it: nothing that lasts longer.
import Domain
import FoundationEssentials
import Records
import TestSupport
import Testing
import UseCases

@Suite("Whoever was given access", .database(.clinic))
struct GivingOnTests {
    private func decode<Input>(_ codec: Codec<Input>, _ json: String) throws -> Input {
        try codec.decode(Array(json.utf8))
    }

    @Test("for a while hands nothing over, gives no step away and does not say who the patient is")
    func shared() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            let workup = try await clinic.openWorkup()
            let patient = try await stage.patient(of: workup)
            try await stage.share(workup, user: "reg.neurologist", until: environment.now().addingSeconds(86_400))
            let neurologist = try stage.regional()
            let user = try #require(neurologist.actor.userID)
            #expect(await stage.sight(workup, by: neurologist) == .whole)
            let step = try await clinic.step("lumbarPuncture", of: workup)
            let handover = try decode(ChangeWorkup.Input.codec, #"{"organisation":"REG","reason":"mine"}"#)
            let assignee = try decode(ChangeWorkup.Input.codec, #"{"assigneeId":"\#(user)"}"#)
            let number = #"{"addIdentifiers":[{"system":"mrn:REG","value":"5"}],"reason":"here"}"#
            let correction = try decode(UpdatePatient.Input.codec, number)
            let refusals: [(String, UseCaseError?)] = [
                (
                    "not-yours-to-give",
                    await failure {
                        try await ChangeWorkup.run(workup, expecting: 1, handover, call: neurologist, in: environment)
                    }
                ),
                (
                    "not-yours-to-give",
                    await failure {
                        try await ChangeWorkup.run(workup, expecting: 1, assignee, call: neurologist, in: environment)
                    }
                ),
                (
                    "not-yours-to-give",
                    await failure {
                        try await MoveStep.run(
                            workup,
                            code: "lumbarPuncture",
                            expecting: step.version,
                            StepMove(organisation: "REG"),
                            call: neurologist,
                            in: environment
                        )
                    }
                ),
                (
                    "not-yours-to-correct",
                    await failure {
                        try await UpdatePatient.run(
                            patient,
                            expecting: 1,
                            correction,
                            call: neurologist,
                            in: environment
                        )
                    }
                ),
            ]
            for (index, (code, error)) in refusals.enumerated() { #expect(error?.code == code, "\(index)") }
            // The database by itself refuses it as well.
            let row = try await clinic.record.write(as: .user(user, at: environment.now())) { transaction in
                try await transaction.workup(workup)
            }
            var next = try #require(row)
            (next.version, next.organisationID) = (2, TestClinic.hospitalID)
            let version = next
            await #expect(throws: RecordError.self) {
                try await clinic.record.write(as: .user(user, at: environment.now())) { transaction in
                    transaction.insertWorkupVersion(
                        version,
                        reason: nil,
                        Stamp(at: environment.now(), by: user, event: UUID())
                    )
                }
            }
            clinic.clock.advance(by: .seconds(86_401))
            #expect(await stage.sight(workup, by: neurologist) == .nothing)
        }
    }

    @Test("gets no more of it by a meeting of their own, however late that is")
    func ownMeeting() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            let workup = try await clinic.openWorkup()
            try await stage.share(workup, organisation: "REG", until: environment.now().addingSeconds(20 * 86_400))
            let coordinator = try stage.regional(.coordinator)
            let start = environment.now().addingSeconds(10 * 86_400)
            let meeting = ID<Meeting>(
                try await PlanMeeting.run(
                    try decode(PlanMeeting.Input.codec, #"{"startsAt":"\#(start)"}"#),
                    call: coordinator,
                    in: environment
                ).id
            )
            _ = try await AddMeetingCase.run(
                meeting,
                try decode(AddMeetingCase.Input.codec, #"{"workupId":"\#(workup)"}"#),
                call: coordinator,
                in: environment
            )
            let tooLate = await failure {
                try await ChangeMeeting.run(
                    meeting,
                    expecting: 1,
                    try decode(ChangeMeeting.Input.codec, #"{"startsAt":"9999-12-31T00:00:00Z"}"#),
                    call: coordinator,
                    in: environment
                )
            }
            #expect(tooLate?.faults.map(\.pointer) == ["/startsAt"])
            clinic.clock.advance(by: .seconds(20 * 86_400 + 1))
            #expect(await stage.sight(workup, by: coordinator) == .nothing)
            _ = try await ChangeMeeting.run(
                meeting,
                expecting: 1,
                try decode(ChangeMeeting.Input.codec, #"{"startsAt":"\#(start.addingSeconds(90 * 86_400))"}"#),
                call: coordinator,
                in: environment
            )
            #expect(await stage.sight(workup, by: coordinator) == .nothing)
        }
    }

    @Test("in an emergency keeps nothing of it: no finding, no objection, no merge")
    func emergency() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            let workup = try await clinic.openWorkup()
            let patient = try await stage.patient(of: workup)
            let neurologist = try stage.regional()
            let own = ID<Patient>(
                try await AddPatient.run(
                    Patient(familyName: "Eigen", sex: .unknown),
                    call: neurologist,
                    in: environment
                ).id
            )
            try await stage.breakGlass(for: patient, by: neurologist)
            try await stage.record(.examination, workup, by: neurologist)
            let objection = try decode(RecordObjection.Input.codec, #"{"organisation":"NMC"}"#)
            let merge = MergePatients.Input(into: own, reason: "one person")
            let refusals = [
                await failure {
                    try await RecordObjection.run(patient, objection, call: neurologist, in: environment)
                },
                await failure { try await MergePatients.run(patient, merge, call: neurologist, in: environment) },
            ]
            for error in refusals { #expect(error?.code == "emergency-may-not") }
            clinic.clock.advance(by: .seconds(4 * 3_600))
            #expect(await stage.sight(workup, by: neurologist) == .nothing)
            let read = await failure {
                try await ReadPatient.run(patient, asOf: nil, call: neurologist, in: environment)
            }
            #expect(read?.category == .notFound)
        }
    }

    @Test("elsewhere does not keep the patient from whoever treats them")
    func objection() async throws {
        try await AccessClinic.run { stage in
            let workup = try await stage.clinic.openWorkup()
            let patient = try await stage.patient(of: workup)
            try await stage.share(workup, organisation: "REG")
            let objection = try decode(RecordObjection.Input.codec, #"{"organisation":"NMC"}"#)
            let refused = await failure {
                try await RecordObjection.run(
                    patient,
                    objection,
                    call: try stage.regional(.nurse),
                    in: stage.environment
                )
            }
            #expect(refused?.code == "objection-to-treating")
            #expect(await stage.sight(workup, by: stage.clinic.call()) == .whole)
        }
    }

    @Test("is not given out again what they see no more, when they repeat a request")
    func repeated() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            let workups = [try await clinic.openWorkup("Een"), try await clinic.openWorkup("Twee")]
            let start = environment.now().addingSeconds(14 * 86_400)
            let meeting = ID<Meeting>(
                try await PlanMeeting.run(
                    try decode(PlanMeeting.Input.codec, #"{"startsAt":"\#(start)"}"#),
                    call: clinic.call(.nurse),
                    in: environment
                ).id
            )
            for (index, workup) in workups.enumerated() {
                _ = try await AddMeetingCase.run(
                    meeting,
                    try decode(AddMeetingCase.Input.codec, #"{"workupId":"\#(workup)"}"#),
                    call: clinic.call(.nurse, key: "case \(index)"),
                    in: environment
                )
            }
            try await stage.object(try await stage.patient(of: workups[0]), user: "nurse")
            let again = try await AddMeetingCase.run(
                meeting,
                try decode(AddMeetingCase.Input.codec, #"{"workupId":"\#(workups[1])"}"#),
                call: clinic.call(.nurse, key: "case 1"),
                in: environment
            )
            #expect(again.isReplay)
            let shown = try MeetingDocument.codec.decode(again.body).cases.map(\.workupID)
            #expect(shown == [workups[1]])
            let logged = try await clinic.logRows(
                """
                select count(*)::text from audit_subject s join audit_event e on e.id = s.event_id
                where e.event_code = 'RepeatAnswer'
                """
            )
            #expect(logged == [["1"]])
        }
    }
}
