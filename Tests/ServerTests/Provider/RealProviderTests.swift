// Against a real provider, over the network: discovery, signing in on its pages, keys that change, and its going away.
import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Synchronization
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite(
    "A real OpenID provider",
    .database(.clinic),
    .timeLimit(.minutes(3)),
    .enabled(
        if: RealProvider.isInstalled || RealProvider.isRequired,
        "not run: Tests/Provider/install could not install the provider"
    )
)
struct RealProviderTests {
    private static let home = "http://localhost:9"

    /// A clock that shows the time it is, and can be told that it is later.
    private final class RealClock: Sendable {
        private let ahead = Mutex<Int64>(0)

        func advance(seconds: Int64) { ahead.withLock { $0 += seconds } }

        var now: Instant {
            let real = Instant(microsecondsSince1970: Int64(Date.now.timeIntervalSince1970 * 1_000_000))
            return real.addingSeconds(ahead.withLock { $0 })
        }
    }

    private struct Stage {
        let provider: RealProvider
        let clock: RealClock
        let browser: BrowserClient

        /// Goes to the provider, signs in there, and comes back.
        func signIn(
            _ visitor: ProviderVisitor,
            as name: String,
            _ path: String = ProviderPaths.begin
        ) async throws -> (response: TestResponse, formCount: Int) {
            let address = try await browser.leave(path)
            let password = try #require(provider.people[name])
            let way = try await visitor.signIn(address, as: name, password, home: RealProviderTests.home)
            return (try await browser.comeBack(way.back), way.formCount)
        }

        /// What the log says of those who came.
        func reasons() async throws -> [String] {
            let rows = try await browser.door.clinic.logRows(
                "select reason from audit_event where reason like 'hospital account%' order by id"
            )
            return rows.compactMap { $0.first.flatMap(\.self) }
        }
    }

    /// Runs a test with a service, a provider, and the time as it is.
    private func run(
        amrValues: String = "pwd",
        _ body: @Sendable @escaping (Stage) async throws -> Void
    ) async throws {
        try #require(RealProvider.isInstalled, "Tests/Provider/install has to run before")
        try await RealProvider.run(redirectAddress: Self.home + ProviderPaths.callback) { provider in
            try await run(provider, amrValues: amrValues, body)
        }
    }

    private func run(
        _ provider: RealProvider,
        amrValues: String,
        _ body: @Sendable @escaping (Stage) async throws -> Void
    ) async throws {
        let texts = ProviderSettings.Texts(
            issuer: provider.issuer,
            clientID: provider.client.id,
            secret: ClientSecret(provider.client.secret),
            origin: Self.home,
            scopes: "openid",
            acrValues: nil,
            amrValues: amrValues,
            ageSecondsMax: 43_200
        )
        let settings = try #require(ProviderSettings.read(texts).settings)
        let clock = RealClock()
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let door = TestDoor(clinic)
            let outside = door.environment
            let environment = UseCases.Environment(
                record: outside.record,
                logReader: outside.logReader,
                criteria: outside.criteria,
                criteriaSets: outside.criteriaSets,
                now: { clock.now },
                day: outside.day,
                makeUUID: outside.makeUUID,
                makeSecret: outside.makeSecret,
                passwords: outside.passwords
            )
            for (login, name) in [("administrator", "anna")] {
                let identity = IdentityInput(issuer: provider.issuer, subject: name)
                _ = try await LinkIdentity.run(login: login, identity, call: TestClinic.machine, in: environment)
            }
            var service = TestService()
            service.settings.origin = Self.home
            service.hospital = {
                HospitalSignIn(settings, now: $0.now, fetch: ProviderFetching.live(authorityFile: nil))
            }
            try await service.run(environment: environment) { client in
                let browser = BrowserClient(client, door)
                try await body(Stage(provider: provider, clock: clock, browser: browser))
            }
        }
    }

    @Test("signs people in, asks them again for what needs it, and refuses whom nobody linked")
    func whole() async throws {
        try await run { stage in
            let anna = ProviderVisitor(origin: stage.provider.issuer)
            let first = try await stage.signIn(anna, as: "anna")
            let reasons = try await stage.reasons()
            #expect(first.response.headers[.location] == "/account", "\(reasons)")
            #expect(first.formCount == 2)
            let account = try await stage.browser.send(.get, "/account")
            #expect(account.status == .ok && account.text.contains("administrator"))

            // The provider knows her still: nothing is asked.
            let second = try await stage.signIn(anna, as: "anna")
            #expect(second.response.headers[.location] == "/account" && second.formCount == 0)
            // For a fresh second factor she has to show there again who she is.
            let before = stage.browser.session
            let again = try await stage.signIn(anna, as: "anna", ProviderPaths.stepUp)
            #expect(again.response.headers[.location] == "/account", "\(again.response.text)")
            #expect(again.formCount > 0 && stage.browser.session != before)

            let out = try await stage.browser.form("/sign-out")
            #expect(out.headers[.location] == ProviderPaths.signedOut)
            let page = try await stage.browser.send(.get, ProviderPaths.signedOut)
            let link = try #require(page.text.firstMatch(of: #/href="(http:[^"]*end_session[^"]*)"/#)).output.1
            #expect(try await anna.status(of: String(link).replacing("&amp;", with: "&")) < 400)

            let bram = try await stage.signIn(ProviderVisitor(origin: stage.provider.issuer), as: "bram")
            #expect(bram.response.status == .unauthorized && bram.response.text.contains("they need this: bram"))
            #expect(stage.browser.session == nil)
        }
    }

    @Test("changes its keys, goes away and comes back")
    func rotation() async throws {
        try await run { stage in
            let anna = ProviderVisitor(origin: stage.provider.issuer)
            let before = try await stage.signIn(anna, as: "anna")
            #expect(before.response.status == .seeOther)

            // What is kept of its keys serves while it does not give them, until a token comes that was signed with another.
            try await stage.provider.order("no-keys")
            stage.clock.advance(seconds: 601)
            let kept = try await stage.signIn(anna, as: "anna")
            #expect(kept.response.status == .seeOther)
            try await stage.provider.order("rotate")
            let unknown = try await stage.signIn(anna, as: "anna")
            #expect(unknown.response.status == .unauthorized)
            try await stage.provider.order("keys")
            stage.clock.advance(seconds: 31)
            let known = try await stage.signIn(anna, as: "anna")
            #expect(known.response.status == .seeOther)
            // Those before are gone with the new ones.
            #expect(try await stage.reasons().suffix(2) == ["hospital account: unknown key", "hospital account"])

            // Away between leaving and coming back.
            let address = try await stage.browser.leave()
            let way = try await anna.signIn(address, as: "anna", "", home: Self.home)
            try await stage.provider.order("down")
            let away = try await stage.browser.comeBack(way.back)
            #expect(away.status == .serviceUnavailable && away.headers[.retryAfter] != nil)
            try await stage.provider.order("up")
            let back = try await stage.signIn(anna, as: "anna")
            let reasons = try await stage.reasons()
            #expect(back.response.status == .seeOther, "\(reasons)")
        }
    }

    @Test("lets nobody in by a password alone where more is asked for")
    func weak() async throws {
        try await run(amrValues: "mfa hwk") { stage in
            let refused = try await stage.signIn(ProviderVisitor(origin: stage.provider.issuer), as: "anna")
            #expect(refused.response.status == .unauthorized)
            #expect(refused.response.text.contains("did not work") && stage.browser.session == nil)
        }
    }
}
