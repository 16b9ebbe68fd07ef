// Bad tokens, each made for real and signed with real keys: all refused, in the same words, and each on record.
import CryptoExtras
import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("Bad tokens", .database(.clinic), .timeLimit(.minutes(2)))
struct BadTokenTests {
    /// One kind of bad token: what the log says of it, and how it is made from a good one.
    struct Kind: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let fault: TokenFault
        let make: @Sendable (TestToken) throws -> String

        init(_ description: String, _ fault: TokenFault, _ make: @Sendable @escaping (TestToken) throws -> String) {
            testDescription = description
            self.fault = fault
            self.make = make
        }
    }

    static let kinds = forms + keys + headers + contents

    static let forms = [
        Kind("no algorithm, no signature", .badAlgorithm) {
            try $0.header("alg", #""none""#).signed(.nothing).text
        },
        Kind("no algorithm, in other letters", .badAlgorithm) {
            try $0.header("alg", #""nOnE""#).signed(.nothing).text
        },
        Kind("a signature cut off", .badSignature) { try $0.signed(.nothing).text },
        Kind("a shared secret", .badAlgorithm) {
            try $0.header("alg", #""HS256""#).signed(.hs256(Array("canary-secret".utf8))).text
        },
        Kind("the public key as a shared secret", .badAlgorithm) {
            let secret = Array(TestKeys.rsa.publicKey.pemRepresentation.utf8)
            return try $0.header("alg", #""HS256""#).signed(.hs256(secret)).text
        },
        Kind("the bytes of the public key as a shared secret", .badAlgorithm) {
            let secret = Array(TestKeys.rsa.publicKey.derRepresentation)
            return try $0.header("alg", #""HS256""#).signed(.hs256(secret)).text
        },
        Kind("1 MB of claims", .badAnswer) {
            try $0.with("more", "\"\(String(repeating: "x", count: 1 << 20))\"").text
        },
        Kind("30 KiB of claims", .tooLarge) {
            try $0.with("more", "\"\(String(repeating: "x", count: 30 << 10))\"").text
        },
        Kind("encrypted", .encrypted) { "\(try $0.text).AAAA.AAAA" },
        Kind("a token in the token", .wrongType) { try $0.header("cty", #""JWT""#).text },
        Kind("said to be encrypted", .encrypted) { try $0.header("enc", #""A256GCM""#).text },
        Kind("two parts", .notThreeParts) { $0.claims.isEmpty ? "" : "AAAA.AAAA" },
        Kind("padded", .badEncoding) { "\(try $0.text)=" },
        Kind("claims changed after signing", .badSignature) {
            let (good, other) = (
                try $0.text.split(separator: "."), try $0.with("sub", #""bram""#).text.split(separator: ".")
            )
            return "\(good[0]).\(other[1]).\(good[2])"
        },
    ]

    static let keys = [
        Kind("an unknown key", .unknownKey) {
            try $0.header("kid", #""unknown""#).signed(.rs256(TestKeys.stranger)).text
        },
        Kind("a stranger's key under a known name", .badSignature) { try $0.signed(.rs256(TestKeys.stranger)).text },
        Kind("no name of a key", .noKeyID) { try $0.header("kid", nil).text },
        Kind("the name of a key that is no text", .noKeyID) { try $0.header("kid", "1").text },
        Kind("a key for something else", .unknownKey) { try $0.header("kid", #""other-use""#).text },
        Kind("a shared key that is published", .badAlgorithm) {
            try $0.header("alg", #""HS256""#).header("kid", #""shared""#).signed(.hs256(Array("secret".utf8))).text
        },
        Kind("an algorithm that is not the key's", .unknownKey) {
            try $0.header("alg", #""ES256""#).signed(.es256).text
        },
        Kind("said to be padded otherwise", .badSignature) { try $0.header("alg", #""PS256""#).text },
    ]

    static let headers = [
        Kind("where its key is", .keyInHeader) {
            try $0.header("jku", #""https://evil.example/keys""#).signed(.rs256(TestKeys.stranger)).text
        },
        Kind("where its certificate is", .keyInHeader) {
            try $0.header("x5u", #""https://evil.example/cert""#).signed(.rs256(TestKeys.stranger)).text
        },
        Kind("its key itself", .keyInHeader) {
            let key = TestKeys.published(TestKeys.stranger, id: "rsa")
            return try $0.header("jwk", key).signed(.rs256(TestKeys.stranger)).text
        },
        Kind("its certificate itself", .keyInHeader) {
            try $0.header("x5c", #"["AAAA"]"#).signed(.rs256(TestKeys.stranger)).text
        },
        Kind("an extension that has to be understood", .unknownExtension) {
            try $0.header("crit", #"["exp"]"#).text
        },
        Kind("an empty list of those", .unknownExtension) { try $0.header("crit", "[]").text },
        Kind("unencoded claims", .unknownExtension) { try $0.header("b64", "false").text },
        Kind("an access token", .wrongType) { try $0.header("typ", #""at+jwt""#).text },
        Kind("a token for signing out", .wrongType) { try $0.header("typ", #""logout+jwt""#).text },
        Kind("a header field twice", .badHeader) {
            var token = $0
            token.header.append(("alg", #""RS256""#))
            return try token.text
        },
    ]

    static let contents = [
        Kind("another issuer", .wrongIssuer) { try $0.with("iss", #""https://evil.example""#).text },
        Kind("another issuer's subject", .wrongIssuer) {
            try $0.with("iss", #""https://login.example.org/realms/other""#).with("sub", #""anna""#).text
        },
        Kind("another audience", .wrongAudience) { try $0.with("aud", #""other""#).text },
        Kind("no audience", .wrongAudience) { try $0.with("aud", nil).text },
        Kind("made for another", .wrongParty) { try $0.with("azp", #""other""#).text },
        Kind("ended", .expired) { try $0.with("exp", "1").text },
        Kind("not valid yet", .tooEarly) {
            let end = $0.claims.first { $0.0 == "exp" }?.1
            return try $0.with("nbf", end).text
        },
        Kind("a claim twice", .badClaims) {
            var token = $0
            token.claims.append(("sub", #""bram""#))
            return try token.text
        },
        Kind("a claim twice, once with escapes", .badClaims) {
            var token = $0
            token.claims.append((#"su\u0062"#, #""bram""#))
            return try token.text
        },
        Kind("another nonce", .wrongNonce) { try $0.with("nonce", #""other""#).text },
        Kind("no nonce", .wrongNonce) { try $0.with("nonce", nil).text },
        Kind("too weak", .weakAuthentication) { try $0.with("acr", #""1""#).text },
        Kind("authenticated long ago", .authenticationTooOld) { try $0.with("auth_time", "1").text },
    ]

    @Test("are refused with 401 in the same words, and the log says which it was", arguments: kinds)
    func refused(kind: Kind) async throws {
        try await TestProvider.run { browser, provider, _ in
            try await browser.link()
            let (asked, back) = try provider.visit(try await browser.leave())
            let good = TestToken(nonce: try #require(asked["nonce"]), at: browser.door.environment.now())
            provider.setToken(try kind.make(good))
            let response = try await browser.comeBack(back)
            #expect(response.status == .unauthorized)
            #expect(response.text.contains("Signing in with the hospital account did not work."))
            #expect(browser.session == nil && browser.cookies[CookieName.provider.text] == nil)
            let rows = try await browser.door.clinic.logRows(
                "select reason from audit_event where event_code = 'SignIn'"
            )
            #expect(rows.contains { $0.contains("\(kind.fault.words)") }, "\(rows)")
        }
    }

    @Test("the same token, unchanged, is taken: it is the fault alone that was refused")
    func good() async throws {
        try await TestProvider.run { browser, provider, _ in
            try await browser.link()
            let response = try await browser.signIn(at: provider)
            #expect(response.status == .seeOther && response.headers[.location] == "/account")
            #expect(browser.session != nil)
        }
    }

    @Test("a token of every kind of key that is published is taken", arguments: ["ps", "ec", "ed"])
    func otherKeys(name: String) async throws {
        try await TestProvider.run { browser, provider, _ in
            try await browser.link()
            let response = try await browser.signIn(at: provider) { token in
                switch name {
                case "ps": token.header("alg", #""PS256""#).signed(.ps256(TestKeys.rsa))
                case "ec": token.header("alg", #""ES256""#).header("kid", #""ec""#).signed(.es256)
                default: token.header("alg", #""EdDSA""#).header("kid", #""ed""#).signed(.edDSA)
                }
            }
            #expect(response.status == .seeOther, "\(response.text)")
        }
    }

    @Test("an identity token is no token of the interface")
    func asBearer() async throws {
        try await TestProvider.run { browser, provider, _ in
            try await browser.link()
            let text = try TestToken(nonce: "n", at: browser.door.environment.now()).text
            for token in [text, String(text.prefix(400))] {
                let response = try await browser.client.execute(
                    uri: "/api/v1/organisations",
                    method: .get,
                    headers: [.authorization: "Bearer \(token)"]
                )
                #expect(response.status == .unauthorized)
                #expect(response.text.contains("token-refused"))
            }
        }
    }

    @Test("a key's name that nobody knows makes the provider be asked at most once in thirty seconds")
    func unknownKeys() async throws {
        try await TestProvider.run { browser, provider, _ in
            for number in 0..<5 {
                let response = try await browser.signIn(at: provider) { $0.header("kid", "\"x\(number)\"") }
                #expect(response.status == .unauthorized)
            }
            #expect(provider.asked.count { $0 == "/keys" } == 1)
            browser.door.clinic.clock.advance(by: .seconds(30))
            _ = try await browser.signIn(at: provider) { $0.header("kid", #""y""#) }
            #expect(provider.asked.count { $0 == "/keys" } == 2)
        }
    }
}
