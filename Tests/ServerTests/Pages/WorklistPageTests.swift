// The page of the worklist: both languages, filters as addresses, counts, order, who may, and nothing for other hospitals.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The page of the worklist", .database(.clinic))
struct WorklistPageTests {
    @Test("shows what is open, in both languages", arguments: Language.allCases)
    func shows(language: Language) async throws {
        try await PageStage.run { stage in
            let page = try await stage.page("/worklist", language)
            #expect(page.contains("<h1>\(language == .nl ? "Werklijst" : "Worklist")</h1>"))
            #expect(page.contains("VISSER") && page.contains("href=\"\(stage.base)\""))
            #expect(page.contains("Weak hand &lt;MMN?&gt;") && !page.contains("<MMN?>"))
            try Golden.expect(PageStage.normalized(page), named: "worklist-\(language.rawValue).html", suite: "Pages")
        }
    }

    @Test("narrows by its address and says in words which filter made it empty")
    func narrows() async throws {
        try await PageStage.run { stage in
            let overdue = try await stage.page("/worklist?status=open&overdue=true&organisation=&text=")
            #expect(!overdue.contains("VISSER"))
            #expect(
                overdue.contains("No workup fits this filter:") && overdue.contains("<li>Overdue: only overdue</li>")
            )
            let all = try await stage.page("/worklist?status=&order=category")
            #expect(all.contains("VISSER") && all.contains("highest verdict first"))
            #expect(!(try await stage.page("/worklist?waitingDaysMin=1").contains("VISSER")))
            #expect(try await stage.page("/worklist?waitingDaysMin=0").contains("VISSER"))
            let wrong = try await stage.browser.send(.get, "/worklist?stepState=lost")
            #expect(wrong.status == .badRequest)
            let unknown = try await stage.browser.send(.get, "/worklist?name=Visser")
            #expect(unknown.status == .badRequest)
        }
    }

    @Test("says by what it is ordered, and orders by waiting")
    func orders() async throws {
        try await PageStage.run { stage in
            for (order, direction, caption) in [
                ("due", "ascending", "overdue first"), ("category", "descending", "highest verdict first"),
                ("waiting", "descending", "longest waiting first"),
            ] {
                let page = try await stage.page("/worklist?status=open&order=\(order)")
                #expect(page.contains(caption) && page.contains("VISSER"))
                let sorted = page.matches(of: #/aria-sort="([a-z]+)"><a href="([^"]+)"/#)
                #expect(sorted.map { String($0.1) } == [direction])
                #expect(sorted.first?.2.hasSuffix("order=\(order)") == true)
            }
        }
    }

    @Test("narrows to the cases of a meeting, which is named, and is reached from the meeting")
    func meeting() async throws {
        try await PageStage.run { stage in
            let (clinic, call) = (stage.clinic, stage.clinic.call())
            _ = try await clinic.openWorkup("Elsewhere")
            let planned = try await PlanMeeting.run(
                PlanMeeting.Input(
                    startsAt: clinic.environment.now().addingSeconds(7 * 86_400),
                    place: "Room 2",
                    chair: nil,
                    coordinator: nil,
                    organisation: nil,
                    attendance: []
                ),
                call: call,
                in: clinic.environment
            )
            let meeting = ID<Meeting>(planned.id)
            _ = try await AddMeetingCase.run(
                meeting,
                AddMeetingCase.Input(workupID: stage.workup, question: nil, presenter: nil, lateReason: nil),
                call: call,
                in: clinic.environment
            )
            let link = "/worklist?meeting=\(meeting)"
            #expect(try await stage.page("/meetings/\(meeting)").contains("href=\"\(link)\""))
            let page = try await stage.page(link)
            #expect(page.contains("VISSER") && !page.contains("ELSEWHERE"))
            let option = page.firstMatch(of: #/<option value="([^"]+)" selected>([^<]+Room 2)<\/option>/#)
            #expect(option?.1 ?? "" == meeting.description)
            // A meeting that nobody has is no meeting, and has no cases.
            let none = try await stage.page("/worklist?meeting=00000000-0000-7000-8000-0000000000ff")
            #expect(!none.contains("VISSER"))
        }
    }

    @Test("narrowed to wearing-off, says of a treated workup that nobody worked it out yet")
    func wearingOff() async throws {
        try await BrowserClient.run(criteria: TestCriteria.bundled) { browser in
            let clinic = browser.door.clinic
            let untreated = try await clinic.openWorkup("Visser")
            clinic.waitForExampleCases()
            try await browser.enrol("neurologist")
            let stage = PageStage(browser: browser, workup: untreated)
            _ = try await ImportCases.run(
                [try exampleCase("synthetic-definite.json")],
                organisation: nil,
                call: clinic.call(),
                in: clinic.environment
            )
            let known = try await stage.page("/worklist?wearingOff=present")
            #expect(known.contains("<strong>present</strong>") && !known.contains("not worked out yet"))
            let forget = """
                set session_replication_role = replica;
                update evaluation set response = null;
                update worklist_entry set response = null;
                """
            _ = try await clinic.logRows(forget)
            let unknown = try await stage.page("/worklist?wearingOff=present")
            #expect(unknown.contains("<strong>not worked out yet</strong>") && !unknown.contains("VISSER"))
            #expect(!(try await stage.page("/worklist")).contains("not worked out yet"))
        }
    }

    @Test("counts the workups by the state of their next step when asked")
    func counts() async throws {
        try await PageStage.run { stage in
            _ = try await stage.clinic.openWorkup("Second")
            let page = try await stage.page("/worklist?status=open&counts=true")
            let row = #/nextState=planned">Not yet requested</a></th><td class="figure">2</td>/#
            #expect(page.contains(row), "\(page)")
            #expect(try await stage.page("/worklist?status=open&nextState=planned").contains("SECOND"))
            #expect(!(try await stage.page("/worklist?status=open&nextState=none").contains("SECOND")))
        }
    }

    @Test("goes on where the page before ended", .timeLimit(.minutes(2)))
    func pages() async throws {
        try await PageStage.run { stage in
            for number in 1...51 { _ = try await stage.clinic.openWorkup("Person \(number)") }
            let first = try await stage.page("/worklist")
            let next = try #require(first.firstMatch(of: #/<a href="([^"]+)" rel="next">/#)?.1)
            let second = try await stage.page(String(next).replacing("&amp;", with: "&"))
            func workups(_ page: String) -> Set<String> {
                Set(page.matches(of: #/href="(/workups/[^"]+)"/#).map { String($0.1) })
            }
            #expect(workups(first).count == 50 && workups(second).count == 2)
            #expect(workups(first).isDisjoint(with: workups(second)))
            #expect(second.contains("rel=\"first\"") && !second.contains("rel=\"next\""))
        }
    }

    @Test("is for the care team: others are told so, and strangers sign in first")
    func roles() async throws {
        try await PageStage.run(as: "researcher") { stage in
            let refused = try await stage.browser.send(.get, "/worklist")
            #expect(refused.status == .forbidden && !refused.text.contains("VISSER"))
        }
        try await BrowserClient.run { browser in
            let stranger = try await browser.send(.get, "/worklist")
            #expect(stranger.status == .seeOther && stranger.headers[.location] == "/sign-in")
        }
    }

    @Test("keeps the language that somebody chose, and goes back only to a page of ours")
    func language() async throws {
        try await PageStage.run { stage in
            let back = try await stage.done("/language", [("language", "nl"), ("to", "/worklist?status=open")])
            #expect(back == "/worklist?status=open")
            let page = try await stage.browser.send(.get, "/worklist", language: .en).text
            #expect(page.contains("<html lang=\"nl\">"))
            #expect(try await stage.done("/language", [("language", "xx"), ("to", "//evil.example")], .nl) == "/")
        }
    }

    @Test("gives out its files for good under names that say what they hold, and nothing under other names")
    func files() async throws {
        try await PageStage.run { stage in
            let page = try await stage.page("/worklist")
            for path in page.matches(of: #/(?:href|src)="(/files/[^"]+)"/#).map({ String($0.1) }) {
                let file = try await stage.browser.send(.get, path)
                #expect(file.status == .ok && file.headers[.cacheControl]?.contains("immutable") == true)
            }
            let old = try await stage.browser.send(.get, "/files/workup-0.css")
            #expect(old.status == .notFound && old.headers[.cacheControl] == "no-store")
        }
    }
}
