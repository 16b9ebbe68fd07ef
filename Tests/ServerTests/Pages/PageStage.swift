// A browser of the test clinic for the tests of pages: somebody signed in, a workup to look at, pages ready to be compared.
import Domain
import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

/// What stands ready for a test of pages.
struct PageStage: Sendable {
    let browser: BrowserClient
    let workup: ID<Workup>

    var clinic: TestClinic { browser.door.clinic }
    var base: String { "/workups/\(workup)" }

    /// Runs a test with somebody signed in and a workup that has a question and nothing else.
    static func run(
        as login: String = "neurologist",
        _ body: @Sendable @escaping (PageStage) async throws -> Void
    ) async throws {
        try await BrowserClient.run(criteria: TestCriteria.bundled) { browser in
            let workup = try await browser.door.clinic.openWorkup("Visser", question: "Weak hand <MMN?>")
            try await browser.enrol(login)
            try await body(PageStage(browser: browser, workup: workup))
        }
    }

    /// A page that is there, held to what every page must be.
    func page(
        _ path: String,
        _ language: Language = .en,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> String {
        let response = try await browser.send(.get, path, language: language)
        #expect(response.status == .ok, "\(path)", sourceLocation: sourceLocation)
        PageStage.check(response.text, language, sourceLocation: sourceLocation)
        return response.text
    }

    /// Where a form leads when it was done.
    func done(
        _ path: String,
        _ fields: [(String, String)],
        _ language: Language = .en,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> String {
        let response = try await browser.form(path, fields, language: language)
        #expect(response.status == .seeOther, "\(response.text)", sourceLocation: sourceLocation)
        return response.headers[.location] ?? ""
    }

    /// The fields that a form of a page sends when nothing is touched.
    static func fields(_ page: String, action: String) throws -> [(String, String)] {
        let start = try #require(page.firstRange(of: "action=\"\(action)\""), "no form is sent to \(action)")
        let rest = page[start.upperBound...]
        let end = try #require(rest.firstRange(of: "</form>"))
        let form = rest[..<end.lowerBound]
        var fields: [(String, String)] = []
        let tags = #/<input ([^>]*)>|<textarea ([^>]*)>\n([^<]*)</textarea>|<select ([^>]*)>(.*?)</select>/#
        for tag in form.matches(of: tags.dotMatchesNewlines()) {
            let attributes = String(tag.1 ?? tag.2 ?? tag.4 ?? "")
            guard let name = attribute("name", attributes) else { continue }
            if tag.2 != nil {
                fields.append((name, plain(String(tag.3 ?? ""))))
            } else if let options = tag.5 {
                let chosen = options.firstMatch(of: #/<option value="([^"]*)" selected>/#)?.1
                fields.append((name, plain(String(chosen ?? ""))))
            } else if attributes.contains("type=\"radio\"") || attributes.contains("type=\"checkbox\"") {
                if attributes.contains(" checked") { fields.append((name, attribute("value", attributes) ?? "")) }
            } else {
                fields.append((name, attribute("value", attributes) ?? ""))
            }
        }
        return fields
    }

    /// The same fields with other values.
    static func changing(_ fields: [(String, String)], _ changes: [String: String]) -> [(String, String)] {
        let known = Set(fields.map(\.0))
        return fields.map { ($0.0, changes[$0.0] ?? $0.1) }
            + changes.filter { !known.contains($0.key) }.map { ($0, $1) }
    }

    private static func attribute(_ name: String, _ attributes: String) -> String? {
        // The first attribute has no blank before it.
        let spaced = " \(attributes)"
        guard let start = spaced.firstRange(of: " \(name)=\"")?.upperBound else { return nil }
        return plain(String(spaced[start...].prefix { $0 != "\"" }))
    }

    private static func plain(_ html: String) -> String {
        html.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }

    /// What holds for every page: its language, one heading of the first level, no script or style inside it, ids that
    /// stand once, labels and descriptions that lead somewhere.
    static func check(_ page: String, _ language: Language, sourceLocation: SourceLocation = #_sourceLocation) {
        func expect(_ holds: Bool, _ what: String) {
            #expect(holds, "\(what)", sourceLocation: sourceLocation)
        }
        expect(page.contains("<html lang=\"\(language.rawValue)\">"), "the language")
        expect(page.ranges(of: "<h1>").count == 1, "one heading of the first level")
        for banned in ["<style", "style=", "javascript:", "onclick", "{{", "}}"] {
            expect(!page.contains(banned), banned)
        }
        expect(page.ranges(of: "<script").count == 1, "one script, from a file")
        let ids = page.matches(of: #/ id="([^"]+)"/#).map { String($0.output.1) }
        let twice = Dictionary(grouping: ids, by: \.self).filter { $0.value.count > 1 }.keys
        expect(twice.isEmpty, "ids that stand twice: \(twice.sorted())")
        for label in page.matches(of: #/ for="([^"]+)"/#) { expect(ids.contains(String(label.1)), "for \(label.1)") }
        for names in page.matches(of: #/ aria-(?:describedby|labelledby)="([^"]+)"/#) {
            for name in names.1.split(separator: " ") { expect(ids.contains(String(name)), "described by \(name)") }
        }
        for link in page.matches(of: #/ href="#([^"]+)"/#) {
            expect(ids.contains(String(link.1)), "link to #\(link.1)")
        }
        // Levels of headings follow each other.
        var level = 1
        for heading in page.matches(of: #/<h([1-6])[ >]/#) {
            let next = Int(heading.1) ?? 9
            expect(next <= level + 1, "a heading of level \(next) after one of level \(level)")
            level = next
        }
        expect(page.utf8.count <= 150_000, "at most 150 KB")
    }

    /// A page with everything taken out that differs from run to run.
    static func normalized(_ page: String) -> String {
        var names: [String: String] = [:]
        let ids = page.replacing(#/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/#) { match in
            let id = String(match.output)
            let name = names[id] ?? "id-\(names.count + 1)"
            names[id] = name
            return name
        }
        return ids.replacing(#/after=[0-9a-f]+-[0-9]+/#, with: "after=place").replacing(
            #/workup-[0-9a-f]{10,16}\./#,
            with: "workup-mark."
        )
        // When one is signed out; `IdleTests` holds it.
        .replacing(#/<p class="idle" [^\n]*\n/#, with: "")
    }
}
