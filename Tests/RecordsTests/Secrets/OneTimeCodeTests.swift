// Codes of authenticator apps against the vectors of RFC 6238, Base32 against RFC 4648, recovery codes.
import Domain
import Testing

@testable import Records

@Suite("One-time codes")
struct OneTimeCodeTests {
    private static let secret = OneTimeSecret(Array("12345678901234567890".utf8))
    private static let now = Instant(microsecondsSince1970: 1_111_111_111 * 1_000_000)

    @Test(
        "are those of RFC 6238, appendix B",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)]
    )
    func vectors(seconds: Int64, code: String) {
        let step = OneTimeSecret.step(at: Instant(microsecondsSince1970: seconds * 1_000_000))
        #expect(Self.secret.code(step: step, digitCount: 8) == code)
        #expect(Self.secret.code(step: step) == String(code.suffix(6)))
    }

    @Test("of the present step count, once; older and later ones do not")
    func steps() throws {
        let step = OneTimeSecret.step(at: Self.now)
        let code = Self.secret.code(step: step)
        #expect(Self.secret.provenStep(code, at: Self.now, lastUsedStep: nil) == step)
        #expect(Self.secret.provenStep("050 471", at: Self.now, lastUsedStep: step - 1) == step)
        #expect(Self.secret.provenStep(code, at: Self.now, lastUsedStep: step) == nil)
        #expect(Self.secret.provenStep(code, at: Self.now, lastUsedStep: step + 1) == nil)
        for other in [step - 2, step - 1, step + 1, step + 2] {
            #expect(Self.secret.provenStep(Self.secret.code(step: other), at: Self.now, lastUsedStep: nil) == nil)
        }
        let begin = Instant(microsecondsSince1970: step * 30_000_000)
        #expect(Self.secret.provenStep(code, at: begin, lastUsedStep: nil) == step)
        #expect(Self.secret.provenStep(code, at: begin.addingSeconds(29), lastUsedStep: nil) == step)
        #expect(Self.secret.provenStep(code, at: begin.addingSeconds(30), lastUsedStep: nil) == nil)
        #expect(Self.secret.provenStep(code, at: begin.addingSeconds(-1), lastUsedStep: nil) == nil)
    }

    @Test("that are none prove nothing", arguments: ["", "50471", "0504711", "05047a", "٠٥٠٤٧١", "-50471"])
    func none(typed: String) {
        #expect(Self.secret.provenStep(typed, at: Self.now, lastUsedStep: nil) == nil)
    }

    @Test("reach an app as text and as an address")
    func address() {
        #expect(Self.secret.text == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
        #expect(
            Self.secret.address(login: "a.smit@umc")
                == "otpauth://totp/Workup:a.smit%40umc?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Workup"
                + "&algorithm=SHA1&digits=6&period=30"
        )
    }

    @Test(
        "are written in Base32 as RFC 4648 has it, section 10, without padding",
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ]
    )
    func base32(text: String, expected: String) {
        #expect(Base32.text(Array(text.utf8)) == expected)
    }
}

@Suite("Recovery codes and set-up secrets")
struct RecoveryCodeTests {
    private static let code = RecoveryCode(bytes: [UInt8](200..<215))

    @Test("hold 120 bits in six groups, and are found however they are typed")
    func typed() throws {
        let text = Self.code.text
        #expect(text.split(separator: "-").map(\.count) == [4, 4, 4, 4, 4, 4])
        let hash = Self.code.hash
        #expect(hash.count == 32)
        for typed in [text, text.uppercased(), text.replacing("-", with: ""), text.replacing("-", with: " ")] {
            #expect(RecoveryCode.hash(ofTyped: typed) == hash, "\(typed)")
        }
    }

    @Test("are not taken for anything else", arguments: ["", "123456", "abcd", "abcd-efgh-ijkl-mnop-qrst-uvw1", "ü"])
    func none(typed: String) {
        #expect(RecoveryCode.hash(ofTyped: typed) == nil)
    }

    @Test("a set-up secret is known by its form and kept as a hash")
    func setUp() {
        let text = SetUpSecret.text([UInt8](10..<30))
        #expect(text.hasPrefix("setup-"))
        #expect(SetUpSecret.hash(ofTyped: text) == SetUpSecret.hash(ofTyped: text.uppercased() + " "))
        #expect(SetUpSecret.hash(ofTyped: "kade mist orgel") == nil)
    }

    @Test("tokens of sessions hold 256 bits and differ with every bit")
    func tokens() {
        let text = SecretToken.text("ws_", [UInt8](repeating: 7, count: SecretToken.byteCount))
        #expect(text.utf8.count == 3 + 64)
        #expect(SecretToken.hash(text).count == 32)
        #expect(SecretToken.hash(text) != SecretToken.hash(text + "0"))
    }
}
