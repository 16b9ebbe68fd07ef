// Kept views of the worklist, the order of waiting, the cases of a meeting, and what is told of changes.
import Domain
import FoundationEssentials
import Records
import TestSupport
import Testing
import UseCases

@Suite("Views of the worklist", .database(.clinic))
struct WorklistViewTests {
    private func keep(
        _ name: String,
        team: String? = nil,
        call: Call,
        in environment: UseCases.Environment
    ) async throws -> ID<WorklistView> {
        let input = KeepWorklistView.Input(name: name, query: "status=open&order=waiting", team: team)
        return ID(try await KeepWorklistView.run(input, call: call, in: environment).id)
    }

    private func names(_ call: Call, in environment: UseCases.Environment) async throws -> [String?] {
        let page = try await ListWorklistViews.run(call: call, in: environment)
        return try JSONReader.read(page.body)["items"]?.array?.map { $0["name"]?.string } ?? []
    }

    private func join(_ login: String, _ team: String, in environment: UseCases.Environment) async throws {
        _ = try await TeamMembership.join(
            team,
            TeamMembership.Input(login: login),
            call: TestClinic.machine,
            in: environment
        )
    }

    @Test("are of an organisation or of a team: others neither see nor remove them, and whoever leaves loses them")
    func whose() async throws {
        try await AccessClinic.run { stage in
            let environment = stage.environment
            _ = try await AddTeam.run(
                AddTeam.Input(organisation: "NMC", code: "nerve", name: "Nerve team"),
                call: TestClinic.machine,
                in: environment
            )
            try await join("nurse", "NMC/nerve", in: environment)
            let (nurse, neurologist) = (stage.clinic.call(.nurse), stage.clinic.call())
            let other = try stage.regional()
            _ = try await keep("Overdue here", call: neurologist, in: environment)
            let teams = try await keep("Ours", team: "nerve", call: nurse, in: environment)
            #expect(try await names(nurse, in: environment) == ["Overdue here", "Ours"])
            #expect(try await names(neurologist, in: environment) == ["Overdue here"])
            #expect(try await names(other, in: environment) == [])
            #expect(try await names(TestClinic.machine, in: environment) == [])

            let stranger = await failure { try await keep("Mine", team: "nerve", call: neurologist, in: environment) }
            #expect(stranger?.faults.map(\.pointer) == ["/team"])
            for call in [neurologist, other] {
                let refused = await failure { try await EndWorklistView.run(teams, call: call, in: environment) }
                #expect(refused?.category == .notFound)
            }
            let machine = await failure { try await keep("Mine", call: TestClinic.machine, in: environment) }
            #expect(machine?.code == "role-may-not")
            let researcher = stage.clinic.call(.researcher)
            let refused = await failure { try await keep("Mine", call: researcher, in: environment) }
            #expect(refused?.code == "role-may-not")

            _ = try await TeamMembership.leave(
                "NMC/nerve",
                TeamMembership.Input(login: "nurse"),
                call: TestClinic.machine,
                in: environment
            )
            #expect(try await names(nurse, in: environment) == ["Overdue here"])
        }
    }

    @Test("have a name once, whatever its case, until they are removed; the log names them and the record keeps them")
    func names() async throws {
        try await TestDatabase.withClinic { clinic in
            let (call, environment) = (clinic.call(key: "one"), clinic.environment)
            let first = try await keep("Wearing off", call: call, in: environment)
            #expect(try await keep("Wearing off", call: call, in: environment) == first, "a repeated request")
            let taken = await failure { try await keep("WEARING OFF", call: clinic.call(.nurse), in: environment) }
            #expect(taken?.code == "worklist-view-exists")
            _ = try await EndWorklistView.run(first, call: clinic.call(.nurse), in: environment)
            let gone = await failure { try await EndWorklistView.run(first, call: clinic.call(), in: environment) }
            #expect(gone?.category == .notFound)
            #expect(try await names(clinic.call(), in: environment) == [])
            _ = try await keep("Wearing OFF", call: clinic.call(), in: environment)
            #expect(try await names(clinic.call(), in: environment) == ["Wearing OFF"])
            let rows = try await clinic.logRows(
                """
                select event_code, object_name from audit_event
                where event_code in ('KeepWorklistView', 'EndWorklistView') and outcome = 0 order by recorded_at, event_code desc
                """
            )
            #expect(
                Set(rows.map { "\($0[0] ?? "") \($0[1] ?? "")" }) == [
                    "KeepWorklistView Wearing off", "EndWorklistView Wearing off", "KeepWorklistView Wearing OFF",
                ]
            )
            #expect(try await clinic.rows("select count(*) from worklist_view") == [["2"]])
            for sql in ["delete from worklist_view", "update worklist_view set name = 'x'"] {
                await #expect(throws: (any Error).self) { try await clinic.rows(sql) }
            }
        }
    }

    @Test("are as long as an address of the list can be, and no longer")
    func length() async throws {
        try await TestDatabase.withClinic { clinic in
            let input = KeepWorklistView.Input(
                name: "Long",
                query: "text=" + String(repeating: "a", count: 2_000),
                team: nil
            )
            let error = await failure {
                try await KeepWorklistView.run(input, call: clinic.call(), in: clinic.environment)
            }
            #expect(error?.faults.map(\.pointer) == ["/query"])
        }
    }
}

@Suite("The worklist by waiting and by meeting", .database(.clinic))
struct WorklistOrderTests {
    private func workups(_ filter: WorklistFilter, _ call: Call, _ clinic: TestClinic) async throws -> [String] {
        var (found, cursor): ([String], String?) = ([], nil)
        repeat {
            let page = try await ListWorklist.run(filter, cursor: cursor, call: call, in: clinic.environment)
            let items = try JSONReader.read(page.body)["items"]?.array ?? []
            found += items.compactMap { $0["workupId"]?.string }
            cursor = page.next
        } while cursor != nil && found.count < 100
        return found
    }

    @Test("goes by how long the next step has waited, page by page, where nothing is open last")
    func waiting() async throws {
        try await TestDatabase.withClinic { clinic in
            var opened: [ID<Workup>] = []
            for day in [12, 3, 20, 3, 7] {
                clinic.clock.advance(by: .seconds(1))
                let date = try #require(LocalDate("2026-02-\(day < 10 ? "0" : "")\(day)"))
                opened.append(try await clinic.openWorkup("Day \(day)", openedOn: date))
            }
            let done = opened[4]
            for code in try await clinic.document(done).steps.map(\.code) {
                _ = try await MoveStep.run(
                    done,
                    code: code,
                    expecting: clinic.step(code, of: done).version,
                    StepMove(state: .notNeeded, reason: "test"),
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            let days = try await clinic.rows(
                "select workup_id from worklist_entry order by coalesce(next_step_since, 'infinity'), workup_id"
            )
            let expected = days.compactMap { $0[0] }
            #expect(expected.count == 5 && expected.last == done.description)
            for limit in [1, 2, 50] {
                let filter = WorklistFilter(order: .waiting, limit: limit)
                #expect(try await workups(filter, clinic.call(), clinic) == expected, "\(limit)")
            }
            let first = try await ListWorklist.run(
                WorklistFilter(order: .waiting, limit: 1),
                cursor: nil,
                call: clinic.call(),
                in: clinic.environment
            )
            for order in [WorklistOrder.due, .category] {
                let error = await failure {
                    try await ListWorklist.run(
                        WorklistFilter(order: order),
                        cursor: first.next,
                        call: clinic.call(),
                        in: clinic.environment
                    )
                }
                #expect(error?.faults.map(\.pointer) == ["cursor"], "\(order)")
            }
        }
    }

    @Test("narrows to the agenda of a meeting, without what was taken off it, and shows nobody more than before")
    func meeting() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            let (on, off, _) = (
                try await clinic.openWorkup("On"), try await clinic.openWorkup("Off"),
                try await clinic.openWorkup("Never")
            )
            let planned = try await PlanMeeting.run(
                PlanMeeting.Input(
                    startsAt: clinic.environment.now().addingSeconds(7 * 86_400),
                    place: "Room 1",
                    chair: nil,
                    coordinator: nil,
                    organisation: nil,
                    attendance: []
                ),
                call: clinic.call(),
                in: clinic.environment
            )
            let meeting = ID<Meeting>(planned.id)
            for workup in [on, off] {
                let item = try await AddMeetingCase.run(
                    meeting,
                    AddMeetingCase.Input(workupID: workup, question: nil, presenter: nil, lateReason: nil),
                    call: clinic.call(),
                    in: clinic.environment
                )
                guard workup == off else { continue }
                var input = ChangeMeetingCase.Input()
                (input.status, input.reason) = (.removed, "not ready")
                _ = try await ChangeMeetingCase.run(
                    meeting,
                    ID(item.id),
                    expecting: 1,
                    input,
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            for order in WorklistOrder.allCases {
                let filter = WorklistFilter(meeting: meeting, order: order)
                #expect(try await workups(filter, clinic.call(), clinic) == [on.description], "\(order)")
                #expect(try await workups(filter, stage.regional(), clinic).isEmpty)
            }
            let choices = try await ReadWorklistChoices.run(meeting: nil, call: clinic.call(), in: clinic.environment)
            #expect(choices.meetings.map(\.id) == [meeting] && choices.teams.isEmpty)
            clinic.clock.advance(by: .seconds(40 * 86_400))
            for (asked, shown) in [(nil, []), (meeting, [meeting])] as [(ID<Meeting>?, [ID<Meeting>])] {
                let later = try await ReadWorklistChoices.run(
                    meeting: asked,
                    call: clinic.call(),
                    in: clinic.environment
                )
                #expect(later.meetings.map(\.id) == shown)
            }
        }
    }

    @Test("tells which workups changed since a moment, and each reader only of those that are theirs")
    func changes() async throws {
        try await AccessClinic.run { stage in
            let clinic = stage.clinic
            let start = try await WatchWorklist.changes(since: nil, in: clinic.environment)
            #expect(start.news == .changed([]))
            let workup = try await clinic.openWorkup("Listening")
            let opened = try await WatchWorklist.changes(since: start.moment, in: clinic.environment)
            #expect(opened.news == .changed([workup]))
            func move(_ version: Int) async throws {
                _ = try await MoveStep.run(
                    workup,
                    code: "neurologicalExamination",
                    expecting: version,
                    StepMove(note: "tomorrow"),
                    call: clinic.call(),
                    in: clinic.environment
                )
            }
            try await move(try await clinic.step("neurologicalExamination", of: workup).version)
            let moved = try await WatchWorklist.changes(since: opened.moment, in: clinic.environment)
            #expect(moved.news == .changed([workup]))
            #expect(await failure { try await move(1) }?.category == .preconditionFailed)
            let refused = try await WatchWorklist.changes(since: moved.moment, in: clinic.environment)
            #expect(refused.news == .changed([]))

            let unknown = ID<Workup>("00000000-0000-7000-8000-0000000000ff")
            let all = [workup, unknown].compactMap(\.self)
            for (call, seen) in [(clinic.call(), [workup]), (try stage.regional(), [])] {
                #expect(try await WatchWorklist.visible(among: all, call: call, in: clinic.environment) == seen)
            }
            let researcher = await failure {
                try await WatchWorklist.visible(
                    among: all,
                    call: clinic.call(.researcher),
                    in: clinic.environment
                )
            }
            #expect(researcher?.code == "role-may-not")
        }
    }

    @Test("tells of more than fifty changes as of many, and not of what a restored copy says of transactions to come")
    func manyChanges() async throws {
        try await TestDatabase.withClinic { clinic in
            for number in 1...3 { _ = try await clinic.openWorkup("Person \(number)") }
            let start = try await WatchWorklist.changes(since: nil, in: clinic.environment)
            _ = try await clinic.logRows(
                """
                set session_replication_role = replica;
                update worklist_entry set changed_in = (pg_current_xact_id()::text::bigint + 1000000)::text::xid8;
                """
            )
            #expect(try await WatchWorklist.changes(since: start.moment, in: clinic.environment).news == .changed([]))
            for number in 4...51 { _ = try await clinic.openWorkup("Person \(number)") }
            _ = try await clinic.logRows("update worklist_entry set status = status")
            #expect(try await WatchWorklist.changes(since: start.moment, in: clinic.environment).news == .many)
        }
    }
}
