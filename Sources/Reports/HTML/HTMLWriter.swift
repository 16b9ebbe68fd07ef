// Writes HTML into one buffer of bytes; every text that comes from outside goes through `text`, which escapes.

/// A growing HTML text.
struct HTMLWriter {
    /// What has been written so far.
    private(set) var bytes: [UInt8] = []

    init(reservingBytes count: Int = 0) {
        bytes.reserveCapacity(count)
    }

    /// What has been written, as text.
    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Writes markup of our own, unchanged.
    mutating func markup(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Writes markup that another writer made.
    mutating func append(_ other: HTMLWriter) {
        bytes.append(contentsOf: other.bytes)
    }

    /// Writes a whole number.
    mutating func integer(_ value: Int) {
        bytes.append(contentsOf: String(value).utf8)
    }

    /// Writes text so that it can stand in an element or between double or single quotes in an attribute.
    ///
    /// Control characters have no place in HTML: a line end becomes `<br>`-less white space, the others vanish.
    mutating func text(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): markup("&amp;")
            case UInt8(ascii: "<"): markup("&lt;")
            case UInt8(ascii: ">"): markup("&gt;")
            case UInt8(ascii: "\""): markup("&quot;")
            case UInt8(ascii: "'"): markup("&#39;")
            case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x80...: bytes.append(byte)
            default: break
            }
        }
    }

    /// Writes ` name="value"`.
    mutating func attribute(_ name: StaticString, _ value: String) {
        markup(" ")
        markup(name)
        markup("=\"")
        text(value)
        markup("\"")
    }

    /// Writes an element that holds only text.
    mutating func element(_ name: StaticString, class style: StaticString? = nil, _ content: String) {
        markup("<")
        markup(name)
        if let style {
            markup(" class=\"")
            markup(style)
            markup("\"")
        }
        markup(">")
        text(content)
        markup("</")
        markup(name)
        markup(">")
    }
}
