// A signed meeting that was amended: what was signed and what was made of it are told apart.
import Domain
import Foundation
import Reports
import Testing

@Suite("Amendments after sign-off")
struct AmendmentTests {
    private static let signedAt = "2026-02-09T15:00:00Z"

    private func head() -> String {
        """
        {"id":"01931f00-0000-7000-8000-000000000300","version":2,"status":"signed","organisation":"nmc",
         "startsAt":"2026-02-09T13:30:00Z","signedAt":"\(Self.signedAt)","signedBy":"Dr. A. Jansen",
         "recordedAt":"\(Self.signedAt)"}
        """
    }

    private func line(_ decision: String, recordedAt: String, reason: String? = nil, action: String = "open") -> String
    {
        """
        {"id":"01931f00-0000-7000-8000-000000000310","version":1,
         "meetingId":"01931f00-0000-7000-8000-000000000300","workupId":"01931f00-0000-7000-8000-000000000020",
         "patientId":"01931f00-0000-7000-8000-000000000021","status":"discussed","position":1,
         "decision":"\(decision)",\(reason.map { "\"reason\":\"\($0)\"," } ?? "")
         "actions":[{"id":"01931f00-0000-7000-8000-000000000320","version":1,"state":"\(action)",
         "what":"Order","owner":"S. Yilmaz"}],"recordedAt":"\(recordedAt)"}
        """
    }

    /// The pack whose case is as known at sign-off, with the meeting as it is now.
    private func agenda(_ now: String, _ language: Language = .en) throws -> (report: MeetingReport, text: String) {
        let then = line("Start IVIg", recordedAt: "2026-02-09T14:00:00Z")
        let document = try SampleCase.empty(
            protocol: "mmn",
            meetings: ["{\"meeting\":\(head()),\"case\":\(then)}"],
            asOf: Self.signedAt
        )
        let report = MeetingReport(
            meeting: try MeetingDocument.codec.decode(Array("{\"meeting\":\(head()),\"cases\":[\(now)]}".utf8)),
            cases: [MeetingReportCase(document: document, protocol: try SampleCase.careProtocol())],
            criteriaSets: SampleCase.sets,
            language: language,
            printedBy: "E. de Wit",
            printedAt: SampleCase.printedAt
        )
        return (report, String(decoding: MeetingReportJSON.render(report, digest: { _ in "0" }), as: UTF8.self))
    }

    @Test("an amendment is shown with its reason, with what was signed and what was made of it")
    func amended() throws {
        let now = line("Start SCIg", recordedAt: "2026-02-11T09:00:00Z", reason: "Veins")
        let (report, text) = try agenda(now)
        #expect(text.contains("amended after sign-off"))
        #expect(text.contains(": Veins"))
        let table = report.sections[0].blocks.compactMap { block -> ReportTable? in
            if case .table(let table) = block, table.code == "amended" { return table }
            return nil
        }.first
        guard case .cells(let cells)? = table?.rows.first else { throw CocoaError(.coderValueNotFound) }
        #expect(table?.rows.count == 1)
        #expect(cells[1...3].map(\.text) == ["Decision", "Start IVIg", "Start SCIg"])
        #expect(report.banner.asOf?.contains("as last recorded") == true)
        #expect(report.asOf == nil)
        #expect(report.cases[0].asOf == Instant(Self.signedAt))
    }

    @Test("a meeting not touched since speaks of its sign-off alone")
    func untouched() throws {
        let (report, text) = try agenda(line("Start IVIg", recordedAt: "2026-02-09T14:00:00Z"))
        #expect(!text.contains("after sign-off"))
        #expect(report.asOf == Instant(Self.signedAt))
        #expect(report.banner.asOf?.contains("as last recorded") == false)
    }

    @Test("an action that went on after sign-off says so", arguments: Language.allCases)
    func action(_ language: Language) throws {
        let now = line("Start IVIg", recordedAt: "2026-02-09T14:00:00Z", action: "done")
        let (report, text) = try agenda(now, language)
        #expect(text.contains(language == .en ? "recorded after sign-off" : "vastgelegd na ondertekening"))
        #expect(report.asOf == nil)
    }

    @Test("a case report tells an amendment from a change made before sign-off")
    func caseReport() throws {
        for (recordedAt, label) in [
            ("2026-02-11T09:00:00Z", "Amended after sign-off"), ("2026-02-09T14:00:00Z", "Reason"),
        ] {
            let item = line("Start SCIg", recordedAt: recordedAt, reason: "Veins")
            let document = try SampleCase.empty(
                protocol: "mmn",
                meetings: ["{\"meeting\":\(head()),\"case\":\(item)}"]
            )
            let report = try SampleCase.report(document)
            let facts = report.sections.first { $0.title == .decision }?.blocks.flatMap { block -> [ReportFact] in
                if case .facts(let facts) = block { return facts }
                return []
            }
            #expect(facts?.first { $0.value.text.hasSuffix("Veins") }?.label == label)
        }
    }
}
