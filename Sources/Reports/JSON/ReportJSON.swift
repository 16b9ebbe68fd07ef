// Reports as JSON: the same sections, with codes and exact numbers beside the words. Deterministic: the same case in
// the same language gives the same bytes, whoever prints it.
import Domain

extension JSONWriter {
    mutating func member(_ name: String, _ text: String?) {
        key(name)
        if let text { string(text) } else { null() }
    }

    mutating func member(_ name: String, _ number: Int) {
        key(name)
        integer(number)
    }

    mutating func facts(_ name: String, _ facts: [ReportFact]) {
        key(name)
        beginArray()
        for fact in facts {
            beginObject()
            member("code", fact.code)
            member("label", fact.label)
            key("value")
            value(fact.value)
            endObject()
        }
        endArray()
    }

    /// The words, and where there are any the code, the exact number and the weight.
    mutating func value(_ value: ReportValue) {
        beginObject()
        // Spaces that keep words together on a line are a matter of print.
        member("text", TextLayout.plainSpaces(value.text))
        if let code = value.code { member("code", code) }
        if let number = value.number {
            key("number")
            decimal(number)
        }
        if value.emphasis != .plain { member("emphasis", value.emphasis.rawValue) }
        endObject()
    }

    mutating func sections(_ sections: [ReportSection]) {
        key("sections")
        beginArray()
        for section in sections {
            beginObject()
            member("code", section.title.rawValue)
            member("title", section.heading)
            key("blocks")
            beginArray()
            for block in section.blocks { self.block(block) }
            endArray()
            endObject()
        }
        endArray()
    }

    private mutating func block(_ block: ReportBlock) {
        switch block {
        case .facts(let facts), .lines(let facts):
            beginObject()
            member("kind", "facts")
            self.facts("facts", facts)
            endObject()
        case .table(let table): self.table(table)
        case .tables(let tables): for table in tables { self.table(table) }
        case .paragraph(let role, let text):
            beginObject()
            member("kind", "paragraph")
            member("role", role.rawValue)
            member("text", text)
            endObject()
        case .heading(let code, let text):
            beginObject()
            member("kind", "heading")
            member("code", code)
            member("text", text)
            endObject()
        case .chart(let chart): self.chart(chart)
        // The table beside a drawing holds all that it shows.
        case .figure: break
        case .figured(_, let table): self.table(table)
        }
    }

    mutating func table(_ table: ReportTable) {
        beginObject()
        member("kind", "table")
        member("code", table.code)
        member("caption", table.caption)
        key("columns")
        beginArray()
        for column in table.columns {
            beginObject()
            member("code", column.code)
            member("label", column.label)
            endObject()
        }
        endArray()
        key("rows")
        beginArray()
        for row in table.rows { self.row(row) }
        endArray()
        endObject()
    }

    private mutating func row(_ row: ReportRow) {
        beginObject()
        switch row {
        case .cells(let cells):
            key("cells")
            beginArray()
            for cell in cells { value(cell) }
            endArray()
        case .group(let head):
            key("group")
            value(head)
        case .span(let head, let body):
            key("head")
            value(head)
            key("span")
            value(body)
        }
        endObject()
    }

    private mutating func chart(_ chart: OutcomeChart) {
        beginObject()
        member("kind", "chart")
        member("title", chart.title)
        member("summary", chart.summary)
        member("from", chart.from.description)
        member("to", chart.to.description)
        key("panels")
        beginArray()
        for panel in chart.panels { self.panel(panel) }
        endArray()
        key("cycles")
        beginArray()
        for cycle in chart.cycles { self.cycle(cycle) }
        endArray()
        endObject()
    }

    private mutating func panel(_ panel: OutcomePanel) {
        beginObject()
        member("measure", panel.measure.rawValue)
        member("label", panel.label)
        key("series")
        beginArray()
        for series in panel.series {
            beginObject()
            member("side", series.side?.rawValue)
            member("label", series.label)
            key("baseline")
            if let baseline = series.baseline { decimal(baseline) } else { null() }
            key("points")
            beginArray()
            for point in series.points {
                beginObject()
                member("on", point.on.description)
                key("value")
                decimal(point.value)
                endObject()
            }
            endArray()
            endObject()
        }
        endArray()
        endObject()
    }

    private mutating func cycle(_ cycle: InfusionCycle) {
        beginObject()
        member("option", cycle.option.rawValue)
        member("from", cycle.first.description)
        member("to", cycle.last.description)
        key("grams")
        if let grams = cycle.grams { decimal(grams) } else { null() }
        key("gramsPerKg")
        if let perKg = cycle.gramsPerKg { decimal(perKg) } else { null() }
        strings("products", cycle.products)
        strings("lots", cycle.lots)
        key("productChange")
        bool(cycle.isProductChange)
        key("batchChange")
        bool(cycle.isBatchChange)
        endObject()
    }

    private mutating func strings(_ name: String, _ texts: [String]) {
        key(name)
        beginArray()
        for text in texts { string(text) }
        endArray()
    }
}
