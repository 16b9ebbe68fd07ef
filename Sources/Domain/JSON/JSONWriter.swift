// Writes compact UTF-8 JSON.
package import FoundationEssentials

/// Builds one JSON text, value by value; commas are set by themselves.
package struct JSONWriter: Sendable {
    /// What has been written so far.
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// An empty text.
    package init() {}

    /// An empty text with room for so many bytes.
    package init(capacity: Int) { bytes.reserveCapacity(capacity) }

    /// Writes `{`.
    package mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
    }

    /// Writes `}`.
    package mutating func endObject() {
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    /// Writes `[`.
    package mutating func beginArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
        needsComma = false
    }

    /// Writes `]`.
    package mutating func endArray() {
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    /// Writes the name of the member that follows.
    package mutating func key(_ name: String) {
        separate()
        appendQuoted(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes the name of the member that follows, quoted and with its colon already.
    mutating func key(quoted: [UInt8]) {
        separate()
        bytes.append(contentsOf: quoted)
        needsComma = false
    }

    /// A name as it stands before its value: quoted, with a colon.
    static func quotedKey(_ name: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.key(name)
        return writer.bytes
    }

    /// Writes text.
    package mutating func string(_ text: String) {
        separate()
        appendQuoted(text)
        needsComma = true
    }

    /// Writes `true` or `false`.
    package mutating func bool(_ value: Bool) {
        raw(value ? "true" : "false")
    }

    /// Writes a whole number.
    package mutating func integer(_ value: Int) {
        raw(String(value))
    }

    /// Writes an exact decimal, in plain digits.
    package mutating func decimal(_ value: Decimal) {
        precondition(value.isFinite, "a measured value is a number")
        guard let digits = DecimalDigits(value) else { return raw(value.description) }
        separate()
        digits.appendText(to: &bytes)
        needsComma = true
    }

    /// Writes `null`.
    package mutating func null() {
        raw("null")
    }

    /// Writes a tree; numbers keep their text.
    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let flag): bool(flag)
        case .number(let number): raw(number.text)
        case .string(let text): string(text)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                key(member.key)
                self.value(member.value)
            }
            endObject()
        }
    }

    /// As `json(_:)`, of bytes that lie together.
    package mutating func json(_ bytes: [UInt8]) {
        separate()
        self.bytes += bytes
        needsComma = true
    }

    /// Writes bytes that are known to be one JSON value, such as a document from the database.
    package mutating func json(_ bytes: some Sequence<UInt8>) {
        separate()
        self.bytes.append(contentsOf: bytes)
        needsComma = true
    }

    private mutating func raw(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func appendQuoted(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { append(escaping: $0) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a sentence in a language, piece by piece as it is put into words.
    mutating func sentence(_ sentence: Sentence, _ language: Language) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        sentence.forEachPiece(language) { append(escaping: $0) }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Writes a place in a case as a pointer.
    mutating func place(_ place: CasePlace) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        append(step: place.member.name)
        if let index = place.index {
            append(step: index)
            if let part = place.part {
                append(step: part.name)
                append(step: place.partIndex)
            }
        }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// A name that needs no escape, as a step of a pointer.
    private mutating func append(step name: String) {
        bytes.append(UInt8(ascii: "/"))
        bytes.append(contentsOf: name.utf8)
    }

    private mutating func append(step index: Int) {
        bytes.append(UInt8(ascii: "/"))
        if index < 10 {
            bytes.append(UInt8(ascii: "0") + UInt8(index))
        } else {
            bytes.append(contentsOf: String(index).utf8)
        }
    }

    private mutating func append(escaping utf8: UnsafeBufferPointer<UInt8>) {
        if utf8.needsNoEscape {
            bytes.append(contentsOf: utf8)
        } else {
            for byte in utf8 { appendEscaped(byte) }
        }
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
        case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0x0D: bytes.append(contentsOf: "\\r".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        case 0..<0x20:
            bytes.append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u00").utf8)
            bytes.append(contentsOf: String(byte, radix: 16).utf8)
        default: bytes.append(byte)
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the text stands in JSON as it is: eight bytes at a time, since nearly all texts do.
    fileprivate var needsNoEscape: Bool {
        var index = 0
        while index + 8 <= count {
            let chunk = UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: index, as: UInt64.self)
            // The highest bit of each byte tells whether it is below a space, a quote or a backslash.
            let control = (chunk &- Self.each(0x20)) & ~chunk
            let quote = Self.zeros(chunk ^ Self.each(UInt8(ascii: "\"")))
            let backslash = Self.zeros(chunk ^ Self.each(UInt8(ascii: "\\")))
            if (control | quote | backslash) & Self.each(0x80) != 0 { return false }
            index += 8
        }
        while index < count {
            let byte = self[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
            index += 1
        }
        return true
    }

    /// A byte eight times.
    @inline(__always)
    private static func each(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

    /// Sets the highest bit of the bytes that are zero, and of no byte before the first of them.
    @inline(__always)
    private static func zeros(_ chunk: UInt64) -> UInt64 { (chunk &- each(1)) & ~chunk }
}

extension JSONValue {
    /// Compact UTF-8.
    package var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }

    /// Compact JSON text.
    package var text: String {
        String(decoding: bytes, as: UTF8.self)
    }
}
