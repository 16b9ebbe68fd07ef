// Reports as PDF, made by the real renderer and read back: tags, language, title, banner and footer on every page.
import Domain
import Foundation
import Testing

@testable import Reports

@Suite("Reports as PDF", .timeLimit(.minutes(5)))
struct ReportPDFTests {
    private static let digest: ReportDigest = { "0123abcd\($0.count)" }

    private static func request(_ language: Language) -> ReportRequest {
        ReportRequest(format: .pdf, language: language, printedBy: "E. de Wit", printedAt: SampleCase.printedAt)
    }

    private static func made(_ html: [UInt8], _ language: Language) async throws -> PDFReader {
        signal(SIGPIPE, SIG_IGN)
        return try PDFReader(try await PDFDesk.unhurried.finished(html, request(language)))
    }

    private static func casePDF(_ document: WorkupDocument, _ language: Language) async throws -> PDFReader {
        let html = ReportRendering.caseReport(
            document,
            protocol: try SampleCase.careProtocol(),
            criteriaSets: SampleCase.sets,
            request(language),
            digest: digest
        )
        return try await made(html, language)
    }

    @Test(
        "a case report is tagged, in its language, with patient, hash and page x of y on each page",
        arguments: Language.allCases
    )
    func caseReport(_ language: Language) async throws {
        let pdf = try await Self.casePDF(SampleCase.rich(), language)
        let title = language == .en ? "Case report" : "Casusverslag"
        #expect(pdf.facts["Title"]?.hasPrefix("\(title) · ") == true, "\(pdf.facts)")
        #expect(pdf.facts["Tagged"] == "yes")
        #expect(pdf.facts["Page size"]?.contains("A4") == true)
        #expect(pdf.facts["Pages"] == "\(pdf.pages.count)")
        #expect(pdf.pages.count > 2 && pdf.pages.count <= 10, "\(pdf.pages.count) pages")
        // What a meeting reads first ends on the second page, and the annex begins on a page of its own.
        let annex = language == .en ? "Annex" : "Bijlage"
        let isAnnex = pdf.pages.map {
            $0.split(separator: "\n").contains { $0.trimmingCharacters(in: .whitespaces) == annex }
        }
        #expect(isAnnex.firstIndex(of: true) == 2)
        #expect(isAnnex.count { $0 } == 1)
        let name = try #require(pdf.facts["Title"]?.components(separatedBy: " · ").last)
        for (index, page) in pdf.pages.enumerated() {
            #expect(page.contains(name), "page \(index + 1) names no patient")
            #expect(page.contains("0123abcd"), "page \(index + 1) has no hash")
            #expect(page.contains(CaseReport.format), "page \(index + 1) has no version")
            let number =
                language == .en
                ? "page \(index + 1) of \(pdf.pages.count)" : "pagina \(index + 1) van \(pdf.pages.count)"
            #expect(page.contains(number), "page \(index + 1) is not counted")
        }
    }

    @Test("tables and headings are told as what they are, the layout of the page is not told as a table")
    func tags() async throws {
        let pdf = try await Self.casePDF(SampleCase.rich(), .en)
        let lines = pdf.structure.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        func count(_ tag: String) -> Int { lines.count { $0 == tag || $0.hasPrefix("\(tag) ") } }
        for tag in ["Document", "Art", "Sect", "H1", "H2", "P", "L", "LI", "Table", "TR", "TH", "TD"] {
            #expect(count(tag) > 0, "no \(tag)")
        }
        // Nothing that is a table stands around a heading, so what is a table is data.
        var depthOfTable: Int?
        for line in pdf.structure.split(separator: "\n") {
            let depth = line.prefix { $0 == " " }.count
            let tag = line.trimmingCharacters(in: .whitespaces).prefix { $0.isLetter || $0.isNumber }
            if let table = depthOfTable, depth <= table { depthOfTable = nil }
            if tag == "Table", depthOfTable == nil { depthOfTable = depth }
            #expect(depthOfTable == nil || !["H1", "H2", "Sect"].contains(String(tag)), "\(tag) inside a table")
        }
    }

    @Test("an empty workup and an overview of access become PDFs as well", arguments: Language.allCases)
    func others(_ language: Language) async throws {
        let empty = try await Self.casePDF(SampleCase.empty(), language)
        #expect(empty.facts["Tagged"] == "yes" && !empty.pages.isEmpty)
        let look = AccessLook(
            at: SampleCase.printedAt,
            who: "A. Arts",
            role: .neurologist,
            organisation: "NMC",
            event: "ReadWorkup",
            categories: ["testResult"],
            purpose: "TREAT",
            checks: "TTTF",
            isList: false,
            isRefused: false,
            reason: nil
        )
        let html = ReportRendering.accessOverview(
            AccessOverviewHead(patient: try SampleCase.empty().patient.id, name: "JANSEN, Jan", from: nil, to: nil),
            looks: Array(repeating: look, count: 150),
            Self.request(language),
            digest: Self.digest
        )
        let overview = try await Self.made(html, language)
        #expect(overview.pages.count > 1)
        #expect(overview.pages.allSatisfy { $0.contains("JANSEN, Jan") && $0.contains("0123abcd") })
        #expect(overview.text.components(separatedBy: "A. Arts").count == 151)
    }

    @Test("the language of the document is that of the PDF", arguments: Language.allCases)
    func language(_ language: Language) async throws {
        signal(SIGPIPE, SIG_IGN)
        let html = "<!doctype html><html lang=\"\(language.rawValue)\"><title>T</title><p>A</p></html>"
        let bytes = try await PDFDesk.unhurried.pdf(of: Array(html.utf8))
        let source = String(decoding: bytes, as: UTF8.self)
        #expect(source.contains("/Lang (\(language.rawValue))"))
        #expect(source.contains("/Marked true") && source.contains("/DisplayDocTitle true"))
    }

    @Test("what a record holds is text in the PDF and nothing else")
    func markup() async throws {
        let pdf = try await Self.casePDF(SampleCase.rich(familyName: "<img src=http://127.0.0.1:9/x>Jansen"), .en)
        #expect(pdf.text.contains("<IMG SRC=HTTP://127.0.0.1:9/X>JANSEN"))
    }
}
