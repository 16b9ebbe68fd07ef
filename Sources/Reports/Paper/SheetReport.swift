// A paper of one sheet, such as a letter: its form in HTML, text and JSON, with the hash of what it says.
import Domain

/// A paper of one sheet, ready to be rendered.
struct SheetReport {
    /// The form of its JSON, which stands in the footer.
    let format: String
    /// The class of its sheet, by which the style sheet knows it.
    let kind: String
    let title: String
    /// What its JSON says beside the sections.
    let members: [(name: String, value: String?)]
    /// What stands on every page of it.
    let banner: ReportBanner
    let sections: [ReportSection]
    /// What the footer names before the version of the report.
    let identity: String?
    let request: ReportRequest

    private var wording: Wording { Wording(request.language, clock: request.clock) }

    private var footer: ReportFooter {
        let version = "\(wording(FrameWord.reportVersion)) \(format)"
        return ReportFooter(
            identity: [identity, version].compactMap { $0 }.joined(separator: " · "),
            printed: "\(wording(FrameWord.printedBy)) \(request.printedBy), \(wording.instant(request.printedAt))",
            contentHashLabel: wording(FrameWord.contentHash)
        )
    }

    /// The paper in the form that is asked for; a PDF begins as HTML.
    func rendered(_ digest: ReportDigest) -> [UInt8] {
        let hash = digest(json(contentHash: nil))
        switch request.format {
        case .html, .pdf: return html(contentHash: hash)
        case .text: return text(contentHash: hash)
        case .json: return json(contentHash: hash)
        }
    }

    private func html(contentHash: String) -> [UInt8] {
        var body = HTMLWriter(reservingBytes: 16 << 10)
        for section in sections { body.section(section, level: 2) }
        var heading = HTMLWriter()
        heading.element("h1", title)
        return HTMLPage.render(
            language: request.language,
            title: banner.name.isEmpty ? title : "\(title) · \(banner.name)",
            body: HTMLPage.sheet(
                kind: kind,
                banner: banner,
                footer: footer,
                contentHash: contentHash,
                title: heading.string,
                sections: body.string
            )
        )
    }

    private func text(contentHash: String) -> [UInt8] {
        var writer = TextWriter()
        writer.banner(banner)
        writer.line(title)
        for section in sections { writer.section(section) }
        writer.footer(footer, contentHash: contentHash)
        return writer.bytes
    }

    /// Without a hash: what the hash is taken of.
    private func json(contentHash: String?) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("format", format)
        writer.member("language", request.language.rawValue)
        writer.member("title", title)
        for member in members { writer.member(member.name, member.value) }
        writer.key("patient")
        writer.banner(banner)
        writer.sections(sections)
        if let contentHash {
            writer.member("contentHash", contentHash)
            writer.printing(ReportPrinting(by: request.printedBy, at: request.printedAt))
        }
        writer.endObject()
        return writer.bytes
    }
}
