// The case report as one standalone HTML document: no scripts, no outside requests, one style element.
package import Domain

/// Renders case reports as HTML.
package enum CaseReportHTML {
    /// The report as UTF-8.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - contentHash: The digest of `CaseReportJSON.content(of:)`, made by the caller; it stands at the foot of
    ///     every page.
    /// - Returns: One standalone document.
    package static func render(_ report: CaseReport, contentHash: String) -> [UInt8] {
        HTMLPage.render(
            language: report.language,
            title: "\(report.title) · \(report.banner.name)",
            body: sheet(report, contentHash: contentHash, headingLevel: 1)
        )
    }

    /// The content of the one `style` element, for a content security policy that names its hash.
    package static func style(_ language: Language) -> String {
        ReportTemplates.style(language)
    }

    /// The report as one sheet: banner above, footer below, on every printed page.
    static func sheet(_ report: CaseReport, contentHash: String, headingLevel: Int) -> String {
        var sections = HTMLWriter(reservingBytes: 128 << 10)
        for section in report.sections { sections.section(section, level: headingLevel + 1) }
        var title = HTMLWriter()
        headingLevel == 1
            ? title.element("h1", report.title) : title.element("h2", "\(report.title): \(report.banner.name)")
        return HTMLPage.sheet(
            kind: "case",
            banner: report.banner,
            footer: report.footer,
            contentHash: contentHash,
            title: title.string,
            sections: sections.string
        )
    }
}
