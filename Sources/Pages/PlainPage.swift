// The frame of the few plain pages: title, body, one small style sheet, no script.
package import Domain

/// A page with a heading and paragraphs.
package struct PlainPage: Sendable, Hashable {
    /// One piece of the page.
    package enum Piece: Sendable, Hashable {
        case paragraph(String)
        /// A name with a link, or with plain text where there is none.
        case entry(name: String, text: String, link: String?)
        /// A heading within the page.
        case heading(String)
        /// What went wrong, in its place.
        case alert(String)
        /// Text to be copied letter by letter.
        case codes([String])
        /// A form.
        case form(PageForm)
    }

    package let language: Language
    package let title: String
    package let pieces: [Piece]
    /// Where the browser goes on to by itself; nil for a page that stays.
    package let next: String?

    /// A page in one language.
    package init(language: Language, title: String, pieces: [Piece], next: String? = nil) {
        self.language = language
        self.title = title
        self.pieces = pieces
        self.next = next
    }

    /// The one style sheet of all plain pages.
    package static let style = """
        body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem;color:#1a1a1a}\
        h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}dt{font-weight:600}dd{margin:0 0 .75rem}a{color:#0b5394}\
        label{display:block;font-weight:600;margin-top:1rem}.hint{margin:0;color:#555}\
        input{font:inherit;padding:.4rem;width:100%;max-width:24rem;box-sizing:border-box}\
        button{display:block;font:inherit;margin-top:1rem;padding:.4rem 1rem}.fault,.alert{margin:.25rem 0;color:#a31515}\
        .alert{border-left:.25rem solid;padding-left:.75rem}pre{font-size:1.1rem;white-space:pre-wrap}
        """

    /// The page as HTML.
    package var html: String {
        PageFrame.html(language: language, title: title, style: PlainPage.style, next: next, body: body)
    }

    private var body: String {
        var lines: [String] = []
        var isInList = false
        for piece in pieces {
            if isInList, !piece.isEntry {
                lines.append("</dl>")
                isInList = false
            }
            switch piece {
            case .paragraph(let text): lines.append("<p>\(HTMLText.escaped(text))</p>")
            case .heading(let text): lines.append("<h2>\(HTMLText.escaped(text))</h2>")
            case .alert(let text): lines.append("<p class=\"alert\" role=\"alert\">\(HTMLText.escaped(text))</p>")
            case .codes(let codes):
                lines.append("<pre>\(HTMLText.escaped(codes.joined(separator: "\n")))</pre>")
            case .form(let form): lines.append(form.html)
            case .entry(let name, let text, let link):
                if !isInList { lines.append("<dl>") }
                isInList = true
                let shown = HTMLText.escaped(text)
                let value = link.map { "<a href=\"\(HTMLText.escaped($0))\">\(shown)</a>" } ?? shown
                lines.append("<dt>\(HTMLText.escaped(name))</dt><dd>\(value)</dd>")
            }
        }
        if isInList { lines.append("</dl>") }
        return lines.joined(separator: "\n")
    }
}

extension PlainPage.Piece {
    /// Whether it stands in a list.
    fileprivate var isEntry: Bool {
        if case .entry = self { true } else { false }
    }
}
