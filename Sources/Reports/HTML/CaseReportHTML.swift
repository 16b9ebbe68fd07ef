// The case report as one standalone HTML document: no scripts, no outside requests, one style element.
package import Domain

/// Renders case reports as HTML.
package enum CaseReportHTML {
    /// The report as UTF-8.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - part: The first pages alone, or all of it.
    ///   - contentHash: The digest of `CaseReportJSON.content(of:)`, made by the caller; it stands at the foot of
    ///     every page.
    /// - Returns: One standalone document.
    package static func render(_ report: CaseReport, part: CaseReportPart = .all, contentHash: String) -> [UInt8] {
        HTMLPage.render(
            language: report.language,
            title: "\(report.title) · \(report.banner.name)",
            body: sheets(report, part: part, contentHash: contentHash, headingLevel: 1)
        )
    }

    /// The content of the one `style` element, for a content security policy that names its hash.
    package static func style(_ language: Language) -> String {
        ReportTemplates.style(language)
    }

    /// The first pages as one sheet and the annex as the next: banner above, footer below, on every printed page.
    static func sheets(_ report: CaseReport, part: CaseReportPart, contentHash: String, headingLevel: Int) -> String {
        let hasAnnex = !report.annex.sections.isEmpty
        var first = HTMLWriter(reservingBytes: 32 << 10)
        for section in report.brief { first.section(section, level: headingLevel + 1) }
        if hasAnnex {
            first.element("p", class: "annexed", part == .all ? report.annex.follows : report.annex.leftOut)
            first.markup("\n")
        }
        var title = HTMLWriter()
        headingLevel == 1
            ? title.element("h1", report.title) : title.element("h2", "\(report.title): \(report.banner.name)")
        let sheet = sheet(report, kind: "case brief", contentHash, title, first)
        guard part == .all, hasAnnex else { return sheet }
        var rest = HTMLWriter(reservingBytes: 128 << 10)
        for section in report.annex.sections { rest.section(section, level: headingLevel + 2) }
        var heading = HTMLWriter()
        heading.element(headingLevel == 1 ? "h2" : "h3", report.annex.heading)
        return sheet + self.sheet(report, kind: "case annex", contentHash, heading, rest)
    }

    private static func sheet(
        _ report: CaseReport,
        kind: String,
        _ contentHash: String,
        _ title: HTMLWriter,
        _ sections: HTMLWriter
    ) -> String {
        HTMLPage.sheet(
            kind: kind,
            banner: report.banner,
            footer: report.footer,
            contentHash: contentHash,
            title: title.string,
            sections: sections.string
        )
    }
}
