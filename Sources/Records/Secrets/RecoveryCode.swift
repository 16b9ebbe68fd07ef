// Recovery codes: each lets its owner in once without the app. Shown once, kept as hashes.

/// A recovery code.
package struct RecoveryCode: Sendable, Hashable {
    /// How many a person gets.
    package static let count = 10
    /// 120 bits: what has 112 or more may be kept under a plain hash (ASVS 5.0, 6.5.2).
    package static let byteCount = 15

    /// The code as it is shown: `abcd-efgh-…`, six groups of four.
    package let text: String

    /// The code of random bytes.
    package init(bytes: [UInt8]) {
        precondition(bytes.count == RecoveryCode.byteCount, "a recovery code has 15 bytes")
        text = Base32.grouped(bytes, separator: "-").lowercased()
    }

    /// SHA-256 of the code, which is what is kept.
    package var hash: [UInt8] { RecoveryCode.hash(ofTyped: text) ?? [] }

    /// The hash of a code as somebody typed it, capital letters, spaces and hyphens aside; nil for what is no code.
    package static func hash(ofTyped typed: String) -> [UInt8]? {
        guard typed.utf8.count <= 100 else { return nil }
        let letters = typed.lowercased().utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
        let isCode = letters.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "2")...UInt8(ascii: "7")).contains(byte)
        }
        guard isCode, letters.count == byteCount * 8 / 5 else { return nil }
        return ContentHash.sha256(letters)
    }
}
