// What handlers answer: status, fields and bytes. Documents go out as the bytes they came in from the database.
import Domain
import HTTPTypes
import Hummingbird
import UseCases

/// A successful answer.
struct Reply: Sendable {
    let status: HTTPResponse.Status
    var headers: HTTPFields
    let body: ByteBuffer
    /// Writes what follows the body for as long as it likes, and ends the answer. The reader has to take each part in time;
    /// between two parts nothing is waited for.
    private var stream: (@Sendable @concurrent (inout any ResponseBodyWriter) async throws -> Void)?

    /// An answer of a kind.
    init(status: HTTPResponse.Status = .ok, type: String, body: ByteBuffer) {
        self.status = status
        headers = [.contentType: type]
        self.body = body
    }

    /// JSON that stands ready as bytes.
    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Reply {
        Reply(status: status, type: "application/json", body: ByteBuffer(bytes: bytes))
    }

    /// The same, telling of a moment that lies a little back, where there is one.
    func known(at moment: Instant?) -> Reply {
        var reply = self
        reply.headers[.knownAt] = moment?.description
        return reply
    }

    /// A document with its version.
    static func document(_ answer: Answer) -> Reply {
        var reply = json(answer.body)
        reply.headers[.eTag] = EntityTag.text(Int(answer.version))
        return reply
    }

    /// A thing that was made, and where it is.
    static func created(_ answer: Answer, at location: String) -> Reply {
        var reply = json(answer.body, status: .created)
        reply.headers[.eTag] = EntityTag.text(Int(answer.version))
        reply.headers[.location] = location
        return reply
    }

    /// A page of a list, with a link to the next one.
    static func page(_ page: Page, of exchange: Exchange) -> Reply {
        var reply = json(page.body)
        if let next = page.next {
            var items = exchange.query.filter { $0.name != "cursor" }
            items.append(QueryText.Item(name: "cursor", value: next))
            let query = items.map { "\(QueryText.encoded($0.name))=\(QueryText.encoded($0.value))" }
            reply.headers[.link] = "<\(exchange.path)?\(query.joined(separator: "&"))>; rel=\"next\""
        }
        return reply
    }

    /// On to another page of ours.
    static func redirect(to path: String) -> Reply {
        var reply = Reply(status: .seeOther, type: "text/plain; charset=utf-8", body: ByteBuffer(string: "\(path)\n"))
        reply.headers[.location] = path
        return reply
    }

    /// Text for people.
    static func text(_ text: String, type: String, language: Language) -> Reply {
        var reply = Reply(type: "\(type); charset=utf-8", body: ByteBuffer(string: text))
        reply.headers[.contentLanguage] = language.rawValue
        return reply
    }

    /// An answer that goes on while there is something to tell.
    ///
    /// - Parameters:
    ///   - type: of what it tells.
    ///   - stream: writes it, and ends the answer.
    /// - Returns: the answer.
    static func stream(
        type: String,
        _ stream: @escaping @Sendable @concurrent (inout any ResponseBodyWriter) async throws -> Void
    ) -> Reply {
        var reply = Reply(type: type, body: ByteBuffer())
        reply.stream = stream
        // A proxy that gathers answers would keep every event to itself.
        reply.headers[.xAccelBuffering] = "no"
        return reply
    }

    /// As Hummingbird sends it.
    var response: Response {
        if let stream { return Response(status: status, headers: headers, body: ResponseBody(stream)) }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}
