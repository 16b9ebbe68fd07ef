// The frame of every HTML report: the document around the sheets, and a sheet with banner and footer.
import Domain
import Mustache

/// The document and its sheets.
enum HTMLPage {
    /// A whole document.
    static func render(language: Language, title: String, body: String) -> [UInt8] {
        let context: [String: Any] = [
            "language": language.rawValue, "documentTitle": TextLayout.harmless(title),
            "style": ReportTemplates.style(language),
            "body": body,
        ]
        return Array(ReportTemplates.page.render(context).utf8)
    }

    /// A sheet: laid out as a table, since a table's head and foot are what print engines repeat on every page.
    static func sheet(
        kind: String,
        banner: ReportBanner,
        footer: ReportFooter,
        contentHash: String,
        title: String,
        sections: String
    ) -> String {
        var context: [String: Any] = [
            "kind": kind, "name": TextLayout.harmless(banner.name), "identity": banner.shownIdentity.map(fact),
            "hasState": !banner.state.isEmpty, "state": banner.state.map(fact),
            "hasAlerts": !banner.shownAlerts.isEmpty,
            "alerts": banner.shownAlerts.map(fact), "identity_line": TextLayout.harmless(footer.identity),
            "hashLabel": footer.contentHashLabel,
            "hash": TextLayout.harmless(contentHash), "printed": TextLayout.harmless(footer.printed), "title": title,
            "sections": sections,
        ]
        if let asOf = banner.asOf { context["asOf"] = asOf }
        return ReportTemplates.sheet.render(context)
    }

    private static func fact(_ fact: ReportFact) -> [String: Any] {
        [
            "label": fact.label, "value": TextLayout.harmless(fact.value.text),
            "warning": fact.value.emphasis == .warning,
        ]
    }
}
