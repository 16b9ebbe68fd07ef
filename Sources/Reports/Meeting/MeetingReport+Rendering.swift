// The meeting's report as HTML, text and JSON.
import Domain

/// Renders meeting reports as HTML: the agenda sheet, then the first pages of each case, each on a new page.
package enum MeetingReportHTML {
    /// The report as UTF-8.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - part: How much of it.
    ///   - digest: Makes the hash that stands on each sheet out of that sheet's own content.
    /// - Returns: One standalone document.
    package static func render(
        _ report: MeetingReport,
        part: MeetingReportPart = .pack,
        digest: ReportDigest
    ) -> [UInt8] {
        var sections = HTMLWriter(reservingBytes: 16 << 10)
        for section in report.sections { sections.section(section, level: 2) }
        var title = HTMLWriter()
        title.element("h1", report.title)
        var body = HTMLPage.sheet(
            kind: "agenda",
            banner: report.banner,
            footer: report.footer,
            contentHash: digest(MeetingReportJSON.content(of: report)),
            title: title.string,
            sections: sections.string
        )
        for item in report.cases where part != .agenda {
            body += CaseReportHTML.sheets(
                item,
                part: part == .all ? .all : .first,
                contentHash: digest(CaseReportJSON.content(of: item)),
                headingLevel: 2
            )
        }
        return HTMLPage.render(
            language: report.language,
            title: "\(report.title) · \(report.banner.name)",
            body: body
        )
    }
}

/// Renders meeting reports as plain text.
package enum MeetingReportText {
    /// The report as UTF-8, at most 100 columns wide.
    package static func render(_ report: MeetingReport, digest: ReportDigest) -> [UInt8] {
        var writer = TextWriter()
        writer.banner(report.banner)
        writer.line(report.title)
        for section in report.sections { writer.section(section) }
        writer.footer(report.footer, contentHash: digest(MeetingReportJSON.content(of: report)))
        for item in report.cases {
            // A form feed is what a printer takes for a new page.
            writer.pageBreak()
            writer.report(item, contentHash: digest(CaseReportJSON.content(of: item)))
        }
        return writer.bytes
    }
}

/// Renders meeting reports as JSON.
package enum MeetingReportJSON {
    /// The report as UTF-8, with its hash and who printed it.
    package static func render(_ report: MeetingReport, digest: ReportDigest) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.content(report)
        writer.member("contentHash", digest(content(of: report)))
        writer.printing(report.printing)
        writer.endObject()
        return writer.bytes
    }

    /// What the content hash is taken of: agenda and all case reports, without who printed them.
    package static func content(of report: MeetingReport) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.content(report)
        writer.endObject()
        return writer.bytes
    }
}

extension JSONWriter {
    /// The members of a meeting report, without its hash and printing.
    mutating func content(_ report: MeetingReport) {
        member("format", MeetingReport.format)
        member("language", report.language.rawValue)
        member("title", report.title)
        member("meeting", report.meetingID.description)
        member("version", report.meetingVersion)
        member("asOf", report.asOf?.description)
        key("head")
        banner(report.banner)
        sections(report.sections)
        key("cases")
        beginArray()
        for item in report.cases {
            beginObject()
            content(item)
            endObject()
        }
        endArray()
    }
}
