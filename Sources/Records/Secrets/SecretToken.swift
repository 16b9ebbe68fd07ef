// Opaque tokens of sessions, devices and programs: 256 random bits as text, of which only SHA-256 is kept.

/// A secret that its holder shows and the record recognises by its hash.
package enum SecretToken {
    /// 256 bits.
    package static let byteCount = 32

    /// The text of a secret: a prefix by which a leak is recognised, then hexadecimal.
    package static func text(_ prefix: String, _ secret: [UInt8]) -> String {
        prefix + ContentHash.hexadecimal(of: secret)
    }

    /// SHA-256 of the text. The secret has 256 bits, so that no slower hash is needed.
    package static func hash(_ text: String) -> [UInt8] {
        ContentHash.sha256(Array(text.utf8))
    }
}
