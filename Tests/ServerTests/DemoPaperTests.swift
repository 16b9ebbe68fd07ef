// Every case of the demo clinic on paper: its first pages are two at most, and a meeting's pack is made of them.
import Domain
import Foundation
import Reports
import TestSupport
import Testing
import UseCases

@Suite("The demo clinic on paper", .database(.migrated), .timeLimit(.minutes(10)))
struct DemoPaperTests {
    private static let digest: ReportDigest = { "0123abcd\($0.count)" }

    /// How a report is printed in these tests.
    private static func request(_ clinic: TestClinic, _ language: Language) -> ReportRequest {
        ReportRequest(format: .pdf, language: language, printedBy: "E. de Wit", printedAt: clinic.environment.now())
    }

    /// Makes PDFs in as much time as a busy machine needs.
    private static var desk: PDFDesk {
        var settings = PDFSettings()
        settings.secondsMax = 300
        return PDFDesk(settings: settings)
    }

    /// The text of each page of a PDF.
    private static func pages(_ html: [UInt8], _ desk: PDFDesk) async throws -> [String] {
        signal(SIGPIPE, SIG_IGN)
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).pdf")
        try Data(try await desk.pdf(of: html)).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["pdftotext", "-layout", file.path(), "-"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return text.split(separator: "\u{C}", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    private static func isAnnex(_ page: String) -> Bool {
        page.split(separator: "\n").contains { ["Annex", "Bijlage"].contains($0.trimmingCharacters(in: .whitespaces)) }
    }

    @Test("what a meeting reads first takes two pages of every demo case, and one of a case that is new")
    func firstPages() async throws {
        try await TestDatabase.withClinic { clinic in
            _ = try await LoadDemo.run(call: TestClinic.machine, in: clinic.environment)
            let ids = try await clinic.rows("select id from workup order by id").compactMap { $0[0] }
            #expect(ids.count >= 18)
            var documents: [(name: String, isNew: Bool, html: [UInt8])] = []
            for id in ids {
                let found = try await ReadCaseForReport.run(
                    try #require(ID<Workup>(id)),
                    asOf: nil,
                    call: TestClinic.machine,
                    in: clinic.environment
                )
                let document = found.document
                for language in Language.allCases {
                    let html = ReportRendering.caseReport(
                        document,
                        protocol: found.careProtocol,
                        criteriaSets: clinic.environment.criteriaSets,
                        part: .first,
                        Self.request(clinic, language),
                        digest: Self.digest
                    )
                    let isNew = document.findings.isEmpty && document.treatments.isEmpty
                    documents.append((document.patient.familyName.uppercased(), isNew, html))
                }
            }
            let desk = Self.desk
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, document) in documents.enumerated() {
                    // Two at once is what the desk makes; a queue of all would be refused.
                    if index >= 2 { try await group.next() }
                    group.addTask {
                        let pages = try await Self.pages(document.html, desk)
                        #expect((1...2).contains(pages.count), "\(document.name): \(pages.count) pages")
                        if document.isNew { #expect(pages.count == 1, "\(document.name)") }
                        for page in pages {
                            // A long name or hash goes on in the next line.
                            let text = page.filter { !$0.isWhitespace }
                            #expect(text.contains(document.name.filter { !$0.isWhitespace }), "\(document.name)")
                            #expect(text.contains("0123abcd"), "\(document.name)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(documents.contains { $0.isNew })
        }
    }

    @Test("a meeting's pack is its agenda on one page and the first pages of each case; its page stays small")
    func pack() async throws {
        try await TestDatabase.withClinic { clinic in
            let summary = try await LoadDemo.run(call: TestClinic.machine, in: clinic.environment)
            let desk = Self.desk
            for meeting in [summary.meetingID, summary.signedMeetingID] {
                let found = try await ReadMeetingForReport.run(
                    meeting,
                    asOf: nil,
                    call: TestClinic.machine,
                    in: clinic.environment
                )
                let cases = found.cases.map { MeetingReportCase(document: $0.document, protocol: $0.careProtocol) }
                for part in MeetingReportPart.allCases {
                    let html = ReportRendering.meetingReport(
                        found.meeting,
                        cases: cases,
                        criteriaSets: clinic.environment.criteriaSets,
                        part: part,
                        Self.request(clinic, .nl),
                        digest: Self.digest
                    )
                    switch part {
                    case .agenda: #expect(try await Self.pages(html, desk).count == 1)
                    case .pack:
                        let pages = try await Self.pages(html, desk)
                        #expect(!pages.contains(where: Self.isAnnex))
                        #expect(pages.count <= 1 + 2 * cases.count, "\(pages.count) pages of \(cases.count) cases")
                        #expect(html.count <= 150 << 10, "\(html.count) bytes")
                    case .all:
                        let sheets = String(decoding: html, as: UTF8.self).components(separatedBy: "case annex")
                        #expect(sheets.count - 1 == cases.count)
                    }
                }
            }
        }
    }
}
