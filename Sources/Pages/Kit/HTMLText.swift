// Text on its way into HTML.

/// Escapes text for HTML.
package enum HTMLText {
    /// The text with everything escaped that means something in HTML, in element content and in quoted attributes.
    package static func escaped(_ text: String) -> String {
        // Most texts of a page have nothing of the kind.
        guard text.utf8.contains(where: { replacement(of: $0) != nil }) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count + 32)
        for byte in text.utf8 {
            if let replacement = replacement(of: byte) {
                result.append(contentsOf: replacement.utf8)
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// All five are ASCII, which no part of another character looks like in UTF-8.
    private static func replacement(of byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}
