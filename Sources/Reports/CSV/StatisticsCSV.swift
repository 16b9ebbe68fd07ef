// A team's statistics as CSV: one figure a line, with codes for programs and words for what is withheld.
package import Domain
import FoundationEssentials

/// Renders statistics as CSV by RFC 4180.
///
/// The columns are `figure`, `subject` (a step, a category, a centre, a product, words), `part` (what became of it),
/// `statistic` (`count`, `median`, `lowerQuartile`, `upperQuartile`, `percent`, `value`) and `value`. A number has a point;
/// in the place of one that is not shown stands `fewerThanMin` or `notShown`, and `none` where there is nobody.
package enum StatisticsCSV {
    /// The statistics as UTF-8.
    ///
    /// - Parameter statistics: what was counted.
    /// - Returns: the lines.
    package static func render(_ statistics: TeamStatistics) -> [UInt8] {
        var lines = StatisticsLines()
        lines.head(statistics)
        lines.time("daysToDiagnosis", statistics.diagnosis)
        lines.time("daysToTreatment", statistics.treatment)
        for step in statistics.waiting {
            lines.count("daysWaiting", step.step, "", step.people)
            lines.days("daysWaiting", step.step, "", step.days, of: step.people)
        }
        lines.count("settled", "", "", statistics.settled)
        for step in statistics.missing {
            for part in step.parts { lines.count("step", step.step, part.outcome.rawValue, part.people) }
        }
        for verdict in statistics.verdicts {
            lines.count("category", verdict.category?.rawValue ?? "notEvaluated", "", verdict.people)
        }
        for diagnosis in statistics.diagnoses {
            lines.count("diagnosis", diagnosis.text, "", ShownCount(diagnosis.people))
        }
        lines.response(statistics)
        lines.centres(statistics)
        return Array(lines.text.utf8)
    }
}

/// The lines so far.
private struct StatisticsLines {
    private(set) var text = ""

    private mutating func add(
        _ figure: String,
        _ subject: String,
        _ part: String,
        _ name: String,
        _ value: CSVWriter.Cell
    ) {
        text += CSVWriter.line([.text(figure), .text(subject), .text(part), .text(name), value])
    }

    mutating func head(_ statistics: TeamStatistics) {
        text += CSVWriter.line(["figure", "subject", "part", "statistic", "value"].map { .text($0) })
        add("protocol", "", "", "value", .text(statistics.protocolCode))
        add("from", "", "", "value", .text(statistics.from.description))
        add("to", "", "", "value", .text(statistics.to.description))
        add("on", "", "", "value", .text(statistics.on.description))
        add("peopleMin", "", "", "value", .number(String(statistics.peopleMin)))
        count("people", "", "", statistics.people)
    }

    mutating func count(_ figure: String, _ subject: String, _ part: String, _ count: ShownCount) {
        add(figure, subject, part, "count", cell(count.count, count.withheld))
    }

    private func cell(_ number: Int?, _ withheld: WithheldCount?) -> CSVWriter.Cell {
        number.map { .number(String($0)) } ?? .text(withheld?.rawValue ?? "none")
    }

    mutating func days(_ figure: String, _ subject: String, _ part: String, _ days: DayFigures?, of people: ShownCount)
    {
        let withheld = people.count == 0 ? nil : WithheldCount.notShown
        for (name, value) in [
            ("lowerQuartile", days?.lowerQuartile), ("median", days?.median), ("upperQuartile", days?.upperQuartile),
        ] {
            add(figure, subject, part, name, cell(value, withheld))
        }
    }

    mutating func time(_ figure: String, _ figures: TimeFigures) {
        count(figure, "", "reached", figures.reached)
        days(figure, "", "reached", figures.days, of: figures.reached)
        count(figure, "", "before", figures.before)
        count(figure, "", "notYet", figures.notYet)
    }

    private mutating func rate(_ figure: String, _ subject: String, _ rate: RateFigures?, of judged: ShownCount) {
        count(figure, subject, "judged", judged)
        let withheld = judged.count == 0 ? nil : WithheldCount.notShown
        add(figure, subject, "responded", "count", cell(rate?.present, withheld))
        let percent = rate.map { CSVWriter.Cell.number($0.percent.description) }
        add(figure, subject, "responded", "percent", percent ?? cell(nil, withheld))
    }

    mutating func response(_ statistics: TeamStatistics) {
        rate("response", "", statistics.response.rate, of: statistics.response.judged)
        count("response", "", "pending", statistics.response.pending)
        for product in statistics.products {
            rate("product", product.product ?? "notRecorded", product.rate, of: ShownCount(product.rate.all))
        }
        if statistics.hasOtherProducts { count("product", "", "others", ShownCount(.notShown)) }
    }

    mutating func centres(_ statistics: TeamStatistics) {
        for centre in statistics.centres {
            count("centre", centre.organisation, "", ShownCount(centre.people))
            add(
                "centre",
                centre.organisation,
                "daysToDiagnosis",
                "median",
                cell(centre.daysToDiagnosis.days, centre.daysToDiagnosis.withheld)
            )
            add(
                "centre",
                centre.organisation,
                "daysToTreatment",
                "median",
                cell(centre.daysToTreatment.days, centre.daysToTreatment.withheld)
            )
        }
        if statistics.hasOtherCentres { count("centre", "", "others", ShownCount(.notShown)) }
    }
}
