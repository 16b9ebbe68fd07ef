// Whether a request that changes something was made by a page of ours: pages of other sites make browsers send cookies.
import HTTPTypes

/// Tells requests of our own pages from those that other sites make a browser send (ASVS 5.0, 3.5.1).
struct SameSiteRule: Sendable {
    /// The addresses that our pages have.
    let origins: Set<String>

    /// The rule for a service with these settings, asked on a port of this machine.
    init(_ settings: ServerSettings, port: Int?) {
        if let origin = settings.origin {
            origins = [origin]
            return
        }
        let scheme = settings.usesTLS ? "https" : "http"
        // A machine knows itself by several names.
        let names = SameSiteRule.loopback.contains(settings.host) ? SameSiteRule.loopback : [settings.host]
        let number = port ?? settings.port
        // A browser leaves out the port that everybody knows.
        let isUsual = number == (settings.usesTLS ? 443 : 80)
        origins = Set(names.map { name in isUsual ? "\(scheme)://\(name)" : "\(scheme)://\(name):\(number)" })
    }

    private static let loopback: Set<String> = ["127.0.0.1", "localhost", "[::1]", "::1"]

    /// Whether a request may go on.
    ///
    /// A request that changes something passes when the browser says that it began on a page of the same origin, or by the
    /// user's own hand. A browser that does not say so sends an `Origin`, which has to be ours. Without either it was no
    /// browser: it passes only where it carries no cookie and no form, for those are what a browser is misused for.
    ///
    /// - Parameters:
    ///   - method: of the request.
    ///   - headers: of the request.
    ///   - isForm: whether the route takes forms, which any page of any site can send.
    /// - Returns: false where another site may have made a browser send it.
    func allows(_ method: HTTPRequest.Method, _ headers: HTTPFields, isForm: Bool) -> Bool {
        guard !SameSiteRule.safeMethods.contains(method) else { return true }
        let hasCookie = CookieName.session.isPresent(in: headers)
        // Whoever shows a token in a field of its own is a program; no page of another site can make a browser do that. With
        // a name and a password in that field it may be a browser that adds them by itself, for a proxy in front of us.
        if !hasCookie, !isForm, headers[.authorization]?.lowercased().hasPrefix("bearer ") == true { return true }
        if let site = headers[.secFetchSite] { return site == "same-origin" || site == "none" }
        if let origin = headers[.origin] { return origins.contains(origin) }
        return !hasCookie && !isForm
    }

    private static let safeMethods: Set<HTTPRequest.Method> = [.get, .head, .options]
}
