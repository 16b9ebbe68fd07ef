// The cookies: whose session it is, that somebody has signed in on this device, and a way to the provider and back.
import HTTPTypes
import UseCases

/// A cookie as this service sets it: for this host only, over TLS only, out of reach of scripts and of other sites.
///
/// The `__Host-` prefix makes browsers refuse it without `Secure`, with a `Domain`, or with another path. On plain HTTP it
/// is kept on this machine's own loopback only, which Chromium and Firefox take for secure; anywhere else a browser drops
/// it, so that nobody can sign in where others could read the password on its way.
struct CookieName: Sendable, Hashable {
    let text: String
    /// Which requests that began on another site carry it.
    private let sameSite: String

    private init(text: String, sameSite: String = "Strict") {
        self.text = text
        self.sameSite = sameSite
    }

    /// Whose session it is; gone when the browser closes.
    static let session = CookieName(text: "__Host-workup")
    /// A device on which somebody has signed in.
    static let device = CookieName(text: "__Host-workup-device")

    /// Where somebody wanted to go before they had to sign in.
    static let wanted = CookieName(text: "__Host-workup-wanted")

    /// A way to the provider and back. The provider sends the browser here, and with `Strict` it would come without.
    static let provider = CookieName(text: "__Host-workup-provider", sameSite: "Lax")

    /// The language that somebody chose for pages.
    static let language = CookieName(text: "__Host-workup-language", sameSite: "Lax")

    private var attributes: String { "Path=/; Secure; HttpOnly; SameSite=\(sameSite)" }

    /// The `Set-Cookie` field that sets it.
    ///
    /// - Parameters:
    ///   - value: letters, digits, underscores, hyphens and dots.
    ///   - seconds: how long it is kept; nil until the browser closes.
    /// - Returns: the value of the field.
    func setting(_ value: String, for seconds: Int64? = nil) -> String {
        let age = seconds.map { "; Max-Age=\($0)" } ?? ""
        return "\(text)=\(value); \(attributes)\(age)"
    }

    /// The `Set-Cookie` field that takes it away.
    var removing: String { setting("", for: 0) }

    /// Its value in a request; nil where it is not there, or there twice: then nobody knows which one counts.
    func value(in headers: HTTPFields) -> String? {
        var found: [Substring] = []
        for field in headers[values: .cookie] {
            for piece in field.split(separator: ";") {
                let pair = piece.drop { $0 == " " }.split(
                    separator: "=",
                    maxSplits: 1,
                    omittingEmptySubsequences: false
                )
                if pair.count == 2, pair[0] == text { found.append(pair[1]) }
            }
        }
        guard found.count == 1, let value = found.first, (1...200).contains(value.utf8.count) else { return nil }
        return String(value)
    }

    /// Whether a request carries it at all, in whatever form.
    func isPresent(in headers: HTTPFields) -> Bool {
        headers[values: .cookie].contains { field in
            field.split(separator: ";").contains { piece in
                piece.drop { $0 == " " }.split(separator: "=", maxSplits: 1).first == text[...]
            }
        }
    }
}

extension Reply {
    /// The same answer with a cookie set or taken away.
    func withCookie(_ field: String) -> Reply {
        var reply = self
        reply.headers.append(HTTPField(name: .setCookie, value: field))
        return reply
    }

    /// The same answer with the cookies of somebody who has come further with signing in.
    func signingIn(_ progress: SignInProgress) -> Reply {
        let reply = withCookie(CookieName.session.setting(progress.token))
        guard let device = progress.deviceToken else { return reply }
        return reply.withCookie(CookieName.device.setting(device, for: KnownDevice.lifeSeconds))
    }

    /// The same answer, which also ends what the browser knows of a session.
    ///
    /// `Clear-Site-Data` does not name cookies: browsers would take away those of every other service of the hospital's
    /// domain as well. The one cookie that counts is taken away by itself.
    func signingOut() -> Reply {
        var reply = withCookie(CookieName.session.removing)
        reply.headers[.clearSiteData] = #""cache", "storage""#
        return reply
    }
}
