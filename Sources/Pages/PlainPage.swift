// The frame of the few plain pages: title, body, one small style sheet, no script.
package import Domain

/// A page with a heading and paragraphs.
package struct PlainPage: Sendable, Hashable {
    /// One piece of the page.
    package enum Piece: Sendable, Hashable {
        case paragraph(String)
        /// A name with a link, or with plain text where there is none.
        case entry(name: String, text: String, link: String?)
    }

    package let language: Language
    package let title: String
    package let pieces: [Piece]

    /// A page in one language.
    package init(language: Language, title: String, pieces: [Piece]) {
        self.language = language
        self.title = title
        self.pieces = pieces
    }

    private static let style = """
        body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem;color:#1a1a1a}\
        h1{font-size:1.5rem}dt{font-weight:600}dd{margin:0 0 .75rem}a{color:#0b5394}
        """

    /// The page as HTML.
    package var html: String {
        let title = HTMLText.escaped(title)
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title)</title>
            <style>\(PlainPage.style)</style>
            </head>
            <body>
            <main>
            <h1>\(title)</h1>
            \(body)
            </main>
            </body>
            </html>

            """
    }

    private var body: String {
        var lines: [String] = []
        var isInList = false
        for piece in pieces {
            switch piece {
            case .paragraph(let text):
                if isInList { lines.append("</dl>") }
                isInList = false
                lines.append("<p>\(HTMLText.escaped(text))</p>")
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
