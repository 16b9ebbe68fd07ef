// Who sees a patient: what follows from registering, opening, tasks, meetings and sharing, and how each of them ends.
import Domain
import Records
import TestSupport
import Testing
import UseCases

@Suite("A patient is seen", .database(.clinic))
struct RelationTests {
    @Test("where the patient is registered, and nowhere else")
    func registration() async throws {
        try await AccessClinic.run { clinic in
            let workup = try await clinic.clinic.openWorkup("Brouwer")
            let patient = try await clinic.patient(of: workup)
            let stranger = try clinic.regional()
            #expect(await clinic.sight(workup, by: clinic.clinic.call(.nurse)) == .whole)
            #expect(await clinic.sight(workup, by: stranger) == .nothing)
            #expect(try await clinic.lastLine(of: stranger) == ["ReadWorkup", "8", "TFTF", "TREAT"])

            let environment = clinic.environment
            let read = await failure {
                try await ReadPatient.run(patient, asOf: nil, call: stranger, in: environment)
            }
            #expect(read?.category == .notFound)
            let search = FindPatients.Input(identifier: nil, familyName: "Brouwer", birthDate: nil)
            let found = try await FindPatients.run(search, call: stranger, in: environment)
            #expect(String(decoding: found.body, as: UTF8.self) == #"{"items":[]}"#)
            let list = try await ListWorklist.run(WorklistFilter(), cursor: nil, call: stranger, in: environment)
            #expect(String(decoding: list.body, as: UTF8.self) == #"{"items":[]}"#)
            let change = await failure {
                try await CloseWorkup.run(
                    workup,
                    expecting: 1,
                    try CloseWorkup.Input.codec.decode(Array(#"{"reason":"test"}"#.utf8)),
                    call: stranger,
                    in: environment
                )
            }
            #expect(change?.category == .notFound)
            #expect(try await clinic.lastLine(of: stranger) == ["Refused", "8", "TFTF", "TREAT"])
        }
    }

    @Test("by its administrator as a person, never as a case")
    func administrator() async throws {
        try await AccessClinic.run { clinic in
            let workup = try await clinic.clinic.openWorkup()
            let patient = try await clinic.patient(of: workup)
            let administrator = clinic.clinic.call(.administrator)
            _ = try await ReadPatient.run(patient, asOf: nil, call: administrator, in: clinic.environment)
            #expect(await clinic.sight(workup, by: administrator) != .whole)
            // The database's own wall: the same person without the service's.
            let rows = try await clinic.clinic.record.write(
                as: .user(TestClinic.userID(.administrator), at: clinic.environment.now())
            ) { try await $0.workup(workup) }
            #expect(rows == nil)
        }
    }

    @Test("in part by whoever has a step of it to do, and wholly by nobody because of that")
    func task() async throws {
        try await AccessClinic.run { clinic in
            let workup = try await clinic.clinic.openWorkup()
            try await clinic.record(.examination, workup)
            let technician = try clinic.regional(.technician)
            #expect(await clinic.sight(workup, by: technician) == .nothing)
            try await clinic.give("lumbarPuncture", of: workup, to: "REG")
            let sight = await clinic.sight(workup, by: technician)
            #expect(sight == .part(["lumbarPuncture"], findingCount: 0))

            let environment = clinic.environment
            for (what, error) in [
                (
                    "evaluation",
                    await failure {
                        try await ReadEvaluation.run(workup, asOf: nil, call: technician, in: environment)
                    }
                ),
                (
                    "treatments",
                    await failure {
                        try await ListTreatments.run(workup, asOf: nil, call: technician, in: environment)
                    }
                ),
                (
                    "report",
                    await failure {
                        try await ReadCaseForReport.run(workup, asOf: nil, call: technician, in: environment)
                    }
                ),
                (
                    "steps",
                    await failure {
                        try await ListSteps.run(workup, asOf: nil, call: technician, in: environment)
                    }
                ),
            ] {
                #expect(error?.code == "shared-in-part", "\(what)")
            }
            let line = try await clinic.lastLine(of: technician)
            #expect(line.prefix(2) == ["ListSteps", "8"])

            let tasks = try await ListTasks.run(call: technician, in: environment)
            let items = try JSONReader.read(tasks.body)["items"]?.array ?? []
            #expect(items.map { $0["step"]?.string } == ["lumbarPuncture"])
            let list = try await ListWorklist.run(WorklistFilter(), cursor: nil, call: technician, in: environment)
            #expect(String(decoding: list.body, as: UTF8.self) == #"{"items":[]}"#)
        }
    }

    @Test("by whoever does a step: they move it, record its result and see that, and no other")
    func doingTask() async throws {
        try await AccessClinic.run { clinic in
            let workup = try await clinic.clinic.openWorkup()
            try await clinic.give("lumbarPuncture", of: workup, to: "REG")
            let (nurse, environment) = (try clinic.regional(.nurse), clinic.environment)
            let step = try await clinic.clinic.step("lumbarPuncture", of: workup)
            let moved = try await MoveStep.run(
                workup,
                code: "lumbarPuncture",
                expecting: step.version,
                StepMove(state: .requested, overrideReason: "the liquor can be had today"),
                call: nurse,
                in: environment
            )
            #expect(moved.version == step.version + 1)
            let other = await failure {
                try await MoveStep.run(
                    workup,
                    code: "antiGanglioside",
                    expecting: 1,
                    StepMove(state: .requested),
                    call: nurse,
                    in: environment
                )
            }
            #expect(other?.category == .notFound)
            let wrongKind = await failure { try await clinic.record(.examination, workup, by: nurse) }
            #expect(wrongKind?.code == "not-your-step")

            try await clinic.record(.liquor("0.52"), workup, by: nurse)
            #expect(await clinic.sight(workup, by: nurse) == .part(["lumbarPuncture"], findingCount: 1))
            let whole = try await clinic.clinic.document(workup)
            #expect(whole.steps.first { $0.code == "lumbarPuncture" }?.state == .reported)
            #expect(whole.evaluation != nil && whole.evaluation?.findings.count == 1)

            try await clinic.give("lumbarPuncture", of: workup, to: "NMC")
            // What they recorded themselves stays theirs to see; the step does not.
            #expect(await clinic.sight(workup, by: nurse) == .part([], findingCount: 1))
        }
    }

    @Test("by whoever does a panel: each of its results is theirs to record, one that is not of the panel is not")
    func doingPanel() async throws {
        try await AccessClinic.run { clinic in
            let workup = try await clinic.clinic.openWorkup()
            try await clinic.give("bloodPanel", of: workup, to: "REG")
            let nurse = try clinic.regional(.nurse)
            try await clinic.record(.blood("glucose"), workup, by: nurse)
            #expect(await clinic.sight(workup, by: nurse) == .part(["bloodPanel"], findingCount: 1))
            for other in [Finding.blood("nf155"), .examination] {
                let refused = await failure { try await clinic.record(other, workup, by: nurse) }
                #expect(refused?.code == "not-your-step")
            }
        }
    }

    @Test("by whom it is shared with, until the day it says or until it is ended")
    func sharing() async throws {
        try await AccessClinic.run { clinic in
            let workup = try await clinic.clinic.openWorkup()
            let patient = try await clinic.patient(of: workup)
            let (neurologist, nurse) = (try clinic.regional(), try clinic.regional(.nurse))
            let relation = try await clinic.share(workup, user: "reg.neurologist")
            #expect(await clinic.sight(workup, by: neurologist) == .whole)
            #expect(await clinic.sight(workup, by: nurse) == .nothing)
            _ = try await EndRelation.run(
                patient,
                relation,
                EndRelation.Input(reason: "care goes on elsewhere"),
                call: clinic.clinic.call(),
                in: clinic.environment
            )
            #expect(await clinic.sight(workup, by: neurologist) == .nothing)

            let until = clinic.environment.now().addingSeconds(3_600)
            try await clinic.share(workup, organisation: "REG", until: until)
            #expect(await clinic.sight(workup, by: nurse) == .whole)
            clinic.clinic.clock.advance(by: .seconds(3_600))
            #expect(await clinic.sight(workup, by: nurse) == .nothing)
        }
    }

    @Test("by nobody who was given it by somebody who does not see it")
    func sharingWhatIsNotOnesOwn() async throws {
        try await AccessClinic.run { clinic in
            let workup = try await clinic.clinic.openWorkup()
            let patient = try await clinic.patient(of: workup)
            try await clinic.give("lumbarPuncture", of: workup, to: "REG")
            let stranger = try clinic.regional()
            for scope in [workup, nil] {
                let refused = await failure {
                    try await ShareRecord.run(
                        patient,
                        ShareRecord.Input(
                            grantee: AccessGranteeInput.Members(organisation: nil, team: nil, user: "reg.nurse"),
                            workup: scope,
                            reason: "curious",
                            until: nil
                        ),
                        call: stranger,
                        in: clinic.environment
                    )
                }
                #expect(refused?.code == "not-yours-to-share")
            }
        }
    }

    @Test("no longer by those to whom it was passed on than by whoever passed it on, who ends nothing of others")
    func passingOn() async throws {
        try await AccessClinic.run { clinic in
            let workup = try await clinic.clinic.openWorkup()
            let patient = try await clinic.patient(of: workup)
            let until = clinic.environment.now().addingSeconds(3_600)
            try await clinic.share(workup, user: "reg.neurologist", until: until)
            let others = try await clinic.share(workup, user: "reg.technician")
            let neurologist = try clinic.regional()
            _ = try await ShareRecord.run(
                patient,
                ShareRecord.Input(
                    grantee: AccessGranteeInput.Members(organisation: nil, team: nil, user: "reg.nurse"),
                    workup: workup,
                    reason: "treated together",
                    until: nil
                ),
                call: neurologist,
                in: clinic.environment
            )
            let refused = await failure {
                try await EndRelation.run(
                    patient,
                    others,
                    EndRelation.Input(reason: "test"),
                    call: neurologist,
                    in: clinic.environment
                )
            }
            #expect(refused?.code == "relation-not-endable")
            #expect(await clinic.sight(workup, by: try clinic.regional(.nurse)) == .whole)
            clinic.clinic.clock.advance(by: .seconds(3_600))
            #expect(await clinic.sight(workup, by: try clinic.regional(.nurse)) == .nothing)
            #expect(await clinic.sight(workup, by: try clinic.regional(.technician)) == .whole)
        }
    }

    @Test("by a team for as long as one belongs to it")
    func team() async throws {
        try await AccessClinic.run { clinic in
            let (machine, environment) = (TestClinic.machine, clinic.environment)
            _ = try await AddTeam.run(
                AddTeam.Input(organisation: "REG", code: "nerve", name: "Nerve team"),
                call: machine,
                in: environment
            )
            let member = TeamMembership.Input(login: "reg.nurse")
            _ = try await TeamMembership.join("REG/nerve", member, call: machine, in: environment)
            let workup = try await clinic.clinic.openWorkup()
            try await clinic.share(workup, team: "REG/nerve")
            let (nurse, neurologist) = (try clinic.regional(.nurse), try clinic.regional())
            #expect(await clinic.sight(workup, by: nurse) == .whole)
            #expect(await clinic.sight(workup, by: neurologist) == .nothing)
            _ = try await TeamMembership.leave("REG/nerve", member, call: machine, in: environment)
            #expect(await clinic.sight(workup, by: nurse) == .nothing)
            let other = await failure {
                try await TeamMembership.join(
                    "REG/nerve",
                    TeamMembership.Input(login: "nurse"),
                    call: machine,
                    in: environment
                )
            }
            #expect(other?.code == "team-of-other-organisation")
        }
    }

    @Test("by whoever answers for the workup, until it is handed over")
    func handover() async throws {
        try await AccessClinic.run { clinic in
            let workup = try await clinic.clinic.openWorkup()
            let answer = try await ChangeWorkup.run(
                workup,
                expecting: 1,
                try ChangeWorkup.Input.codec.decode(Array(#"{"organisation":"REG","reason":"lives there"}"#.utf8)),
                call: clinic.clinic.call(),
                in: clinic.environment
            )
            #expect(answer.version == 2)
            #expect(await clinic.sight(workup, by: clinic.clinic.call()) == .nothing)
            #expect(await clinic.sight(workup, by: try clinic.regional()) == .whole)
        }
    }

    @Test(
        "by the organisation of a meeting while the case is on its agenda, and ninety days after, also once handed over"
    )
    func meeting() async throws {
        try await AccessClinic.run { clinic in
            let environment = clinic.environment
            let workup = try await clinic.clinic.openWorkup()
            let coordinator = clinic.clinic.call(.coordinator)
            let start = environment.now().addingSeconds(14 * 86_400)
            let meeting = ID<Meeting>(
                try await PlanMeeting.run(
                    try PlanMeeting.Input.codec.decode(Array(#"{"startsAt":"\#(start)"}"#.utf8)),
                    call: coordinator,
                    in: environment
                ).id
            )
            _ = try await AddMeetingCase.run(
                meeting,
                try AddMeetingCase.Input.codec.decode(Array(#"{"workupId":"\#(workup)"}"#.utf8)),
                call: coordinator,
                in: environment
            )
            _ = try await ChangeWorkup.run(
                workup,
                expecting: 1,
                try ChangeWorkup.Input.codec.decode(Array(#"{"organisation":"REG","reason":"lives there"}"#.utf8)),
                call: clinic.clinic.call(),
                in: environment
            )
            clinic.clinic.clock.advance(by: .seconds(103 * 86_400))
            #expect(await clinic.sight(workup, by: coordinator) == .whole)
            clinic.clinic.clock.advance(by: .seconds(2 * 86_400))
            #expect(await clinic.sight(workup, by: coordinator) == .nothing)

            let page = try await ReadMeeting.run(meeting, asOf: nil, call: coordinator, in: environment)
            let document = try MeetingDocument.codec.decode(page.body)
            #expect(document.cases.isEmpty && document.hiddenCaseCount == 1)
            let report = await failure {
                try await ReadMeetingForReport.run(meeting, asOf: nil, call: coordinator, in: environment)
            }
            #expect(report?.code == "hidden-cases")
            #expect(try await clinic.lastLine(of: coordinator).prefix(2) == ["Refused", "8"])
        }
    }

    @Test("by nobody through a number that somebody of another hospital typed")
    func typedNumber() async throws {
        try await AccessClinic.run { clinic in
            let identifier = try PatientIdentifier(system: .hospital(organisation: "REG"), value: "77")
            _ = try await AddPatient.run(
                Patient(familyName: "Brouwer", sex: .unknown, identifiers: [identifier]),
                call: clinic.clinic.call(),
                in: clinic.environment
            )
            let found = try await FindPatients.run(
                FindPatients.Input(identifier: identifier, familyName: nil, birthDate: nil),
                call: try clinic.regional(),
                in: clinic.environment
            )
            #expect(String(decoding: found.body, as: UTF8.self) == #"{"items":[]}"#)
            // Whoever registers the same number there is told that it is taken, and not by whom.
            let taken = await failure {
                try await AddPatient.run(
                    Patient(familyName: "Brouwer", sex: .unknown, identifiers: [identifier]),
                    call: try clinic.regional(),
                    in: clinic.environment
                )
            }
            #expect(taken?.code == "identifier-taken" && taken?.message.en.contains("NMC") == false)
        }
    }
}
