// The page of a team's statistics: a period to choose, then each question with its answer, a drawing and its table.
package import Domain
package import Reports

/// A team's statistics.
package struct StatisticsPage: PageModel {
    /// Its words.
    package typealias Words = StatisticsPageWord
    /// The name of its template.
    package static let template = "statistics"

    struct Option {
        let value: String
        let label: String
        let isSelected: Bool
    }

    struct Link {
        let text: String
        let address: String
    }

    struct Fact {
        let label: String
        let value: String
        let isNothing: Bool
    }

    struct Paragraph {
        let text: String
        let isNote: Bool
        let isNothing: Bool
    }

    /// One part of a section: what it is not stays nil.
    struct Block {
        var paragraph: Paragraph?
        var heading: String?
        var facts: [Fact] = []
        var chart: TrustedHTML?
        var table: ShownTable?
        var isPair = false
        var hasList = false
    }

    struct Section {
        let id: String
        let heading: String
        let blocks: [Block]
    }

    package let title: String
    let lead: String
    let protocols: [Option]
    let from: String
    let to: String
    let papers: [Link]
    let headlines: [Fact]
    let hasHeadlines: Bool
    let sections: [Section]

    /// The statistics.
    ///
    /// - Parameters:
    ///   - report: what is told.
    ///   - protocols: the names of the protocols that can be chosen, by their codes.
    ///   - wording: language and clock.
    package init(_ report: StatisticsReport, protocols: [String: Localized], _ wording: Wording) {
        let statistics = report.statistics
        title = report.title
        lead = report.lead
        from = statistics.from.description
        to = statistics.to.description
        self.protocols = protocols.sorted { $0.key < $1.key }.map { code, names in
            Option(value: code, label: names[wording.language], isSelected: code == statistics.protocolCode)
        }
        papers = [("PDF", "pdf"), (wording(StatisticsPageWord.forPrinting), "html"), ("CSV", "csv")].map {
            text,
            format in
            Link(
                text: text,
                address: "/api/v1/statistics/report?format=\(format)&protocol=\(statistics.protocolCode)"
                    + "&from=\(statistics.from)&to=\(statistics.to)&language=\(wording.language.rawValue)"
            )
        }
        let short = report.sections.first { $0.title == .statisticsShort }
        headlines = (short?.blocks ?? []).flatMap { StatisticsPage.block($0).facts }
        hasHeadlines = !headlines.isEmpty
        sections = report.sections.filter { $0.title != .statisticsShort }.map { section in
            var heading = section.heading
            return Section(
                id: section.title.rawValue,
                heading: heading,
                blocks: section.blocks.map { block in
                    var shown = StatisticsPage.block(block)
                    heading = shown.heading ?? heading
                    let isSaid = shown.table?.caption == heading
                    shown.table?.isCaptionHidden = isSaid
                    return shown
                }
            )
        }
    }

    private static func block(_ block: ReportBlock) -> Block {
        var shown = Block()
        switch block {
        case .paragraph(let role, let text):
            shown.paragraph = Paragraph(text: text, isNote: role == .note, isNothing: role == .nothing)
        case .heading(_, let text): shown.heading = text
        case .facts(let facts):
            shown.facts = facts.map {
                Fact(label: $0.label, value: $0.value.text, isNothing: $0.value.emphasis == .nothing)
            }
            shown.hasList = true
        case .figure(let chart): shown.chart = TrustedHTML(chart.html)
        case .figured(let chart, let table):
            (shown.chart, shown.table, shown.isPair) = (TrustedHTML(chart.html), ShownTable(table), true)
        case .table(let table): shown.table = ShownTable(table)
        case .tables, .chart, .lines: assertionFailure("statistics have no such part")
        }
        return shown
    }
}

/// The words of that page.
package enum StatisticsPageWord: String, ReportWord {
    case period, careProtocol, from, to, dayHint, apply, papers, audited, headlines, forPrinting

    package var text: Localized {
        switch self {
        case .period: Localized(en: "What is counted", nl: "Wat er geteld wordt")
        case .careProtocol: Localized(same: "Protocol")
        case .from: Localized(en: "Opened from", nl: "Geopend vanaf")
        case .to: Localized(en: "Opened until", nl: "Geopend tot en met")
        case .dayHint: Localized(en: "year-month-day", nl: "jaar-maand-dag")
        case .apply: Localized(en: "Show these figures", nl: "Deze cijfers tonen")
        case .papers: Localized(en: "Take along:", nl: "Meenemen:")
        case .headlines: Localized(en: "In short", nl: "In het kort")
        case .forPrinting: Localized(en: "page for printing", nl: "pagina om af te drukken")
        case .audited:
            Localized(
                en: "Whoever looks at these figures is in the access log; no patient is named in them.",
                nl: "Wie deze cijfers bekijkt, staat in het toegangslogboek; geen patiënt staat er met naam in."
            )
        }
    }
}
