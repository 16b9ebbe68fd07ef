// Reports as plain text of at most 100 columns: the same sections, for a terminal or a mail.
import Domain

/// Writes the parts of a report as lines.
struct TextWriter {
    /// The number of characters of a line.
    static let width = 100

    /// The lines so far.
    private(set) var lines: [String] = []
    /// The indices of the lines that begin a page.
    private var pageBreaks: Set<Int> = []

    /// The text as UTF-8; spaces that hold words together have done their work by now.
    var bytes: [UInt8] {
        var text = ""
        for (index, line) in lines.enumerated() {
            if pageBreaks.contains(index) { text += "\u{C}" }
            text += TextLayout.harmless(line)
            text += "\n"
        }
        return Array(TextLayout.plainSpaces(text).utf8)
    }

    /// Writes one line as it is.
    mutating func line(_ text: String = "") {
        lines.append(text)
    }

    /// Begins a new page.
    mutating func pageBreak() {
        lines.append("")
        pageBreaks.insert(lines.count)
    }

    /// Writes words, wrapped.
    mutating func words(_ text: String, indent: String = "") {
        lines += TextLayout.wrap(text, width: TextWriter.width, indent: indent)
    }

    /// Writes a heading with a rule below it.
    mutating func heading(_ text: String, rule: Character) {
        let wrapped = TextLayout.wrap(text, width: TextWriter.width)
        lines += wrapped
        lines.append(String(repeating: rule, count: wrapped.map(\.count).max() ?? 0))
    }

    /// Writes the banner.
    mutating func banner(_ banner: ReportBanner) {
        let rule = String(repeating: "=", count: TextWriter.width)
        line(rule)
        words(([banner.name] + banner.shownIdentity.map { "\($0.label) \($0.value.text)" }).joined(separator: " · "))
        if !banner.state.isEmpty {
            words(banner.state.map { "\($0.label): \($0.value.text)" }.joined(separator: " · "))
        }
        for alert in banner.shownAlerts { words("\(alert.label): \(alert.value.text)") }
        if let asOf = banner.asOf { words(asOf) }
        line(rule)
    }

    /// Writes a section.
    mutating func section(_ section: ReportSection) {
        line()
        heading(section.heading, rule: "-")
        for block in section.blocks { self.block(block) }
    }

    private mutating func block(_ block: ReportBlock) {
        switch block {
        case .facts(let facts), .lines(let facts): for fact in facts { self.fact(fact) }
        case .table(let table): self.table(table)
        case .tables(let tables): for table in tables { self.table(table) }
        case .paragraph(_, let text): words(text)
        case .heading(_, let text):
            line()
            words(text)
        case .chart(let chart): words("\(chart.title): \(chart.summary)")
        case .figure: break
        case .figured(_, let table): self.table(table)
        }
    }

    /// `Label: value`, with further lines set in under the first.
    private mutating func fact(_ fact: ReportFact) {
        let wrapped = TextLayout.wrap("\(fact.label): \(fact.value.text)", width: TextWriter.width - 2)
        for (index, text) in wrapped.enumerated() { line(index == 0 ? text : "  " + text) }
    }

    /// Writes a table with its caption above.
    mutating func table(_ table: ReportTable) {
        line()
        words(table.caption)
        lines += TextTable(columns: table.columns, rows: table.rows, width: TextWriter.width).lines
        line()
    }

    /// Writes the footer.
    mutating func footer(_ footer: ReportFooter, contentHash: String) {
        line()
        line(String(repeating: "-", count: TextWriter.width))
        words(footer.identity)
        words("\(footer.contentHashLabel) \(contentHash)")
        words(footer.printed)
    }
}

/// Renders case reports as plain text.
package enum CaseReportText {
    /// The report as UTF-8, at most 100 columns wide.
    package static func render(_ report: CaseReport, contentHash: String) -> [UInt8] {
        var writer = TextWriter()
        writer.report(report, contentHash: contentHash)
        return writer.bytes
    }
}

extension TextWriter {
    /// Writes a whole case report.
    mutating func report(_ report: CaseReport, contentHash: String) {
        banner(report.banner)
        line(report.title)
        for section in report.sections { self.section(section) }
        footer(report.footer, contentHash: contentHash)
    }
}
