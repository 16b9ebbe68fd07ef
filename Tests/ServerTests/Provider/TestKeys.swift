// Real keys for tests, and tokens signed with them by hand: any header, any claims, as whoever cheats would write them.
import Crypto
import CryptoExtras
import Domain
import Foundation

@testable import Server

/// The keys of a provider, made once for all tests.
enum TestKeys {
    /// The provider's own, which it publishes under `rsa`.
    static let rsa = make()
    /// One that the provider does not publish.
    static let stranger = make()
    /// Published under `ec`.
    static let curve = P256.Signing.PrivateKey()
    /// Published under `ed`.
    static let edwards = Curve25519.Signing.PrivateKey()
    /// The one that comes in the place of `rsa` when keys are rotated; published under `rsa-2`.
    static let next = make()

    private static func make() -> _RSA.Signing.PrivateKey {
        do {
            return try _RSA.Signing.PrivateKey(keySize: .bits2048)
        } catch {
            preconditionFailure("a key can be made: \(error)")
        }
    }

    /// A key as a key set has it.
    static func published(_ key: _RSA.Signing.PrivateKey, id: String) -> String {
        guard let numbers = try? key.publicKey.getKeyPrimitives() else { preconditionFailure("a key has its numbers") }
        let (n, e) = (Base64URL.encoded(numbers.modulus), Base64URL.encoded(numbers.publicExponent))
        return #"{"kty":"RSA","kid":"\#(id)","use":"sig","n":"\#(n)","e":"\#(e)"}"#
    }

    /// The key set that the provider publishes.
    static var published: String {
        let point = curve.publicKey.rawRepresentation
        let (x, y) = (Base64URL.encoded(point.prefix(32)), Base64URL.encoded(point.suffix(32)))
        let ed = Base64URL.encoded(edwards.publicKey.rawRepresentation)
        return """
            {"keys":[\(published(rsa, id: "rsa")),\
            {"kty":"EC","crv":"P-256","kid":"ec","alg":"ES256","x":"\(x)","y":"\(y)"},\
            {"kty":"OKP","crv":"Ed25519","kid":"ed","use":"sig","x":"\(ed)"},\
            {"kty":"RSA","kid":"other-use","use":"enc","n":"AQAB","e":"AQAB"},{"kty":"oct","kid":"shared","k":"c2VjcmV0"}]}
            """
    }
}

/// Ways to sign.
enum TestSigning {
    case rs256(_RSA.Signing.PrivateKey)
    case ps256(_RSA.Signing.PrivateKey)
    case es256
    case edDSA
    case hs256([UInt8])
    case nothing

    /// The signature of a text.
    func signature(_ text: String) throws -> [UInt8] {
        let bytes = Data(text.utf8)
        switch self {
        case .rs256(let key):
            let digest = SHA256.hash(data: bytes)
            return Array(try key.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation)
        case .ps256(let key):
            return Array(try key.signature(for: SHA256.hash(data: bytes), padding: .PSS).rawRepresentation)
        case .es256: return Array(try TestKeys.curve.signature(for: bytes).rawRepresentation)
        case .edDSA: return Array(try TestKeys.edwards.signature(for: bytes))
        case .hs256(let secret):
            return Array(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: secret)))
        case .nothing: return []
        }
    }
}

/// A token put together by hand.
struct TestToken {
    /// The members of the header, as JSON text.
    var header = [("alg", #""RS256""#), ("kid", #""rsa""#), ("typ", #""JWT""#)]
    /// The members of the claims, as JSON text.
    var claims: [(String, String)]
    var signing = TestSigning.rs256(TestKeys.rsa)

    /// What the provider of the tests says of somebody at an instant.
    init(nonce: String, subject: String = "anna", at now: Instant) {
        let seconds = now.microsecondsSince1970 / 1_000_000
        claims = [
            ("iss", "\"\(TestProvider.issuer)\""), ("sub", "\"\(subject)\""), ("aud", #""workup""#),
            ("exp", "\(seconds + 300)"), ("iat", "\(seconds)"), ("auth_time", "\(seconds - 5)"),
            ("nonce", "\"\(nonce)\""), ("acr", #""urn:hospital:strong""#), ("amr", #"["pwd","mfa"]"#),
        ]
    }

    /// The same token with one claim set, added or, with nil, taken away.
    func with(_ name: String, _ value: String?) -> TestToken {
        var token = self
        if let index = token.claims.firstIndex(where: { $0.0 == name }) {
            token.claims.remove(at: index)
            if let value { token.claims.insert((name, value), at: index) }
        } else if let value {
            token.claims.append((name, value))
        }
        return token
    }

    /// The same token with one header field set, added or, with nil, taken away.
    func header(_ name: String, _ value: String?) -> TestToken {
        var token = self
        token.header.removeAll { $0.0 == name }
        if let value { token.header.append((name, value)) }
        return token
    }

    /// The same token signed in another way.
    func signed(_ signing: TestSigning) -> TestToken {
        var token = self
        token.signing = signing
        return token
    }

    /// The token as it is sent.
    var text: String {
        get throws {
            func part(_ members: [(String, String)]) -> String {
                let json = members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
                return Base64URL.encoded(Array("{\(json)}".utf8))
            }
            let body = "\(part(header)).\(part(claims))"
            return "\(body).\(Base64URL.encoded(try signing.signature(body)))"
        }
    }
}
