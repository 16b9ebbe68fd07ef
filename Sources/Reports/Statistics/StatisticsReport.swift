// A team's statistics as a report: for the page, for paper, for a terminal, all from one form.
package import Domain

/// The statistics, ready to be rendered.
package struct StatisticsReport: Sendable, Hashable {
    /// The form of the report.
    package static let format = "workup-statistics/1"

    /// The statistics.
    package let statistics: TeamStatistics
    let language: Language
    /// The title.
    package let title: String
    /// What it says first.
    package let lead: String
    let banner: ReportBanner
    /// What it holds.
    package let sections: [ReportSection]
    let printing: ReportPrinting
    let footer: ReportFooter

    /// Builds the report.
    ///
    /// - Parameters:
    ///   - statistics: what was counted.
    ///   - wording: language and clock.
    ///   - printing: who prints it, and when.
    package init(_ statistics: TeamStatistics, _ wording: Wording, printing: ReportPrinting) {
        let matter = StatisticsMatter(statistics, wording)
        self.statistics = statistics
        self.printing = printing
        language = wording.language
        title = wording(StatisticsWord.title)
        lead = matter.lead
        banner = ReportBanner(
            name: statistics.protocolNames[wording.language],
            identity: [
                ReportFact(
                    code: "period",
                    label: wording(StatisticsWord.period),
                    value: ReportValue(wording.dates(statistics.from, statistics.to))
                )
            ],
            state: [],
            alerts: [],
            asOf: nil
        )
        footer = ReportFooter(
            identity: "\(StatisticsReport.format) · \(statistics.protocolCode) · \(statistics.from) – \(statistics.to)",
            printed: printing.line(wording),
            contentHashLabel: wording(FrameWord.contentHash)
        )
        sections = matter.sections
    }

    /// The sections as HTML, their headings of the second level.
    fileprivate var html: String {
        var writer = HTMLWriter(reservingBytes: 64 << 10)
        for section in sections { writer.section(section, level: 2) }
        return writer.string
    }
}

/// The forms of statistics.
package enum StatisticsFormat: String, Sendable, Hashable, CaseIterable {
    case html, pdf, text, csv, json

    /// The same form of a report; nil for those that are no report but figures alone.
    package var ofReport: ReportFormat? {
        switch self {
        case .html: .html
        case .pdf: .pdf
        case .text: .text
        case .csv, .json: nil
        }
    }
}

extension ReportRendering {
    /// The statistics of a team.
    ///
    /// - Parameters:
    ///   - statistics: what was counted.
    ///   - request: how it is printed.
    ///   - digest: makes the hash of what they say.
    /// - Returns: the bytes of the form; of a PDF the HTML for it.
    package static func statistics(
        _ statistics: TeamStatistics,
        _ request: ReportRequest,
        digest: ReportDigest
    ) -> [UInt8] {
        let report = StatisticsReport(
            statistics,
            Wording(request.language, clock: request.clock),
            printing: ReportPrinting(by: request.printedBy, at: request.printedAt, knownAt: request.knownAt)
        )
        let figures = TeamStatistics.codec.encode(statistics)
        let hash = digest(figures)
        switch request.format {
        case .html, .pdf: return report.page(contentHash: hash)
        case .text: return report.text(contentHash: hash)
        case .json: return figures
        }
    }
}

extension StatisticsReport {
    fileprivate func page(contentHash: String) -> [UInt8] {
        var heading = HTMLWriter()
        heading.element("h1", title)
        heading.element("p", class: "lead", lead)
        return HTMLPage.render(
            language: language,
            title: "\(title) · \(banner.name)",
            body: HTMLPage.sheet(
                kind: "statistics",
                banner: banner,
                footer: footer,
                contentHash: contentHash,
                title: heading.string,
                sections: html
            )
        )
    }

    fileprivate func text(contentHash: String) -> [UInt8] {
        var writer = TextWriter()
        writer.banner(banner)
        writer.line(title)
        writer.words(lead)
        for section in sections { writer.section(section) }
        writer.footer(footer, contentHash: contentHash)
        return writer.bytes
    }
}
