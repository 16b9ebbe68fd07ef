// The style sheets of reports, under addresses of their own: the content security policy lets none through inside a page.
import Domain
import HTTPTypes
import Hummingbird
import Reports

/// The style sheets that the service gives out.
///
/// Reports carry theirs inside, so that one that was saved to a file is whole. What the service sends names them instead.
enum StyleSheets {
    private static let texts: [String: String] = [
        "report-en.css": CaseReportHTML.style(.en), "report-nl.css": CaseReportHTML.style(.nl),
    ]

    private static let files = Dictionary(uniqueKeysWithValues: texts.map { ($0.value, $0.key) })

    /// The page with a link in the place of each style sheet that is known.
    static func linked(_ html: String) -> String {
        var result = ""
        var rest = html.utf8[...]
        while let start = rest.firstRange(of: opening), let end = rest[start.upperBound...].firstRange(of: closing) {
            guard let text = String(rest[start.upperBound..<end.lowerBound]), let file = files[text] else { break }
            result += Substring(rest[..<start.lowerBound])
            result += "<link rel=\"stylesheet\" href=\"/styles/\(file)\">"
            rest = rest[end.upperBound...]
        }
        return result.isEmpty ? html : result + Substring(rest)
    }

    private static let opening = "<style>".utf8
    private static let closing = "</style>".utf8

    /// `/styles/{file}`.
    static let route = Route(
        method: .get,
        path: "/styles/{file}",
        operationID: "styleSheet",
        summary: "The style sheet of a report.",
        tag: .service,
        parameters: [file.declaration],
        success: .text("The style sheet.", "text/css"),
        problems: [.notFound],
        handler: .open { exchange in
            guard let text = texts[try exchange.arguments.required(file)] else { throw Problem(.notFound) }
            return Reply(type: "text/css; charset=utf-8", body: ByteBuffer(string: text))
        }
    )

    private static let file = Parameter.path("file", "The name of the style sheet.", Codec<String>.openCode())
}
