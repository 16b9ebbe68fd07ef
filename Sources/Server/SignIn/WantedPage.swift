// Where somebody wanted to go before they had to sign in: kept by their browser, and only ever a page of ours.
import Domain
import HTTPTypes
import Pages
import UseCases

/// A page of ours to go on to. It stands in a cookie and in no address and no log; whatever comes back in that cookie is
/// read as if a stranger had written it.
struct WantedPage: Sendable, Hashable {
    /// Its path, with the query where there is room for it.
    let address: String

    /// As much as a cookie of ours holds.
    private static let bytesMax = 150
    /// How long it is kept, in seconds: as long as signing in for the first time may take.
    private static let lifeSeconds: Int64 = 3_600

    /// An address that leads to a page of ours; nil for any other.
    init?(_ address: String) {
        guard address.utf8.count <= WantedPage.bytesMax, LocalAddress(address) != nil else { return nil }
        let path = address.prefix { $0 != "?" }
        // Nothing in a path of ours is encoded, and nothing goes upwards.
        let pieces = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        guard pieces.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && !$0.contains("%") }),
            !address.contains("#"), RouteTable.all.hasPageOfSomebody(at: String(path))
        else { return nil }
        self.address = address
    }

    /// What a browser brought back; nil for what leads to no page of ours.
    init?(cookie: String) {
        guard let bytes = Base64URL.decoded(cookie.utf8), let text = String(validating: bytes, as: UTF8.self) else {
            return nil
        }
        self.init(text)
    }

    /// The `Set-Cookie` field that keeps it.
    var setting: String {
        CookieName.wanted.setting(Base64URL.encoded(Array(address.utf8)), for: WantedPage.lifeSeconds)
    }
}

extension RouteTable {
    /// Whether a page for whoever is signed in has this path.
    func hasPageOfSomebody(at path: String) -> Bool {
        let pieces = path.split(separator: "/")
        return routes.contains { $0.isPageOfSomebody && RouteTable.matches($0.path, pieces) }
    }
}

extension Route {
    /// Whether it is a page to look at for whoever is signed in.
    fileprivate var isPageOfSomebody: Bool {
        method == .get && permission != nil && redirects && !path.hasPrefix("/api/")
            && success.content.contains { $0.mediaType == "text/html" }
    }
}

extension OpenExchange {
    /// Where the browser wanted to go; nil where it does not say, or says what is no page of ours.
    var wantedPage: WantedPage? { wantedCookie.flatMap(WantedPage.init(cookie:)) }

    /// On to a page on which signing in begins or goes on; what was to be looked at is remembered.
    func redirectRemembering(to path: String) -> Reply { remembering(.redirect(to: path)) }

    /// The answer, which makes the browser remember what was to be looked at.
    func remembering(_ reply: Reply) -> Reply {
        guard isView, let page = (query.flatMap { WantedPage("\(path)?\($0)") } ?? WantedPage(path)) else {
            return reply
        }
        return reply.withCookie(page.setting)
    }

    /// On to what was to be looked at, which is then forgotten; nil where nothing was.
    var goingOn: Reply? {
        wantedPage.map { Reply.redirect(to: $0.address).withCookie(CookieName.wanted.removing) }
    }

    /// On to where signing in goes on, with the cookies for it.
    func next(_ progress: SignInProgress) -> Reply {
        let reply = progress.stage == .full ? goingOn : nil
        return (reply ?? .redirect(to: progress.stage.page)).signingIn(progress)
    }
}
