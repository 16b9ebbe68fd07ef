// Outcome against administrations: the chart, and the same data as a table.
import Domain
import FoundationEssentials

extension CaseMatter {
    /// A baseline is the last value in so many days before the first administration.
    static let baselineDaysMax = 90

    var outcome: ReportSection {
        var blocks: [ReportBlock] = []
        if document.outcomes.isEmpty { blocks.append(.paragraph(.nothing, wording(ChartWord.noOutcomes))) }
        if cycles.isEmpty { blocks.append(.paragraph(.nothing, wording(ChartWord.noAdministrations))) }
        guard !document.outcomes.isEmpty || !cycles.isEmpty else { return section(.outcome, blocks + responseBlocks) }
        if !document.outcomes.isEmpty {
            blocks.append(.chart(chart))
            blocks.append(.facts(scales))
        }
        blocks.append(.table(dataTable))
        return section(.outcome, blocks + responseBlocks)
    }

    /// Every measure and side that was measured, in a fixed order.
    var allSeries: [(measure: OutcomeMeasure, side: Side?)] {
        OutcomeMeasure.allCases.flatMap { measure -> [(measure: OutcomeMeasure, side: Side?)] in
            let sides = Set(document.outcomes.filter { $0.measure == measure }.map(\.side))
            return [.right, .left, nil].filter { sides.contains($0) }.map { (measure, $0) }
        }
    }

    // MARK: Chart

    var chart: OutcomeChart {
        let days = document.outcomes.map(\.on) + cycles.flatMap { [$0.first, $0.last] }
        let first = days.min() ?? document.today
        let last = days.max() ?? document.today
        let from = LocalDate(year: first.year, month: first.month, day: 1) ?? first
        let to = last.addingDays(1 + LocalDate.daysIn(month: last.month, year: last.year) - last.day)
        let measures = OutcomeMeasure.allCases.filter { measure in document.outcomes.contains { $0.measure == measure }
        }
        return OutcomeChart(
            title: wording(ChartWord.chartTitle),
            summary: chartSummary(first, last),
            from: from,
            to: to,
            panels: measures.map(panel),
            cycles: cycles,
            legend: legend(from: from, to: to)
        )
    }

    private func chartSummary(_ first: LocalDate, _ last: LocalDate) -> String {
        let values = wording.count(
            document.outcomes.count,
            one: ChartWord.measurement,
            many: ChartWord.measurements
        )
        let given = wording.count(cycles.count, one: ChartWord.cycle, many: ChartWord.cycles)
        return "\(CaseMatter.name(of: document.patient)): \(values) \(wording(ChartWord.and)) \(given), "
            + "\(wording.dates(first, last))."
    }

    private func panel(_ measure: OutcomeMeasure) -> OutcomePanel {
        let scale = careProtocol.outcomeMeasure(measure)
        let name = measureName(measure)
        let series = allSeries.filter { $0.measure == measure }.map { self.series(measure, $0.side) }
        return OutcomePanel(
            measure: measure,
            label: "\(name) (\(measureUnit(measure)))",
            better: scale?.better.label(language) ?? "",
            series: series
        )
    }

    func series(_ measure: OutcomeMeasure, _ side: Side?) -> OutcomeSeries {
        let points = document.outcomes.filter { $0.measure == measure && $0.side == side }
            .sorted { ($0.on, $0.id) < ($1.on, $1.id) }.map { OutcomePoint(on: $0.on, value: $0.value) }
        let baseline = baseline(of: points)
        return OutcomeSeries(
            side: side,
            label: side.map { $0.label(language) } ?? measureName(measure),
            points: points,
            baseline: baseline,
            importantChange: baseline.flatMap { importantChange(measure, from: $0) }
        )
    }

    /// The last value in the 90 days before the first administration.
    private func baseline(of points: [OutcomePoint]) -> Decimal? {
        guard let start = cycles.first?.first else { return nil }
        return points.last { $0.on <= start && $0.on.days(until: start) <= CaseMatter.baselineDaysMax }?.value
    }

    private func importantChange(_ measure: OutcomeMeasure, from baseline: Decimal) -> Decimal? {
        guard let scale = careProtocol.outcomeMeasure(measure), let change = scale.minimalImportantChange else {
            return nil
        }
        let size: Decimal =
            switch change.size {
            case .absolute(let size): size
            case .percentOfBaseline(let percent): baseline * percent / 100
            }
        return scale.better == .higher ? baseline + size : baseline - size
    }

    private func legend(from: LocalDate, to: LocalDate) -> OutcomeLegend {
        let step = DayScale.monthsBetweenMarks(from: from, to: to)
        var ticks: [OutcomeTick] = []
        var month = from
        while month < to, ticks.count <= DayScale.marksMax {
            let isNamed = step < 12
            let showsYear = !isNamed || ticks.isEmpty || month.month <= step
            let label = (isNamed ? wording.month(month.month) : "") + (isNamed && showsYear ? " " : "")
            ticks.append(OutcomeTick(on: month, label: label + (showsYear ? String(month.year) : "")))
            month = month.addingMonths(step)
        }
        return OutcomeLegend(
            infusion: wording(ChartWord.infusion),
            productChange: wording(ChartWord.productChange),
            batchChange: wording(ChartWord.batchChange),
            importantChange: wording(ChartWord.importantChange),
            decimalSign: language == .nl ? "," : ".",
            doses: cycles.map { cycle in
                cycle.gramsPerKg.map { perKgWords($0) }
                    ?? wording(cycle.hasTooManyWeights ? NothingWord.notAssessable : .notRecorded)
            },
            ticks: ticks
        )
    }

    // MARK: Tables

    private func measureName(_ measure: OutcomeMeasure) -> String {
        careProtocol.outcomeMeasure(measure)?.names[language] ?? measure.label(language)
    }

    private func measureUnit(_ measure: OutcomeMeasure) -> String {
        measure.unit[language]
    }

    func seriesLabel(_ measure: OutcomeMeasure, _ side: Side?) -> String {
        let side = side.map { ", \($0.label(language))" } ?? ""
        return "\(measureName(measure))\(side) (\(measureUnit(measure)))"
    }

    /// Per scale: which change counts, and where the patient started.
    private var scales: [ReportFact] {
        allSeries.map { measure, side in
            let baseline = series(measure, side).baseline.map { wording.number($0) } ?? wording(ChartWord.noBaseline)
            let words =
                "\(wording(ChartWord.smallestChange)) \(smallestChange(measure)); "
                + "\(wording(ChartWord.baseline)) \(baseline)"
            return ReportFact(
                code: code(measure, side),
                label: seriesLabel(measure, side),
                value: ReportValue(words)
            )
        }
    }

    func smallestChange(_ measure: OutcomeMeasure) -> String {
        guard let scale = careProtocol.outcomeMeasure(measure), let change = scale.minimalImportantChange else {
            return wording(ChartWord.notEstablished)
        }
        let size =
            switch change.size {
            case .absolute(let size): "\(wording.number(size)) \(measureUnit(measure))"
            case .percentOfBaseline(let percent): "\(wording.number(percent)) \(wording(ChartWord.percentOfBaseline))"
            }
        let quoted = change.quoted.map { " (\(wording(ChartWord.quoted)) \($0))" } ?? ""
        return "\(size)\(quoted), \(scale.status.label(language))"
    }

    func code(_ measure: OutcomeMeasure, _ side: Side?) -> String {
        side.map { "\(measure.rawValue).\($0.rawValue)" } ?? measure.rawValue
    }

    /// Days of measurement with one column per series; a cycle is a row across them, in its place in time.
    private var dataTable: ReportTable {
        let series = allSeries
        let columns =
            [wording.dates(ChartWord.date)]
            + series.map { measure, side in
                ReportColumn(code: code(measure, side), label: seriesLabel(measure, side), kind: .figures)
            }
        let values = Dictionary(grouping: document.outcomes, by: \.on)
        var entries: [(day: LocalDate, order: Int, row: ReportRow)] = []
        for (day, outcomes) in values {
            let cells = series.map { measure, side in
                cell(outcomes.filter { $0.measure == measure && $0.side == side })
            }
            entries.append((day, 0, .cells([wording.value(day)] + cells)))
        }
        for (index, cycle) in cycles.enumerated() {
            let head = ReportValue(wording.dates(cycle.first, cycle.last), code: cycle.first.description)
            entries.append((cycle.first, index + 1, .span(head: head, body: cycleValue(cycle))))
        }
        entries.sort { ($0.day, $0.order) < ($1.day, $1.order) }
        let wide = columns.count > 1 ? columns : columns + [wording.column(TreatmentWord.cycle)]
        return wording.table(ChartWord.table, wide, entries.map(\.row))
    }

    /// The value of one day; more than one value on a day stand beside each other.
    private func cell(_ outcomes: [OutcomeDocument]) -> ReportValue {
        guard let first = outcomes.first else { return wording.nothing(.notMeasured) }
        let texts = outcomes.map { outcome in
            wording.number(outcome.value) + (outcome.note.map { " (\($0))" } ?? "")
        }
        return ReportValue(texts.joined(separator: "; "), number: outcomes.count == 1 ? first.value : nil)
    }

    func cycleValue(_ cycle: InfusionCycle) -> ReportValue {
        var parts = ["\(optionName(cycle.option)): \(cycleWords(cycle))"]
        if !cycle.products.isEmpty { parts.append(cycle.products.joined(separator: ", ")) }
        if !cycle.lots.isEmpty {
            let word = cycle.lots.count == 1 ? ChartWord.batch : .batches
            parts.append("\(wording(word)) \(cycle.lots.joined(separator: ", "))")
        }
        return ReportValue(parts.joined(separator: "; "), code: cycle.option.rawValue, number: cycle.gramsPerKg)
    }
}
