// The fields that every answer carries, whatever it is and however it went.
import Crypto
import Domain
import FoundationEssentials
import HTTPTypes
import Hummingbird

/// Sets the fields that keep browsers and caches careful.
struct SecurityHeaders: Sendable {
    let isBehindTLS: Bool

    /// Adds what is missing; a page's own content security policy stays.
    func apply(to headers: inout HTTPFields) {
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        headers[.referrerPolicy] = "no-referrer"
        headers[.crossOriginOpenerPolicy] = "same-origin"
        headers[.crossOriginResourcePolicy] = "same-origin"
        if headers[.contentSecurityPolicy] == nil {
            headers[.contentSecurityPolicy] = SecurityHeaders.contentSecurityPolicy(styles: [])
        }
        if isBehindTLS { headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
    }

    /// A policy that allows nothing but the given style sheets, each by its hash, and forms that come back to us where the
    /// page has one.
    static func contentSecurityPolicy(styles: [String], hasForm: Bool = false) -> String {
        var policy = "default-src 'none'; "
        if !styles.isEmpty {
            let hashes = styles.map { style in
                let digest = Data(SHA256.hash(data: Array(style.utf8)))
                return "'sha256-\(digest.base64EncodedString())'"
            }
            policy += "style-src \(hashes.joined(separator: " ")); "
        }
        return policy + "form-action \(hasForm ? "'self'" : "'none'"); base-uri 'none'; frame-ancestors 'none'"
    }

    /// The texts of the `<style>` elements of a page of our own making.
    static func styles(in html: String) -> [String] {
        var styles: [String] = []
        var rest = html[...]
        while let start = rest.firstRange(of: "<style>"), let end = rest[start.upperBound...].firstRange(of: "</style>")
        {
            styles.append(String(rest[start.upperBound..<end.lowerBound]))
            rest = rest[end.upperBound...]
        }
        return styles
    }
}

extension Reply {
    /// A page of our own making, with a policy that lets its own style sheets through and nothing else.
    static func html(_ html: String, status: HTTPResponse.Status = .ok, language: Language) -> Reply {
        var reply = Reply(status: status, type: "text/html; charset=utf-8", body: ByteBuffer(string: html))
        reply.headers[.contentLanguage] = language.rawValue
        reply.headers[.contentSecurityPolicy] = SecurityHeaders.contentSecurityPolicy(
            styles: SecurityHeaders.styles(in: html),
            hasForm: html.contains("<form ")
        )
        return reply
    }
}
