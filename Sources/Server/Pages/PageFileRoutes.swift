// The files that pages ask for, and the switch of languages.
import Domain
import HTTPTypes
import Hummingbird
import Pages

/// `/files/{file}` and `/language`.
enum PageFileRoutes {
    static let all = [files, language]

    /// How long browsers may keep a file.
    static let keptForGood = "public, max-age=31536000, immutable"

    private static let file = Parameter.path("file", "The name of the file.", Codec<String>.openCode())

    private static let files = Route(
        method: .get,
        path: "/files/{file}",
        operationID: "pageFile",
        summary: "The style sheet, the script or the sign of the pages.",
        tag: .pages,
        parameters: [file.declaration],
        success: .text("The file.", "text/css", "text/javascript", "image/svg+xml"),
        problems: [.notFound],
        handler: .open { exchange in
            let name = try exchange.arguments.required(file)
            guard let found = PageFiles.all.first(where: { $0.name == name }) else { throw Problem(.notFound) }
            var reply = Reply(type: found.type, body: ByteBuffer(string: found.text))
            // Its name says what it holds, and it holds nothing of anybody.
            reply.headers[.cacheControl] = keptForGood
            return reply
        }
    )

    private static let language = Route(
        method: .post,
        path: "/language",
        operationID: "languageForm",
        summary: "Chooses the language of the pages, and goes back to where one was.",
        tag: .pages,
        form: ["language", "to"],
        redirects: true,
        success: .text("Nothing: it always goes on.", "text/html"),
        handler: .open { exchange in
            let form = try FormText(exchange.body, known: ["language", "to"])
            let reply = Reply.redirect(to: LocalAddress(form["to"])?.text ?? "/")
            guard let chosen = Language(rawValue: form["language"]) else { return reply }
            return reply.withCookie(CookieName.language.setting(chosen.rawValue, for: 31_536_000))
        }
    )
}

/// An address of ours, as a form brings it back.
struct LocalAddress: Sendable, Hashable {
    let text: String

    /// Reads an address; nil for one that could lead anywhere else.
    ///
    /// Browsers take `//host` and `/\host` for another host, and pass over tabs and line ends.
    init?(_ text: String) {
        guard text.hasPrefix("/"), !text.hasPrefix("//"), !text.hasPrefix("/\\"), text.utf8.count <= 2000,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return nil }
        self.text = text
    }
}
