// The settings of the hospital's own sign-in, and what its documents may say.
import Domain
import Foundation
import Testing

@testable import Server

@Suite("Settings and documents of the provider")
struct ProviderSettingsTests {
    @Test(
        "an address is read strictly",
        arguments: [
            ("https://login.example.org", "https://login.example.org"),
            ("https://Login.Example.org:443/a?b=c", "https://login.example.org"),
            ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000"), ("https://[::1]:8443", "https://[::1]:8443"),
            ("https://user@login.example.org", nil), ("https://login.example.org\\@evil.example", nil),
            ("https://login.example.org#x", nil), ("https://", nil), ("https://:443", nil), ("ftp://a", nil),
            ("https://a:0", nil), ("https://a:99999", nil), ("https://a:1:2", nil), ("https://a b", nil),
            ("HTTPS://a", nil), ("//a", nil), ("https://[::1", nil), ("https://[]", nil), ("https://a\n", nil),
            ("https://logïn.example", nil), ("javascript:alert(1)", nil),
        ] as [(String, String?)]
    )
    func addresses(text: String, origin: String?) {
        #expect(WebAddress(text)?.origin == origin)
    }

    @Test("parameters are added to an address behind those that are there, and encoded")
    func adding() throws {
        let plain = try #require(WebAddress("https://a/b"))
        #expect(plain.adding([("x", "1 &"), ("y", "é")]) == "https://a/b?x=1%20%26&y=%C3%A9")
        #expect(try #require(WebAddress("https://a/b?c=d")).adding([("x", "1")]) == "https://a/b?c=d&x=1")
        #expect(try #require(WebAddress("https://a/b?")).adding([("x", "1")]) == "https://a/b?x=1")
    }

    private static func texts(
        issuer: String? = "https://login.example.org",
        clientID: String? = "workup",
        secret: String? = "secret",
        origin: String? = "https://workup.example.org",
        scopes: String = "openid",
        acr: String? = nil
    ) -> ProviderSettings.Texts {
        ProviderSettings.Texts(
            issuer: issuer,
            clientID: clientID,
            secret: secret.map(ClientSecret.init),
            origin: origin,
            scopes: scopes,
            acrValues: acr,
            amrValues: nil,
            ageSecondsMax: 3_600
        )
    }

    @Test(
        "what is wrong is told, with the setting it is about",
        arguments: [
            (texts(), []), (texts(issuer: "http://127.0.0.1:9", origin: "http://localhost:8080"), []),
            (texts(issuer: nil, clientID: nil, secret: nil), []),
            (texts(issuer: nil, secret: nil), ["oidc.clientId"]), (texts(issuer: "login.example.org"), ["oidc.issuer"]),
            (texts(issuer: "http://login.example.org"), ["oidc.issuer"]),
            (texts(issuer: "https://login.example.org?x"), ["oidc.issuer"]), (texts(clientID: nil), ["oidc.clientId"]),
            (texts(secret: nil), ["oidc.clientSecretFile"]), (texts(secret: ""), ["oidc.clientSecretFile"]),
            (texts(secret: "a\nb"), ["oidc.clientSecretFile"]), (texts(origin: nil), ["http.origin"]),
            (texts(origin: "https://workup.example.org/"), ["http.origin"]),
            (texts(origin: "http://workup.example.org"), ["http.origin"]), (texts(scopes: "profile"), ["oidc.scopes"]),
            (texts(acr: "a\"b"), ["oidc.acrValues"]),
            (texts(issuer: "x", clientID: "", origin: ""), ["oidc.issuer", "oidc.clientId", "http.origin"]),
        ]
    )
    func faults(texts: ProviderSettings.Texts, settings: [String]) {
        let read = ProviderSettings.read(texts)
        #expect(read.faults.map(\.setting) == settings)
        #expect((read.settings != nil) == (settings.isEmpty && texts.issuer != nil))
        #expect(read.faults.allSatisfy { !$0.message.en.isEmpty && $0.message.en != $0.message.nl })
    }

    @Test("nothing prints the client's secret")
    func secret() {
        let settings = TestProvider.settings
        var dumped = ""
        dump(settings, to: &dumped)
        for text in ["\(settings)", String(reflecting: settings), dumped] { #expect(!text.contains("canary-secret")) }
    }

    private static func document(_ changes: (String, JSONValue?)...) -> JSONValue {
        let issuer = TestProvider.issuer
        var members = [
            "issuer": JSONValue.string(issuer), "authorization_endpoint": .string("\(issuer)/a"),
            "token_endpoint": .string("\(issuer)/t"), "jwks_uri": .string("\(issuer)/k"),
        ]
        for (name, value) in changes { members[name] = value }
        return .object(members.map { JSONMember($0.key, $0.value) })
    }

    @Test(
        "a document of another issuer, or one that leads elsewhere, is not used",
        arguments: [
            (document(), nil), (document(("issuer", "https://login.example.org/realms/other")), .badDocument),
            (document(("issuer", nil)), .badDocument), (document(("token_endpoint", nil)), .badDocument),
            (document(("token_endpoint", "https://evil.example/t")), .foreignAddress),
            (document(("jwks_uri", "https://login.example.org:8443/k")), .foreignAddress),
            (document(("jwks_uri", "http://169.254.169.254/k")), .foreignAddress),
            (document(("authorization_endpoint", "http://login.example.org/a")), .foreignAddress),
            (document(("authorization_endpoint", "javascript:alert(1)")), .badDocument),
            (document(("code_challenge_methods_supported", .array(["plain"]))), .badDocument),
            (document(("token_endpoint_auth_methods_supported", .array(["private_key_jwt"]))), .badDocument),
            (document(("token_endpoint_auth_methods_supported", .array(["client_secret_post"]))), nil),
        ] as [(JSONValue, ProviderTrouble?)]
    )
    func documents(document: JSONValue, trouble: ProviderTrouble?) {
        var found: ProviderTrouble?
        do throws(ProviderTrouble) {
            _ = try ProviderMetadata(document, issuer: TestProvider.settings.issuer)
        } catch {
            found = error
        }
        #expect(found == trouble)
    }

    @Test("a place to sign out that is doubtful is as if there were none")
    func endSession() throws {
        let issuer = TestProvider.settings.issuer
        for (text, isThere) in [("http://a/x", false), ("javascript:x", false), ("https://elsewhere.example/x", true)] {
            let document = Self.document(("end_session_endpoint", .string(text)))
            #expect((try ProviderMetadata(document, issuer: issuer).endSession != nil) == isThere)
        }
    }

    @Test("two keys of one name make the key set of no use")
    func twins() {
        let key = JSONValue.object(("kty", "OKP"), ("crv", "Ed25519"), ("kid", "a"), ("x", "AQAB"))
        #expect(throws: ProviderTrouble.badDocument) {
            _ = try ProviderKeySet(.object(("keys", .array([key, key]))))
        }
    }

    @Test("what a browser keeps gives state, nonce and verifier, and nothing of it can be exchanged for another")
    func transaction() throws {
        let now = TestService.instant
        let secret = [UInt8](repeating: 7, count: SignInTransaction.secretByteCount)
        let begun = SignInTransaction(.signIn, secret: secret, at: now)
        #expect(SignInTransaction(cookie: begun.cookie) == begun)
        #expect(Set([begun.state, begun.nonce, begun.verifier, begun.challenge]).count == 4)
        #expect(begun.verifier.utf8.count == 43)
        let other = SignInTransaction(.stepUp, secret: secret, at: now)
        let later = SignInTransaction(.signIn, secret: secret, at: now.addingSeconds(1))
        #expect(Set([begun.state, other.state, later.state]).count == 3)
        #expect(begun.isAlive(at: now.addingSeconds(599)) && !begun.isAlive(at: now.addingSeconds(600)))
        #expect(!begun.isAlive(at: now.addingSeconds(-61)))
        let pieces = begun.cookie.split(separator: ".")
        for cookie in [
            "", "s", "s.1", "x.\(pieces[1]).\(pieces[2])", "s..\(pieces[2])", "s.-1.\(pieces[2])",
            "s.\(pieces[1]).\(pieces[2])A", "s.\(pieces[1]).AAAA", "\(begun.cookie).x", "s.9999999999999.\(pieces[2])",
        ] {
            #expect(SignInTransaction(cookie: cookie) == nil, "\(cookie)")
        }
    }

    @Test("base64 is written and read in one way")
    func base64() {
        for count in 0..<40 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + count) }
            let text = Base64URL.encoded(bytes)
            let standard = Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            #expect(text == standard.replacing("=", with: ""))
            #expect(Base64URL.decoded(text.utf8) == bytes)
        }
        for text in ["A", "AB", "AAB", "AA=", "A A", "AA+A", "AA/A", "AAAA\n"] {
            #expect(Base64URL.decoded(text.utf8) == nil, "\(text)")
        }
    }
}
