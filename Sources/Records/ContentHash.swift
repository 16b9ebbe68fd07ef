// SHA-256, wherever the record recognises something by its content: tokens, repeated requests, imported files.
import Crypto

/// SHA-256 of bytes.
package enum ContentHash {
    /// The 32 bytes.
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: bytes))
    }

    /// The hash in hexadecimal.
    package static func hexadecimal(_ bytes: [UInt8]) -> String {
        hexadecimal(of: sha256(bytes))
    }

    /// A hash in hexadecimal.
    package static func hexadecimal(of hash: [UInt8]) -> String {
        hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
