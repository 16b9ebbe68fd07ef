// A provider that answers as a test tells it to: what a sound one never would, and what a broken one does.
import Crypto
import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Synchronization
import TestSupport
import Testing
import UseCases

@testable import Server

/// The provider of a test, and whoever signs in there.
final class TestProvider: Sendable {
    static let issuer = "https://login.example.org/realms/hospital"
    static let origin = "https://workup.example.org"

    private struct State {
        var isDown = false
        var keysAreDown = false
        var keys = TestKeys.published
        var metadata: [String: String] = [:]
        var asked: [String] = []
        var challenges: [String: String] = [:]
        var token: String?
        var answer: ProviderResponse?
    }

    private let state = Mutex(State())

    /// Every path that was asked for.
    var asked: [String] { state.withLock { $0.asked } }
    /// Whether nothing is answered.
    func setDown(_ isDown: Bool) { state.withLock { $0.isDown = isDown } }
    /// Whether everything is answered but the keys.
    func setKeysDown(_ isDown: Bool) { state.withLock { $0.keysAreDown = isDown } }
    /// The key set.
    func setKeys(_ text: String) { state.withLock { $0.keys = text } }
    /// A member of the discovery document, as JSON text.
    func set(_ name: String, _ value: String) { state.withLock { $0.metadata[name] = value } }
    /// The token that the next code is exchanged for.
    func setToken(_ text: String) { state.withLock { $0.token = text } }
    /// The whole answer to the next code.
    func setAnswer(_ answer: ProviderResponse) { state.withLock { $0.answer = answer } }

    static let settings: ProviderSettings = {
        let texts = ProviderSettings.Texts(
            issuer: issuer,
            clientID: "workup",
            secret: ClientSecret("canary-secret"),
            origin: origin,
            scopes: "openid",
            acrValues: "urn:hospital:strong",
            amrValues: nil,
            ageSecondsMax: 3_600
        )
        guard let settings = ProviderSettings.read(texts).settings else { preconditionFailure("settings of a test") }
        return settings
    }()

    /// Asks this provider.
    var fetch: ProviderFetch {
        { request throws(ProviderTrouble) in try self.answer(request) }
    }

    private func answer(_ request: ProviderRequest) throws(ProviderTrouble) -> ProviderResponse {
        let path = String(request.address.text.dropFirst(TestProvider.issuer.count))
        let known = state.withLock { state -> State in
            state.asked.append(path)
            return state
        }
        guard !known.isDown else { throw .unreachable }
        switch path {
        case "/.well-known/openid-configuration":
            var members = [
                "issuer": "\"\(TestProvider.issuer)\"",
                "authorization_endpoint": "\"\(TestProvider.issuer)/authorize?realm=1\"",
                "token_endpoint": "\"\(TestProvider.issuer)/token\"", "jwks_uri": "\"\(TestProvider.issuer)/keys\"",
                "end_session_endpoint": "\"\(TestProvider.issuer)/logout\"",
            ]
            members.merge(known.metadata) { $1 }
            let text = members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
            return ProviderResponse(status: 200, body: Array("{\(text)}".utf8))
        case "/keys":
            guard !known.keysAreDown else { throw .unreachable }
            return ProviderResponse(status: 200, body: Array(known.keys.utf8))
        case "/token": return exchange(request, known)
        default: return ProviderResponse(status: 404, body: [])
        }
    }

    private func exchange(_ request: ProviderRequest, _ known: State) -> ProviderResponse {
        let form = QueryText(request.form).items
        func field(_ name: String) -> String? { form.first { $0.name == name }?.value }
        // A code works once, and only with what proves who asked for it.
        let challenge = field("code").flatMap { code in state.withLock { $0.challenges.removeValue(forKey: code) } }
        let shown = field("code_verifier").map { Base64URL.encoded(SHA256.hash(data: Data($0.utf8))) }
        let secret = "Basic \(Data("workup:canary-secret".utf8).base64EncodedString())"
        guard let challenge, challenge == shown, request.authorization == secret,
            field("redirect_uri") == "\(TestProvider.origin)\(ProviderPaths.callback)",
            field("grant_type") == "authorization_code"
        else { return ProviderResponse(status: 400, body: Array(#"{"error":"invalid_grant"}"#.utf8)) }
        if let answer = known.answer { return answer }
        let text = #"{"access_token":"x","token_type":"Bearer","id_token":"\#(known.token ?? "")"}"#
        return ProviderResponse(status: 200, body: Array(text.utf8))
    }

    /// Somebody signs in at the address that a page led to.
    ///
    /// - Parameter address: where the page led.
    /// - Returns: what the browser was sent there with, by name; and the path that it is sent back to.
    /// - Throws: where the page led elsewhere.
    func visit(_ address: String) throws -> (asked: [String: String], back: String) {
        let query = address.split(separator: "?", maxSplits: 1)
        try #require(query.count == 2 && query[0] == "\(TestProvider.issuer)/authorize")
        let items = QueryText(String(query[1])).items
        let asked = Dictionary(items.map { ($0.name, $0.value) }) { $1 }
        let code = "code-\(UInt64.random(in: 0...UInt64.max))"
        let challenge = try #require(asked["code_challenge"])
        #expect(asked["code_challenge_method"] == "S256" && asked["response_type"] == "code")
        #expect(asked["redirect_uri"] == "\(TestProvider.origin)\(ProviderPaths.callback)")
        state.withLock { $0.challenges[code] = challenge }
        let state = QueryText.encoded(try #require(asked["state"]))
        return (asked, "\(ProviderPaths.callback)?code=\(code)&state=\(state)&session_state=1")
    }

    /// Runs a test with a browser, a clinic, and this provider as the hospital's own sign-in.
    static func run(
        _ settings: ProviderSettings = TestProvider.settings,
        _ body: @Sendable @escaping (BrowserClient, TestProvider, TestService) async throws -> Void
    ) async throws {
        let provider = TestProvider()
        var service = TestService()
        service.settings.origin = origin
        service.hospital = { HospitalSignIn(settings, now: $0.now, fetch: provider.fetch) }
        let whole = service
        try await BrowserClient.run(whole) { browser in try await body(browser, provider, whole) }
    }
}

extension TestResponse {
    /// Where a page goes on to by itself.
    var next: String? {
        guard let match = text.firstMatch(of: #/http-equiv="refresh" content="0;url=([^"]*)"/#) else { return nil }
        return String(match.output.1).replacing("&amp;", with: "&")
    }
}

extension BrowserClient {
    /// Links a user to a subject of the provider.
    func link(_ login: String = "neurologist", _ subject: String = "anna") async throws {
        let identity = IdentityInput(issuer: TestProvider.issuer, subject: subject)
        _ = try await LinkIdentity.run(login: login, identity, call: TestClinic.machine, in: door.environment)
    }

    /// Leaves for the provider.
    func leave(_ path: String = ProviderPaths.begin) async throws -> String {
        let page = try await form(path)
        #expect(page.status == .ok)
        return try #require(page.next)
    }

    /// Comes back from the provider, as a browser does: first from its site, then by the page that answers.
    func comeBack(_ path: String, language: Language = .en) async throws -> TestResponse {
        let page = try await send(.get, path, site: "cross-site", language: language)
        #expect(page.status == .ok)
        let next = try #require(page.next)
        #expect(next.hasPrefix("\(ProviderPaths.finish)?") && !next.contains("session_state"))
        return try await send(.get, next, language: language)
    }

    /// Goes to the provider and back; the token says what the test makes of it.
    func signIn(
        at provider: TestProvider,
        _ path: String = ProviderPaths.begin,
        _ change: (TestToken) throws -> TestToken = { $0 }
    ) async throws -> TestResponse {
        let (asked, back) = try provider.visit(try await leave(path))
        let token = TestToken(nonce: try #require(asked["nonce"]), at: door.environment.now())
        provider.setToken(try change(token).text)
        return try await comeBack(back)
    }
}
