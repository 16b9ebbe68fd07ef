// The outcome chart: cycles, doses, and every point where it belongs.
import Domain
import FoundationEssentials
import Reports
import Testing

@Suite("Outcome chart")
struct OutcomeChartTests {
    private func chart(_ report: CaseReport) throws -> OutcomeChart {
        for section in report.sections {
            for case .chart(let chart) in section.blocks { return chart }
        }
        throw Missing()
    }

    private struct Missing: Error {}

    @Test("administrations at most three days apart are one cycle with one exact dose")
    func cycles() throws {
        let cycles = InfusionCycle.cycles(
            of: try SampleCase.rich().treatments,
            by: try SampleCase.careProtocol()
        )
        #expect(cycles.map(\.first.description) == ["2026-02-16", "2026-03-16", "2026-04-13"])
        #expect(cycles.map(\.last.description) == ["2026-02-19", "2026-03-16", "2026-04-13"])
        #expect(cycles.map(\.grams) == [160, 80, 80])
        #expect(cycles.map(\.gramsPerKg) == [2, 1, 1])
        #expect(cycles.map(\.isProductChange) == [false, false, true])
        #expect(cycles.map(\.isBatchChange) == [true, true, true])
        #expect(cycles.map(\.daysSinceLast) == [nil, 25, 28])
    }

    @Test("every measurement is a point of its series, with its exact value")
    func points() throws {
        let document = try SampleCase.rich()
        let chart = try chart(SampleCase.report(document))
        let drawn = chart.panels.flatMap { panel in
            panel.series.flatMap { series in
                series.points.map { "\(panel.measure) \(series.side?.rawValue ?? "-") \($0.on) \($0.value)" }
            }
        }
        let measured = document.outcomes.map { "\($0.measure) \($0.side?.rawValue ?? "-") \($0.on) \($0.value)" }
        #expect(drawn.sorted() == measured.sorted())
    }

    @Test(
        "the baseline is the last value before the first cycle, and the important change lies in the better direction"
    )
    func baseline() throws {
        let chart = try chart(SampleCase.report(SampleCase.rich()))
        let grip = try #require(chart.panels.first { $0.measure == .gripVigorimeter })
        #expect(grip.series.map(\.side) == [.right, .left])
        #expect(grip.series.map(\.baseline) == [38, 62])
        #expect(grip.series.map(\.importantChange) == [46, 70])
        let incat = try #require(chart.panels.first { $0.measure == .incat })
        #expect(incat.series.map(\.baseline) == [3])
        #expect(incat.series.map(\.importantChange) == [2])
    }

    @Test("points stand where day and value put them")
    func places() throws {
        let report = try SampleCase.report(SampleCase.rich())
        let html = String(decoding: CaseReportHTML.render(report, contentHash: "0"), as: UTF8.self)
        let chart = try chart(report)
        let width = chart.from.days(until: chart.to)
        // Left edge 44, width 664; the first grip of the right hand, on 15 February, of a chart from 1 February on.
        let x = 440 + chart.from.days(until: try #require(LocalDate("2026-02-15"))) * 6640 / width
        #expect(html.contains("points=\"\(x / 10).\(x % 10),") || html.contains("points=\"\(x / 10),"))
        // The axis runs from 20 to 100 over 64 units, down to 84: the value 38 lies 18 of 80 above that, 14.4 units.
        #expect(html.contains(",69.6 "))
    }

    @Test("the drawing has a title, a description, and no style of its own", arguments: Language.allCases)
    func accessible(_ language: Language) throws {
        let report = try SampleCase.report(SampleCase.rich(), language)
        let html = String(decoding: CaseReportHTML.render(report, contentHash: "0"), as: UTF8.self)
        let drawing = try #require(html.firstMatch(of: /<svg.*?<\/svg>/.dotMatchesNewlines())?.0)
        #expect(drawing.contains("role=\"img\""))
        #expect(drawing.contains("<title id="))
        #expect(drawing.contains("<desc id="))
        #expect(!drawing.contains("style"))
        #expect(!drawing.contains("class="))
    }

    @Test("the same data follow as a table: a row a day, a row a cycle")
    func table() throws {
        let report = try SampleCase.report(SampleCase.rich())
        let section = try #require(report.sections.first { $0.title == .outcome })
        let tables = section.blocks.compactMap { block -> ReportTable? in
            if case .table(let table) = block { return table }
            return nil
        }
        let data = try #require(tables.first)
        let days = data.rows.count { if case .cells = $0 { true } else { false } }
        let cycles = data.rows.count { if case .span = $0 { true } else { false } }
        #expect(days == 6)
        #expect(cycles == 3)
        for case .cells(let cells) in data.rows { #expect(cells.allSatisfy { !$0.text.isEmpty }) }
    }
}
