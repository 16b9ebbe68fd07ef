// The codes of an authenticator app: TOTP (RFC 6238) over HMAC-SHA-1, six digits, a new one every thirty seconds.
import Crypto
package import Domain
import FoundationEssentials

/// The secret that a person's app and Workup share.
package struct OneTimeSecret: Sendable, Hashable {
    /// 20 bytes, as RFC 4226 recommends.
    package static let byteCount = 20
    /// How long a code stands, in seconds.
    package static let stepSeconds: Int64 = 30
    /// How many digits a code has.
    package static let digitCount = 6

    /// The bytes.
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The step of an instant: how many times thirty seconds have passed since 1970.
    package static func step(at instant: Instant) -> Int64 {
        let seconds = instant.microsecondsSince1970 / 1_000_000
        return seconds / stepSeconds
    }

    /// The code of a step.
    ///
    /// - Parameters:
    ///   - step: the step.
    ///   - digitCount: how many digits; other counts only for the test vectors of RFC 6238.
    /// - Returns: the digits.
    package func code(step: Int64, digitCount: Int = OneTimeSecret.digitCount) -> String {
        let message = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        // RFC 6238 and every app use SHA-1 here; its known collisions do not touch HMAC.
        let mac = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: bytes))
        )
        let offset = Int(mac[mac.count - 1] & 15)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        var divisor: UInt32 = 1
        for _ in 0..<digitCount { divisor *= 10 }
        let digits = String(number % divisor)
        return String(repeating: "0", count: digitCount - digits.count) + digits
    }

    /// The step that a typed code proves now.
    ///
    /// Only the code of the present step counts (ASVS 5.0, 6.5.5), and only once: not where its step, or a later one, was
    /// used before.
    ///
    /// - Parameters:
    ///   - typed: as it was typed; spaces do not matter.
    ///   - now: the instant it is.
    ///   - lastUsedStep: the step of the last code that was taken.
    /// - Returns: the step; nil where the code proves none.
    package func provenStep(_ typed: String, at now: Instant, lastUsedStep: Int64?) -> Int64? {
        let digits = Array(typed.utf8.filter { $0 != UInt8(ascii: " ") })
        let step = OneTimeSecret.step(at: now)
        let isRight = ConstantTime.areEqual(digits, Array(code(step: step).utf8))
        guard isRight, step > lastUsedStep ?? .min else { return nil }
        return step
    }

    /// The secret as a person types it into an app.
    package var text: String { Base32.grouped(bytes, separator: " ") }

    /// The address that an app takes the secret from (the Key URI format of Google Authenticator).
    package func address(login: String) -> String {
        // Logins hold nothing else that means something in an address.
        let label = login.replacing("@", with: "%40")
        return "otpauth://totp/Workup:\(label)?secret=\(Base32.text(bytes))&issuer=Workup&algorithm=SHA1"
            + "&digits=\(OneTimeSecret.digitCount)&period=\(OneTimeSecret.stepSeconds)"
    }
}
