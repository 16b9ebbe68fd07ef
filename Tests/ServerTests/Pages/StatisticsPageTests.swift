// The page of a team's statistics: what it asks, shows and gives to take along, and to whom.
import Domain
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import Pages
import Reports
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The page of statistics", .database(.clinic))
struct StatisticsPageTests {
    @Test("shows every question with its answer, a drawing and its table", arguments: Language.allCases)
    func shows(language: Language) throws {
        let wording = Wording(language)
        let printing = ReportPrinting(by: "E. Smit", at: Instant(startOf: TeamStatistics.sample.on))
        let page = StatisticsPage(
            StatisticsReport(.sample, wording, printing: printing),
            protocols: ["mmn": TeamStatistics.sample.protocolNames, "cidp": Localized(same: "CIDP")],
            wording
        )
        let html = page.html(in: PageShell(language: language, address: "/statistics"))
        PageStage.check(html, language)
        #expect(html.ranges(of: "<svg role=\"img\"").count == 4 && html.ranges(of: "<table").count == 7)
        #expect(html.contains("=1+1 &lt;b&gt;no MMN&lt;/b&gt;"))
        try Golden.expect(PageStage.normalized(html), named: "statistics-\(language.rawValue).html", suite: "Pages")
    }

    @Test("counts what its address asks for, keeps that in its form, and leads to the same on paper and as CSV")
    func asks() async throws {
        try await PageStage.run { stage in
            for number in 1...5 { _ = try await stage.clinic.openWorkup("Person \(number)") }
            let page = try await stage.page("/statistics")
            #expect(page.contains("6 people, workups opened 2 Mar 2024 – 2 Mar 2026."))
            #expect(page.contains("<a href=\"/statistics\" aria-current=\"page\">"))
            let narrow = try await stage.page("/statistics?protocol=mmn&from=2025-01-01&to=2025-12-31")
            #expect(narrow.contains("No workup that you see in whole was opened in this period."))
            #expect(narrow.contains("name=\"from\" class=\"short\" value=\"2025-01-01\""))
            #expect(try await stage.page("/statistics?protocol=&from=&to=").contains("6 people"))
            let paper = try #require(
                narrow.firstMatch(of: #/href="(\/api\/v1\/statistics\/report[^"]*format=html[^"]*)"/#)?.1
            )
            let report = try await stage.browser.send(.get, String(paper).replacing("&amp;", with: "&"))
            #expect(report.status == .ok && report.text.contains("2025") && !report.text.contains("<style"))
            let csv = try await stage.browser.send(.get, "/api/v1/statistics/report?format=csv")
            #expect(csv.text.contains("people,,,count,6\r\n"))
            #expect(csv.headers[.contentType] == "text/csv; charset=utf-8; header=present")
            #expect(csv.headers[.contentDisposition]?.contains("statistics-mmn-2024-03-02-2026-03-02.csv") == true)
            let json = try await stage.browser.send(.get, "/api/v1/statistics")
            #expect(json.text.contains(#""people":{"count":6}"#))
            for wrong in ["from=2026-01-02&to=2026-01-01", "from=yesterday", "protocol=als", "name=Visser"] {
                #expect(try await stage.browser.send(.get, "/statistics?\(wrong)").status == .badRequest, "\(wrong)")
            }
        }
    }

    @Test("is for the care team")
    func roles() async throws {
        try await PageStage.run(as: "researcher") { stage in
            for path in ["/statistics", "/api/v1/statistics", "/api/v1/statistics/report"] {
                #expect(try await stage.browser.send(.get, path).status == .forbidden)
            }
            let home = try await stage.browser.send(.get, "/account")
            #expect(!home.text.contains("href=\"/statistics\""))
        }
    }
}
