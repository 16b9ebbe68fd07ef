// The sections on days: from referral to diagnosis and treatment, and waiting for each step.
import Domain
import FoundationEssentials

extension StatisticsMatter {
    var times: ReportSection {
        let found: [(word: StatisticsWord, figures: TimeFigures)] = [
            (.diagnosis, statistics.diagnosis), (.treatment, statistics.treatment),
        ]
        let rows = found.map { word, figures in
            ReportRow.cells([
                ReportValue(wording(word), code: word.rawValue), shown(figures.reached),
                median(figures.days, of: figures.reached), quartiles(figures.days, of: figures.reached),
                shown(figures.before), shown(figures.notYet),
            ])
        }
        let columns = [
            wording.column(StatisticsWord.until), wording.figures(StatisticsWord.reached),
            wording.figures(StatisticsWord.median), wording.figures(StatisticsWord.quartiles),
            wording.figures(StatisticsWord.before), wording.figures(StatisticsWord.notYet),
        ]
        let sentence = found.map { word, figures in
            let median = figures.days.map { days($0.median) } ?? withoutDays(figures.reached).text
            return "\(wording(word)): \(wording(StatisticsWord.medianMark)) \(median)"
        }
        let summary = "\(wording(StatisticsWord.until)) \(sentence.joined(separator: "; "))."
        var blocks: [ReportBlock] = [.paragraph(.plain, summary)]
        if found.contains(where: { $0.figures.days != nil }) {
            blocks.append(
                .figure(
                    FigureChart(
                        title: wording(SectionTitle.statisticsTimes),
                        summary: summary,
                        unit: wording(StatisticsWord.daysFromReferral),
                        keys: [],
                        dayKeys: dayKeys,
                        rows: found.map { word, figures in
                            row(wording(word), figures.days, of: figures.reached)
                        }
                    )
                )
            )
        }
        let table = ReportTable(
            code: "times",
            caption: wording(SectionTitle.statisticsTimes),
            columns: columns,
            rows: rows
        )
        return section(.statisticsTimes, blocks + [.table(table), note(.timeNote)])
    }

    var waiting: ReportSection {
        let known = statistics.waiting.filter { $0.people.count != 0 }
        guard
            let longest = known.compactMap({ step in step.days.map { (step, $0) } }).max(by: {
                $0.1.median < $1.1.median
            })
        else { return section(.statisticsWaiting, [.paragraph(.nothing, wording(StatisticsSentence.noneWaited))]) }
        let summary =
            "\(wording(StatisticsWord.longest)): \(longest.0.names[wording.language]), \(days(longest.1.median))."
        let chart = FigureChart(
            title: wording(SectionTitle.statisticsWaiting),
            summary: summary,
            unit: wording(StatisticsWord.waitingFrom),
            keys: [],
            dayKeys: dayKeys,
            rows: known.compactMap { step in
                step.days == nil ? nil : row(step.names[wording.language], step.days, of: step.people)
            }
        )
        let columns = [
            wording.column(StatisticsWord.step), wording.figures(StatisticsWord.people),
            wording.figures(StatisticsWord.median), wording.figures(StatisticsWord.quartiles),
        ]
        let rows = known.filter { $0.days != nil }.map { step in
            ReportRow.cells([
                ReportValue(step.names[wording.language], code: step.step), shown(step.people),
                median(step.days, of: step.people), quartiles(step.days, of: step.people),
            ])
        }
        let table = wording.table(StatisticsWord.waitingFrom, columns, rows)
        let few = known.filter { $0.days == nil }.map(\.names)
        return section(.statisticsWaiting, [.paragraph(.plain, summary), .figured(chart, table)] + notShown(few))
    }

    private func row(_ label: String, _ figures: DayFigures?, of people: ShownCount) -> FigureChart.Row {
        FigureChart.Row(
            label: label,
            figure: figures.map { .days($0) } ?? .nothing,
            note: figures.map { days($0.median) } ?? withoutDays(people).text
        )
    }
}
