// Reads JSON strictly and fast: what Foundation's reader lets pass (duplicate keys, NUL, rounded numbers) is refused.

/// Reads one JSON text from UTF-8 bytes.
package enum JSONReader {
    /// The tree of a JSON text.
    ///
    /// Refused, each with its pointer: bytes that are no JSON, invalid UTF-8, U+0000, lone surrogates, keys that
    /// stand twice in an object, numbers of more than 38 significant digits or beyond 10^±127, and whatever
    /// exceeds the limits. All faults that do not stop the reading are listed together.
    ///
    /// - Throws: `Faults`.
    package static func read(_ bytes: [UInt8], limits: JSONLimits = .standard) throws(Faults) -> JSONValue {
        let (value, faults) = parse(bytes, limits: limits)
        guard let value, faults.isEmpty else { throw Faults(faults) }
        return value
    }

    /// Whether bytes end inside a JSON value, as the first line of a value of several lines does.
    package static func endsTooEarly(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            var parser = JSONParser(buffer, limits: .standard)
            return parser.parseDocument() == nil && parser.index >= buffer.count
        }
    }

    /// What is said of a byte order mark, which some editors put before a text without showing it.
    package static let byteOrderMark = Localized(
        en: "The text begins with a byte order mark (BOM). Save it as UTF-8 without BOM.",
        nl: "De tekst begint met een byte-ordermarkering (BOM). Sla de tekst op als UTF-8 zonder BOM."
    )

    /// The tree, where the bytes are JSON at all, and every fault found; the tree holds a harmless stand-in at each
    /// faulty place, so that reading can go on and find the faults of shape as well.
    static func parse(_ bytes: [UInt8], limits: JSONLimits) -> (value: JSONValue?, faults: [Fault]) {
        guard bytes.count <= limits.bytesMax else {
            let fault = Fault(
                "",
                .tooLarge,
                en: "The input is larger than \(limits.bytesMax) bytes.",
                nl: "De invoer is groter dan \(limits.bytesMax) bytes."
            )
            return (nil, [fault])
        }
        return bytes.withUnsafeBufferPointer { buffer in
            var parser = JSONParser(buffer, limits: limits)
            return (parser.parseDocument(), parser.faults)
        }
    }
}

/// A reading under way: recursive descent, bounded by `JSONLimits.depthMax`.
struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    var index = 0
    private(set) var faults: [Fault] = []
    private var path = JSONPath()
    private var depth = 0
    private var valueCount = 0
    private let limits: JSONLimits

    /// A fault after which nothing sensible can follow.
    struct Stop: Error {}

    /// Faults beyond these are not listed; the input is refused all the same.
    static let faultsMax = 100

    init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func parseDocument() -> JSONValue? {
        do {
            let value = try parseValue()
            skipSpace()
            guard index == bytes.count else { throw unexpected() }
            return value
        } catch {
            return nil
        }
    }

    // MARK: Values

    private mutating func parseValue() throws(Stop) -> JSONValue {
        skipSpace()
        valueCount += 1
        guard valueCount <= limits.valueCountMax else {
            throw stop(
                .tooMany,
                en: "The input holds more than \(limits.valueCountMax) values.",
                nl: "De invoer bevat meer dan \(limits.valueCountMax) waarden."
            )
        }
        guard index < bytes.count else { throw unexpected() }
        switch bytes[index] {
        case UInt8(ascii: "{"): return try nested { (parser) throws(Stop) in try parser.parseObject() }
        case UInt8(ascii: "["): return try nested { (parser) throws(Stop) in try parser.parseArray() }
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
        case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
        case UInt8(ascii: "n"): return try parseWord("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
        default: throw unexpected()
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(Stop) -> JSONValue
    ) throws(Stop) -> JSONValue {
        depth += 1
        guard depth <= limits.depthMax else {
            throw stop(
                .tooDeep,
                en: "The input is nested deeper than \(limits.depthMax) levels.",
                nl: "De invoer is dieper genest dan \(limits.depthMax) niveaus."
            )
        }
        index += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func parseObject() throws(Stop) -> JSONValue {
        var members: [JSONMember] = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(members) }
        members.reserveCapacity(6)
        var keys = KeySet()
        while true {
            skipSpace()
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { throw unexpected() }
            let key = try parseString()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw unexpected() }
            path.push(.key(key))
            let value = try parseValue()
            if keys.insert(key, after: members) {
                members.append(JSONMember(key, value))
            } else {
                report(
                    .duplicateKey,
                    en: "This field stands twice in its object.",
                    nl: "Dit veld staat twee keer in zijn object."
                )
            }
            path.pop()
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw unexpected() }
            return .object(members)
        }
    }

    private mutating func parseArray() throws(Stop) -> JSONValue {
        var elements: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        elements.reserveCapacity(4)
        while true {
            path.push(.index(elements.count))
            elements.append(try parseValue())
            path.pop()
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw unexpected() }
            return .array(elements)
        }
    }

    private mutating func parseWord(_ word: StaticString, _ value: JSONValue) throws(Stop) -> JSONValue {
        for offset in 0..<word.utf8CodeUnitCount {
            guard index < bytes.count, bytes[index] == word.utf8Start[offset] else { throw unexpected() }
            index += 1
        }
        return value
    }

    // MARK: Steps and faults

    private mutating func skipSpace() {
        var next = index
        while next < bytes.count {
            let byte = bytes[next]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { break }
            next += 1
        }
        index = next
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// The fault of a byte that can not stand where it stands, or of an end that came too early.
    mutating func unexpected() -> Stop {
        guard index < bytes.count else {
            let isEmpty = bytes.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
            return isEmpty
                ? stop(.syntax, en: "The input is empty.", nl: "De invoer is leeg.")
                : stop(.syntax, en: "The JSON text ends too early.", nl: "De JSON-tekst houdt te vroeg op.")
        }
        if index == 0, let mark = Self.marks.first(where: { bytes.starts(with: $0.bytes) }) {
            report(.syntax, mark.message)
            return Stop()
        }
        let before = bytes[..<index]
        let line = 1 + before.count { $0 == 0x0A }
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        // Bytes that go on with a character begun before are not counted.
        let column = 1 + before[lineStart...].count { $0 & 0xC0 != 0x80 }
        return stop(
            .syntax,
            en: "This is not JSON at line \(line), column \(column).",
            nl: "Dit is geen JSON op regel \(line), kolom \(column)."
        )
    }

    /// The marks that a text may begin with, and what is said of them.
    private static let marks: [(bytes: [UInt8], message: Localized)] = [
        ([0xEF, 0xBB, 0xBF], JSONReader.byteOrderMark), ([0xFF, 0xFE], utf16), ([0xFE, 0xFF], utf16),
    ]

    private static let utf16 = Localized(
        en: "The text is UTF-16. Save it as UTF-8 without byte order mark (BOM).",
        nl: "De tekst is UTF-16. Sla de tekst op als UTF-8 zonder byte-ordermarkering (BOM)."
    )

    private mutating func stop(_ code: FaultCode, en: String, nl: String) -> Stop {
        report(code, en: en, nl: nl)
        return Stop()
    }

    /// Lists a fault after which the reading can go on.
    mutating func report(_ code: FaultCode, en: String, nl: String) {
        report(code, Localized(en: en, nl: nl))
    }

    private mutating func report(_ code: FaultCode, _ message: Localized) {
        guard faults.count < JSONParser.faultsMax else { return }
        faults.append(Fault(path.pointer, code, message))
    }
}

/// Finds keys that stand twice: by looking through the members while they are few, by a set when they are many.
private struct KeySet {
    private var keys: Set<String> = []

    mutating func insert(_ key: String, after members: [JSONMember]) -> Bool {
        if members.count < 24 {
            return !members.contains { $0.key == key }
        }
        if keys.isEmpty { keys = Set(members.map(\.key)) }
        return keys.insert(key).inserted
    }
}
