// The fields that every answer carries, whatever it is and however it went.
import Domain
import HTTPTypes
import Hummingbird

/// Sets the fields that keep browsers and caches careful.
struct SecurityHeaders: Sendable {
    let usesTLS: Bool

    /// What a page may load and where its forms may go: our own files and nothing else, no script or style inside it.
    static let contentSecurityPolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
        base-uri 'none'; object-src 'none'; frame-ancestors 'none'
        """

    /// Sets all of them.
    func apply(to headers: inout HTTPFields) {
        // Only files of ours that hold nothing of anybody say otherwise.
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
        headers[.xContentTypeOptions] = "nosniff"
        headers[.referrerPolicy] = "no-referrer"
        headers[.crossOriginOpenerPolicy] = "same-origin"
        headers[.crossOriginResourcePolicy] = "same-origin"
        headers[.contentSecurityPolicy] = SecurityHeaders.contentSecurityPolicy
        if usesTLS { headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
    }
}

extension Reply {
    /// A page or a report of our own making; the style sheets of reports stand under addresses of their own.
    static func html(_ html: String, status: HTTPResponse.Status = .ok, language: Language) -> Reply {
        var reply = Reply(
            status: status,
            type: "text/html; charset=utf-8",
            body: ByteBuffer(string: StyleSheets.linked(html))
        )
        reply.headers[.contentLanguage] = language.rawValue
        return reply
    }
}
