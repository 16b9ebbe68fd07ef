// The page of kept views of the worklist, and the same over REST.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The page of kept views", .database(.clinic))
struct WorklistViewPageTests {
    private static let path = "/worklist/views"

    private func keep(_ stage: PageStage, _ query: String, _ changes: [String: String]) async throws -> String {
        let page = try await stage.page("\(Self.path)?\(query)")
        let fields = try PageStage.fields(page, action: Self.path)
        return try await stage.done(Self.path, PageStage.changing(fields, changes))
    }

    @Test("keeps what the list was asked for, shows it above the list, and removes it", arguments: Language.allCases)
    func keeps(language: Language) async throws {
        try await PageStage.run { stage in
            let list = try await stage.page("/worklist?status=open&overdue=true&order=waiting&counts=true", language)
            let link = try #require(list.firstMatch(of: #/href="(\/worklist\/views\?[^"]+)"/#)?.1)
            let asking = String(link).replacing("&amp;", with: "&")
            #expect(asking == "/worklist/views?status=open&overdue=true&order=waiting")
            let page = try await stage.page(asking, language)
            try Golden.expect(
                PageStage.normalized(page).replacing(#/name="key" value="[^"]+"/#, with: "name=\"key\""),
                named: "worklist-views-\(language.rawValue).html",
                suite: "Pages"
            )
            let next = try await keep(stage, "status=open&overdue=true&order=waiting", ["/name": "Long <waiting>"])
            #expect(next == "\(Self.path)?done=kept")
            let done = try await stage.page(next, language)
            #expect(done.contains("role=\"status\"") && done.contains("Long &lt;waiting&gt;"))

            let current = #/<a href="([^"]+)" aria-current="true">([^<]+)</#
            let same = try await stage.page("/worklist?overdue=true&status=open&order=waiting&counts=true", language)
            #expect(same.matches(of: current).map { String($0.2) } == ["Long &lt;waiting&gt;"])
            let other = try await stage.page("/worklist?status=open&overdue=true&order=category", language)
            #expect(other.matches(of: current).map { String($0.2) } == [language == .nl ? "Te laat" : "Overdue"])

            let form = try #require(done.firstMatch(of: #/action="(\/worklist\/views\/[^"]+\/removal)"/#)?.1)
            let removed = try await stage.done(String(form), PageStage.fields(done, action: String(form)))
            #expect(removed == "\(Self.path)?done=removed")
            #expect(!(try await stage.page("/worklist", language).contains("Long &lt;waiting&gt;")))
            let again = try await stage.browser.form(String(form), [("key", "another")], language: language)
            #expect(again.status == .notFound)
        }
    }

    @Test("comes again with what was typed where a name is in use or missing, and keeps no query of nobody's making")
    func refuses() async throws {
        try await PageStage.run { stage in
            _ = try await keep(stage, "status=open", ["/name": "Open"])
            let page = try await stage.page("\(Self.path)?status=open&text=na%C3%AFve%20%26%20%2B")
            let fields = try PageStage.fields(page, action: Self.path)
            #expect(fields.contains { $0 == ("/query", "status=open&text=na%C3%AFve%20%26%20%2B") }, "\(fields)")
            let taken = try await stage.browser.form(Self.path, PageStage.changing(fields, ["/name": "open"]))
            #expect(taken.status == .conflict && taken.text.contains("value=\"open\""))
            PageStage.check(taken.text, .en)
            let kept = try PageStage.fields(taken.text, action: Self.path)
            #expect(kept.contains { $0 == ("/query", "status=open&text=na%C3%AFve%20%26%20%2B") })
            let empty = try await stage.browser.form(Self.path, fields)
            #expect(empty.status == .badRequest && empty.text.contains("aria-invalid"))
            for query in ["name=Visser", "status=lost", "cursor=1", "status=open&status=open", "%ff=1"] {
                let changed = PageStage.changing(fields, ["/name": "Other", "/query": query])
                let refused = try await stage.browser.form(Self.path, changed)
                #expect(refused.status == .badRequest, "\(query)")
                PageStage.check(refused.text, .en)
            }
            let long = PageStage.changing(
                fields,
                ["/name": "Long", "/query": "text=" + String(repeating: "🧠", count: 200)]
            )
            #expect(try await stage.browser.form(Self.path, long).status == .badRequest)
            #expect(try await stage.clinic.rows("select name from worklist_view") == [["Open"]])
        }
    }

    @Test("offers the teams that somebody belongs to, and keeps for one of them")
    func teams() async throws {
        try await PageStage.run { stage in
            let environment = stage.clinic.environment
            for (code, name) in [("nerve", "Nerve team"), ("muscle", "Muscle team")] {
                _ = try await AddTeam.run(
                    AddTeam.Input(organisation: "NMC", code: code, name: name),
                    call: TestClinic.machine,
                    in: environment
                )
            }
            _ = try await TeamMembership.join(
                "NMC/nerve",
                TeamMembership.Input(login: "neurologist"),
                call: TestClinic.machine,
                in: environment
            )
            let page = try await stage.page(Self.path)
            #expect(page.contains("Nerve team") && !page.contains("Muscle team"))
            _ = try await keep(stage, "status=open", ["/name": "Ours", "/team": "nerve"])
            #expect(try await stage.page("/worklist").contains("Ours (Nerve team)"))
            let nurse = try await ListWorklistViews.run(call: stage.clinic.call(.nurse), in: environment)
            #expect(String(decoding: nurse.body, as: UTF8.self) == #"{"items":[]}"#)
        }
    }

    @Test("is the same over REST: kept once under a key, listed, removed, refused where it is no query")
    func rest() async throws {
        try await ClinicClient.run { clinic in
            let path = "/api/v1/worklist/views"
            let input = JSONValue.object(("name", "Mine"), ("query", "order=due&overdue=true&text="))
            let made = try await clinic.send(.post, path, input, as: .nurse)
            #expect(made.status == .created && made.headers[.location]?.hasPrefix("\(path)/") == true)
            #expect(try made.json["query"]?.string == "overdue=true")
            #expect(try await clinic.send(.post, path, input, as: .coordinator).problem == "worklist-view-exists")
            for query in ["limit=3", "cursor=x", "overdue=perhaps", "patient=Visser"] {
                let wrong = JSONValue.object(("name", "Wrong"), ("query", .string(query)))
                let refused = try await clinic.send(.post, path, wrong, as: .nurse)
                #expect(refused.status == .badRequest, "\(query)")
                #expect(refused.text.contains("\"/query\""), "\(refused.text)")
            }
            let list = try await clinic.send(.get, path, as: .neurologist)
            #expect(try list.json["items"]?.array?.map { $0["name"]?.string } == ["Mine"])
            #expect(try await clinic.send(.get, "/api/v1/workups?overdue=true", as: .neurologist).status == .ok)
            let location = try #require(made.headers[.location])
            let ended = try await clinic.send(.delete, location, as: .coordinator)
            #expect(ended.status == .ok)
            #expect(try ended.json["name"]?.string == "Mine")
            #expect(try await clinic.send(.delete, location, as: .coordinator).status == .notFound)
        }
    }
}
