// The pages of meetings: from planning to sign-off and amendment, two who write at once, roles, people of elsewhere.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The pages of meetings", .database(.clinic))
struct MeetingPageTests {
    /// Plans a meeting by its form, and gives its address.
    private static func plan(_ stage: PageStage, on day: String = "2026-03-12") async throws -> String {
        let fields = try PageStage.fields(try await stage.page("/meetings/new"), action: "/meetings/new")
        let next = try await stage.done(
            "/meetings/new",
            PageStage.changing(
                fields,
                [
                    "/startsOn": day, "/startsAt": "9:30", "/place": "Room <2>",
                    "/chairId": try #require(stage.clinic.call().actor.userID).description,
                    "/attendance/0/name": "Dr. Test", "/attendance/0/role": "Neurologist",
                    "/attendance/3/name": "A. Guest", "/attendance/3/role": "physiotherapist",
                ]
            )
        )
        return String(next.prefix { $0 != "?" })
    }

    /// Puts the workup of the stage on the agenda, and gives the address of its case.
    private static func add(_ stage: PageStage, to meeting: String) async throws -> String {
        let fields = try PageStage.fields(try await stage.page("\(meeting)/add"), action: "\(meeting)/add")
        let next = try await stage.done(
            "\(meeting)/add",
            PageStage.changing(fields, ["/workupId": stage.workup.description, "/question": "Treat now?"])
        )
        return try await caseAddress(try await stage.page(next), meeting)
    }

    private static func caseAddress(_ page: String, _ meeting: String) async throws -> String {
        let pattern = try Regex("href=\"(\(meeting)/cases/[^\"]+)\"", as: (Substring, Substring).self)
        return String(try #require(page.firstMatch(of: pattern)).1)
    }

    private static func live(_ item: String) -> String {
        let parts = item.split(separator: "/cases/")
        return "\(parts[0])/live?case=\(parts[1])"
    }

    /// What a form of a field sends on the screen in the room.
    private static func fields(_ page: String, _ item: String, _ field: String) throws -> [(String, String)] {
        let start = try #require(page.firstRange(of: "id=\"writing-\(field)\""))
        let head = try #require(page[..<start.lowerBound].ranges(of: "<form").last)
        return try PageStage.fields(String(page[head.lowerBound...]), action: "\(item)/writing")
    }

    /// Writes in a field on the screen in the room.
    private static func write(_ stage: PageStage, _ item: String, _ field: String, _ text: String) async throws {
        let fields = try fields(try await stage.page(live(item)), item, field)
        _ = try await stage.done("\(item)/writing", PageStage.changing(fields, ["/text": text]))
    }

    private static func settle(_ stage: PageStage, _ item: String, as status: String) async throws {
        let fields = try PageStage.fields(try await stage.page(live(item)), action: "\(item)/outcome")
        _ = try await stage.done("\(item)/outcome", PageStage.changing(fields, ["/status": status]))
    }

    private static func document(_ stage: PageStage, _ meeting: String) async throws -> MeetingDocument {
        let id = try #require(ID<Meeting>(String(meeting.dropFirst("/meetings/".count))))
        let answer = try await ReadMeeting.run(
            id,
            asOf: nil,
            call: stage.clinic.call(),
            in: stage.clinic.environment
        )
        return try MeetingDocument.codec.decode(answer.body)
    }

    /// The meeting begins: it is moved to a moment ago, or to a while from now.
    static func begin(_ stage: PageStage, _ meeting: String, inSeconds seconds: Int64 = -600) async throws {
        let head = try await document(stage, meeting).meeting
        let started = stage.clinic.environment.now().addingSeconds(seconds)
        _ = try await ChangeMeeting.run(
            head.id,
            expecting: head.version,
            try ChangeMeeting.Input.codec.decode(Array(#"{"startsAt":"\#(started)"}"#.utf8)),
            call: stage.clinic.call(),
            in: stage.clinic.environment
        )
    }

    @Test(
        "lead from planning over the agenda and the room to sign-off, in both languages",
        arguments: Language.allCases
    )
    func wholeWay(language: Language) async throws {
        try await PageStage.run { stage in
            let meeting = try await Self.plan(stage)
            let head = try await Self.document(stage, meeting).meeting
            #expect(head.startsAt.description.hasPrefix("2026-03-12T09:30:00"))
            #expect(head.attendance.map(\.role) == ["neurologist", "physiotherapist"])
            let item = try await Self.add(stage, to: meeting)
            let list = try await stage.page("/meetings", language)
            #expect(list.contains("href=\"\(meeting)\"") && list.contains("Room &lt;2&gt;"))
            for (field, text) in [
                ("diagnosis", "MMN <likely>"), ("decision", "Start IVIg"), ("dissent", "One would wait"),
                ("informedBy", "2026-03-14"),
            ] {
                try await Self.write(stage, item, field, text)
            }
            let room = try await stage.page(Self.live(item), language)
            try Golden.expect(
                PageStage.normalized(room),
                named: "meetinglive-\(language.rawValue).html",
                suite: "Pages"
            )
            // What was written decides nothing until somebody says so.
            #expect(try await Self.document(stage, meeting).cases.first?.status == .planned)
            // Nor is it settled before the day of the meeting.
            let settling = try PageStage.fields(room, action: "\(item)/outcome")
            let refused = try await stage.browser.form("\(item)/outcome", settling, language: language)
            #expect(refused.status == .conflict)
            #expect(
                refused.text.contains(language == .nl ? "vanaf de dag van het overleg" : "from the day of the meeting")
            )
            try await Self.begin(stage, meeting, inSeconds: 600)
            try await Self.settle(stage, item, as: "discussed")
            let action = PageStage.changing(
                try PageStage.fields(try await stage.page(item), action: "\(item)/actions"),
                ["/what": "Call the patient", "/owner": "Family doctor", "/dueOn": "2026-03-13"]
            )
            _ = try await stage.done("\(item)/actions", action)
            let early = try await stage.page(meeting, language)
            #expect(early.contains(language == .nl ? "vanaf het begin" : "from when it starts"))
            #expect(!early.contains("action=\"\(meeting)/sign\""))
            try await Self.begin(stage, meeting)
            let open = try await stage.page(meeting, language)
            #expect(open.contains(language == .nl ? "Laatste blik" : "A last look") && open.contains("One would wait"))
            #expect(open.contains("Call the patient") && open.contains("Start IVIg"))
            try Golden.expect(PageStage.normalized(open), named: "meeting-\(language.rawValue).html", suite: "Pages")
            let signed = try await stage.done(
                "\(meeting)/sign",
                try PageStage.fields(try await stage.page(meeting), action: "\(meeting)/sign")
            )
            _ = try await stage.page(signed, language)
            let document = try await Self.document(stage, meeting)
            #expect(document.meeting.status == .signed && document.cases.first?.decision == "Start IVIg")
            #expect(document.cases.first?.informedBy?.description == "2026-03-14")
            #expect(try await stage.clinic.step("multidisciplinaryMeeting", of: stage.workup).state == .reported)
        }
    }

    @Test("keep what was signed, and show an amendment beside it with its reason")
    func amends() async throws {
        try await PageStage.run { stage in
            let meeting = try await Self.plan(stage)
            let item = try await Self.add(stage, to: meeting)
            try await Self.write(stage, item, "decision", "Start IVIg")
            try await Self.begin(stage, meeting)
            try await Self.settle(stage, item, as: "discussed")
            let sign = try PageStage.fields(try await stage.page(meeting), action: "\(meeting)/sign")
            _ = try await stage.done("\(meeting)/sign", sign)
            stage.clinic.clock.advance(by: .seconds(60))
            let late = try await stage.browser.form(
                "\(item)/writing",
                [("/field", "decision"), ("/original", "Start IVIg"), ("/text", "Start SCIg"), ("key", "late")]
            )
            #expect(late.status == .conflict && late.text.contains("The meeting is signed"))
            #expect(late.text.contains("Start SCIg"), "what was typed stays in sight")
            let fields = try PageStage.fields(try await stage.page(item), action: item)
            let unreasoned = try await stage.browser.form(item, PageStage.changing(fields, ["/decision": "Start SCIg"]))
            #expect(unreasoned.status == .badRequest && unreasoned.text.contains("href=\"#amend-f-reason\""))
            PageStage.check(unreasoned.text, .en)
            let reasoned = PageStage.changing(
                try PageStage.fields(unreasoned.text, action: item),
                ["/reason": "cannot come to the hospital", "key": "again"]
            )
            _ = try await stage.done(item, reasoned)
            stage.clinic.clock.advance(by: .seconds(60))
            let second = PageStage.changing(
                try PageStage.fields(try await stage.page(item), action: item),
                ["/dissent": "One would wait", "/reason": "said by telephone", "key": "second"]
            )
            _ = try await stage.done(item, second)
            // Wherever the decision stands it says who amended it, when and why, and what was signed.
            for path in [meeting, item, Self.live(item), "/workups/\(stage.workup)/timeline"] {
                let page = try await stage.page(path)
                #expect(page.contains("Start SCIg (amended after sign-off 2 Mar 2026"), "\(path)")
                #expect(page.contains("Neurologist: cannot come to the hospital; as signed: Start IVIg)"), "\(path)")
            }
            for path in [meeting, item] {
                let page = try await stage.page(path)
                #expect(page.contains("Amendments after sign-off"), "\(path)")
                // Each with its own reason.
                for reason in ["cannot come to the hospital", "said by telephone"] {
                    #expect(page.contains(reason), "\(path)")
                }
                #expect(page.contains("Start IVIg") && page.contains("Start SCIg"), "\(path)")
            }
        }
    }

    @Test("refuse to sign what changed after the chair looked, show what changed, and sign once that is seen")
    func changedMeanwhile() async throws {
        try await PageStage.run { stage in
            let meeting = try await Self.plan(stage)
            let item = try await Self.add(stage, to: meeting)
            try await Self.write(stage, item, "decision", "Start IVIg")
            try await Self.begin(stage, meeting)
            try await Self.settle(stage, item, as: "discussed")
            let seen = try PageStage.fields(try await stage.page(meeting), action: "\(meeting)/sign")
            stage.clinic.clock.advance(by: .seconds(60))
            let document = try await Self.document(stage, meeting)
            let id = try #require(document.cases.first?.id)
            _ = try await WriteMeetingOutcome.run(
                document.meeting.id,
                id,
                WriteMeetingOutcome.Input(field: .decision, original: "Start IVIg", text: "Start <nothing>"),
                call: stage.clinic.call(.coordinator),
                in: stage.clinic.environment
            )
            let refused = try await stage.browser.form("\(meeting)/sign", seen)
            #expect(refused.status == .conflict)
            PageStage.check(refused.text, .en)
            #expect(refused.text.contains("The meeting changed after you looked through it"))
            #expect(refused.text.contains("What changed since") && refused.text.contains("Coordinator"))
            #expect(refused.text.contains("Start IVIg") && refused.text.contains("Start &lt;nothing&gt;"))
            #expect(try await Self.document(stage, meeting).meeting.status == .planned)
            let again = try PageStage.fields(refused.text, action: "\(meeting)/sign")
            _ = try await stage.done("\(meeting)/sign", again)
            #expect(try await Self.document(stage, meeting).meeting.status == .signed)
        }
    }

    @Test("show the texts of two who wrote in one field side by side, and lose neither")
    func twoWriters() async throws {
        try await PageStage.run { stage in
            let meeting = try await Self.plan(stage)
            let item = try await Self.add(stage, to: meeting)
            let mine = try Self.fields(try await stage.page(Self.live(item)), item, "diagnosis")
            stage.clinic.clock.advance(by: .seconds(1))
            let id = try #require(ID<MeetingCase>(String(item.split(separator: "/cases/")[1])))
            let meetingID = try await Self.document(stage, meeting).meeting.id
            _ = try await WriteMeetingOutcome.run(
                meetingID,
                id,
                WriteMeetingOutcome.Input(field: .diagnosis, original: nil, text: "Their <text>"),
                call: stage.clinic.call(.coordinator),
                in: stage.clinic.environment
            )
            stage.clinic.clock.advance(by: .seconds(1))
            // Another field is nobody's conflict.
            try await Self.write(stage, item, "certainty", "probable")
            let refused = try await stage.browser.form(
                "\(item)/writing",
                PageStage.changing(mine, ["/text": "My text"])
            )
            #expect(refused.status == .preconditionFailed)
            PageStage.check(refused.text, .en)
            #expect(refused.text.contains("Written meanwhile by Coordinator"))
            #expect(refused.text.contains("Their &lt;text&gt;") && refused.text.contains("My text</textarea>"))
            #expect(try await Self.document(stage, meeting).cases.first?.diagnosis == "Their <text>")
            let room = try await stage.page(Self.live(item))
            #expect(room.contains("Coordinator is writing here since "))
            // Whoever has seen both may save theirs.
            let again = try Self.fields(refused.text, item, "diagnosis")
            _ = try await stage.done("\(item)/writing", PageStage.changing(again, ["/text": "Both texts"]))
            let now = try #require(try await Self.document(stage, meeting).cases.first)
            #expect(now.diagnosis == "Both texts" && now.certainty == "probable" && now.status == .planned)
            try await Self.write(stage, item, "diagnosis", "")
            #expect(try await Self.document(stage, meeting).cases.first?.diagnosis == nil)
        }
    }

    @Test("tell what is wrong with a plan, a late case and an outcome beside its field, and keep what was typed")
    func faults() async throws {
        try await PageStage.run { stage in
            let fields = try PageStage.fields(try await stage.page("/meetings/new"), action: "/meetings/new")
            let refused = try await stage.browser.form(
                "/meetings/new",
                PageStage.changing(
                    fields,
                    [
                        "/startsOn": "2026-03-12", "/startsAt": "25:00", "/attendance/1/role": "nurse",
                        "/place": "<kept>",
                    ]
                )
            )
            #expect(refused.status == .badRequest && refused.text.contains("value=\"&lt;kept&gt;\""))
            PageStage.check(refused.text, .en)
            #expect(refused.text.contains("href=\"#f-attendance-1-name\"") || refused.text.contains("attendance-1"))
            let meeting = try await Self.plan(stage, on: "2026-03-02")
            let add = PageStage.changing(
                try PageStage.fields(try await stage.page("\(meeting)/add"), action: "\(meeting)/add"),
                ["/workupId": stage.workup.description]
            )
            let late = try await stage.browser.form("\(meeting)/add", add)
            #expect(late.status == .badRequest && late.text.contains("href=\"#f-lateReason\""))
            _ = try await stage.done(
                "\(meeting)/add",
                PageStage.changing(add, ["/lateReason": "admitted", "key": "2"])
            )
            let page = try await stage.page(meeting)
            #expect(page.contains("Late addition: admitted"))
            let item = try await Self.caseAddress(page, meeting)
            let room = try await stage.page(Self.live(item))
            let day = try await stage.browser.form(
                "\(item)/writing",
                PageStage.changing(try Self.fields(room, item, "nextReviewOn"), ["/text": "soon"])
            )
            #expect(day.status == .badRequest && day.text.contains("href=\"#nextReviewOn-f-text\""))
            let undecided = try await stage.browser.form(
                "\(item)/outcome",
                try PageStage.fields(room, action: "\(item)/outcome")
            )
            #expect(undecided.status == .badRequest && undecided.text.contains("A discussed case needs its decision"))
        }
    }

    @Test("order the agenda, and take a case off it with a reason")
    func agenda() async throws {
        try await PageStage.run { stage in
            let other = try await stage.clinic.openWorkup("Bakker")
            let meeting = try await Self.plan(stage)
            _ = try await Self.add(stage, to: meeting)
            let fields = try PageStage.fields(try await stage.page("\(meeting)/add"), action: "\(meeting)/add")
            _ = try await stage.done("\(meeting)/add", PageStage.changing(fields, ["/workupId": other.description]))
            var document = try await Self.document(stage, meeting)
            #expect(document.cases.map(\.workupID) == [stage.workup, other])
            let last = "\(meeting)/cases/\(document.cases[1].id)"
            let up = try PageStage.fields(try await stage.page(meeting), action: "\(last)/place")
            _ = try await stage.done("\(last)/place", up)
            document = try await Self.document(stage, meeting)
            #expect(document.cases.map(\.workupID) == [other, stage.workup])
            let page = try await stage.page(last)
            let form = try #require(page.ranges(of: "action=\"\(last)\"").last)
            let start = try #require(page[..<form.lowerBound].ranges(of: "<form").last)
            let remove = try PageStage.fields(String(page[start.lowerBound...]), action: last)
            let refused = try await stage.browser.form(last, remove)
            #expect(refused.status == .badRequest && refused.text.contains("href=\"#removal-f-reason\""))
            _ = try await stage.done(last, PageStage.changing(remove, ["/reason": "seen elsewhere", "key": "other"]))
            #expect(try await Self.document(stage, meeting).cases.map(\.workupID) == [stage.workup])
        }
    }

    @Test("show what was typed of a case that is still open, and then offer neither removal nor cancelling")
    func typedOnly() async throws {
        try await PageStage.run { stage in
            let meeting = try await Self.plan(stage)
            let item = try await Self.add(stage, to: meeting)
            #expect(try await stage.page(item).contains("Take off the agenda"))
            try await Self.write(stage, item, "diagnosis", "MMN <likely>")
            let page = try await stage.page(item)
            #expect(page.contains("MMN &lt;likely&gt;") && page.contains("not kept as the outcome yet"))
            #expect(!page.contains("Take off the agenda"))
            let fields = try PageStage.fields(try await stage.page("\(meeting)/change"), action: "\(meeting)/change")
            let refused = try await stage.browser.form(
                "\(meeting)/change",
                PageStage.changing(fields, ["/status": "cancelled", "/reason": "ill"])
            )
            #expect(refused.status == .conflict && refused.text.contains("The meeting is not cancelled"))
            PageStage.check(refused.text, .en)
        }
    }

    @Test("give back what was typed where the case is gone, and say the right reason of a cancelled meeting")
    func gone() async throws {
        try await PageStage.run { stage in
            let meeting = try await Self.plan(stage)
            let item = try await Self.add(stage, to: meeting)
            let text = [("/field", "decision"), ("/original", ""), ("/text", "Start <IVIg>"), ("key", "late")]
            let id = try await Self.document(stage, meeting).meeting.id
            func cancel(_ status: String, _ version: Int) async throws {
                _ = try await ChangeMeeting.run(
                    id,
                    expecting: version,
                    try ChangeMeeting.Input.codec.decode(Array(#"{"status":"\#(status)","reason":"ill"}"#.utf8)),
                    call: stage.clinic.call(),
                    in: stage.clinic.environment
                )
            }
            try await cancel("cancelled", 1)
            let cancelled = try await stage.browser.form("\(item)/writing", text)
            #expect(cancelled.status == .conflict && cancelled.text.contains("The meeting was cancelled"))
            #expect(cancelled.text.contains("Start &lt;IVIg&gt;") && !cancelled.text.contains("is signed"))
            try await cancel("held", 2)
            var removal = ChangeMeetingCase.Input()
            (removal.status, removal.reason) = (.removed, "seen elsewhere")
            _ = try await ChangeMeetingCase.run(
                id,
                try #require(ID<MeetingCase>(String(item.split(separator: "/cases/")[1]))),
                expecting: 1,
                removal,
                call: stage.clinic.call(.coordinator),
                in: stage.clinic.environment
            )
            for language in Language.allCases {
                let gone = try await stage.browser.form("\(item)/writing", text, language: language)
                #expect(gone.status == .notFound && gone.text.contains("\nStart &lt;IVIg&gt;</textarea>"))
                #expect(gone.text.contains(language == .nl ? "Dit is niet bewaard" : "This was not saved"))
                #expect(
                    gone.text.contains("href=\"\(meeting)\"")
                        && !gone.text.contains("<form method=\"post\" action=\"\(item)")
                )
                PageStage.check(gone.text, language)
            }
            // A button alone has nothing to give back.
            let button = try await stage.browser.form("\(item)/place", [("/place", "1"), ("key", "other")])
            #expect(button.status == .notFound && !button.text.contains("<textarea"))
        }
    }

    @Test("show a meeting to who may only read, without forms, and to nobody else")
    func roles() async throws {
        try await PageStage.run { stage in
            let meeting = try await Self.plan(stage)
            let item = try await Self.add(stage, to: meeting)
            let technician = BrowserClient(stage.browser.client, stage.browser.door)
            stage.browser.door.waitForCode()
            _ = try await AddUser.run(
                AddUser.Input(login: "reader", name: "Reader", role: .technician, organisation: "NMC"),
                call: TestClinic.machine,
                in: stage.clinic.environment
            )
            try await technician.enrol("reader")
            for path in ["/meetings", meeting, item, Self.live(item)] {
                let page = try await technician.send(.get, path)
                #expect(page.status == .ok, "\(path)")
                PageStage.check(page.text, .en)
                for banned in ["/writing\"", "/sign\"", "/add\"", "/meetings/new", "/outcome\""] {
                    #expect(!page.text.contains(banned), "\(path) offers \(banned)")
                }
            }
            let refused = try await technician.form(
                "\(item)/writing",
                [("/field", "decision"), ("/text", "mine"), ("key", "1")]
            )
            #expect(refused.status == .forbidden)
            #expect(try await Self.document(stage, meeting).cases.first?.decision == nil)
        }
    }

    @Test("are not there for a role that takes no part in care")
    func administrator() async throws {
        try await PageStage.run(as: "administrator") { stage in
            let refused = try await stage.browser.send(.get, "/meetings")
            #expect(refused.status == .forbidden)
        }
    }

    @Test("tell somebody of another hospital no name that is not shared with them")
    func elsewhere() async throws {
        try await PageStage.run { stage in
            let meeting = try await Self.plan(stage)
            let item = try await Self.add(stage, to: meeting)
            let clinic = stage.clinic
            _ = try await AddUser.run(
                AddUser.Input(login: "elsewhere", name: "Elsewhere", role: .neurologist, organisation: "REG"),
                call: TestClinic.machine,
                in: clinic.environment
            )
            let other = BrowserClient(stage.browser.client, stage.browser.door)
            stage.browser.door.waitForCode()
            try await other.enrol("elsewhere")
            let page = try await other.send(.get, meeting)
            #expect(page.status == .notFound)
            #expect(!page.text.contains("VISSER") && !page.text.contains("Treat now?"))
            let list = try await other.send(.get, "/meetings")
            #expect(list.status == .ok && !list.text.contains("VISSER"))
            #expect(try await other.send(.get, item).status == .notFound)
            #expect(try await other.send(.get, Self.live(item)).status == .notFound)
        }
    }
}
