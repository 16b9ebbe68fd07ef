// The case report as a whole: goldens of every format and language, escaping, and an empty workup in words.
import Domain
import Foundation
import Reports
import Testing

@Suite("Case report")
struct CaseReportTests {
    static let languages = Language.allCases

    /// Splits the sections of a text report, so that each golden stays short enough to read.
    private func parts(_ text: String, _ report: CaseReport) -> [(name: String, text: String)] {
        var parts: [(name: String, text: String)] = []
        var name = "head"
        var lines: [Substring] = []
        let headings = Dictionary(
            report.sections.map { ($0.heading, $0.title.rawValue) },
            uniquingKeysWith: { first, _ in first }
        )
        let all = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in all.enumerated() {
            let isRuled = index + 1 < all.count && !line.isEmpty && all[index + 1].allSatisfy { $0 == "-" }
            if isRuled, all[index + 1].count == line.count, let section = headings[String(line)] {
                parts.append((name, lines.joined(separator: "\n") + "\n"))
                name = section
                lines = []
            }
            lines.append(line)
        }
        parts.append((name, lines.joined(separator: "\n")))
        return parts
    }

    @Test("the text of a full case stays as it is", arguments: languages)
    func textGolden(_ language: Language) throws {
        let report = try SampleCase.report(SampleCase.rich(), language)
        let text = String(decoding: CaseReportText.render(report, contentHash: "0123abcd"), as: UTF8.self)
        for part in parts(text, report) {
            try expectGolden(part.text, "case-\(language.rawValue)/\(part.name).txt")
        }
    }

    @Test("the HTML of a full case stays as it is", arguments: languages)
    func htmlGolden(_ language: Language) throws {
        let report = try SampleCase.report(SampleCase.rich(), language)
        let html = String(decoding: CaseReportHTML.render(report, contentHash: "0123abcd"), as: UTF8.self)
        let sheets = html.components(separatedBy: "<article class=\"case annex\">")
        #expect(sheets.count == 2)
        for (sheet, folder) in zip(sheets, ["first-", "case-"]) {
            let pieces = sheet.components(separatedBy: "<section class=\"")
            try expectGolden(withoutStyle(pieces[0], language), "\(folder)\(language.rawValue)/frame.html")
            for piece in pieces.dropFirst() {
                let name = piece.prefix { $0 != "\"" }
                try expectGolden("<section class=\"" + piece, "\(folder)\(language.rawValue)/\(name).html")
            }
        }
    }

    @Test(
        "the style sheet stands whole in a page, and differs in the words of the page number alone",
        arguments: languages
    )
    func style(_ language: Language) throws {
        let style = CaseReportHTML.style(.en)
        let report = try SampleCase.report(SampleCase.empty(), language)
        let page = String(decoding: CaseReportHTML.render(report, contentHash: "0"), as: UTF8.self)
        #expect(page.components(separatedBy: "<style>\(CaseReportHTML.style(language))</style>").count == 2)
        #expect(
            CaseReportHTML.style(.nl)
                == style.replacing(#""page ""#, with: #""pagina ""#).replacing(#"" of ""#, with: #"" van ""#)
        )
    }

    @Test("what the first pages leave out stands in the annex, and every section of the report in one of both")
    func annex() throws {
        for document in [try SampleCase.rich(), try SampleCase.bare("synthetic-cidp"), try SampleCase.empty()] {
            let report = try SampleCase.report(document)
            let whole = Set(report.annex.sections.map(\.title))
            let first = Set(report.brief.map(\.title))
            for section in report.sections where !whole.contains(section.title) {
                // Those that were never examined say so on the first pages, under the title that gathers them.
                let gathered: [SectionTitle: SectionTitle] = [
                    .examination: .summary, .needle: .summary, .steps: .summary, .laboratory: .tests, .imaging: .tests,
                    .outcome: .treatment,
                ]
                #expect(first.contains(gathered[section.title] ?? section.title), "\(section.title)")
            }
        }
    }

    @Test("the first pages alone say how many tables the annex has, and where it is")
    func firstPages() throws {
        let report = try SampleCase.report(SampleCase.rich())
        let all = String(decoding: CaseReportHTML.render(report, contentHash: "0"), as: UTF8.self)
        let first = String(decoding: CaseReportHTML.render(report, part: .first, contentHash: "0"), as: UTF8.self)
        let annex = try #require(all.components(separatedBy: "<article class=\"case annex\">").last)
        let count = annex.components(separatedBy: "<table ").count - 1
        #expect(all.contains("<p class=\"annexed\">The annex follows: \(count) tables.</p>"))
        #expect(first.contains("<p class=\"annexed\">The annex stands in the whole case report: \(count) tables.</p>"))
        #expect(!first.contains("class=\"case annex\"") && first.utf8.count < all.utf8.count / 2)
    }

    @Test("every weak muscle, sign and conduction block stands on the first pages", arguments: languages)
    func clinicalContent(_ language: Language) throws {
        let document = try SampleCase.rich()
        let report = try SampleCase.report(document, language)
        let html = String(decoding: CaseReportHTML.render(report, part: .first, contentHash: "0"), as: UTF8.self)
        for code in SignCode.allCases { #expect(html.contains(code.label(language)), "\(code)") }
        let blocked = try #require(document.evaluation?.result.segments).filter { segment in
            segment.blocks.contains { $0.answer == .definite || $0.answer == .probable }
        }
        #expect(!blocked.isEmpty)
        for segment in blocked {
            #expect(html.contains("\(segment.nerve.label(language)) \(segment.side.label(language))"))
        }
        for case .neurologicalExamination(let examination) in document.findings.map(\.finding) {
            for grade in examination.strength where grade.grade < 5 {
                #expect(html.contains(grade.muscle.label(language)), "\(grade.muscle)")
            }
        }
    }

    @Test("the JSON of a full case stays as it is", arguments: languages)
    func jsonGolden(_ language: Language) throws {
        let report = try SampleCase.report(SampleCase.rich(), language)
        let bytes = CaseReportJSON.render(report, contentHash: "0123abcd")
        let json = try JSONReader.read(bytes)
        guard case .object(let members) = json else { throw CocoaError(.coderInvalidValue) }
        let frame = members.filter { $0.key != "sections" }
        try expectGolden(lines(.object(frame)), "case-\(language.rawValue)/frame.json")
        for section in json["sections"]?.array ?? [] {
            try expectGolden(lines(section), "case-\(language.rawValue)/\(section["code"]?.string ?? "").json")
        }
    }

    /// One block, row or fact a line: short to read, exact to compare.
    private func lines(_ value: JSONValue) -> String {
        var text = value.text
        for start in ["kind", "cells", "group", "head", "code", "measure", "option"] {
            text = text.replacingOccurrences(of: "},{\"\(start)\"", with: "},\n{\"\(start)\"")
        }
        return text + "\n"
    }

    @Test("the same case gives the same bytes", arguments: ReportFormat.allCases)
    func deterministic(_ format: ReportFormat) throws {
        let request = ReportRequest(
            format: format,
            language: .nl,
            printedBy: "E. de Wit",
            printedAt: SampleCase.printedAt
        )
        let careProtocol = try SampleCase.careProtocol()
        let document = try SampleCase.rich()
        let copies = (0..<2).map { _ in
            ReportRendering.caseReport(
                document,
                protocol: careProtocol,
                criteriaSets: SampleCase.sets,
                request
            ) { "\($0.count)" }
        }
        #expect(copies[0] == copies[1])
    }

    @Test("the hashed content does not depend on who prints it")
    func contentHash() throws {
        let document = try SampleCase.rich()
        let careProtocol = try SampleCase.careProtocol()
        let one = CaseReport(
            document: document,
            protocol: careProtocol,
            criteriaSets: SampleCase.sets,
            language: .en,
            printedBy: "One",
            printedAt: SampleCase.printedAt
        )
        let other = CaseReport(
            document: document,
            protocol: careProtocol,
            criteriaSets: SampleCase.sets,
            language: .en,
            printedBy: "Other",
            printedAt: SampleCase.printedAt.addingSeconds(60)
        )
        #expect(CaseReportJSON.content(of: one) == CaseReportJSON.content(of: other))
        #expect(CaseReportJSON.render(one, contentHash: "x") != CaseReportJSON.render(other, contentHash: "x"))
    }

    @Test("markup in names and free text is shown, never obeyed", arguments: languages)
    func escaping(_ language: Language) throws {
        let hostile = "<script>alert('1')</script>\"&{{{body}}}</style>"
        let report = CaseReport(
            document: try SampleCase.rich(familyName: hostile),
            protocol: try SampleCase.careProtocol(),
            criteriaSets: SampleCase.sets,
            language: language,
            printedBy: hostile,
            printedAt: SampleCase.printedAt
        )
        let html = String(decoding: CaseReportHTML.render(report, contentHash: hostile), as: UTF8.self)
        #expect(!html.lowercased().contains("<script"))
        #expect(html.components(separatedBy: "</style>").count == 2)
        #expect(html.contains("&lt;SCRIPT&gt;ALERT(&#39;1&#39;)&lt;/SCRIPT&gt;&quot;&amp;{{{BODY}}}&lt;/STYLE&gt;"))
        #expect(!html.contains("style=\""))
        #expect(!html.contains("onclick"))
    }

    @Test("an HTML report asks nothing of the network and carries one style element", arguments: languages)
    func standalone(_ language: Language) throws {
        let report = try SampleCase.report(SampleCase.rich(), language)
        let html = String(decoding: CaseReportHTML.render(report, contentHash: "0"), as: UTF8.self)
        for forbidden in ["<script", "<link", "<img", "@import", "url(", " href=", " src=", "style=\""] {
            #expect(!html.contains(forbidden), "\(forbidden)")
        }
        #expect(html.components(separatedBy: "<style>").count == 2)
        #expect(html.contains("<style>\(CaseReportHTML.style(language))</style>"))
        #expect(html.hasPrefix("<!doctype html>\n<html lang=\"\(language.rawValue)\">"))
        #expect(!html.contains("<td></td>"))
        #expect(!html.contains("<dd></dd>"))
    }

    @Test("headings go down one level at a time")
    func headings() throws {
        let report = try SampleCase.report(SampleCase.rich())
        let html = String(decoding: CaseReportHTML.render(report, contentHash: "0"), as: UTF8.self)
        let levels = html.matches(of: /<h([1-5])>/).compactMap { Int($0.1) }
        #expect(levels.first == 1)
        #expect(levels.filter { $0 == 1 }.count == 1)
        for (one, next) in zip(levels, levels.dropFirst()) { #expect(next <= one + 1) }
    }

    @Test("no line of the text report is longer than 100 characters", arguments: languages)
    func width(_ language: Language) throws {
        for name in ["synthetic-definite", "synthetic-cidp", "synthetic-motor-neuron-disease", "published-lange-2006"] {
            let report = try SampleCase.report(SampleCase.bare(name), language)
            let text = String(decoding: CaseReportText.render(report, contentHash: "0"), as: UTF8.self)
            for line in text.split(separator: "\n") where line.count > 100 {
                Issue.record("\(name): \(line)")
            }
        }
    }

    @Test("national numbers are masked in every format", arguments: ReportFormat.allCases)
    func masked(_ format: ReportFormat) throws {
        let request = ReportRequest(format: format, language: .en, printedBy: "x", printedAt: SampleCase.printedAt)
        let bytes = ReportRendering.caseReport(
            try SampleCase.rich(),
            protocol: try SampleCase.careProtocol(),
            criteriaSets: SampleCase.sets,
            request
        ) { _ in "0" }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(!text.contains("111222333"))
        #expect(text.contains("••••••333"))
    }

    @Test("an empty workup says which kind of nothing it holds", arguments: languages)
    func empty(_ language: Language) throws {
        let report = try SampleCase.report(SampleCase.empty(), language)
        let text = String(decoding: CaseReportText.render(report, contentHash: "0"), as: UTF8.self)
        try expectGolden(text, "empty-\(language.rawValue).txt")
        for section in report.sections { #expect(!section.blocks.isEmpty, "\(section.title)") }
        let html = String(decoding: CaseReportHTML.render(report, contentHash: "0"), as: UTF8.self)
        #expect(!html.contains("<svg"))
    }

    @Test("control characters reach neither page nor terminal")
    func controlCharacters() throws {
        let report = CaseReport(
            document: try SampleCase.rich(familyName: "Wit"),
            protocol: try SampleCase.careProtocol(),
            criteriaSets: SampleCase.sets,
            language: .en,
            printedBy: "a\u{1B}[31mb\u{7}",
            printedAt: SampleCase.printedAt
        )
        let text = CaseReportText.render(report, contentHash: "0")
        #expect(!text.contains(0x1B))
        #expect(!text.contains(0x07))
        let html = CaseReportHTML.render(report, contentHash: "0")
        #expect(!html.contains(0x1B))
    }
}
