// The pages on the way to the hospital's own sign-in and back: cookies, who may come in, and what an attacker would try.
import Domain
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("Signing in with the hospital account", .database(.clinic), .timeLimit(.minutes(2)))
struct ProviderPageTests {
    private func reasons(_ browser: BrowserClient, of login: String? = nil) async throws -> [String] {
        let filter = login.map { "and object_id = '\($0)'" } ?? ""
        let rows = try await browser.door.clinic.logRows(
            "select reason from audit_event where reason like 'hospital account%' \(filter) order by id"
        )
        return rows.compactMap { $0.first.flatMap(\.self) }
    }

    @Test("is offered where it is configured, and is not there where it is not", arguments: Language.allCases)
    func offered(language: Language) async throws {
        let words = Localized(en: "Sign in with the hospital account", nl: "Aanmelden met het ziekenhuisaccount")
        try await TestProvider.run { browser, _, _ in
            let page = try await browser.send(.get, "/sign-in", language: language)
            #expect(page.text.contains(words[language]))
            #expect(page.text.contains(#"action="/sign-in/provider""#) && page.text.contains(#"name="password""#))
        }
        try await BrowserClient.run { browser in
            let page = try await browser.send(.get, "/sign-in", language: language)
            #expect(!page.text.contains("/sign-in/provider"))
            for path in [ProviderPaths.begin, ProviderPaths.stepUp] {
                let response = try await browser.form(path)
                #expect(response.status == .notFound)
            }
            for path in [ProviderPaths.callback, ProviderPaths.finish] {
                let response = try await browser.send(.get, path)
                #expect(response.status == .notFound)
            }
        }
    }

    @Test("leads by a page to the provider with all that it needs, and back by another to a session")
    func whole() async throws {
        try await TestProvider.run { browser, provider, _ in
            try await browser.link()
            let address = try await browser.leave()
            let (asked, back) = try provider.visit(address)
            #expect(asked["client_id"] == "workup" && asked["scope"] == "openid" && asked["max_age"] == "3600")
            #expect(asked["acr_values"] == "urn:hospital:strong" && asked["realm"] == "1" && asked["prompt"] == nil)
            let kept = try #require(browser.cookies[CookieName.provider.text])
            for name in ["state", "nonce", "code_challenge"] {
                #expect(asked[name].map { !kept.contains($0) && $0.utf8.count == 43 } == true)
            }
            provider.setToken(try TestToken(nonce: asked["nonce"] ?? "", at: browser.door.environment.now()).text)
            let response = try await browser.comeBack(back)
            #expect(response.status == .seeOther && response.headers[.location] == "/account")
            #expect(browser.session != nil && browser.cookies[CookieName.provider.text] == nil)
            #expect(browser.cookies[CookieName.device.text] != nil)
            #expect(try await browser.send(.get, "/account").status == .ok)
            #expect(try await reasons(browser, of: "neurologist") == ["hospital account"])
            let again = try await browser.signIn(at: provider)
            #expect(again.status == .seeOther)
            let devices = try await browser.door.clinic.rows("select count(*) from known_device")
            #expect(devices == [["1"]], "the device came along on the way back")
        }
    }

    @Test("sends no browser to the provider that another site made ask, and answers no page with a redirect elsewhere")
    func begun() async throws {
        try await TestProvider.run { browser, _, _ in
            let foreign = try await browser.send(
                .post,
                ProviderPaths.begin,
                "",
                type: "application/x-www-form-urlencoded",
                site: "cross-site"
            )
            #expect(foreign.status == .forbidden && browser.cookies.isEmpty)
            let page = try await browser.form(ProviderPaths.begin)
            #expect(page.headers[.location] == nil)
            #expect(page.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
            #expect(page.headers[.referrerPolicy] == "no-referrer" && page.headers[.cacheControl] == "no-store")
        }
    }

    @Test("refuses an answer in a browser that did not ask, a used one, and one with another state")
    func foreignAnswers() async throws {
        try await TestProvider.run { browser, provider, _ in
            try await browser.link()
            let attacker = BrowserClient(browser.client, browser.door)
            let (asked, back) = try provider.visit(try await attacker.leave())
            provider.setToken(try TestToken(nonce: asked["nonce"] ?? "", at: browser.door.environment.now()).text)
            // The one who asks makes another browser bring the answer.
            #expect(try await browser.comeBack(back).status == .unauthorized)
            _ = try await browser.leave()
            #expect(try await browser.comeBack(back).status == .unauthorized)
            #expect(browser.session == nil)
            #expect(browser.cookies[CookieName.provider.text] != nil, "nobody ends another's way there")
            // In the right browser it works once.
            #expect(try await attacker.comeBack(back).status == .seeOther)
            #expect(try await attacker.comeBack(back).status == .unauthorized)
            #expect(
                try await reasons(browser) == [
                    "hospital account: not begun in this browser", "hospital account: wrong state",
                    "hospital account", "hospital account: not begun in this browser",
                ]
            )
        }
    }

    @Test("refuses a code that was used already although the browser still has what it kept")
    func replay() async throws {
        try await TestProvider.run { browser, provider, _ in
            try await browser.link()
            let (asked, back) = try provider.visit(try await browser.leave())
            let kept = browser.cookies[CookieName.provider.text] ?? ""
            provider.setToken(try TestToken(nonce: asked["nonce"] ?? "", at: browser.door.environment.now()).text)
            #expect(try await browser.comeBack(back).status == .seeOther)
            let finish = back.replacing(ProviderPaths.callback, with: ProviderPaths.finish)
                .replacing("&session_state=1", with: "")
            let response = try await browser.client.execute(
                uri: finish,
                method: .get,
                headers: [.cookie: "\(CookieName.provider.text)=\(kept)"]
            )
            #expect(response.status == .unauthorized)
            #expect(try await reasons(browser).last == "hospital account: code refused")
        }
    }

    @Test(
        "refuses an answer of another issuer, with an error, without a code, or after too long",
        arguments: [
            ("&iss=https%3A%2F%2Fevil.example", false, 0, "answer of another issuer"),
            ("&error=access_denied&error_description=%0AX", false, 0, "refused by the provider"),
            ("", true, 0, "no code"), ("", false, 601, "begun too long ago"),
        ]
    )
    func answers(added: String, hasNoCode: Bool, later: Int64, reason: String) async throws {
        try await TestProvider.run { browser, provider, _ in
            try await browser.link()
            let (asked, back) = try provider.visit(try await browser.leave())
            browser.door.clinic.clock.advance(by: .seconds(later))
            let path = hasNoCode ? "\(ProviderPaths.callback)?state=\(asked["state"] ?? "")" : back + added
            #expect(try await browser.comeBack(path).status == .unauthorized)
            #expect(try await reasons(browser) == ["hospital account: \(reason)"])
            #expect(!provider.asked.contains("/token"))
        }
    }

    @Test("asks for the answer's issuer where the provider says that it always names it, and takes the right one")
    func namedIssuer() async throws {
        try await TestProvider.run { browser, provider, _ in
            try await browser.link()
            provider.set("authorization_response_iss_parameter_supported", "true")
            #expect(try await browser.signIn(at: provider).status == .unauthorized)
            let (asked, back) = try provider.visit(try await browser.leave())
            provider.setToken(try TestToken(nonce: asked["nonce"] ?? "", at: browser.door.environment.now()).text)
            let named = "\(back)&iss=\(QueryText.encoded(TestProvider.issuer))"
            #expect(try await browser.comeBack(named).status == .seeOther)
        }
    }

    @Test(
        "lets nobody in whose identity is not linked or whose user is disabled, in the same words, and tells who it was"
    )
    func strangers() async throws {
        try await TestProvider.run { browser, provider, _ in
            let unknown = try await browser.signIn(at: provider)
            #expect(unknown.status == .unauthorized && unknown.text.contains("they need this: anna"))
            #expect(browser.session == nil)
            try await browser.link("nurse")
            _ = try await DisableUser.run(
                login: "nurse",
                DisableUser.Input(reason: "test"),
                call: TestClinic.machine,
                in: browser.door.environment
            )
            let disabled = try await browser.signIn(at: provider)
            #expect(disabled.status == .unauthorized && disabled.text == unknown.text)
            let reasons = try await reasons(browser)
            #expect(reasons.count == 2 && reasons.last == "hospital account: disabled")
            #expect(reasons.first?.wholeMatch(of: #/hospital account: not linked \([0-9a-f]{16}\)/#) != nil)
            // Neither a name nor an address links anybody.
            let sameName = try await browser.signIn(at: provider) {
                $0.with("sub", #""someone""#).with("preferred_username", #""neurologist""#)
                    .with("email", #""neurologist@example.org""#)
            }
            #expect(sameName.status == .unauthorized)
            let markup = try await browser.signIn(at: provider) { $0.with("sub", #""<script>alert(1)</script>""#) }
            #expect(markup.status == .unauthorized && !markup.text.contains("<script>"))
        }
    }

    @Test("ends the sessions of a user whose identity is taken away, and lets it in no more")
    func unlinked() async throws {
        try await TestProvider.run { browser, provider, _ in
            try await browser.link()
            #expect(try await browser.signIn(at: provider).status == .seeOther)
            let identity = IdentityInput(issuer: TestProvider.issuer, subject: "anna")
            for login in ["nurse", "nobody"] {
                await #expect(throws: UseCaseError.self) {
                    _ = try await UnlinkIdentity.run(
                        login: login,
                        identity,
                        call: TestClinic.machine,
                        in: browser.door.environment
                    )
                }
            }
            await #expect(throws: UseCaseError.self) { try await browser.link("nurse") }
            _ = try await UnlinkIdentity.run(
                login: "neurologist",
                identity,
                call: TestClinic.machine,
                in: browser.door.environment
            )
            #expect(try await browser.send(.get, "/account").headers[.location] == "/sign-in")
            #expect(try await browser.signIn(at: provider).status == .unauthorized)
        }
    }

    @Test("is told apart from a wrong sign-in when the provider is away, and works again when it is back")
    func away() async throws {
        try await TestProvider.run { browser, provider, service in
            try await browser.link()
            provider.setDown(true)
            let page = try await browser.form(ProviderPaths.begin)
            #expect(page.status == .serviceUnavailable && page.headers[.retryAfter] == "5")
            #expect(page.text.contains(#"name="password""#))
            provider.setDown(false)
            #expect(
                try await browser.form(ProviderPaths.begin).status == .serviceUnavailable,
                "it is left alone a while"
            )
            browser.door.clinic.clock.advance(by: .seconds(30))
            #expect(try await browser.signIn(at: provider).status == .seeOther)
            // The keys are kept while it does not answer for them.
            provider.setKeysDown(true)
            browser.door.clinic.clock.advance(by: .seconds(3_000))
            #expect(try await browser.signIn(at: provider).status == .seeOther)
            let (_, back) = try provider.visit(try await browser.leave())
            provider.setDown(true)
            #expect(try await browser.comeBack(back).status == .serviceUnavailable)
            #expect(service.log.all.contains { $0.contains("the sign-in provider cannot be reached") })
        }
    }

    @Test(
        "takes nothing else for an answer to a code",
        arguments: [
            (200, "", .unauthorized), (200, "[]", .unauthorized), (200, #"{"token_type":"Bearer"}"#, .unauthorized),
            (200, #"{"token_type":"Bearer","id_token":1}"#, .unauthorized),
            (200, #"{"token_type":"mac","id_token":"a.b.c"}"#, .unauthorized), (302, "", .serviceUnavailable),
            (500, "", .serviceUnavailable), (400, #"{"error":"invalid_grant"}"#, .unauthorized),
        ] as [(Int, String, HTTPResponse.Status)]
    )
    func oddAnswers(status: Int, body: String, expected: HTTPResponse.Status) async throws {
        try await TestProvider.run { browser, provider, _ in
            try await browser.link()
            provider.setAnswer(ProviderResponse(status: status, body: Array(body.utf8)))
            #expect(try await browser.signIn(at: provider).status == expected)
        }
    }

    @Test("follows keys that are rotated")
    func rotation() async throws {
        try await TestProvider.run { browser, provider, _ in
            try await browser.link()
            #expect(try await browser.signIn(at: provider).status == .seeOther)
            provider.setKeys("{\"keys\":[\(TestKeys.published(TestKeys.next, id: "rsa-2"))]}")
            browser.door.clinic.clock.advance(by: .seconds(31))
            let new = try await browser.signIn(at: provider) {
                $0.header("kid", #""rsa-2""#).signed(.rs256(TestKeys.next))
            }
            #expect(new.status == .seeOther)
            #expect(try await browser.signIn(at: provider).status == .unauthorized, "the old key is gone")
        }
    }

    @Test("is slowed down for an address from which too many fail, without slowing passwords down there")
    func throttled() async throws {
        try await TestProvider.run { browser, provider, _ in
            // Made-up answers that another site makes this browser bring cost its owner nothing.
            for _ in 0..<60 {
                #expect(try await browser.send(.get, "\(ProviderPaths.finish)?code=x&state=y").status == .unauthorized)
            }
            // Codes that somebody makes up in a browser of their own do.
            func guess() async throws -> TestResponse {
                let (asked, _) = try provider.visit(try await browser.leave())
                return try await browser.comeBack("\(ProviderPaths.callback)?code=x&state=\(asked["state"] ?? "")")
            }
            for _ in 0..<50 { #expect(try await guess().status == .unauthorized) }
            let slowed = try await guess()
            #expect(slowed.status == .tooManyRequests && slowed.headers[.retryAfter] != nil)
            let askedCount = provider.asked.count { $0 == "/token" }
            #expect(askedCount == 50)
            try await browser.door.setPassword()
            let local = try await browser.form("/sign-in", [("login", "neurologist"), ("password", TestDoor.password)])
            #expect(local.status == .seeOther)
        }
    }
}
