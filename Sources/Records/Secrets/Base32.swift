// Base32 (RFC 4648): how secrets are written that a person types over.

/// Bytes as capital letters and the digits 2 to 7.
package enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    /// The text of bytes, without padding.
    package static func text(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        var buffer = 0
        var bitCount = 0
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFF
            bitCount += 8
            while bitCount >= 5 {
                bitCount -= 5
                result.append(alphabet[buffer >> bitCount & 31])
            }
        }
        if bitCount > 0 { result.append(alphabet[buffer << (5 - bitCount) & 31]) }
        return String(decoding: result, as: UTF8.self)
    }

    /// The text in groups of four, as people read and type it.
    package static func grouped(_ bytes: [UInt8], separator: String) -> String {
        let letters = Array(text(bytes))
        return stride(from: 0, to: letters.count, by: 4)
            .map { String(letters[$0..<min($0 + 4, letters.count)]) }
            .joined(separator: separator)
    }
}
