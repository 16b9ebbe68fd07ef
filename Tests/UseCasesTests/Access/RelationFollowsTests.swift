// What who may see a patient follows from changes with: a meeting that moves, two records of one person, a part of a workup.
import Domain
import PostgreSQL
import Records
import TestSupport
import Testing
import UseCases

@Suite("Who may see a patient", .database(.clinic))
struct RelationFollowsTests {
    @Test(
        "follows the meeting: put off it lasts longer, brought forward shorter, cancelled it ends, and it can come back"
    )
    func meeting() async throws {
        try await AccessClinic.run { stage in
            let (clinic, environment) = (stage.clinic, stage.environment)
            let workup = try await clinic.openWorkup()
            let share = try await stage.share(workup, organisation: "REG")
            let patient = try await stage.patient(of: workup)
            let coordinator = try stage.regional(.coordinator)
            let begin = environment.now()
            let day: (Int64) -> Instant = { begin.addingSeconds($0 * 86_400) }
            let meeting = ID<Meeting>(
                try await PlanMeeting.run(
                    try PlanMeeting.Input.codec.decode(Array(#"{"startsAt":"\#(day(10))","organisation":"REG"}"#.utf8)),
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
            clinic.clock.advance(by: .seconds(2 * 86_400))
            let changes: [(json: String, until: Instant?)] = [
                (#"{"startsAt":"\#(day(40))"}"#, day(130)),
                (#"{"startsAt":"\#(day(5))"}"#, day(95)),
                (#"{"status":"cancelled","reason":"nobody can come"}"#, nil),
                (#"{"status":"planned"}"#, day(95)),
            ]
            for (index, change) in changes.enumerated() {
                clinic.clock.advance(by: .seconds(1))
                _ = try await ChangeMeeting.run(
                    meeting,
                    expecting: index + 1,
                    try ChangeMeeting.Input.codec.decode(Array(change.json.utf8)),
                    call: coordinator,
                    in: environment
                )
                let rows = try await clinic.rows(
                    """
                    select (extract(epoch from valid_until) * 1000000)::bigint::text from access_relation
                    where ground = 'meeting' and ended_at is null
                    """
                )
                #expect(
                    rows == (change.until.map { [["\($0.microsecondsSince1970)"]] } ?? []),
                    "\(change.json)"
                )
            }
            // What a meeting has of what was shared ends with it.
            _ = try await EndRelation.run(
                patient,
                share,
                EndRelation.Input(reason: "treated here alone"),
                call: clinic.call(),
                in: environment
            )
            #expect(await stage.sight(workup, by: coordinator) == .nothing)
        }
    }

    @Test("is what the person said, in whichever of their records: objections follow a merge and are lifted in both")
    func merge() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            let workups = [try await clinic.openWorkup("Brouwer"), try await clinic.openWorkup("Brouwer")]
            let patients = [try await stage.patient(of: workups[0]), try await stage.patient(of: workups[1])]
            let (nurse, technician) = (clinic.call(.nurse), clinic.call(.technician))
            try await stage.object(patients[0], user: "nurse")
            #expect(await stage.sight(workups[1], by: nurse) == .whole)
            let merge = MergePatients.Input(into: patients[1], reason: "one person")
            clinic.clock.advance(by: .seconds(60))
            _ = try await MergePatients.run(patients[0], merge, call: TestClinic.machine, in: stage.environment)
            for workup in workups { #expect(await stage.sight(workup, by: nurse) == .nothing) }

            let later = try await stage.object(patients[1], user: "technician")
            for workup in workups { #expect(await stage.sight(workup, by: technician) == .nothing) }
            _ = try await LiftObjection.run(
                patients[1],
                later,
                LiftObjection.Input(reason: "taken back"),
                call: TestClinic.machine,
                in: stage.environment
            )
            for workup in workups { #expect(await stage.sight(workup, by: technician) == .whole) }
            // Two people after all: each keeps what was said of them.
            _ = try await UnmergePatients.run(patients[0], merge, call: TestClinic.machine, in: stage.environment)
            #expect(await stage.sight(workups[0], by: nurse) == .nothing)
            #expect(await stage.sight(workups[1], by: nurse) == .whole)
        }
    }

    @Test("in part gets no diagnosis, from the service or from the database itself")
    func diagnosis() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            let workup = try await clinic.openWorkup()
            try await stage.give("lumbarPuncture", of: workup, to: "REG")
            let stated = #"{"diagnosis":{"text":"multifocal motor neuropathy","statedBy":"Dr A"}}"#
            _ = try await ChangeWorkup.run(
                workup,
                expecting: 1,
                try ChangeWorkup.Input.codec.decode(Array(stated.utf8)),
                call: clinic.call(),
                in: stage.environment
            )
            let technician = try stage.regional(.technician)
            let user = try #require(technician.actor.userID)
            let seen: [(Call, String?)] = [(clinic.call(), "multifocal motor neuropathy"), (technician, nil)]
            for (call, text) in seen {
                let identity = RowIdentity.user(try #require(call.actor.userID), at: stage.environment.now())
                let row = try await clinic.record.write(as: identity) { try await $0.workup(workup) }
                #expect(row != nil && row?.diagnosisText == text)
                let document = try await clinic.document(workup, by: call)
                #expect(document.diagnosis?.text == text)
            }
            let rows = try await clinic.record.database.withConnection { connection in
                try await connection.executeScript(
                    """
                    begin;
                    select set_config('role', 'workup_service', true), access_enter('\(user)', now());
                    select count(*) from workup_version;
                    rollback;
                    """
                )
            }
            #expect(rows.flatMap(\.rows).last == ["0"])
        }
    }

    @Test("is told of who received a batch by number alone where they may not see them")
    func lot() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            for number in 0..<3 {
                let workup = try await clinic.openWorkup("Patient \(number)")
                let course = try await RecordCourse.run(
                    workup,
                    try RecordCourse.Input.codec.decode(Array(#"{"option":"ivig","startedOn":"2026-03-02"}"#.utf8)),
                    call: clinic.call(),
                    in: stage.environment
                )
                let given = #"{"on":"2026-03-02","product":"Privigen","lot":"P100","grams":40,"bodyWeightKg":70}"#
                _ = try await RecordAdministration.run(
                    workup,
                    course: ID(course.id),
                    try RecordAdministration.Input.codec.decode(Array(given.utf8)),
                    call: clinic.call(.nurse),
                    in: stage.environment
                )
                if number == 0 { try await stage.share(workup, organisation: "REG") }
            }
            let question = FindLot.Input(lot: "p-100", product: nil)
            for (call, shown, others) in [(clinic.call(), 3, 0), (try stage.regional(), 1, 2)] {
                let page = try await FindLot.run(question, call: call, in: stage.environment)
                let body = try JSONReader.read(page.body)
                #expect(body["items"]?.array?.count == shown && body["otherPatientCount"] == .integer(others))
            }
        }
    }
}
