// The pages of signing in: forms without script, problems in their place, in both languages.
import Domain
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("Pages of signing in", .database(.clinic))
struct SignInPageTests {
    @Test("lead from a set-up secret over a password and a second factor to the account", arguments: Language.allCases)
    func whole(language: Language) async throws {
        try await BrowserClient.run { browser in
            let door = browser.door
            let answer = try await ResetUser.run(
                login: "nurse",
                ResetUser.Input(password: true, secondFactor: false, reason: "test"),
                call: TestClinic.machine,
                in: door.environment
            )
            let secret = try #require(try JSONReader.read(answer.body)["setUpSecret"]?.string)
            let page = try await browser.send(.get, "/sign-in", language: language)
            #expect(page.status == .ok)
            PageStage.check(page.text, language)

            let begun = try await browser.form("/sign-in", [("login", "nurse"), ("password", secret)])
            #expect(begun.status == .seeOther && begun.headers[.location] == "/sign-in/password")
            let choose = try await browser.send(.get, "/sign-in/password", language: language)
            #expect(choose.text.contains(#"autocomplete="new-password""#))
            PageStage.check(choose.text, language)
            let differing = try await browser.form(
                "/sign-in/password",
                [("password", "short"), ("repeated", "other")],
                language: language
            )
            #expect(differing.status == .badRequest)
            PageStage.check(differing.text, language)
            #expect(differing.text.contains(#"id="repeated-fault-0""#))
            #expect(differing.text.contains(#"aria-invalid="true""#))
            #expect(!differing.text.contains("short\""))
            let weak = try await browser.form(
                "/sign-in/password",
                [("password", "password1"), ("repeated", "password1")],
                language: language
            )
            #expect(weak.status == .badRequest && weak.text.contains(#"id="password-fault-0""#))
            let chosen = try await browser.form(
                "/sign-in/password",
                [("password", TestDoor.password), ("repeated", TestDoor.password)]
            )
            #expect(chosen.headers[.location] == "/sign-in/new-factor")

            let factor = try await browser.send(.get, "/sign-in/new-factor", language: language)
            #expect(factor.text.contains("otpauth://totp/Workup:nurse?secret="))
            PageStage.check(factor.text, language)
            let wrong = try await browser.form("/sign-in/new-factor", [("code", "000000")], language: language)
            #expect(wrong.status == .unauthorized && wrong.text.contains("role=\"alert\""))
            let confirmed = try await browser.form("/sign-in/new-factor", [("code", try await door.code("nurse"))])
            #expect(confirmed.status == .ok)
            PageStage.check(confirmed.text, .en)
            #expect(confirmed.text.matches(of: #/[a-z2-7]{4}(-[a-z2-7]{4}){5}/#).count == 10)

            let account = try await browser.send(.get, "/account", language: language)
            #expect(account.status == .ok && account.text.contains("nurse"))
            PageStage.check(account.text, language)
            try Golden.expect(
                PageStage.normalized(account.text),
                named: "account-\(language.rawValue).html",
                suite: "Pages"
            )
            let out = try await browser.form("/sign-out")
            #expect(out.headers[.location] == "/sign-in" && browser.session == nil)
            #expect(try await browser.send(.get, "/account").headers[.location] == "/sign-in")
        }
    }

    @Test("send everybody to where they are")
    func redirects() async throws {
        try await BrowserClient.run { browser in
            for path in ["/account", "/sign-in/factor", "/sign-in/password", "/sign-in/new-factor"] {
                let response = try await browser.send(.get, path)
                #expect(response.status == .seeOther && response.headers[.location] == "/sign-in")
            }
            try await browser.door.setPassword()
            _ = try await browser.form("/sign-in", [("login", "neurologist"), ("password", TestDoor.password)])
            #expect(try await browser.send(.get, "/account").headers[.location] == "/sign-in/new-factor")
            let early = try await browser.form("/account/step-up", [("code", "1")])
            #expect(early.headers[.location] == "/sign-in/new-factor")
        }
    }

    @Test("tell what is wrong in its place, never what was typed as a password, and escape the rest")
    func troubles() async throws {
        try await BrowserClient.run { browser in
            let fields = [("login", "\"><script>"), ("password", "canary-7731")]
            let response = try await browser.form("/sign-in", fields)
            #expect(response.status == .unauthorized)
            #expect(response.headers[.contentType] == "text/html; charset=utf-8")
            #expect(response.text.contains("role=\"alert\""))
            #expect(!response.text.contains("<script>") && !response.text.contains("canary-7731"))
            PageStage.check(response.text, .en)
            #expect(response.text.contains("value=\"&quot;&gt;&lt;script&gt;\""))
            let unknown = try await browser.form("/sign-in", [("login", "a"), ("other", "b")])
            #expect(unknown.status == .badRequest)
        }
    }

    @Test(
        "have a policy that lets their forms come back here and nowhere else, and no script but the one of all pages",
        arguments: Language.allCases
    )
    func policy(language: Language) async throws {
        try await BrowserClient.run { browser in
            let response = try await browser.send(.get, "/sign-in", language: language)
            let policy = try #require(response.headers[.contentSecurityPolicy])
            #expect(policy.contains("form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"))
            #expect(!policy.contains("unsafe") && !policy.contains("*"))
            PageStage.check(response.text, language)
            try Golden.expect(
                PageStage.normalized(response.text),
                named: "sign-in-\(language.rawValue).html",
                suite: "Pages"
            )
        }
    }

    @Test("change the password and replace the second factor of whoever is signed in")
    func account() async throws {
        try await BrowserClient.run { browser in
            try await browser.enrol()
            let other = "andere lange woorden"
            let wrong = try await browser.form(
                "/account/password",
                [("current", "wrong"), ("password", other), ("repeated", other)]
            )
            #expect(wrong.status == .badRequest && wrong.text.contains(#"id="current-fault-0""#))
            let changed = try await browser.form(
                "/account/password",
                [("current", TestDoor.password), ("password", other), ("repeated", other)]
            )
            #expect(changed.status == .ok)
            browser.door.clinic.clock.advance(by: .seconds(301))
            let stale = try await browser.form("/account/new-factor")
            #expect(stale.status == .forbidden && stale.text.contains("role=\"alert\""))
            let code = try await browser.door.code()
            #expect(try await browser.form("/account/step-up", [("code", code)]).status == .ok)
            #expect(try await browser.form("/account/new-factor").headers[.location] == "/sign-in/new-factor")
            let confirmed = try await browser.form("/sign-in/new-factor", [("code", try await browser.door.code())])
            #expect(confirmed.status == .ok)
            #expect(try await browser.send(.get, "/account").status == .ok)
        }
    }
}
