// The sections on counts: missing steps, categories and diagnoses, the response to immunoglobulin.
import Criteria
import Domain
import FoundationEssentials

extension StatisticsMatter {
    var missing: ReportSection {
        guard statistics.settled.count ?? 0 > 0 else {
            return section(.statisticsMissing, [.paragraph(.nothing, wording(StatisticsSentence.noneSettled))])
        }
        let language = wording.language
        let lacking = statistics.missing.filter { $0.missingShown > 0 }
        let summary =
            lacking.first.map { step in
                "\(wording(StatisticsWord.missingLead)): \(step.names[language]), \(step.missingShown) "
                    + "\(wording(StatisticsWord.missingOf)) \(shown(statistics.settled).text) "
                    + "\(wording(StatisticsWord.peopleUnit))."
            } ?? wording(StatisticsSentence.noneMissing)
        var blocks: [ReportBlock] = [.paragraph(.plain, summary)]
        if !lacking.isEmpty {
            blocks.append(
                .figure(
                    FigureChart(
                        title: wording(StatisticsWord.missing),
                        summary: summary,
                        unit: wording(StatisticsWord.peopleAxis),
                        keys: StatisticsMatter.looks.map { FigureChart.Key(look: $1, label: wording($0.label)) },
                        dayKeys: nil,
                        rows: lacking.map(row)
                    )
                )
            )
        }
        let told = statistics.missing.filter { !$0.parts.allSatisfy(\.people.isWithheld) }
        let outcomes = StepOutcome.allCases.filter { outcome in
            // Whole columns of noughts tell nothing, but that nothing is missing does.
            outcome == .reported || outcome.isMissing
                || told.contains { $0.parts.contains { $0.outcome == outcome && $0.people.count != 0 } }
        }
        let columns =
            [wording.column(StatisticsWord.step)]
            + outcomes.map { ReportColumn(code: $0.rawValue, label: wording($0.label), kind: .figures) }
        let rows = told.map { step in
            ReportRow.cells(
                [ReportValue(step.names[language], code: step.step)]
                    + outcomes.map { outcome in
                        step.parts.first { $0.outcome == outcome }.map { shown($0.people) } ?? shown(ShownCount(0))
                    }
            )
        }
        let settled = "\(wording(StatisticsWord.settled)): \(shown(statistics.settled).text)."
        if !told.isEmpty { blocks.append(.table(wording.table(StatisticsWord.missing, columns, rows))) }
        blocks += notShown(statistics.missing.filter { $0.parts.allSatisfy(\.people.isWithheld) }.map(\.names))
        blocks.append(.paragraph(.note, "\(settled) \(wording(StatisticsSentence.missingNote))"))
        return section(.statisticsMissing, blocks)
    }

    /// How the kinds of missing look, in the order in which they stand in a bar.
    private static let looks: [(StepOutcome, FigureChart.Look)] = [
        (.open, .dark), (.notPossible, .striped), (.declined, .ringed), (.cancelled, .squared),
    ]

    private func row(_ step: StepMissing) -> FigureChart.Row {
        let parts = StatisticsMatter.looks.compactMap { outcome, look in
            step.parts.first { $0.outcome == outcome }?.people.count.map { FigureChart.Part(look: look, count: $0) }
        }
        let isPartly = step.parts.contains { $0.outcome.isMissing && $0.people.isWithheld }
        return FigureChart.Row(
            label: step.names[wording.language],
            figure: .parts(parts),
            note: "\(step.missingShown)" + (isPartly ? ", \(wording(StatisticsWord.restNotShown))" : "")
        )
    }

    var verdicts: ReportSection {
        func label(_ figures: VerdictFigures) -> String {
            figures.category.map { wording($0.label) } ?? wording(StatisticsWord.notEvaluated)
        }
        let found = statistics.verdicts
        let largest = found.filter { $0.people.count ?? 0 > 0 }.max { $0.people.count ?? 0 < $1.people.count ?? 0 }
        let summary =
            largest.map {
                "\(wording(StatisticsWord.mostOften)): \(label($0)), \(shown($0.people).text) "
                    + "\(wording(StatisticsWord.missingOf)) \(shown(statistics.people).text) "
                    + "\(wording(StatisticsWord.peopleUnit))."
            } ?? wording(StatisticsSentence.noneShown)
        let table = wording.table(
            StatisticsWord.verdictCaption,
            [wording.column(StatisticsWord.category), wording.figures(StatisticsWord.people)],
            found.map { .cells([ReportValue(label($0), code: $0.category?.rawValue), shown($0.people)]) }
        )
        var blocks: [ReportBlock] = [.paragraph(.plain, summary)]
        if largest == nil {
            blocks.append(.table(table))
        } else {
            let chart = FigureChart(
                title: wording(StatisticsWord.verdictCaption),
                summary: summary,
                unit: wording(StatisticsWord.peopleAxis),
                keys: [],
                dayKeys: nil,
                rows: found.map { figures in
                    FigureChart.Row(
                        label: label(figures),
                        figure: .parts([FigureChart.Part(look: .dark, count: figures.people.count ?? 0)]),
                        note: shown(figures.people).text
                    )
                }
            )
            blocks.append(.figured(chart, table))
        }
        blocks.append(.heading(code: "diagnoses", text: wording(StatisticsWord.diagnosisCaption)))
        if statistics.diagnoses.isEmpty {
            blocks.append(.paragraph(.nothing, wording(StatisticsSentence.noDiagnosisWords)))
        } else {
            let columns = [wording.column(StatisticsWord.diagnosisWords), wording.figures(StatisticsWord.people)]
            let rows = statistics.diagnoses.map { ReportRow.cells([ReportValue($0.text), number($0.people)]) }
            blocks.append(.table(wording.table(StatisticsWord.diagnosisCaption, columns, rows)))
            blocks.append(note(.diagnosisNote))
        }
        return section(.statisticsVerdicts, blocks)
    }

    var response: ReportSection {
        let response = statistics.response
        let summary =
            response.rate.map { rate in
                "\(wording(StatisticsWord.responded)): \(percent(rate)) "
                    + "(\(rate.present) \(wording(StatisticsWord.of)) \(rate.all))."
            } ?? wording(response.judged.count == 0 ? StatisticsSentence.noneJudged : StatisticsSentence.noRate)
        var blocks: [ReportBlock] = [
            .paragraph(response.rate == nil ? .nothing : .plain, summary),
            .facts([
                wording.fact(StatisticsWord.judged, shown(response.judged)),
                wording.fact(StatisticsWord.pending, shown(response.pending)),
            ]),
        ]
        if !statistics.products.isEmpty {
            var rows = statistics.products.map { product in
                ReportRow.cells([
                    product.product.map { ReportValue($0) }
                        ?? ReportValue(wording(StatisticsWord.noProduct), code: "notRecorded", .nothing),
                    number(product.rate.all), number(product.rate.present),
                    ReportValue(wording.number(product.rate.percent), number: product.rate.percent),
                ])
            }
            if statistics.hasOtherProducts {
                let notShown = shown(ShownCount(.notShown))
                rows.append(.cells([ReportValue(wording(StatisticsWord.otherProducts)), notShown, notShown, notShown]))
            }
            let columns = [
                wording.column(StatisticsWord.product), wording.figures(StatisticsWord.judged),
                wording.figures(StatisticsWord.percentResponded), wording.figures(StatisticsWord.percent),
            ]
            blocks.append(.table(wording.table(StatisticsWord.productCaption, columns, rows)))
            blocks.append(.paragraph(.fixed, wording(ProductResponse.caveat)))
        }
        return section(.statisticsResponse, blocks + [note(.rateNote)])
    }
}
