// Where somebody wanted to go before they had to sign in: they get there, and nobody is led anywhere else by it.
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("Where somebody wanted to go", .database(.clinic))
struct WantedPageTests {
    @Test("is found again after password and second factor, and then forgotten")
    func way() async throws {
        try await BrowserClient.run { browser in
            let workup = try await browser.door.clinic.openWorkup("Visser")
            try await browser.enrol()
            _ = try await browser.form("/sign-out")
            let address = "/workups/\(workup)/criteria?asOf=2026-03-01T00:00:00Z"
            let sent = try await browser.send(.get, address)
            #expect(sent.headers[.location] == "/sign-in")
            let kept = try #require(sent.headers[.setCookie])
            #expect(kept.hasPrefix("__Host-workup-wanted=") && !kept.contains("\(workup)"))
            let refused = try await browser.form("/sign-in", [("login", "neurologist"), ("password", "wrong")])
            #expect(refused.status == .unauthorized)
            let begun = try await browser.form("/sign-in", [("login", "neurologist"), ("password", TestDoor.password)])
            #expect(begun.headers[.location] == "/sign-in/factor")
            // Whoever tries the page in between is sent back, and it is remembered as before.
            #expect(try await browser.send(.get, address).headers[.location] == "/sign-in/factor")
            browser.door.clinic.clock.advance(by: .seconds(31))
            let shown = try await browser.form("/sign-in/factor", [("code", try await browser.door.code())])
            #expect(shown.headers[.location] == address)
            #expect(browser.cookies[CookieName.wanted.text] == nil)
        }
    }

    @Test("is where the first sign-in of all leads to after the recovery codes")
    func first() async throws {
        try await BrowserClient.run { browser in
            try await browser.door.setPassword()
            _ = try await browser.send(.get, "/worklist")
            _ = try await browser.form("/sign-in", [("login", "neurologist"), ("password", TestDoor.password)])
            let codes = try await browser.form("/sign-in/new-factor", [("code", try await browser.door.code())])
            #expect(codes.text.contains("class=\"button\" href=\"/worklist\""))
            #expect(browser.cookies[CookieName.wanted.text] == nil)
        }
    }

    @Test("is forgotten by signing out, and nothing that is sent is remembered")
    func forgotten() async throws {
        try await BrowserClient.run { browser in
            _ = try await browser.send(.get, "/worklist")
            #expect(browser.cookies[CookieName.wanted.text] != nil)
            _ = try await browser.form("/sign-out")
            #expect(browser.cookies[CookieName.wanted.text] == nil)
            _ = try await browser.form("/audit/review", [("review", "x")])
            for path in ["/account", "/sign-in/factor", "/sign-in/new-factor"] {
                _ = try await browser.send(.get, path)
            }
            #expect(browser.cookies[CookieName.wanted.text] == nil)
        }
    }

    /// Addresses that lead elsewhere, or to what is no page for whoever is signed in.
    static let foreign = [
        "https://evil.example/", "//evil.example/worklist", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
        "/worklist\r\nSet-Cookie: a=b", "/worklist\u{0}", "worklist", "", "/", "/sign-out", "/sign-in",
        "/account/../worklist",
        "/./worklist", "/worklist/", "//worklist", "/worklist//", "/%2F/evil.example", "/workups/%2e%2e", "/nothing",
        "/api/v1/openapi.json", "/api/v1/session", "/sign-in/provider/callback", "/worklist#x", "/worklist é",
        "/language", "/workups/\(String(repeating: "a", count: 200))", "javascript:alert(1)", "/@evil.example",
    ]

    @Test("is only ever a page of ours", arguments: foreign)
    func addresses(address: String) async throws {
        #expect(WantedPage(address) == nil)
        // The same from a cookie that somebody made.
        #expect(WantedPage(cookie: Base64URL.encoded(Array(address.utf8))) == nil)
        #expect(WantedPage(cookie: address) == nil)
    }

    @Test(
        "leads nobody elsewhere by a cookie that somebody made",
        arguments: ["https://evil.example/", "//evil.example"]
    )
    func planted(address: String) async throws {
        try await BrowserClient.run { browser in
            try await browser.enrol()
            _ = try await browser.form("/sign-out")
            _ = try await browser.form("/sign-in", [("login", "neurologist"), ("password", TestDoor.password)])
            browser.door.clinic.clock.advance(by: .seconds(31))
            let code = try await browser.door.code()
            let planted = "\(CookieName.wanted.text)=\(Base64URL.encoded(Array(address.utf8)))"
            let response = try await browser.client.execute(
                uri: "/sign-in/factor",
                method: .post,
                headers: [
                    .cookie: "\(browser.cookieField); \(planted)", .secFetchSite: "same-origin",
                    .contentType: "application/x-www-form-urlencoded",
                ],
                body: ByteBuffer(string: "code=\(code)")
            )
            #expect(response.status == .seeOther && response.headers[.location] == "/account")
        }
    }

    @Test(
        "is every page of the team with what fits of its query",
        arguments: ["/worklist", "/worklist?status=open&order=due", "/audit/review", "/meetings/new"]
    )
    func own(address: String) {
        #expect(WantedPage(address)?.address == address)
        let kept = WantedPage(address)?.setting.split(separator: ";").first?.split(separator: "=").last
        #expect(kept.flatMap { WantedPage(cookie: String($0)) }?.address == address)
    }
}

@Suite("Being signed out for doing nothing", .database(.clinic))
struct IdleTests {
    @Test("is told on every page beforehand, with the time of the day", arguments: Language.allCases)
    func told(language: Language) async throws {
        try await BrowserClient.run { browser in
            try await browser.enrol()
            let page = try await browser.send(.get, "/worklist", language: language).text
            let line = try #require(page.firstMatch(of: #/<p class="idle" data-idle="(\d+)"[^>]*>([^<]*)</p>/#))
            let seconds = try #require(Int64(line.1))
            #expect(seconds == 880)
            let now = browser.door.environment.now()
            let time = now.addingSeconds(seconds).description.dropFirst(11).prefix(5)
            #expect(
                line.2.hasPrefix(
                    language == .nl ? "U wordt om \(time) UTC afgemeld" : "You are signed out at \(time) UTC if"
                )
            )
            #expect(page.contains(language == .nl ? "data-stay=\"Aangemeld blijven\"" : "data-stay=\"Stay signed in\""))
            // It is as the page says.
            browser.door.clinic.clock.advance(by: .seconds(seconds))
            #expect(try await browser.send(.get, "/worklist", language: language).status == .ok)
            browser.door.clinic.clock.advance(by: .seconds(901))
            #expect(try await browser.send(.get, "/worklist", language: language).status == .seeOther)
            #expect(!(try await browser.send(.get, "/sign-in", language: language).text.contains("class=\"idle\"")))
        }
    }

    @Test("is put off by asking for the session, and never beyond its end")
    func putOff() async throws {
        try await BrowserClient.run { browser in
            try await browser.enrol()
            for _ in 0..<2 {
                browser.door.clinic.clock.advance(by: .seconds(800))
                let session = try await browser.send(.get, "/api/v1/session").json
                #expect(session["idleSeconds"] == .integer(880))
            }
            for _ in 0..<51 {
                browser.door.clinic.clock.advance(by: .seconds(800))
                _ = try await browser.send(.get, "/api/v1/session")
            }
            // 12 hours are 43,200 seconds, of which 42,400 have gone by.
            let session = try await browser.send(.get, "/api/v1/session").json
            #expect(session["idleSeconds"] == .integer(800))
        }
    }
}
