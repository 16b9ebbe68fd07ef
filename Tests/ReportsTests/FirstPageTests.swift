// What stands on the first pages where several studies and meetings speak of one case: nothing abnormal is hidden, and the
// last decision stays.
import Criteria
import Domain
import Foundation
import Testing

@testable import Reports

@Suite("The first pages over several studies and meetings")
struct FirstPageTests {
    private static func finding(_ number: Int, _ kind: FindingKind, _ body: String) -> String {
        """
        {"id":"01931f00-0000-7000-8000-0000000005\(number)","version":1,"recordedAt":"2026-05-01T08:00:00Z",
         "kind":"\(kind.rawValue)","body":\(body)}
        """
    }

    private static func document(_ findings: [String]) throws -> WorkupDocument {
        try SampleCase.evaluated(SampleCase.empty(protocol: "mmn", findings: findings, today: "2026-05-01"))
    }

    /// The fact of a section of the first pages, by the code of its label.
    private static func fact(_ code: String, _ document: WorkupDocument, _ title: SectionTitle) throws -> String? {
        let section = try #require(try SampleCase.report(document).brief.first { $0.title == title })
        return section.blocks.flatMap { block -> [ReportFact] in
            switch block {
            case .facts(let facts), .lines(let facts): facts
            default: []
            }
        }.first { $0.code == code }?.value.text
    }

    // MARK: Nerves and muscles

    private static let older = finding(
        11,
        .nerveConductionStudy,
        #"""
        {"performedOn":"2025-11-10","sensory":[
          {"nerve":"ulnar","side":"left","response":"abnormal"},{"nerve":"radial","side":"left","response":"absent"},
          {"nerve":"sural","side":"right","response":"normal"},{"nerve":"median","side":"right","response":"normal"}],
         "motor":[{"nerve":"median","side":"right","muscle":"APB","limits":{"amplitudeLowerMv":4,"latencyUpperMs":4.5},
           "sites":[{"site":"wrist","latencyMs":5.1,"amplitudeMv":2}]},
          {"nerve":"ulnar","side":"right","muscle":"ADM","limits":{"amplitudeLowerMv":4},
           "sites":[{"site":"wrist","latencyMs":3,"amplitudeMv":1.5}]}]}
        """#
    )

    private static let newer = finding(
        12,
        .nerveConductionStudy,
        #"""
        {"performedOn":"2026-04-28","sensory":[
          {"nerve":"ulnar","side":"left","response":"normal"},{"nerve":"median","side":"right","response":"normal"}],
         "motor":[{"nerve":"median","side":"right","muscle":"APB","limits":{"amplitudeLowerMv":4,"latencyUpperMs":4.5},
           "sites":[{"site":"wrist","latencyMs":4.9,"amplitudeMv":5}]}]}
        """#
    )

    @Test("a sensory nerve stands by its newest reading, and an abnormal one stays with its day")
    func sensory() throws {
        let document = try Self.document([Self.older, Self.newer])
        #expect(
            try Self.fact("sensoryNormal", document, .conduction)
                == "median nerve right; sural nerve right (10 Nov 2025)"
        )
        #expect(
            try Self.fact("sensoryOther", document, .conduction)
                == "ulnar nerve left abnormal (10 Nov 2025; 28 Apr 2026 normal); radial nerve left absent (10 Nov 2025)"
        )
        #expect(try Self.fact("date", document, .conduction) == "28 Apr 2026 (latest of 2)")
    }

    @Test("sensory nerves are not called not done because the newest study left them out")
    func sensoryDone() throws {
        let motorOnly = Self.newer.replacing(#/"sensory":\[[^\]]*\],/#, with: "")
        #expect(motorOnly != Self.newer)
        let document = try Self.document([motorOnly, Self.older])
        #expect(
            try Self.fact("sensoryNormal", document, .conduction)
                == "sural nerve right, median nerve right (10 Nov 2025)"
        )
        #expect(try Self.fact("sensory", document, .conduction) == nil)
        #expect(try Self.fact("sensory", Self.document([motorOnly]), .conduction) == "not done")
    }

    @Test("a distal value outside its limit stays beside the newer one inside it, each with its day")
    func distal() throws {
        #expect(
            try Self.fact("outsideLimits", Self.document([Self.older, Self.newer]), .conduction)
                == "median nerve right, APB: latency (ms) 4.9 (≤\u{A0}4.5), amplitude (mV) 2 (≥\u{A0}4)"
                + " on 10 Nov 2025, 5 on 28 Apr 2026; ulnar nerve right, ADM: amplitude (mV) 1.5 (≥\u{A0}4)"
                + " on 10 Nov 2025"
        )
    }

    @Test(
        "a muscle that was not normal under the needle stays with its day, and is normal only where the same was looked at"
    )
    func needle() throws {
        func examination(_ number: Int, _ on: String, _ muscles: String) -> String {
            Self.finding(number, .needleExamination, #"{"performedOn":"\#(on)","muscles":[\#(muscles)]}"#)
        }
        let first = examination(
            21,
            "2025-11-10",
            #"""
            {"muscle":"deltoid","side":"left","fibrillations":2},{"muscle":"biceps","side":"left","fibrillations":1},
            {"muscle":"triceps","side":"left","recruitment":"reduced"}
            """#
        )
        let second = examination(
            22,
            "2026-04-28",
            #"""
            {"muscle":"deltoid","side":"left","fibrillations":0},{"muscle":"biceps","side":"left","fasciculations":0},
            {"muscle":"tibialisAnterior","side":"left","fibrillations":1}
            """#
        )
        #expect(
            try Self.fact("needle", Self.document([second, first]), .summary)
                == "28 Apr 2026 (latest of 2), 4 examined: spontaneous activity in tibialis anterior left; "
                + "deltoid left (10 Nov 2025; 28 Apr 2026 normal); biceps left (10 Nov 2025); "
                + "changed units or recruitment in triceps left (10 Nov 2025); not examined: insertional activity, "
                + "positive sharp waves, unit duration, unit amplitude, polyphasia"
        )
        let bare = examination(23, "2026-04-28", #"{"muscle":"deltoid","side":"left"}"#)
        #expect(try Self.fact("needle", Self.document([bare]), .summary) == "28 Apr 2026, 1 examined: not examined")
    }

    // MARK: Segments with block

    /// A study of one nerve on both sides, with block between each pair of sites where `falls`.
    private static func study(_ number: Int, _ on: String, _ nerves: [(String, String, [String])], falls: Bool = true)
        -> String
    {
        let motor = nerves.map { nerve, muscle, sites in
            let measured = sites.enumerated().map { index, site in
                let size = falls ? ["10", "3", "1"][index] : "10"
                let distance = index == 0 ? "" : #","distanceMm":220"#
                return #"{"site":"\#(site)","latencyMs":\#(3 + 4 * index),"amplitudeMv":\#(size),"areaMvMs":\#(size),"#
                    + #""durationMs":5\#(distance)}"#
            }
            return ["left", "right"].map { side in
                #"{"nerve":"\#(nerve)","side":"\#(side)","muscle":"\#(muscle)","sites":[\#(measured.joined(separator: ","))]}"#
            }.joined(separator: ",")
        }
        return finding(
            number,
            .nerveConductionStudy,
            #"{"performedOn":"\#(on)","motor":[\#(motor.joined(separator: ","))]}"#
        )
    }

    private static let median = ("median", "APB", ["wrist", "elbow", "axilla"])
    private static let ulnar = ("ulnar", "ADM", ["wrist", "belowElbow"])
    private static let peroneal = ("peroneal", "EDB", ["ankle", "belowFibularHead"])
    private static let tibial = ("tibial", "AH", ["ankle", "poplitealFossa"])

    private static func blocked(_ document: WorkupDocument) throws -> [[ReportValue]] {
        let section = try #require(try SampleCase.report(document).brief.first { $0.title == .conduction })
        for case .table(let table) in section.blocks where table.code == "blocks" {
            return table.rows.compactMap { if case .cells(let cells) = $0 { cells } else { nil } }
        }
        return []
    }

    @Test("the segments shown are those of the newest study first, and the paper says how many more have block")
    func keySegments() throws {
        let document = try Self.document([
            Self.study(31, "2025-11-10", [Self.median, Self.ulnar, Self.peroneal]),
            Self.study(32, "2026-04-28", [Self.median, Self.tibial]),
        ])
        let rows = try Self.blocked(document)
        #expect(rows.count == 8)
        let newest = rows.prefix { $0[0].text.hasSuffix("28 Apr 2026") }
        let found = try #require(document.evaluation).result.segments.filter { segment in
            segment.blocks.contains { [.definite, .probable].contains($0.answer) }
        }
        #expect(newest.count == found.count { $0.place.index == 1 } && newest.count == 4)
        // What the newer study found again does not take the place of what it did not look at.
        #expect(rows.dropFirst(newest.count).allSatisfy { !$0[0].text.contains("median") })
        let again = rows.filter { $0[0].text.contains("median") }
        #expect(again.count == 4 && again.allSatisfy { $0[6].text.hasSuffix("; also 10 Nov 2025") })
        // Four more of the older study are those that the newer one found again: nothing is left for the annex alone.
        #expect(found.count == 12)
        #expect(try Self.fact("otherSegments", document, .conduction)?.contains("further") == false)
    }

    @Test("more segments with block than the page has room for are counted")
    func furtherSegments() throws {
        let document = try Self.document([
            Self.study(31, "2025-11-10", [Self.ulnar, Self.peroneal, ("ulnar", "FDI", ["wrist", "belowElbow"])]),
            Self.study(32, "2026-04-28", [Self.median]),
        ])
        let rows = try Self.blocked(document)
        #expect(rows.count == 8 && rows.prefix(4).allSatisfy { $0[0].text.hasSuffix("28 Apr 2026") })
        let others = try #require(try Self.fact("otherSegments", document, .conduction))
        #expect(others.hasPrefix("2 further segments with block: annex"), "\(others)")
    }

    @Test("a block that a newer study no longer finds says so")
    func resolved() throws {
        let document = try Self.document([
            Self.study(31, "2025-11-10", [Self.ulnar]), Self.study(32, "2026-04-28", [Self.ulnar], falls: false),
        ])
        let rows = try Self.blocked(document)
        #expect(rows.count == 2)
        for row in rows {
            #expect(row[0].text.hasSuffix("10 Nov 2025"))
            #expect(row[6].text.hasSuffix("; 28 Apr 2026: no block"))
        }
    }

    @Test("whether block can be judged is counted over the sets of the protocol, as in the letters")
    func tally() throws {
        let rich = String(decoding: WorkupDocument.codec.encode(try SampleCase.rich()), as: UTF8.self)
        let none = rich.replacing(#/"block":\{[^}]*\}/#) { blocks in
            let own = String(blocks.output).replacing(#/:"(?:definite|probable|notEvaluable)"/#, with: #":"none""#)
            return own.dropLast() + #","another-set":"notEvaluable"}"#
        }
        let document = try WorkupDocument.codec.decode(Array(none.utf8), limits: .ownDocuments)
        let report = try SampleCase.report(document)
        let html = String(decoding: CaseReportHTML.render(report, part: .first, contentHash: "0"), as: UTF8.self)
        #expect(html.contains(BriefWord.noBlock.text.en) && !html.contains(BriefWord.noBlockJudged.text.en))
    }

    // MARK: Meetings

    private static func meeting(_ number: Int, _ on: String, _ status: String, _ discussion: String) -> String {
        """
        {"meeting":{"id":"01931f00-0000-7000-8000-00000000060\(number)","version":1,"status":"\(status)",
         "organisation":"nmc","startsAt":"\(on)T13:00:00Z","reason":"chair ill","recordedAt":"2026-01-02T08:00:00Z"},
         "case":{"id":"01931f00-0000-7000-8000-00000000061\(number)","version":1,
         "meetingId":"01931f00-0000-7000-8000-00000000060\(number)",
         "workupId":"01931f00-0000-7000-8000-000000000020","patientId":"01931f00-0000-7000-8000-000000000021",
         \(discussion),"position":1,"recordedAt":"2026-01-02T08:00:00Z"}}
        """
    }

    @Test("a cancelled meeting, or one that did not come to the case, does not take the place of the last decision")
    func lastDecision() throws {
        let document = try SampleCase.empty(
            protocol: "mmn",
            meetings: [
                Self.meeting(0, "2026-01-06", "signed", #""status":"discussed","decision":"Wait""#),
                Self.meeting(1, "2026-02-03", "signed", #""status":"discussed","decision":"Begin IVIg""#),
                Self.meeting(2, "2026-03-03", "held", #""status":"notDiscussed","notDiscussedReason":"no time""#),
                Self.meeting(3, "2026-04-07", "cancelled", #""status":"planned""#),
                Self.meeting(4, "2026-05-05", "planned", #""status":"planned""#),
            ],
            today: "2026-05-01"
        )
        let report = try SampleCase.report(document)
        let section = try #require(report.brief.first { $0.title == .decision })
        let headings = section.blocks.compactMap { block -> String? in
            if case .heading(_, let text) = block { text } else { nil }
        }
        #expect(
            headings == ["Meeting of 5 May 2026 13:00 UTC (planned)", "Meeting of 3 Feb 2026 13:00 UTC (signed)"]
        )
        #expect(try Self.fact("decision", document, .decision) == "Begin IVIg")
        #expect(
            try Self.fact("withoutDecision", document, .decision)
                == "7 Apr 2026: cancelled (chair ill); 3 Mar 2026: not discussed (no time)"
        )
        let whole = report.annex.sections.first { $0.title == .decision }?.blocks.filter { block in
            if case .heading = block { true } else { false }
        }
        #expect(whole?.count == 3)
        let sheet = String(decoding: CaseReportHTML.render(report, part: .first, contentHash: "0"), as: UTF8.self)
        #expect(sheet.contains("Begin IVIg"))
    }

    @Test("where the last discussion left the decision open, the last decision stands with it")
    func openDecision() throws {
        let document = try SampleCase.empty(
            protocol: "mmn",
            meetings: [
                Self.meeting(1, "2026-02-03", "signed", #""status":"discussed","decision":"Begin IVIg""#),
                Self.meeting(2, "2026-03-03", "held", #""status":"discussed","diagnosis":"MMN""#),
            ],
            today: "2026-05-01"
        )
        let report = try SampleCase.report(document)
        let sheet = String(decoding: CaseReportHTML.render(report, part: .first, contentHash: "0"), as: UTF8.self)
        #expect(sheet.contains("Begin IVIg") && sheet.contains("MMN"))
        #expect(!sheet.contains(BriefWord.withoutDecision.text.en))
    }
}
