// Which requests count as our own, as a table: what a browser says of their origin, and what they carry.
import HTTPTypes
import Testing

@testable import Server

@Suite("Requests from other sites")
struct SameSiteRuleTests {
    private func origins(_ port: Int?, _ change: (inout ServerSettings) -> Void = { _ in }) -> Set<String> {
        var settings = ServerSettings()
        change(&settings)
        return SameSiteRule(settings, port: port).origins
    }

    @Test("our own address is the configured one, else the one listened on, by every name of the loopback")
    func addresses() {
        let loopback = origins(8_123)
        #expect(loopback.isSuperset(of: ["http://127.0.0.1:8123", "http://localhost:8123", "http://[::1]:8123"]))
        #expect(!loopback.contains("http://localhost:8080") && !loopback.contains("https://localhost:8123"))
        #expect(origins(80).contains("http://localhost"))
        #expect(origins(9_000) { $0.host = "10.1.2.3" } == ["http://10.1.2.3:9000"])
        #expect(origins(443) { ($0.host, $0.hasOwnTLS) = ("w.example.org", true) } == ["https://w.example.org"])
        #expect(origins(8_080) { $0.origin = "https://w.example.org" } == ["https://w.example.org"])
    }

    struct Case: Sendable {
        let fields: HTTPFields
        let isForm: Bool
        let isTaken: Bool

        init(_ fields: HTTPFields, isForm: Bool = false, _ isTaken: Bool) {
            (self.fields, self.isForm, self.isTaken) = (fields, isForm, isTaken)
        }
    }

    private static let cookie = "__Host-workup=ws_1"

    static let cases: [Case] = [
        Case([.cookie: cookie, .secFetchSite: "same-origin"], true),
        Case([.cookie: cookie, .secFetchSite: "none"], true),
        Case([.cookie: cookie, .secFetchSite: "cross-site"], false),
        Case([.cookie: cookie, .secFetchSite: "same-site"], false),
        Case([.cookie: cookie, .secFetchSite: "cross-site", .origin: "http://localhost:8080"], false),
        Case([.cookie: cookie, .origin: "http://localhost:8080"], true),
        Case([.cookie: cookie, .origin: "http://localhost:8081"], false),
        Case([.cookie: cookie, .origin: "null"], false),
        Case([.cookie: cookie], false),
        // Also where a token is shown beside the cookie, and where the cookie's value is nothing.
        Case([.cookie: cookie, .authorization: "Bearer wu_1"], false),
        Case([.cookie: "a=b; __Host-workup="], false),
        Case([.authorization: "Bearer wu_1"], true),
        Case([.authorization: "Bearer wu_1", .secFetchSite: "cross-site"], true),
        // A browser adds a name and a password by itself, for a proxy in front; a form is a browser's in any case.
        Case([.authorization: "Basic eA=="], isForm: true, false),
        Case([.authorization: "Basic eA==", .secFetchSite: "cross-site"], false),
        Case([.authorization: "Bearer wu_1"], isForm: true, false),
        // A program that signs in; a form that any site can send.
        Case([:], true),
        Case([:], isForm: true, false),
        Case([.origin: "https://evil.example"], false),
        Case([.secFetchSite: "same-origin"], isForm: true, true),
        Case([.secFetchSite: "cross-site"], isForm: true, false),
    ]

    @Test("are told from our own", arguments: cases)
    func table(_ each: Case) {
        let rule = SameSiteRule(ServerSettings(), port: 8_080)
        #expect(rule.allows(.post, each.fields, isForm: each.isForm) == each.isTaken)
        #expect(rule.allows(.delete, each.fields, isForm: each.isForm) == each.isTaken)
        // What changes nothing may be asked from anywhere: Strict cookies and no CORS field keep the answer from others.
        #expect(rule.allows(.get, each.fields, isForm: each.isForm))
    }

    @Test("a cookie is read where it stands once, and is the whole name")
    func cookies() {
        func value(_ field: String) -> String? { CookieName.session.value(in: [.cookie: field]) }
        #expect(value("__Host-workup=ws_1") == "ws_1")
        #expect(value("a=b; __Host-workup=ws_1; c=d") == "ws_1")
        #expect(value("__Host-workup=a; __Host-workup=b") == nil)
        #expect(value("__Host-workup-device=wd_1") == nil)
        #expect(value("x__Host-workup=ws_1") == nil)
        #expect(value("") == nil)
    }
}
