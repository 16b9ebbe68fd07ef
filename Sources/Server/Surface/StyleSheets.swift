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
        let bytes = [UInt8](html.utf8)
        var result: [UInt8] = []
        var rest = bytes[...]
        while let start = place(of: opening, in: rest) {
            let text = rest[(start + opening.count)...]
            guard let end = place(of: closing, in: text),
                let file = files[String(decoding: text[..<end], as: UTF8.self)]
            else { break }
            result += rest[..<start]
            result += "<link rel=\"stylesheet\" href=\"/styles/\(file)\">".utf8
            rest = text[(end + closing.count)...]
        }
        // Pages of the team have none, which is most of what comes by here.
        return result.isEmpty ? html : String(decoding: result + rest, as: UTF8.self)
    }

    private static let opening = Array("<style>".utf8)
    private static let closing = Array("</style>".utf8)

    /// Where a tag begins. A generic search of the standard library takes a third of the time of a large page.
    private static func place(of tag: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        var from = bytes.startIndex
        while let place = bytes[from...].firstIndex(of: UInt8(ascii: "<")) {
            if bytes[place...].starts(with: tag) { return place }
            from = place + 1
        }
        return nil
    }

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
