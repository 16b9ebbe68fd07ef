// Names of HTTP fields that the library does not know.
import HTTPTypes

extension HTTPField.Name {
    /// RFC 8288.
    static let link = known("Link")
    /// The moment of which an answer tells that was read a moment behind.
    static let knownAt = known("Workup-Known-At")
    /// The name that a caller gives to one intent, so that sending it twice does it once.
    static let idempotencyKey = known("Idempotency-Key")
    /// How much of an address a browser tells other sites.
    static let referrerPolicy = known("Referrer-Policy")
    /// Whether pages of other sites may hold on to ours.
    static let crossOriginOpenerPolicy = known("Cross-Origin-Opener-Policy")
    /// How long an answer took, for the developer's tools of a browser (W3C Server Timing).
    static let serverTiming = known("Server-Timing")
    /// The id of one request.
    static let xRequestID = known("X-Request-Id")

    /// The host that is asked for; the library takes the first one out, so what is left is one too many.
    static let host = known("Host")
    /// What a browser says of where a request began (Fetch Metadata).
    static let secFetchSite = known("Sec-Fetch-Site")
    /// The peer that a proxy speaks for, as most proxies tell it.
    static let xForwardedFor = known("X-Forwarded-For")
    /// The peer that a proxy speaks for, by RFC 7239.
    static let forwarded = known("Forwarded")
    /// What a browser is told to forget.
    static let clearSiteData = known("Clear-Site-Data")

    /// The id of the last event that a browser heard before its stream broke off.
    static let lastEventID = known("Last-Event-ID")
    /// Whether a proxy may gather an answer before it passes it on.
    static let xAccelBuffering = known("X-Accel-Buffering")

    private static func known(_ text: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name(text.description) else { preconditionFailure("not the name of a field") }
        return name
    }
}
