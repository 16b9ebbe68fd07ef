// Sections, facts and tables as HTML. Plain writing rather than a template per cell: a report has thousands of cells.
import Domain

extension HTMLWriter {
    /// Writes a section with its heading of the given level, 2 to 5.
    mutating func section(_ section: ReportSection, level: Int) {
        markup("<section class=\"")
        text(section.title.rawValue)
        markup("\">")
        heading(section.heading, level: level)
        blocks(section.blocks, level: level + 1)
        markup("</section>\n")
    }

    /// Writes blocks; headings among them are of the given level.
    mutating func blocks(_ blocks: [ReportBlock], level: Int) {
        for block in blocks { self.block(block, level: level) }
    }

    private mutating func heading(_ content: String, level: Int) {
        switch level {
        case 2: element("h2", content)
        case 3: element("h3", content)
        case 4: element("h4", content)
        default: element("h5", content)
        }
        markup("\n")
    }

    private mutating func block(_ block: ReportBlock, level: Int) {
        switch block {
        case .facts(let facts): self.facts(facts)
        case .lines(let facts): self.facts(facts, class: "facts lines")
        case .table(let table): self.table(table)
        case .tables(let tables): beside(tables)
        case .paragraph(let role, let content): paragraph(role, content)
        case .heading(_, let content): heading(content, level: level)
        case .chart(let chart): self.chart(chart)
        case .figure(let chart): figure(chart)
        case .figured(let chart, let table):
            markup("<div class=\"beside\"><div class=\"half\">")
            figure(chart)
            markup("</div>\n<div class=\"half\">")
            self.table(table)
            markup("</div></div>\n")
        }
    }

    private mutating func paragraph(_ role: ReportParagraphRole, _ content: String) {
        switch role {
        case .plain: element("p", content)
        case .quotation: element("p", class: "quotation", content)
        case .note: element("p", class: "note", content)
        case .fixed: element("p", class: "fixed", content)
        case .nothing: element("p", class: "nothing", content)
        }
        markup("\n")
    }

    /// A list, not a list of terms: in a tagged PDF whose terms stand beside their values that is none.
    private mutating func facts(_ facts: [ReportFact], class style: StaticString = "facts") {
        markup("<ul class=\"")
        markup(style)
        markup("\">")
        for fact in facts {
            markup("<li>")
            element("span", class: "label", fact.label)
            markup(" <span class=\"value\">")
            value(fact.value)
            markup("</span></li>\n")
        }
        markup("</ul>\n")
    }

    /// Small tables in two halves, in their order, where the higher half is as low as can be.
    private mutating func beside(_ tables: [ReportTable]) {
        markup("<div class=\"beside\">")
        let split = HTMLWriter.split(tables.map(\.rows.count))
        for half in [tables[..<split], tables[split...]] {
            markup("<div class=\"half\">")
            for table in half { self.table(table) }
            markup("</div>\n")
        }
        markup("</div>\n")
    }

    /// How many tables stand in the first half, by how many rows each has.
    static func split(_ rowCounts: [Int]) -> Int {
        // A caption and a heading take about as much as three rows.
        let heights = rowCounts.map { $0 + 3 }
        let total = heights.reduce(0, +)
        var (best, lowest, above) = (0, Int.max, 0)
        for (index, height) in heights.enumerated() {
            above += height
            guard max(above, total - above) < lowest else { continue }
            (best, lowest) = (index + 1, max(above, total - above))
        }
        return best
    }

    /// Writes a value with its weight.
    mutating func value(_ value: ReportValue) {
        switch value.emphasis {
        case .plain: text(value.text)
        case .strong: element("strong", value.text)
        case .warning: element("strong", class: "warning", value.text)
        case .nothing: element("span", class: "nothing", value.text)
        }
    }

    private mutating func table(_ table: ReportTable) {
        // What a table is of, so that the style sheet can know its columns; what follows a full stop names one of several.
        markup("<table class=\"data of-")
        text(String(table.code.prefix { $0 != "." }))
        markup("\">")
        element("caption", table.caption)
        markup("<thead><tr>")
        for column in table.columns {
            markup(column.kind == .figures ? "<th scope=\"col\" class=\"figure\">" : "<th scope=\"col\">")
            text(column.label)
            markup("</th>")
        }
        markup("</tr></thead>\n")
        var isOpen = false
        for row in table.rows {
            // A heading begins a group of rows of its own, so that `scope="rowgroup"` is true.
            if case .group = row, isOpen {
                markup("</tbody>\n")
                isOpen = false
            }
            if !isOpen {
                markup("<tbody>")
                isOpen = true
            }
            self.row(row, columns: table.columns)
        }
        markup(isOpen ? "</tbody></table>\n" : "<tbody></tbody></table>\n")
    }

    private mutating func row(_ row: ReportRow, columns: [ReportColumn]) {
        switch row {
        case .group(let head):
            markup("<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"")
            integer(columns.count)
            markup("\">")
            value(head)
            markup("</th></tr>\n")
        case .span(let head, let body):
            markup("<tr class=\"event\"><th scope=\"row\">")
            value(head)
            markup("</th><td colspan=\"")
            integer(columns.count - 1)
            markup("\">")
            value(body)
            markup("</td></tr>\n")
        case .cells(let cells):
            markup("<tr>")
            for (index, cell) in cells.enumerated() {
                let kind = index < columns.count ? columns[index].kind : .words
                if index == 0 {
                    markup(kind == .dates ? "<th scope=\"row\" class=\"date\">" : "<th scope=\"row\">")
                    value(cell)
                    markup("</th>")
                } else {
                    switch kind {
                    case .words: markup("<td>")
                    case .figures: markup("<td class=\"figure\">")
                    case .dates: markup("<td class=\"date\">")
                    }
                    value(cell)
                    markup("</td>")
                }
            }
            markup("</tr>\n")
        }
    }
}
