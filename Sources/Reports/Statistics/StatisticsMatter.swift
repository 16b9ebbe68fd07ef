// What the report on a team's statistics says: each section opens with its answer, then a drawing beside its table.
import Criteria
import Domain
import FoundationEssentials

/// The statistics and the words for them.
struct StatisticsMatter {
    let statistics: TeamStatistics
    let wording: Wording

    init(_ statistics: TeamStatistics, _ wording: Wording) {
        self.statistics = statistics
        self.wording = wording
    }

    /// All sections; where nobody was counted, only how it was counted.
    var sections: [ReportSection] {
        guard hasPeople else { return [about] }
        return [short, times, waiting, missing, verdicts, response, centres, about]
    }

    private var hasPeople: Bool { statistics.people.count != 0 }

    /// `Counted: 42 people whose workup was opened from … to ….`
    var lead: String {
        guard hasPeople else { return wording(StatisticsSentence.nobody) }
        let people = "\(shown(statistics.people).text) \(wording(StatisticsWord.peopleUnit))"
        return "\(people), \(wording(StatisticsWord.period)) \(wording.dates(statistics.from, statistics.to))."
    }

    // MARK: Values

    /// A count, or the word in its place.
    func shown(_ count: ShownCount) -> ReportValue {
        switch (count.count, count.withheld) {
        case (let count?, _): ReportValue(String(count), number: Decimal(count))
        case (nil, .fewerThanMin?):
            ReportValue(
                "\(wording(StatisticsWord.fewerThan)) \(statistics.peopleMin)",
                code: WithheldCount.fewerThanMin.rawValue,
                .nothing
            )
        case (nil, _):
            ReportValue(wording(WithheldCount.notShown.label), code: WithheldCount.notShown.rawValue, .nothing)
        }
    }

    /// `34 days`.
    func days(_ count: Int) -> String {
        wording.count(count, one: StatisticsWord.dayUnit, many: StatisticsWord.daysUnit)
    }

    func number(_ count: Int) -> ReportValue { ReportValue(String(count), number: Decimal(count)) }

    /// Why there are no days of so many people: nobody, too few, or not to be shown.
    func withoutDays(_ people: ShownCount) -> ReportValue {
        people.count == 0
            ? ReportValue(wording(StatisticsWord.nobodyYet), code: "none", .nothing)
            : ReportValue(wording(WithheldCount.notShown.label), code: WithheldCount.notShown.rawValue, .nothing)
    }

    func median(_ days: DayFigures?, of people: ShownCount) -> ReportValue {
        days.map { number($0.median) } ?? withoutDays(people)
    }

    func quartiles(_ days: DayFigures?, of people: ShownCount) -> ReportValue {
        days.map { ReportValue("\($0.lowerQuartile)–\($0.upperQuartile)") } ?? withoutDays(people)
    }

    func percent(_ rate: RateFigures) -> String { "\(wording.number(rate.percent)) %" }

    func section(_ title: SectionTitle, _ blocks: [ReportBlock]) -> ReportSection {
        ReportSection(title: title, heading: wording(title), blocks: blocks)
    }

    func note(_ sentence: StatisticsSentence) -> ReportBlock { .paragraph(.note, wording(sentence)) }

    /// Which steps are left out of a table since nothing of them is shown.
    func notShown(_ steps: [Localized]) -> [ReportBlock] {
        guard !steps.isEmpty else { return [] }
        let names = steps.map { $0[wording.language] }.joined(separator: ", ")
        return [.paragraph(.note, "\(wording(StatisticsWord.stepsNotShown)) \(names).")]
    }

    var dayKeys: FigureChart.DayKeys {
        FigureChart.DayKeys(half: wording(StatisticsWord.halfOfThem), median: wording(StatisticsWord.medianMark))
    }

    // MARK: In short

    private var short: ReportSection {
        func headline(_ word: StatisticsWord, _ figures: TimeFigures) -> ReportFact {
            wording.fact(word, figures.days.map { ReportValue(days($0.median)) } ?? withoutDays(figures.reached))
        }
        let rate = statistics.response.rate.map {
            ReportValue("\(percent($0)) (\($0.present) \(wording(StatisticsWord.of)) \($0.all))")
        }
        return section(
            .statisticsShort,
            [
                .facts([
                    wording.fact(StatisticsWord.people, shown(statistics.people)),
                    headline(.medianToDiagnosis, statistics.diagnosis),
                    headline(.medianToTreatment, statistics.treatment),
                    wording.fact(StatisticsWord.responded, rate ?? withoutDays(statistics.response.judged)),
                ])
            ]
        )
    }

    // MARK: Centres

    private var centres: ReportSection {
        func value(_ median: CentreMedian) -> ReportValue {
            median.days.map(number) ?? withoutDays(median.withheld.map { ShownCount($0) } ?? ShownCount(0))
        }
        var rows = statistics.centres.map { centre in
            ReportRow.cells([
                ReportValue(centre.name, code: centre.organisation), number(centre.people),
                value(centre.daysToDiagnosis), value(centre.daysToTreatment),
            ])
        }
        if statistics.hasOtherCentres {
            let notShown = shown(ShownCount(.notShown))
            rows.append(.cells([ReportValue(wording(StatisticsWord.otherCentres)), notShown, notShown, notShown]))
        }
        let columns = [
            wording.column(StatisticsWord.centre), wording.figures(StatisticsWord.people),
            wording.figures(StatisticsWord.diagnosisDays), wording.figures(StatisticsWord.treatmentDays),
        ]
        return section(
            .statisticsCentres,
            [.table(wording.table(StatisticsWord.centreCaption, columns, rows)), note(.centreNote)]
        )
    }

    // MARK: How it was counted

    private var about: ReportSection {
        let fewest = "\(wording(StatisticsWord.fewest)) \(statistics.peopleMin)."
        return section(
            .statisticsAbout,
            [
                .paragraph(.plain, wording(StatisticsSentence.whoCounts)),
                .paragraph(.plain, "\(wording(StatisticsSentence.smallNumbers)) \(fewest)"),
                .paragraph(.plain, wording(StatisticsSentence.quartileNote)),
                .paragraph(.fixed, wording(FrameWord.noDiagnosis)),
            ]
        )
    }
}
