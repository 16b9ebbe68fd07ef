// The commitments of leaves are HMAC-SHA256: held against the library's, and against RFC 4231.
import Crypto
import Testing

@testable import Records

@Suite("The salted hash of a leaf")
struct SaltedHashTests {
    @Test("is the library's HMAC, for salts shorter and longer than a block and for messages of every length")
    func law() {
        var random = SystemRandomNumberGenerator()
        for saltCount in [0, 1, 31, 32, 33, 63, 64, 65, 127, 128, 129, 200] {
            let salt = (0..<saltCount).map { _ in UInt8.random(in: 0...255, using: &random) }
            for count in 0..<200 {
                let message = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
                let other = HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: salt))
                #expect(SaltedHash.code(of: message, salt: salt) == Array(other), "\(saltCount) \(count)")
            }
        }
    }

    @Test("is that of RFC 4231, test case 2")
    func vector() {
        let code = SaltedHash.code(of: Array("what do ya want for nothing?".utf8), salt: Array("Jefe".utf8))
        let text = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        #expect(ContentHash.hexadecimal(of: code) == text)
    }
}
