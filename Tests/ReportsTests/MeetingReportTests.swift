// The meeting's report: the agenda, then every case on a page of its own.
import Criteria
import Domain
import Foundation
import Reports
import Testing

@Suite("Meeting report")
struct MeetingReportTests {
    /// The signed meeting of the full case, with a second line whose workup the reader may not see.
    private func report(_ language: Language) throws -> MeetingReport {
        let document = try SampleCase.rich()
        let held = try #require(document.meetings.first { $0.meeting.status == .signed })
        let hidden = """
            {"id":"01931f00-0000-7000-8000-000000000399","version":1,"meetingId":"\(held.meeting.id)",
             "workupId":"01931f00-0000-7000-8000-000000000998","patientId":"01931f00-0000-7000-8000-000000000999",
             "status":"notDiscussed","position":1,"notDiscussedReason":"Study not ready","lateReason":"Referred yesterday",
             "recordedAt":"2026-02-08T10:00:00Z"}
            """
        let json = JSONValue.object(
            ("meeting", try JSONReader.read(MeetingHead.codec.encode(held.meeting))),
            (
                "cases",
                .array([
                    try JSONReader.read(MeetingCase.codec.encode(held.discussion)),
                    try JSONReader.read(Array(hidden.utf8)),
                ])
            )
        )
        let meeting = try MeetingDocument.codec.decode(json)
        return MeetingReport(
            meeting: meeting,
            cases: [MeetingReportCase(document: document, protocol: try SampleCase.careProtocol())],
            criteriaSets: SampleCase.sets,
            language: language,
            printedBy: "E. de Wit",
            printedAt: SampleCase.printedAt
        )
    }

    private let digest: ReportDigest = { "\($0.count)" }

    @Test("the agenda has a line a case, in its order", arguments: Language.allCases)
    func agenda(_ language: Language) throws {
        let report = try report(language)
        let text = String(decoding: MeetingReportText.render(report, digest: { _ in "0" }), as: UTF8.self)
        let agenda = text.split(separator: "\u{C}", maxSplits: 1)[0]
        try expectGolden(String(agenda), "meeting-\(language.rawValue)/agenda.txt")
        #expect(report.cases.count == 1)
    }

    @Test("the pack has a sheet for the agenda and one for each case, each with its own banner and hash")
    func pack() throws {
        let report = try report(.nl)
        let html = String(decoding: MeetingReportHTML.render(report, digest: digest), as: UTF8.self)
        #expect(html.components(separatedBy: "<article ").count == 3)
        #expect(html.components(separatedBy: "<h1>").count == 2)
        #expect(html.components(separatedBy: "class=\"banner\"").count == 3)
        for hash in [
            digest(MeetingReportJSON.content(of: report)), digest(CaseReportJSON.content(of: report.cases[0])),
        ] {
            #expect(html.contains("hash van de inhoud \(hash) "))
        }
        let levels = html.matches(of: /<h([1-5])>/).compactMap { Int($0.1) }
        for (one, next) in zip(levels, levels.dropFirst()) { #expect(next <= one + 1) }
    }

    @Test("the pack of a meeting that was not held says who is invited, and of nobody that they were absent")
    func invited() throws {
        let document = try SampleCase.rich()
        let held = try #require(document.meetings.first { $0.meeting.status == .signed }).meeting
        for (status, caption, columns) in [
            (MeetingStatus.planned, "invited", ["name", "role"]),
            (.held, "attendance", ["name", "role", "presence"]),
        ] {
            var members = SampleCase.members(of: try JSONReader.read(MeetingHead.codec.encode(held)))
            members.removeAll { ["status", "signedAt", "signedBy"].contains($0.key) }
            members.append(JSONMember("status", .string(status.rawValue)))
            let report = MeetingReport(
                meeting: try MeetingDocument.codec.decode(
                    JSONValue.object(("meeting", .object(members)), ("cases", .array([])))
                ),
                cases: [],
                criteriaSets: SampleCase.sets,
                language: .en,
                printedBy: "E. de Wit",
                printedAt: SampleCase.printedAt
            )
            let section = try #require(report.sections.first { $0.title == .attendance })
            guard case .table(let table)? = section.blocks.first else {
                Issue.record("no table")
                continue
            }
            #expect(table.code == caption)
            #expect(table.columns.map(\.code) == columns)
        }
    }

    @Test("the pack as text begins a new page with each case")
    func text() throws {
        let report = try report(.en)
        let text = String(decoding: MeetingReportText.render(report, digest: digest), as: UTF8.self)
        #expect(text.split(separator: "\u{C}").count == 2)
        for line in text.split(separator: "\n") { #expect(line.count <= 101) }
    }

    @Test("the pack as JSON holds the agenda and the whole of each case report")
    func json() throws {
        let report = try report(.en)
        let json = try JSONReader.read(MeetingReportJSON.render(report, digest: digest))
        #expect(json["format"]?.string == "workup-meeting-report/1")
        #expect(json["cases"]?[0]?["format"]?.string == "workup-report/1")
        #expect(json["sections"]?[0]?["code"]?.string == "agenda")
        #expect(json["printed"]?["by"]?.string == "E. de Wit")
    }
}
