// What stands around the body of every page: document, title, style sheet.
import Domain

/// The frame of a page.
enum PageFrame {
    /// A whole document.
    ///
    /// - Parameters:
    ///   - language: of the page.
    ///   - title: as text; it stands in the head and as the one heading of the first level.
    ///   - style: the style sheet.
    ///   - next: where the browser goes on to by itself; nil for a page that stays.
    ///   - body: what follows the heading, as HTML.
    /// - Returns: the page as HTML.
    static func html(language: Language, title: String, style: String, next: String? = nil, body: String) -> String {
        let title = HTMLText.escaped(title)
        let refresh = next.map { "\n<meta http-equiv=\"refresh\" content=\"0;url=\(HTMLText.escaped($0))\">" } ?? ""
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">\(refresh)
            <title>\(title)</title>
            <style>\(style)</style>
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
}
