// The strings and numbers of the JSON reader.

extension JSONParser {
    /// Reads a string that begins at the index. A faulty one is reported and read as an empty or shortened text.
    mutating func parseString() throws(Stop) -> String {
        let start = index + 1
        var end = start
        var union: UInt8 = 0
        while end < bytes.count {
            let byte = bytes[end]
            guard byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") else { break }
            union |= byte
            end += 1
        }
        index = end
        guard end < bytes.count else { throw unexpected() }
        switch bytes[end] {
        case UInt8(ascii: "\""):
            index += 1
            return makeText(UnsafeBufferPointer(rebasing: bytes[start..<end]), isASCII: union < 0x80)
        case UInt8(ascii: "\\"): return try parseEscapedString(from: start)
        default: throw unexpected()
        }
    }

    private mutating func makeText(_ text: UnsafeBufferPointer<UInt8>, isASCII: Bool) -> String {
        if isASCII { return String(decoding: text, as: UTF8.self) }
        if let valid = String(validating: text, as: UTF8.self) { return valid }
        report(.invalidUTF8, en: "This text is not valid UTF-8.", nl: "Deze tekst is geen geldige UTF-8.")
        return ""
    }

    /// The slow way, for strings with a backslash.
    private mutating func parseEscapedString(from start: Int) throws(Stop) -> String {
        var text = Array(bytes[start..<index])
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return text.withUnsafeBufferPointer { makeText($0, isASCII: false) }
            case UInt8(ascii: "\\"):
                index += 1
                try parseEscape(into: &text)
            case 0..<0x20:
                throw unexpected()
            default:
                text.append(byte)
                index += 1
            }
        }
        throw unexpected()
    }

    private mutating func parseEscape(into text: inout [UInt8]) throws(Stop) {
        guard index < bytes.count else { throw unexpected() }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): try parseUnicodeEscape(into: &text)
        default:
            index -= 1
            throw unexpected()
        }
    }

    private mutating func parseUnicodeEscape(into text: inout [UInt8]) throws(Stop) {
        let first = try parseHex4()
        var code = first
        if (0xD800..<0xDC00).contains(first) {
            let back = index
            if index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") {
                index += 2
                let second = try parseHex4()
                if (0xDC00..<0xE000).contains(second) {
                    code = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
                } else {
                    index = back
                }
            }
        }
        guard code != 0 else {
            return report(
                .nulCharacter,
                en: "Text may not hold the character U+0000.",
                nl: "Tekst mag het teken U+0000 niet bevatten."
            )
        }
        guard let scalar = Unicode.Scalar(code) else {
            return report(
                .loneSurrogate,
                en: "An escape names half of a surrogate pair.",
                nl: "Een escape noemt de helft van een surrogaatpaar."
            )
        }
        text.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
    }

    private mutating func parseHex4() throws(Stop) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard index < bytes.count else { throw unexpected() }
            let digit: UInt8
            switch bytes[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = bytes[index] - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = bytes[index] - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = bytes[index] - UInt8(ascii: "A") + 10
            default: throw unexpected()
            }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }

    /// Reads a number that begins at the index, by JSON's grammar: no plus, no leading zero, digits around the point.
    mutating func parseNumber() throws(Stop) -> JSONValue {
        let start = index
        if bytes[index] == UInt8(ascii: "-") { index += 1 }
        if index < bytes.count, bytes[index] == UInt8(ascii: "0") {
            index += 1
        } else {
            try skipDigits()
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            try skipDigits()
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: "e") || bytes[index] == UInt8(ascii: "E") {
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
                index += 1
            }
            try skipDigits()
        }
        let text = UnsafeBufferPointer(rebasing: bytes[start..<index])
        // Short numbers without an exponent are exact whatever they are.
        if text.count > 30 || bytes[start..<index].contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
            guard DecimalText(text) != nil else {
                report(
                    .inexactNumber,
                    en: "This number has more digits than can be kept exactly.",
                    nl: "Dit getal heeft meer cijfers dan precies bewaard kunnen worden."
                )
                return .number(JSONNumber(0))
            }
        }
        return .number(JSONNumber(checked: String(decoding: text, as: UTF8.self)))
    }

    private mutating func skipDigits() throws(Stop) {
        let start = index
        while index < bytes.count, bytes[index] >= UInt8(ascii: "0"), bytes[index] <= UInt8(ascii: "9") { index += 1 }
        guard index > start else { throw unexpected() }
    }
}
