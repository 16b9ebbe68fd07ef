// One way to the provider and back: what the browser keeps of it, and what is derived from that.
import Crypto
import Domain
import FoundationEssentials

/// A sign-in that was begun in a browser and is not finished.
///
/// The browser keeps a secret in a cookie; state, nonce and the proof of PKCE are each derived from it, when it begins and
/// when the answer comes. So nothing is kept here, any instance can finish it, and an answer is of use only in the browser
/// that asked. Whoever reads the address with the state learns nothing of the secret.
struct SignInTransaction: Sendable, Hashable {
    /// What it is for.
    enum Purpose: String, Sendable, Hashable {
        /// Signing in.
        case signIn = "s"
        /// Showing again who one is, in a session that stands.
        case stepUp = "u"
    }

    let purpose: Purpose
    /// When it began, in whole seconds since 1970.
    let beganAt: Int64
    private let secret: [UInt8]

    /// How many bytes nobody can guess.
    static let secretByteCount = 32
    /// How long somebody may take at the provider, in seconds.
    static let lifeSeconds: Int64 = 600

    /// A new one.
    init(_ purpose: Purpose, secret: [UInt8], at now: Instant) {
        precondition(secret.count == SignInTransaction.secretByteCount, "a secret has its full length")
        self.purpose = purpose
        self.secret = secret
        beganAt = now.microsecondsSince1970 / 1_000_000
    }

    /// The one that a cookie holds; nil for what is none.
    init?(cookie: String) {
        let parts = cookie.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let purpose = Purpose(rawValue: String(parts[0])), parts[1].utf8.count <= 12,
            parts[1].utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let beganAt = Int64(parts[1]),
            let secret = Base64URL.decoded(parts[2].utf8), secret.count == SignInTransaction.secretByteCount
        else { return nil }
        self.purpose = purpose
        self.beganAt = beganAt
        self.secret = secret
    }

    /// What the browser keeps.
    var cookie: String { "\(purpose.rawValue).\(beganAt).\(Base64URL.encoded(secret))" }

    /// What the answer has to bring back, so that nobody can bring another one.
    var state: String { derived("state") }
    /// What the token has to name, so that it is the one made for this.
    var nonce: String { derived("nonce") }
    /// What proves to the provider that whoever shows the code is who asked for it (RFC 7636).
    var verifier: String { derived("verifier") }
    /// What the provider is told of the verifier when it begins.
    var challenge: String { Base64URL.encoded(SHA256.hash(data: Array(verifier.utf8))) }

    /// Whether it is still being waited for.
    func isAlive(at now: Instant) -> Bool {
        let age = now.microsecondsSince1970 / 1_000_000 - beganAt
        return age >= -TokenExpectation.leewaySeconds && age < SignInTransaction.lifeSeconds
    }

    private func derived(_ what: String) -> String {
        let message = "workup sign-in \(what) \(purpose.rawValue) \(beganAt)"
        let code = HMAC<SHA256>.authenticationCode(for: Array(message.utf8), using: SymmetricKey(data: secret))
        return Base64URL.encoded(code)
    }
}
