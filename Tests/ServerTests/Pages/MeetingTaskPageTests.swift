// The pages of what a meeting leaves to do and of who is there: tasks, invitations, the chair, what was found afterwards.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The pages of what a meeting leaves to do", .database(.clinic))
struct MeetingTaskPageTests {
    private static func plan(_ stage: PageStage, _ changes: [String: String] = [:]) async throws -> String {
        let fields = try PageStage.fields(try await stage.page("/meetings/new"), action: "/meetings/new")
        let chair = try #require(stage.clinic.call().actor.userID).description
        let typed = ["/startsOn": "2026-03-12", "/startsAt": "9:30", "/chairId": chair].merging(changes) { $1 }
        let next = try await stage.done("/meetings/new", PageStage.changing(fields, typed))
        return String(next.prefix { $0 != "?" })
    }

    private static func document(_ stage: PageStage, _ meeting: String) async throws -> MeetingDocument {
        let id = try #require(ID<Meeting>(String(meeting.dropFirst("/meetings/".count))))
        let answer = try await ReadMeeting.run(id, asOf: nil, call: stage.clinic.call(), in: stage.clinic.environment)
        return try MeetingDocument.codec.decode(answer.body)
    }

    /// The workup of the stage on the agenda of a meeting, and the address of its case.
    private static func add(_ stage: PageStage, to meeting: String) async throws -> String {
        let fields = try PageStage.fields(try await stage.page("\(meeting)/add"), action: "\(meeting)/add")
        _ = try await stage.done("\(meeting)/add", PageStage.changing(fields, ["/workupId": stage.workup.description]))
        let item = try #require(try await document(stage, meeting).cases.first)
        return "\(meeting)/cases/\(item.id)"
    }

    /// Settles the case and signs the meeting.
    private static func sign(_ stage: PageStage, _ meeting: String) async throws {
        let item = try #require(try await document(stage, meeting).cases.first)
        try await MeetingPageTests.begin(stage, meeting)
        var decision = ChangeMeetingCase.Input()
        decision.decision = "Start IVIg"
        _ = try await ChangeMeetingCase.run(
            item.meetingID,
            item.id,
            expecting: item.version,
            decision,
            call: stage.clinic.call(),
            in: stage.clinic.environment
        )
        let form = try PageStage.fields(try await stage.page(meeting), action: "\(meeting)/sign")
        _ = try await stage.done("\(meeting)/sign", form)
    }

    @Test("invite everybody of a role and a person by name, each once, and say whom a role concerns")
    func invitations() async throws {
        try await PageStage.run { stage in
            let page = try await stage.page("/meetings/new")
            let nurse = try #require(page.firstMatch(of: #/name="(/roles/[0-9]+)" value="nurse"/#)?.1)
            let neurologist = try #require(page.firstMatch(of: #/name="(/roles/[0-9]+)" value="neurologist"/#)?.1)
            #expect(page.contains(">Coordinator</p>"), "whom the role concerns")
            let coordinator = try #require(stage.clinic.call(.coordinator).actor.userID)
            let meeting = try await Self.plan(
                stage,
                [
                    String(nurse): "nurse", String(neurologist): "neurologist",
                    "/people/1": coordinator.description, "/attendance/0/name": "Neurologist",
                    "/attendance/0/role": "neurologist",
                ]
            )
            let people = try await Self.document(stage, meeting).meeting.attendance
            #expect(people.map(\.name) == ["Neurologist", "Coordinator", "Nurse specialist"])
            #expect(people.map(\.role) == ["neurologist", "coordinator", "nurse"])
        }
    }

    @Test("leave signing to the chair who is named, and say what to do", arguments: Language.allCases)
    func chair(language: Language) async throws {
        try await PageStage.run { stage in
            let other = try #require(stage.clinic.call(.neurophysiologist).actor.userID).description
            let name = stage.clinic.call(.neurophysiologist).actor.name
            let meeting = try await Self.plan(stage, ["/chairId": other])
            _ = try await Self.add(stage, to: meeting)
            let item = try #require(try await Self.document(stage, meeting).cases.first)
            try await MeetingPageTests.begin(stage, meeting)
            var decision = ChangeMeetingCase.Input()
            decision.decision = "Start IVIg"
            _ = try await ChangeMeetingCase.run(
                item.meetingID,
                item.id,
                expecting: 1,
                decision,
                call: stage.clinic.call(),
                in: stage.clinic.environment
            )
            let page = try await stage.page(meeting, language)
            #expect(!page.contains("action=\"\(meeting)/sign\""))
            #expect(page.contains("\(name) \(language == .nl ? "ondertekent" : "signs")"))
            let refused = try await stage.browser.form(
                "\(meeting)/sign",
                [("key", "k"), ("version", "2"), ("/seen", "\(item.id):1")],
                language: language
            )
            #expect(refused.status == .conflict)
            #expect(
                refused.text.contains("\(name) \(language == .nl ? "is de voorzitter" : "is the chair of this")")
            )
            let chair = try #require(stage.clinic.call().actor.userID).description
            let change = try PageStage.fields(try await stage.page("\(meeting)/change"), action: "\(meeting)/change")
            _ = try await stage.done("\(meeting)/change", PageStage.changing(change, ["/chairId": chair]))
            let form = try PageStage.fields(try await stage.page(meeting), action: "\(meeting)/sign")
            _ = try await stage.done("\(meeting)/sign", form)
            #expect(try await Self.document(stage, meeting).meeting.signedBy == "Neurologist")
        }
    }

    @Test("show what was found after sign-off as such, in the room and on the case", arguments: Language.allCases)
    func afterwards(language: Language) async throws {
        try await PageStage.run { stage in
            let meeting = try await Self.plan(stage)
            let item = try await Self.add(stage, to: meeting)
            try await Self.sign(stage, meeting)
            let id = item.split(separator: "/cases/")[1]
            let room = "\(meeting)/live?case=\(id)"
            let title = language == .nl ? "Na het overleg" : "After the meeting"
            for path in [item, room] { #expect(!(try await stage.page(path, language).contains(title)), "\(path)") }
            stage.clinic.clock.advance(by: .seconds(60))
            let body = #"{"performedOn": "2026-03-01", "code": "b12", "band": "normal"}"#
            _ = try await RecordFinding.run(
                stage.workup,
                RecordFinding.Input(
                    finding: try Finding.decode(.laboratory, try JSONReader.read(Array(body.utf8))),
                    origin: nil
                ),
                call: stage.clinic.call(),
                in: stage.clinic.environment
            )
            for path in [item, room] {
                let page = try await stage.page(path, language)
                #expect(page.contains(title), "\(path)")
                #expect(page.contains(language == .nl ? "vastgelegd na het overleg" : "recorded after the meeting"))
                #expect(page.contains("\(stage.base)/findings/"))
            }
        }
    }

    @Test("give an action to somebody else, drop it with a reason, and list what is open", arguments: Language.allCases)
    func tasks(language: Language) async throws {
        try await PageStage.run { stage in
            let meeting = try await Self.plan(stage)
            let item = try await Self.add(stage, to: meeting)
            let form = try PageStage.fields(try await stage.page(item), action: "\(item)/actions")
            let nurse = try #require(stage.clinic.call(.nurse).actor.userID).description
            let typed = ["/what": "Call <them>", "/ownerId": nurse, "/dueOn": "2026-02-01"]
            _ = try await stage.done("\(item)/actions", PageStage.changing(form, typed))
            let list = try await stage.page("/tasks", language)
            #expect(list.contains("Call &lt;them&gt;") && list.contains(language == .nl ? "te laat" : "overdue"))
            let action = try #require(try await Self.document(stage, meeting).cases.first?.actions.first)
            #expect(action.owner == "Nurse specialist" && action.ownerID?.description == nurse)
            let address = "\(item)/actions/\(action.id)/change"
            let change = try PageStage.fields(try await stage.page("\(address)?tasks=true", language), action: address)
            let both = try await stage.browser.form(
                address,
                PageStage.changing(change, ["/ownerId": "", "/state": "open", "key": "1"])
            )
            #expect(both.status == .badRequest && both.text.contains("href=\"#f-owner\""))
            let words = PageStage.changing(change, ["/owner": "Family doctor", "/dueOn": "2026-03-20", "key": "2"])
            #expect(try await stage.done(address, words) == "/tasks?done=actionChanged")
            let late = try await stage.browser.form(address, PageStage.changing(change, ["/what": "mine", "key": "3"]))
            #expect(late.status == .preconditionFailed && late.text.contains("mine</textarea>"))
            let now = try #require(try await Self.document(stage, meeting).cases.first?.actions.first)
            #expect(now.owner == "Family doctor" && now.ownerID == nil && now.dueOn?.description == "2026-03-20")
            let drop = try PageStage.fields(try await stage.page(address, language), action: address)
            let unreasoned = try await stage.browser.form(address, PageStage.changing(drop, ["/state": "cancelled"]))
            #expect(unreasoned.status == .badRequest && unreasoned.text.contains("href=\"#f-reason\""))
            let dropped = PageStage.changing(drop, ["/state": "cancelled", "/reason": "done elsewhere", "key": "4"])
            #expect(try await stage.done(address, dropped) == "\(item)?done=actionChanged")
            #expect(try await stage.page(item, language).contains("done elsewhere"))
            #expect(!(try await stage.page("/tasks", language).contains("Call &lt;them&gt;")))
        }
    }

    @Test("say that an action is done from the list of tasks")
    func done() async throws {
        try await PageStage.run { stage in
            let meeting = try await Self.plan(stage)
            let item = try await Self.add(stage, to: meeting)
            let form = try PageStage.fields(try await stage.page(item), action: "\(item)/actions")
            let own = try #require(stage.clinic.call().actor.userID).description
            _ = try await stage.done("\(item)/actions", PageStage.changing(form, ["/what": "Call", "/ownerId": own]))
            let action = try #require(try await Self.document(stage, meeting).cases.first?.actions.first)
            let done = try PageStage.fields(try await stage.page("/tasks"), action: "\(item)/actions/\(action.id)")
            #expect(try await stage.done("\(item)/actions/\(action.id)", done) == "/tasks?done=actionDone")
            #expect(try await stage.page("/tasks?done=actionDone").contains("No action is open."))
            #expect(try await Self.document(stage, meeting).cases.first?.actions.first?.state == .done)
        }
    }

    @Test("let a technician finish an action of their own, and nothing else of it", arguments: Language.allCases)
    func technician(language: Language) async throws {
        try await PageStage.run { stage in
            let meeting = try await Self.plan(stage)
            let item = try await Self.add(stage, to: meeting)
            let reader = BrowserClient(stage.browser.client, stage.browser.door)
            stage.browser.door.waitForCode()
            _ = try await AddUser.run(
                AddUser.Input(login: "reader", name: "Reader", role: .technician, organisation: "NMC"),
                call: TestClinic.machine,
                in: stage.clinic.environment
            )
            try await reader.enrol("reader")
            let owner = try #require(try await stage.clinic.call(login: "reader").actor.userID).description
            for (what, id) in [
                ("Measure again", owner), ("Not theirs", stage.clinic.call(.nurse).actor.userID?.description),
            ] {
                let form = try PageStage.fields(try await stage.page(item), action: "\(item)/actions")
                let typed = ["/what": what, "/ownerId": try #require(id), "key": what]
                _ = try await stage.done("\(item)/actions", PageStage.changing(form, typed))
            }
            let actions = try #require(try await Self.document(stage, meeting).cases.first?.actions)
            let own = try #require(actions.first { $0.what == "Measure again" })
            let list = try await reader.send(.get, "/tasks")
            #expect(list.text.contains("Measure again") && list.text.contains("\(own.id)/change"))
            for action in actions where action.id != own.id {
                #expect(!list.text.contains("\(action.id)/change"))
                let path = "\(item)/actions/\(action.id)/change"
                #expect(try await reader.send(.get, path).status == .forbidden)
            }
            let address = "\(item)/actions/\(own.id)/change"
            let page = try await reader.send(.get, "\(address)?tasks=true", language: language)
            PageStage.check(page.text, language)
            #expect(!page.text.contains("name=\"/what\"") && !page.text.contains("value=\"cancelled\""))
            let fields = try PageStage.fields(page.text, action: address)
            let worded = try await reader.form(address, PageStage.changing(fields, ["/what": "Other", "key": "w"]))
            #expect(worded.status == .forbidden)
            let typed = ["/state": "done", "/reason": "as before"]
            let done = try await reader.form(address, PageStage.changing(fields, typed))
            #expect(done.status == .seeOther)
            let now = try #require(
                try await Self.document(stage, meeting).cases.first?.actions.first { $0.id == own.id }
            )
            #expect(now.state == .done && now.reason == "as before" && now.what == "Measure again")
        }
    }
}
