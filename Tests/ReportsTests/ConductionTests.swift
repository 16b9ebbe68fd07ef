// The key conduction table: exact reductions, words for what is absent, not recorded or not assessable.
import Domain
import FoundationEssentials
import Reports
import Testing

@Suite("Conduction table")
struct ConductionTests {
    private func tables(_ report: CaseReport, _ code: String) -> [ReportTable] {
        report.sections.flatMap(\.blocks).flatMap { block -> [ReportTable] in
            switch block {
            case .table(let table): [table]
            case .tables(let tables): tables
            default: []
            }
        }.filter { $0.code == code }
    }

    private func row(_ tables: [ReportTable], group: String, _ segment: String) -> [String]? {
        var current: String?
        for row in tables.flatMap(\.rows) {
            switch row {
            case .group(let head): current = head.code
            case .cells(let cells) where current == group && cells.first?.code == segment: return cells.map(\.text)
            default: break
            }
        }
        return nil
    }

    @Test("reductions are exact and rounded half away from zero to one decimal")
    func reductions() throws {
        let tables = tables(try SampleCase.report(SampleCase.rich()), "segments")
        // (10.4 − 4.6) / 10.4, (30.2 − 13.1) / 30.2, (6.6 − 5.6) / 5.6, 235 mm / 5.0 ms
        let ulnar = try #require(row(tables, group: "ulnar.left", "wrist-belowElbow"))
        #expect(
            ulnar[1...7] == [
                "10.4\u{A0}→\u{A0}4.6", "55.8", "30.2\u{A0}→\u{A0}13.1", "56.6", "5.6\u{A0}→\u{A0}6.6", "17.9",
                "47.0 (≥\u{A0}52)",
            ]
        )
        #expect(ulnar[8] == "long segment")
        let elbow = try #require(row(tables, group: "ulnar.left", "belowElbow-aboveElbow"))
        #expect(elbow[8] == "entrapment site")
    }

    @Test("an absent proximal response is a fall of 100 % and says so in words")
    func absentResponse() throws {
        let tables = tables(try SampleCase.report(SampleCase.rich()), "segments")
        let radial = try #require(
            tables.compactMap { row([$0], group: "radial.right", "forearm-spiralGroove") }.last
        )
        #expect(radial[1] == "4\u{A0}→\u{A0}absent")
        #expect(radial[2] == "100.0")
        #expect(radial[6] == "not assessable")
        #expect(radial[8].contains("proximal response absent"))
    }

    @Test("decimals have a comma in Dutch")
    func dutch() throws {
        let tables = tables(try SampleCase.report(SampleCase.rich(), .nl), "segments")
        let ulnar = try #require(row(tables, group: "ulnar.left", "wrist-belowElbow"))
        #expect(ulnar[1] == "10,4\u{A0}→\u{A0}4,6")
        #expect(ulnar[4] == "56,6")
    }

    @Test("values outside the laboratory's limits stand beside them")
    func limits() throws {
        let table = try #require(tables(try SampleCase.report(SampleCase.rich()), "motorNerves").first)
        let ulnar = table.rows.compactMap { row -> [ReportValue]? in
            if case .cells(let cells) = row, cells.first?.code == "ulnar.left" { return cells }
            return nil
        }.first
        let cells = try #require(ulnar)
        #expect(cells[4].text == "33.8 (≤\u{A0}31.5)")
        #expect(cells[4].emphasis == .strong)
        #expect(cells[3].text == "10.4 (≥\u{A0}7.9)")
        #expect(cells[3].emphasis == .plain)
    }

    @Test("a study is asked for what its protocol asks, by the thresholds of its criteria", arguments: ["mmn", "cidp"])
    func completeness(_ code: String) throws {
        let study = """
            {"id":"01931f00-0000-7000-8000-000000000901","kind":"nerveConductionStudy","version":1,
             "recordedAt":"2026-01-12T08:00:00Z","body":{"skinTemperatures":[{"limb":"leftArm","celsius":32.5},
             {"limb":"leftLeg","celsius":31}],"motor":[{"nerve":"tibial","side":"left","sites":[{"site":"ankle"}]}]}}
            """
        let document = try SampleCase.empty(protocol: code, findings: [study])
        let report = try SampleCase.report(document, protocol: code)
        let facts = report.sections.first { $0.title == .conduction }?.blocks.flatMap { block -> [ReportFact] in
            if case .facts(let facts) = block { return facts }
            return []
        }
        func text(_ word: ConductionWord) -> String? { facts?.first { $0.code == word.rawValue }?.value.text }
        let isCidp = code == "cidp"
        #expect(text(.nervesToErb) == (isCidp ? nil : "right 0 of 5, left 0 of 5"))
        #expect(text(.nervesForCidp) == (isCidp ? "right 0 of 4, left 1 of 4" : nil))
        #expect(text(.tooCold) == (isCidp ? "left arm (< 33\u{A0}°C)" : "left leg (< 32\u{A0}°C)"))
        #expect(text(.missing)?.contains("three sensory nerves") == !isCidp)
    }
}
