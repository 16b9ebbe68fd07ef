// What is shown for a while stays that: nothing that lasts comes of it, for whoever sees it or for those they give it on to.
import Domain
import FoundationEssentials
import Records
import TestSupport
import Testing
import UseCases

@Suite("What is shown for a while", .database(.clinic))
struct ShownForAWhileTests {
    private func organisation(_ code: String) -> AccessGranteeInput.Members {
        AccessGranteeInput.Members(organisation: code, team: nil, user: nil)
    }

    private func user(_ login: String) -> AccessGranteeInput.Members {
        AccessGranteeInput.Members(organisation: nil, team: nil, user: login)
    }

    @Test("gives no workup, neither to who sees it nor to a third, no import, and no more by sharing with oneself")
    func nothingThatLasts() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            _ = try await stage.third()
            let workup = try await clinic.openWorkup()
            let patient = try await stage.patient(of: workup)
            let tomorrow = environment.now().addingSeconds(86_400)
            try await stage.share(workup, organisation: "REG", until: tomorrow)
            let neurologist = try stage.regional()
            for organisation in [nil, "DRD", "NMC"] {
                let refused = await failure {
                    try await stage.open(patient, for: organisation, by: neurologist)
                }
                #expect(refused?.code == "not-registered", "\(organisation ?? "own")")
            }
            for (grantee, pointer) in [
                (organisation("REG"), "/organisation"), (user("reg.neurologist"), "/user"),
            ] {
                let refused = await failure { try await stage.give(workup, to: grantee, by: neurologist) }
                #expect(refused?.faults.map(\.pointer) == [pointer])
            }
            try await stage.record(.examination, workup, by: neurologist)
            #expect(await stage.sight(workup, by: neurologist) == .whole)
            for organisation in ["REG", "DRD"] {
                #expect(try await stage.grounds(of: organisation, with: patient, at: tomorrow) == [])
            }
            clinic.clock.advance(by: .seconds(86_400))
            #expect(await stage.sight(workup, by: neurologist) == .nothing)
            let read = await failure {
                try await ReadPatient.run(patient, asOf: nil, call: neurologist, in: environment)
            }
            #expect(read?.category == .notFound)
        }
    }

    @Test("takes no case file of the patient either, since that opens a workup")
    func noImport() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            clinic.waitForExampleCases()
            let name = "synthetic-one-nerve.json"
            let bytes = try exampleCase(name)
            let imported = try await ImportCases.run([bytes], organisation: "NMC", call: clinic.call(), in: environment)
            guard case .imported(let workup, let patient) = try #require(imported.first) else {
                Issue.record("\(imported)")
                return
            }
            try await stage.share(workup, organisation: "REG")
            let again = Array(
                String(decoding: bytes, as: UTF8.self).replacing("{", with: "{ ", maxReplacements: 1).utf8
            )
            let refused = await failure {
                try await ImportCases.run([again], organisation: nil, call: try stage.regional(), in: environment)
            }
            #expect(refused?.code == "not-registered")
            #expect(try await stage.grounds(of: "REG", with: patient, at: environment.now()) == ["share"])
        }
    }

    @Test("is refused by the database as well: no workup and no merge by whoever is not registered")
    func databaseRefuses() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            let workup = try await clinic.openWorkup()
            let patient = try await stage.patient(of: workup)
            try await stage.share(workup, organisation: "REG")
            let own = try await stage.regionalPatient()
            let user = try #require(try stage.regional().actor.userID)
            let row = try #require(
                try await clinic.record.write(as: .user(user, at: environment.now())) { try await $0.workup(workup) }
            )
            let refusals: [@Sendable (RecordTransaction, Stamp) -> Void] = [
                { transaction, stamp in
                    var new = row
                    (new.workupID, new.version, new.organisationID) = (ID(UUID()), 1, TestClinic.hospitalID)
                    transaction.insertWorkup(new, source: CaseSource(kind: .clinic), stamp)
                },
                { $0.merge(id: UUID(), patient, into: own, reason: "one person", $1) },
                { $0.merge(id: UUID(), own, into: patient, reason: "one person", $1) },
                {
                    $0.insertObjection(
                        id: UUID(),
                        of: patient,
                        to: .user(TestClinic.userID(.neurologist)),
                        reason: nil,
                        $1
                    )
                },
            ]
            for (index, refusal) in refusals.enumerated() {
                await #expect(throws: RecordError.self, "\(index)") {
                    try await clinic.record.write(as: .user(user, at: environment.now())) { transaction in
                        refusal(transaction, Stamp(at: environment.now(), by: user, event: UUID()))
                    }
                }
            }
            // Where both are registered, it is done.
            try await stage.register(patient)
            try await clinic.record.write(as: .user(user, at: environment.now())) { transaction in
                refusals[1](transaction, Stamp(at: environment.now(), by: user, event: UUID()))
            }
        }
    }

    @Test("ends with what it rests on: ended by hand, or by an objection, it ends for all to whom it was given on")
    func givenOn() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            let drd = try await stage.third()
            let (neurologist, nurse) = (try stage.regional(), try stage.regional(.nurse))
            let workup = try await clinic.openWorkup()
            let patient = try await stage.patient(of: workup)
            func giveOn() async throws -> ID<AccessRelation> {
                let first = try await stage.share(workup, user: "reg.neurologist")
                try await stage.give(workup, to: organisation("DRD"), by: neurologist)
                try await stage.give(workup, to: user("reg.nurse"), by: drd)
                // Round and round keeps nothing.
                try await stage.give(workup, to: user("reg.neurologist"), by: nurse)
                try await stage.record(.liquor("0.41"), workup, by: nurse)
                for call in [neurologist, drd, nurse] { #expect(await stage.sight(workup, by: call) == .whole) }
                return first
            }
            let first = try await giveOn()
            clinic.clock.advance(by: .seconds(60))
            try await stage.end(first, of: patient, by: clinic.call())
            for call in [neurologist, drd, nurse] { #expect(await stage.sight(workup, by: call) == .nothing) }
            #expect(try await stage.grounds(of: "DRD", with: patient, at: stage.environment.now()) == [])
            #expect(try await stage.grounds(of: "REG", with: patient, at: stage.environment.now()) == [])

            _ = try await giveOn()
            clinic.clock.advance(by: .seconds(60))
            try await stage.object(patient, user: "reg.neurologist", by: clinic.call())
            for call in [neurologist, drd, nurse] { #expect(await stage.sight(workup, by: call) == .nothing) }
            #expect(await stage.sight(workup, by: clinic.call()) == .whole)
        }
    }

    @Test("stays with others where the organisation that answers for the workup gave it, also after a handover")
    func givenByWhoAnswers() async throws {
        try await AccessClinic.run { stage in
            let drd = try await stage.third()
            let workup = try await stage.clinic.openWorkup()
            try await stage.share(workup, organisation: "DRD")
            let handover = #"{"organisation":"REG","reason":"lives there"}"#
            _ = try await ChangeWorkup.run(
                workup,
                expecting: 1,
                try ChangeWorkup.Input.codec.decode(Array(handover.utf8)),
                call: stage.clinic.call(),
                in: stage.environment
            )
            #expect(await stage.sight(workup, by: drd) == .whole)
        }
    }

    @Test("is read and added to, and not closed, reopened, changed or decided on")
    func writing() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            let workup = try await clinic.openWorkup()
            try await stage.share(workup, organisation: "REG")
            let call = try stage.regional()
            let refusals = try await conducting(workup, by: call, stage)
            #expect(refusals == Array(repeating: "not-yours-to-conduct", count: 4))
            try await stage.record(.examination, workup, by: call)
            // Whom the centre asks to follow the workup decides on it, wherever they work.
            let assignee = #"{"assigneeId":"\#(try #require(call.actor.userID))"}"#
            _ = try await ChangeWorkup.run(
                workup,
                expecting: 1,
                try ChangeWorkup.Input.codec.decode(Array(assignee.utf8)),
                call: clinic.call(),
                in: environment
            )
            #expect(try await conducting(workup, by: call, stage) == [nil, nil, nil, nil])
        }
    }

    /// Changes, chooses, closes and reopens; gives what each is refused with.
    private func conducting(_ workup: ID<Workup>, by call: Call, _ stage: AccessClinic) async throws -> [String?] {
        let environment = stage.environment
        let version = try await stage.clinic.document(workup).version
        let change = #"{"diagnosis":{"text":"multifocal motor neuropathy","statedBy":"Dr A"}}"#
        let choice =
            #"{"option":"ivig","chosenOn":"2026-03-02","participants":["x"],"patientPreference":"x","reason":"x"}"#
        let closing = try CloseWorkup.Input.codec.decode(Array(#"{"reason":"done"}"#.utf8))
        return [
            await failure {
                try await ChangeWorkup.run(
                    workup,
                    expecting: version,
                    try ChangeWorkup.Input.codec.decode(Array(change.utf8)),
                    call: call,
                    in: environment
                )
            }?.code,
            await failure {
                try await ChooseTreatment.run(
                    workup,
                    try ChooseTreatment.Input.codec.decode(Array(choice.utf8)),
                    call: call,
                    in: environment
                )
            }?.code,
            await failure {
                try await CloseWorkup.run(workup, expecting: version + 1, closing, call: call, in: environment)
            }?.code,
            await failure {
                try await ReopenWorkup.run(workup, expecting: version + 2, closing, call: call, in: environment)
            }?.code,
        ]
    }

    @Test("as a task that was done stays to be seen until whoever answers for the workup ends it")
    func doneTask() async throws {
        try await AccessClinic.run { stage in
            let workup = try await stage.clinic.openWorkup()
            let patient = try await stage.patient(of: workup)
            let nurse = try stage.regional(.nurse)
            func tasks() async throws -> [ID<AccessRelation>] {
                try await stage.clinic.rows(
                    "select id from access_relation where ground = 'task' and ended_at is null order by id"
                ).compactMap { $0[0].flatMap { ID<AccessRelation>($0) } }
            }
            try await stage.give("lumbarPuncture", of: workup, to: "REG")
            // A step that is theirs to do is theirs to see: it ends when it is given to others.
            let step = try #require(try await tasks().first)
            let refused = await failure { try await stage.end(step, of: patient, by: stage.clinic.call()) }
            #expect(refused?.code == "relation-not-endable")
            try await stage.record(.liquor("0.52"), workup, by: nurse)
            try await stage.give("lumbarPuncture", of: workup, to: "NMC")
            #expect(await stage.sight(workup, by: nurse) == .part([], findingCount: 1))
            for task in try await tasks() {
                try? await stage.end(task, of: patient, by: stage.clinic.call())
            }
            #expect(await stage.sight(workup, by: nurse) == .nothing)
        }
    }

    @Test(
        "lets nobody take back another's finding, move a step that is not theirs, or begin a course; their own they do"
    )
    func conducting() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            let workup = try await clinic.openWorkup()
            try await stage.give("lumbarPuncture", of: workup, to: "REG")
            try await stage.share(workup, organisation: "REG")
            let regional = try stage.regional()
            let theirs = try await stage.record(.blood("ck"), workup, by: clinic.call())
            let own = try await stage.record(.liquor("0.48"), workup, by: regional)
            func withdraw(_ finding: ID<FindingRecord>) async throws {
                _ = try await WithdrawFinding.run(
                    workup,
                    finding,
                    expecting: 1,
                    WithdrawFinding.Input(reason: "not right"),
                    call: regional,
                    in: environment
                )
            }
            func cancel(_ code: String) async throws {
                let step = try await clinic.step(code, of: workup)
                let move = #"{"state":"cancelled","reason":"not needed"}"#
                _ = try await MoveStep.run(
                    workup,
                    code: code,
                    expecting: step.version,
                    try StepMove.codec.decode(Array(move.utf8)),
                    call: regional,
                    in: environment
                )
            }
            let course = try RecordCourse.Input.codec.decode(Array(#"{"option":"ivig"}"#.utf8))
            let refusals = [
                await failure { try await withdraw(theirs) },
                await failure { try await cancel("needleExamination") },
                await failure {
                    _ = try await RecordCourse.run(workup, course, call: regional, in: environment)
                },
            ]
            for refusal in refusals { #expect(refusal?.code == "not-yours-to-conduct", "\(refusal as Any)") }
            try await withdraw(own)
            _ = try await RecordCourse.run(workup, course, call: clinic.call(), in: environment)
        }
    }

    @Test("once, is not given out again with the answer to a repeated request")
    func repeated() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            let patient = try await clinic.addPatient()
            let workup = try await stage.open(patient, by: clinic.call(key: "open"))
            let again = try await OpenWorkup.run(
                patient,
                try OpenWorkup.Input.codec.decode(Array(#"{"protocol":"mmn"}"#.utf8)),
                call: clinic.call(key: "open"),
                in: environment
            )
            #expect(again.isReplay && again.id == workup.uuid)
            let logged = try await clinic.logRows(
                "select workup_id::text, patient_id::text from audit_event where event_code = 'RepeatAnswer'"
            )
            #expect(logged == [[workup.description, patient.description]])
            _ = try await ChangeWorkup.run(
                workup,
                expecting: 1,
                try ChangeWorkup.Input.codec.decode(Array(#"{"organisation":"REG","reason":"lives there"}"#.utf8)),
                call: clinic.call(),
                in: environment
            )
            let refused = await failure { try await stage.open(patient, by: clinic.call(key: "open")) }
            #expect(refused?.category == .notFound)
            #expect(try await stage.lastLine(of: clinic.call()).prefix(2) == ["Refused", "8"])
        }
    }
}
