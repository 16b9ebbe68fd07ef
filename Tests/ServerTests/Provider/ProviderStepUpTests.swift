// The second factor and the hospital account: how fresh it is, showing it again there, and signing out.
import Domain
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The second factor by the hospital account", .database(.clinic), .timeLimit(.minutes(2)))
struct ProviderStepUpTests {
    /// Whether what needs a fresh second factor is done.
    private func mayManage(_ browser: BrowserClient) async throws -> Bool {
        let response = try await browser.json(
            .post,
            "/api/v1/organisations",
            .object(("code", "X1"), ("name", "X"), ("kind", "regionalHospital"))
        )
        if response.status == .forbidden {
            #expect(response.text.contains("fresh-factor-needed"))
            return false
        }
        #expect(response.status == .created || response.status == .conflict, "\(response.text)")
        return true
    }

    @Test("is as old as the provider says, and fresh after showing it there again")
    func freshness() async throws {
        try await TestProvider.run { browser, provider, _ in
            try await browser.link("administrator")
            let seconds = browser.door.environment.now().microsecondsSince1970 / 1_000_000
            #expect(
                try await browser.signIn(at: provider) { $0.with("auth_time", "\(seconds - 400)") }.status == .seeOther
            )
            #expect(try await !mayManage(browser))
            let before = browser.session
            #expect(try await browser.send(.get, "/account").text.contains(#"action="/account/step-up/provider""#))

            let (asked, back) = try provider.visit(try await browser.leave(ProviderPaths.stepUp))
            #expect(asked["prompt"] == "login" && asked["max_age"] == "300")
            let token = TestToken(nonce: asked["nonce"] ?? "", at: browser.door.environment.now())
            provider.setToken(try token.text)
            #expect(try await browser.comeBack(back).headers[.location] == "/account")
            #expect(browser.session != nil && browser.session != before)
            #expect(try await mayManage(browser))
        }
    }

    @Test("is not made fresh by an old sign-in there, nor by somebody else's")
    func notFresh() async throws {
        try await TestProvider.run { browser, provider, _ in
            try await browser.link("administrator")
            try await browser.link("nurse", "nora")
            let seconds = browser.door.environment.now().microsecondsSince1970 / 1_000_000
            _ = try await browser.signIn(at: provider) { $0.with("auth_time", "\(seconds - 400)") }
            let before = browser.session
            let old = try await browser.signIn(at: provider, ProviderPaths.stepUp) {
                $0.with("auth_time", "\(seconds - 400)")
            }
            let other = try await browser.signIn(at: provider, ProviderPaths.stepUp) { $0.with("sub", #""nora""#) }
            for response in [old, other] {
                #expect(response.status == .unauthorized)
                #expect(response.text.contains("did not work"))
            }
            #expect(browser.session == before)
            #expect(try await !mayManage(browser))
            let rows = try await browser.door.clinic.logRows(
                "select reason from audit_event where event_code = 'StepUp' order by id"
            )
            #expect(rows.count == 2, "\(rows)")
        }
    }

    @Test("is still to be shown here where the settings do not say by what the provider shows one")
    func withoutStrength() async throws {
        let texts = ProviderSettings.Texts(
            issuer: TestProvider.issuer,
            clientID: "workup",
            secret: ClientSecret("canary-secret"),
            origin: TestProvider.origin,
            scopes: "openid",
            acrValues: nil,
            amrValues: nil,
            ageSecondsMax: 3_600
        )
        let settings = try #require(ProviderSettings.read(texts).settings)
        try await TestProvider.run(settings) { browser, provider, _ in
            try await browser.link()
            let first = try await browser.signIn(at: provider)
            #expect(first.headers[.location] == "/sign-in/new-factor")
            #expect(try await browser.send(.get, "/api/v1/workups").status == .unauthorized)
            let code = try await browser.door.code()
            #expect(try await browser.form("/sign-in/new-factor", [("code", code)]).status == .ok)
            #expect(try await browser.send(.get, "/account").status == .ok)
            _ = try await browser.form("/sign-out")
            browser.door.waitForCode()
            let second = try await browser.signIn(at: provider)
            #expect(second.headers[.location] == "/sign-in/factor")
            let next = try await browser.door.code()
            #expect(try await browser.form("/sign-in/factor", [("code", next)]).headers[.location] == "/account")
            #expect(try await !browser.send(.get, "/account").text.contains(ProviderPaths.stepUp))
            #expect(try await browser.form(ProviderPaths.stepUp).status == .notFound)
        }
    }

    @Test("signing out ends the session here and offers to sign out there", arguments: Language.allCases)
    func signingOut(language: Language) async throws {
        try await TestProvider.run { browser, provider, _ in
            try await browser.link()
            _ = try await browser.signIn(at: provider)
            let out = try await browser.form("/sign-out")
            #expect(out.headers[.location] == ProviderPaths.signedOut && browser.session == nil)
            let page = try await browser.send(.get, ProviderPaths.signedOut, language: language)
            #expect(page.text.contains("\(TestProvider.issuer)/logout?client_id=workup&amp;post_logout_redirect_uri="))
            #expect(
                page.text.contains(
                    Localized(en: "Sign out of the hospital account", nl: "Afmelden bij het ziekenhuisaccount")[
                        language
                    ]
                )
            )
            #expect(try await browser.send(.get, "/account").headers[.location] == "/sign-in")
        }
        try await BrowserClient.run { browser in
            let out = try await browser.form("/sign-out")
            let page = try await browser.send(.get, ProviderPaths.signedOut)
            #expect(out.headers[.location] == "/sign-in" && page.status == .ok)
        }
    }
}
