// A reaction to a product is told wherever the next infusion is thought of: banner, first page, pack and letters.
import Criteria
import Domain
import Foundation
import Testing

@testable import Reports

@Suite("Reactions to a product")
struct ReactionTests {
    /// A course of IVIg with an infusion for each row.
    private func document(_ rows: [(on: String, product: String?, details: String?)]) throws -> WorkupDocument {
        let given = rows.enumerated().map { index, row in
            let product = row.product.map { #","product":"\#($0)""# } ?? ""
            let details = row.details.map { #","details":\#($0)"# } ?? ""
            return """
                {"id":"01931f00-0000-7000-8000-00000000070\(index)","version":1,"recordedAt":"2026-01-12T08:00:00Z",
                 "on":"\(row.on)"\(product)\(details)}
                """
        }
        let course = """
            {"id":"01931f00-0000-7000-8000-000000000700","version":1,"recordedAt":"2026-01-12T08:00:00Z",
             "option":"ivig","administrations":[\(given.joined(separator: ","))]}
            """
        return try SampleCase.empty(protocol: "mmn", treatments: [course], today: "2026-05-01")
    }

    private func reacted() throws -> WorkupDocument {
        let long = String(repeating: "burning feet ", count: 20)
        return try document([
            ("2026-01-05", "Privigen", #"{"reactions":[{"code":"headache","severity":"mild","note":"for an hour"}]}"#),
            (
                "2026-02-02", "PRIVIGEN 100 mg/mL",
                #"{"reactions":[{"code":"headache","severity":"mild"},{"code":"rash","severity":"moderate"}]}"#
            ), ("2026-03-02", "Kiovig", #"{"reactions":[{"code":"hypersensitivity"}]}"#),
            ("2026-03-30", nil, #"{"reactions":[{"code":"other","severity":"moderate","note":"\#(long)"}]}"#),
            ("2026-04-20", "Gamten", #"{"reactions":[]}"#), ("2026-04-27", "Octagam", nil),
        ])
    }

    @Test("each product with a reaction is an alert, the severest first, also where nobody judged how severe it was")
    func alerts() throws {
        let alerts = try SampleCase.report(reacted()).banner.alerts
        #expect(
            alerts.prefix(2).map(\.value.text) == [
                "reaction to Kiovig: hypersensitivity, severity not recorded (2 Mar 2026)",
                "reaction to Privigen: rash or itch, moderate (2 Feb 2026); headache, mild (2×, last 2 Feb 2026)",
            ]
        )
        let unnamed = try #require(alerts.dropFirst(2).first?.value.text)
        #expect(unnamed.hasPrefix("reaction to IVIg, product not recorded: other, burning feet"))
        #expect(unnamed.hasSuffix("…, moderate (30 Mar 2026)") && unnamed.count < 180)
        #expect(alerts.count == 3)
        #expect(alerts.allSatisfy { $0.value.emphasis == .warning })
        #expect(
            try SampleCase.report(reacted(), .nl).banner.alerts[0].value.text
                == "reactie op Kiovig: overgevoeligheid, ernst niet vastgelegd (2 mrt. 2026)"
        )
    }

    @Test("the banner of pages and of papers tells the same, and the first page tells it with the treatment")
    func everywhere() throws {
        let document = try reacted()
        let report = try SampleCase.report(document)
        let careProtocol = try SampleCase.careProtocol()
        let view = CaseView(document, protocol: careProtocol, criteriaSets: SampleCase.sets, Wording(.en))
        #expect(view.banner.alerts == report.banner.alerts)
        let treatment = try #require(report.brief.first { $0.title == .treatment })
        let told = treatment.blocks.flatMap { block -> [ReportFact] in
            if case .lines(let facts) = block { facts } else { [] }
        }.first { $0.code == "reactions" }
        #expect(told?.value.text.contains("Kiovig: hypersensitivity, severity not recorded (2 Mar 2026)") == true)
        #expect(told?.value.text.hasSuffix("(asked at 5 of 6 administrations)") == true)
        #expect(told?.value.emphasis == .warning)
    }

    @Test("the letters tell a reaction before what holds for everybody", arguments: LetterRecipient.allCases)
    func letters(_ to: LetterRecipient) throws {
        let request = ReportRequest(format: .text, language: .en, printedBy: "x", printedAt: SampleCase.printedAt)
        let bytes = ReportRendering.letter(
            MeetingReportCase(document: try reacted(), protocol: try SampleCase.careProtocol()),
            LetterRequest(to: to),
            criteriaSets: SampleCase.sets,
            organisations: [],
            request
        ) { "\($0.count)" }
        let text = String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace }.joined(separator: " ")
        let told = try #require(text.range(of: "Alert: reaction to Privigen: rash or itch, moderate (2 Feb 2026)"))
        let general = try #require(text.range(of: LetterFact.hypersensitivity.sentence.text.en))
        #expect(told.lowerBound < general.lowerBound)
        #expect(text.components(separatedBy: "hypersensitivity, severity not recorded").count == 2)
    }

    @Test("the pack of a meeting tells a reaction on the sheet of the case")
    func pack() throws {
        let rich = String(decoding: WorkupDocument.codec.encode(try SampleCase.rich()), as: UTF8.self)
        let reacted = rich.replacing(
            #""product":"Kiovig""#,
            with: """
                "product":"Kiovig","details":{"reactions":[{"code":"asepticMeningitis"}]}
                """
        )
        let document = try WorkupDocument.codec.decode(Array(reacted.utf8), limits: .ownDocuments)
        let meeting = try #require(document.meetings.first)
        let report = MeetingReport(
            meeting: MeetingDocument(meeting: meeting.meeting, cases: [meeting.discussion]),
            cases: [MeetingReportCase(document: document, protocol: try SampleCase.careProtocol())],
            criteriaSets: SampleCase.sets,
            language: .en,
            printedBy: "x",
            printedAt: SampleCase.printedAt
        )
        let html = String(decoding: MeetingReportHTML.render(report, digest: { _ in "0" }), as: UTF8.self)
        #expect(html.contains("reaction to Kiovig: aseptic meningitis, severity not recorded"))
    }

    @Test(
        "a question that nobody asked is no absence of reactions",
        arguments: [
            ([nil, nil], "not asked"), ([#"{"reactions":[]}"#, nil], "none (asked at 1 of 2 administrations)"),
        ] as [([String?], String)]
    )
    func asked(_ details: [String?], _ words: String) throws {
        let report = try SampleCase.report(
            document(details.enumerated().map { ("2026-01-0\($0.offset + 1)", "Privigen", $0.element) })
        )
        let facts = report.brief.first { $0.title == .treatment }?.blocks.flatMap { block -> [ReportFact] in
            if case .lines(let facts) = block { facts } else { [] }
        }
        #expect(facts?.first { $0.code == "reactions" }?.value.text == words)
        #expect(report.banner.alerts.isEmpty)
    }

    @Test("an effect that nobody recorded is not recorded, and not said to be not examined")
    func improvement() throws {
        let report = try SampleCase.report(document([("2026-01-05", "Privigen", nil)]))
        for sections in [report.brief, report.sections] {
            let courses = sections.flatMap(\.blocks).compactMap { block -> ReportTable? in
                if case .table(let table) = block, table.code == "courses" { table } else { nil }
            }
            let table = try #require(courses.first)
            let column = try #require(table.columns.firstIndex { $0.code == "improvement" })
            guard case .cells(let cells) = table.rows[0] else { throw CocoaError(.coderInvalidValue) }
            #expect(cells[column].text == "not recorded")
        }
    }
}
