// What the papers say of segments at an entrapment site, of velocities outside their limits, and of every value of a study.
import Criteria
import Domain
import Testing

@testable import Reports

@Suite("Entrapment sites and velocities on paper")
struct EntrapmentTests {
    /// The ulnar nerve falls across the elbow, and the median nerve is slow in the forearm.
    private static func study(_ on: String = "2026-09-02", elbowMs: String = "11.0", elbowMv: String = "3") -> String {
        #"""
        {"performedOn":"\#(on)","motor":[
          {"nerve":"ulnar","side":"left","muscle":"ADM","limits":{"velocityLowerMps":52,"amplitudeLowerMv":4},"sites":[
            {"site":"wrist","latencyMs":3,"amplitudeMv":10,"areaMvMs":30,"durationMs":6},
            {"site":"belowElbow","latencyMs":7,"amplitudeMv":9.8,"areaMvMs":29,"durationMs":6.1,"distanceMm":220},
            {"site":"aboveElbow","latencyMs":\#(elbowMs),"amplitudeMv":\#(elbowMv),"durationMs":6.2,"distanceMm":100}]},
          {"nerve":"median","side":"right","muscle":"APB","limits":{"velocityLowerMps":49},"sites":[
            {"site":"wrist","latencyMs":3.5,"amplitudeMv":9,"areaMvMs":27,"durationMs":6},
            {"site":"elbow","latencyMs":14.5,"amplitudeMv":8.5,"areaMvMs":26,"durationMs":6,"distanceMm":230}]}]}
        """#
    }

    private static func paper(_ bodies: String...) throws -> Paper {
        try Paper(findings: bodies.map { (.nerveConductionStudy, $0) })
    }

    @Test("a fall at an entrapment site is named on every paper, and is not judged without block")
    func named() throws {
        let paper = try Self.paper(Self.study())
        let fall = "ulnar nerve left, below the elbow → above the elbow: amplitude fall 69.4\u{A0}%"
        #expect(try paper.first("atEntrapment", .conduction) == fall)
        #expect(try paper.letter().contains("Not judged as block, since at an entrapment site: ulnar nerve left"))
        #expect(
            try paper.sheet().contains(
                "ulnar nerve left (at a place where nerves are often pinched; that is why this does not count); "
                    + "no such place found elsewhere"
            )
        )
        #expect(try paper.sheet(.nl).contains("op een plaats waar zenuwen vaak bekneld raken"))
    }

    @Test("where only segments at entrapment sites were studied, no paper says that there is no block")
    func onlyEntrapment() throws {
        let study = #"""
            {"performedOn":"2026-09-02","motor":[{"nerve":"ulnar","side":"left","muscle":"ADM","sites":[
              {"site":"belowElbow","latencyMs":7,"amplitudeMv":9.8,"areaMvMs":29,"durationMs":6.1},
              {"site":"aboveElbow","latencyMs":9,"amplitudeMv":9.5,"areaMvMs":28,"durationMs":6.2}]}]}
            """#
        let paper = try Self.paper(study)
        #expect(try paper.first("segments", .conduction) == "1 at an entrapment site, not judged")
        let (letter, sheet) = (try paper.letter(), try paper.sheet())
        #expect(letter.contains("cannot be judged: only segments at entrapment sites were studied"))
        #expect(!letter.contains("in no segment"))
        #expect(sheet.contains("the test could not show this") && !sheet.contains("no such place found"))
    }

    @Test("velocities outside their limits stand on the first page and in the letter")
    func velocities() throws {
        let paper = try Self.paper(Self.study())
        let slow =
            "ulnar nerve left, ADM: below the elbow → above the elbow (entrapment site) 25.0 (≥\u{A0}52); "
            + "median nerve right, APB: wrist → elbow 20.9 (≥\u{A0}49)"
        #expect(try paper.first("slowVelocity", .conduction) == slow)
        #expect(try paper.letter().contains("median nerve right, APB: wrist → elbow 20.9 (≥ 49)"))
        #expect(try paper.first("outsideLimits", .conduction) == "none where limits are recorded")
        let newer = try Self.paper(Self.study("2026-06-02", elbowMs: "13"), Self.study(elbowMs: "8.9"))
        #expect(
            try newer.first("slowVelocity", .conduction)?.contains(
                "16.7 (≥\u{A0}52) on 2 Jun 2026, 52.6 (≥\u{A0}52) on 2 Sep 2026"
            ) == true
        )
    }

    @Test("a velocity that only rounds to its limit is shown below it")
    func rounding() throws {
        // 100 mm in 1.9233 ms: 51.99 m/s.
        let paper = try Self.paper(Self.study(elbowMs: "8.9233"))
        #expect(try paper.first("slowVelocity", .conduction)?.contains("51.99 (≥\u{A0}52)") == true)
    }

    @Test("without limits, no paper says that nothing lies outside them")
    func withoutLimits() throws {
        let bare = Self.study().replacing(#/"limits":\{[^}]*\},/#, with: "")
        let paper = try Self.paper(bare)
        for code in ["slowVelocity", "outsideLimits"] {
            #expect(try paper.first(code, .conduction) == "no limits are recorded")
        }
    }

    @Test("limits of a named set count on paper as they do for the criteria, and a palm has none")
    func namedLimits() throws {
        let named = try #require(NormalLimitsLibrary.bundledNames.first).replacing(".yaml", with: "")
        let study = #"""
            {"performedOn":"2026-09-02","normalLimits":"\#(named)","motor":[
              {"nerve":"median","side":"right","muscle":"APB","limits":{"latencyUpperMs":4.5},"sites":[
                {"site":"palm","latencyMs":1.5,"amplitudeMv":0.4},
                {"site":"wrist","latencyMs":5.5,"amplitudeMv":0.5}]}]}
            """#
        let text = try #require(try Self.paper(study).first("outsideLimits", .conduction))
        #expect(text.contains("latency (ms) 5.5 (≤\u{A0}4.5)") && text.contains("amplitude (mV) 0.5 (≥"))
    }

    @Test("the annex has every latency and distance of a study")
    func sites() throws {
        let report = try SampleCase.report(Self.paper(Self.study()).document)
        let tables = report.annex.sections.flatMap(\.blocks).compactMap { block -> ReportTable? in
            if case .table(let table) = block, table.code == "motorSites" { table } else { nil }
        }
        let rows = tables.flatMap(\.rows).map { row -> [String] in
            switch row {
            case .cells(let cells): cells.map(\.text)
            case .group(let head): [head.text]
            case .span: []
            }
        }
        #expect(rows.count == 7)
        #expect(rows.contains(["below the elbow", "7", "9.8", "29", "6.1", "220"]))
        #expect(rows.contains(["above the elbow", "11", "3", "not recorded", "6.2", "100"]))
        #expect(rows.contains(["elbow", "14.5", "8.5", "26", "6", "230"]))
    }
}
