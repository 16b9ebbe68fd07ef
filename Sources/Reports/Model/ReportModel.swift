// The form every report has: a head, then sections of facts, tables, paragraphs and charts. HTML, text and JSON are
// renderings of this one form, so that no rendering can say more or less than another.
package import Domain
package import FoundationEssentials

/// Which weight a value has for the eye; the words alone already say it.
package enum ReportEmphasis: String, Sendable, Hashable {
    case plain
    case strong
    /// Something that asks for attention, such as *overdue*.
    case warning
    /// A kind of nothing.
    case nothing
}

/// A value as a person reads it, with what a program needs of it.
package struct ReportValue: Sendable, Hashable {
    /// The words.
    package let text: String
    /// The code behind the words, where there is one.
    package let code: String?
    /// The exact number behind the words, where there is one.
    package let number: Decimal?
    /// The weight for the eye.
    package let emphasis: ReportEmphasis

    /// A value with its words.
    package init(_ text: String, code: String? = nil, number: Decimal? = nil, _ emphasis: ReportEmphasis = .plain) {
        self.text = text
        self.code = code
        self.number = number
        self.emphasis = emphasis
    }
}

/// A labelled value.
package struct ReportFact: Sendable, Hashable {
    /// The stable name of the label.
    package let code: String
    /// The label.
    package let label: String
    /// What stands there.
    package let value: ReportValue
}

/// What a column holds, which decides how it is set.
package enum ReportColumnKind: String, Sendable, Hashable {
    case words
    /// Set flush right.
    case figures
    /// Never broken over two lines.
    case dates
}

/// A column of a table.
package struct ReportColumn: Sendable, Hashable {
    /// The stable name of the column.
    package let code: String
    /// The heading.
    package let label: String
    /// What it holds.
    package let kind: ReportColumnKind
}

/// A row of a table; the first value is its heading.
package enum ReportRow: Sendable, Hashable {
    /// One value per column.
    case cells([ReportValue])
    /// A heading over the rows that follow.
    case group(ReportValue)
    /// A heading and one value across all other columns.
    case span(head: ReportValue, body: ReportValue)
}

/// A table with a caption.
package struct ReportTable: Sendable, Hashable {
    /// The stable name of the table.
    package let code: String
    /// What the table shows.
    package let caption: String
    /// The columns; the first holds the row headings.
    package let columns: [ReportColumn]
    /// The rows.
    package let rows: [ReportRow]
}

/// What a paragraph is there for.
package enum ReportParagraphRole: String, Sendable, Hashable {
    case plain
    /// Written by a person in the record.
    case quotation
    /// Explains what stands above it.
    case note
    /// A fixed sentence that every copy carries.
    case fixed
    /// Says that there is nothing, and which kind of nothing.
    case nothing
}

/// A part of a section.
package enum ReportBlock: Sendable, Hashable {
    case facts([ReportFact])
    /// Labelled values with a line each, where some of them are long.
    case lines([ReportFact])
    case table(ReportTable)
    /// Small tables that stand side by side where the page is wide enough.
    case tables([ReportTable])
    case paragraph(ReportParagraphRole, String)
    /// A heading inside a section.
    case heading(code: String, text: String)
    case chart(OutcomeChart)
    /// A drawing of counts or days; the table with the same figures follows it.
    case figure(FigureChart)
    /// A drawing beside the table with the same figures, where the page is wide enough.
    case figured(FigureChart, ReportTable)
}

/// One section of a report.
package struct ReportSection: Sendable, Hashable {
    /// Which section it is.
    package let title: SectionTitle
    /// The title in the report's language.
    package let heading: String
    /// What it holds; never empty.
    package let blocks: [ReportBlock]
}

/// What stands on every page of a case report.
package struct ReportBanner: Sendable, Hashable {
    /// FAMILY NAME in capitals, then given names.
    package let name: String
    /// Birth date with age, sex, identifiers.
    package let identity: [ReportFact]
    /// Protocol, next step, next meeting, infusion interval.
    package let state: [ReportFact]
    /// What must not be overlooked, such as a low IgA.
    package let alerts: [ReportFact]
    /// Which moment the report speaks of, where that is not now.
    package let asOf: String?
    /// The numbers of the patient's other records, as far as they are shared with the reader; what depends on the reader is not
    /// part of the content that is hashed.
    package var otherRecords: [ReportFact] = []
    /// The emergency by which the reader sees the patient.
    package var emergency: ReportFact?

    /// Everything that says who it is.
    var shownIdentity: [ReportFact] { identity + otherRecords }

    /// Everything that must not be overlooked. That there is another record need not be said where its numbers are.
    var shownAlerts: [ReportFact] {
        [emergency].compactMap(\.self) + alerts.filter { otherRecords.isEmpty || $0.code != "merged" }
    }

    /// The same as somebody sees it.
    func seen(_ standing: PatientStanding, _ wording: Wording) -> ReportBanner {
        var banner = self
        banner.otherRecords = standing.facts(wording)
        banner.emergency = standing.emergency(wording)
        return banner
    }
}

/// Who printed a report, and when.
package struct ReportPrinting: Sendable, Hashable {
    /// The name of the person.
    package let by: String
    /// The moment.
    package let at: Instant
    /// The moment of which the report tells, where that lies a moment back.
    package let knownAt: Instant?

    /// A printing.
    package init(by: String, at: Instant, knownAt: Instant? = nil) {
        self.by = by
        self.at = at
        self.knownAt = knownAt
    }

    /// The line of the footer.
    func line(_ wording: Wording) -> String {
        let printed = "\(wording(FrameWord.printedBy)) \(by), \(wording.instant(at))"
        guard let knownAt else { return printed }
        return "\(printed) · \(wording(FrameWord.knownAt)) \(wording.instant(knownAt))"
    }
}
