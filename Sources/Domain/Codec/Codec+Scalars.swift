// Codecs of text, numbers, yes and no, and lists.
package import FoundationEssentials

extension Codec where Value == String {
    /// One line of text, from one character up to `max`, without control characters.
    package static func text(max: Int) -> Codec {
        makeText(max: max, allowsLines: false)
    }

    /// Text of several lines: newline and tab are allowed.
    package static func note(max: Int = 10_000) -> Codec {
        makeText(max: max, allowsLines: true)
    }

    /// A short code of an open set: a letter, then letters, digits, and `.`, `_`, `:` or `-`.
    package static func openCode(max: Int = 60) -> Codec {
        let text = Codec.text(max: max)
        return Codec(
            schema: { text.schema().adding("pattern", .string(#"^[A-Za-z][A-Za-z0-9._:-]*$"#)) },
            read: { (json, reading) throws(Mismatch) in
                let code = try text.read(json, &reading)
                guard isOpenCode(code) else {
                    throw reading.mismatch(
                        .badFormat,
                        en: "Expected a code: a letter, then letters, digits, '.', '_', ':' or '-'.",
                        nl: "Verwacht: een code: een letter, dan letters, cijfers, '.', '_', ':' of '-'."
                    )
                }
                return code
            },
            write: text.write
        )
    }

    private static func isOpenCode(_ code: String) -> Bool {
        var isFirst = true
        for byte in code.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): break
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"),
                UInt8(ascii: "-"):
                if isFirst { return false }
            default: return false
            }
            isFirst = false
        }
        return true
    }

    private static func makeText(max: Int, allowsLines: Bool) -> Codec {
        Codec(
            schema: { Schema(("type", "string"), ("minLength", .integer(1)), ("maxLength", .integer(max))) },
            read: { (json, reading) throws(Mismatch) in
                guard case .string(let text) = json else {
                    throw reading.wrongType(json, en: "text", nl: "tekst")
                }
                // Counting characters walks the whole text; bytes are never fewer, and mostly enough to know.
                guard !text.isEmpty, text.utf8.count <= max || text.unicodeScalars.count <= max else {
                    throw reading.mismatch(
                        .outOfRange,
                        en: "Expected 1 to \(max) characters.",
                        nl: "Verwacht: 1 tot \(max) tekens."
                    )
                }
                guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
                    throw reading.mismatch(
                        .badFormat,
                        en: "This text is blank.",
                        nl: "Deze tekst is leeg."
                    )
                }
                guard !hasControlCharacter(text, allowsLines: allowsLines) else {
                    throw reading.mismatch(
                        .controlCharacter,
                        en: "This text holds control characters.",
                        nl: "Deze tekst bevat besturingstekens."
                    )
                }
                return text
            },
            write: { $1.string($0) }
        )
    }

    private static func hasControlCharacter(_ text: String, allowsLines: Bool) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte < 0x20 {
                guard allowsLines, byte == 0x0A || byte == 0x09 else { return true }
            } else if byte == 0x7F || (previous == 0xC2 && byte < 0xA0) {
                return true
            }
            previous = byte
        }
        return false
    }
}

extension Codec where Value == Bool {
    /// `true` or `false`.
    package static var bool: Codec {
        Codec(
            schema: { Schema(("type", "boolean")) },
            read: { (json, reading) throws(Mismatch) in
                guard case .bool(let flag) = json else {
                    throw reading.wrongType(json, en: "true or false", nl: "true of false")
                }
                return flag
            },
            write: { $1.bool($0) }
        )
    }
}

extension Codec where Value == Int {
    /// A whole number within bounds; `2.0` is the whole number 2.
    package static func integer(_ range: ClosedRange<Int>) -> Codec {
        Codec(
            schema: {
                Schema(
                    ("type", "integer"),
                    ("minimum", .integer(range.lowerBound)),
                    ("maximum", .integer(range.upperBound))
                )
            },
            read: { (json, reading) throws(Mismatch) in
                guard case .number(let number) = json else {
                    throw reading.wrongType(json, en: "a whole number", nl: "een geheel getal")
                }
                guard let value = number.integer, range.contains(value) else {
                    throw reading.mismatch(
                        .outOfRange,
                        en: "Expected a whole number from \(range.lowerBound) to \(range.upperBound).",
                        nl: "Verwacht: een geheel getal van \(range.lowerBound) tot en met \(range.upperBound)."
                    )
                }
                return value
            },
            write: { $1.integer($0) }
        )
    }
}

extension Codec<Decimal> {
    /// An exact decimal within bounds, ends included.
    package static func decimal(_ range: ClosedRange<Int>) -> Codec<Decimal> {
        makeDecimal(
            schema: {
                Schema(
                    ("type", "number"),
                    ("minimum", .integer(range.lowerBound)),
                    ("maximum", .integer(range.upperBound))
                )
            },
            expected: Localized(
                en: "Expected a number from \(range.lowerBound) to \(range.upperBound).",
                nl: "Verwacht: een getal van \(range.lowerBound) tot en met \(range.upperBound)."
            ),
            isAllowed: { text in
                let isBelow = text.isBelow(range.lowerBound) ?? (text.decimal < Decimal(range.lowerBound))
                let isAbove = text.isAbove(range.upperBound) ?? (text.decimal > Decimal(range.upperBound))
                return !isBelow && !isAbove
            }
        )
    }

    /// A measured value of any sign, up to a bound on both sides that no instrument passes.
    ///
    /// What the body cannot be, such as a negative area, is kept as it was written: it is told with the evaluation, and the
    /// rules treat it as missing. Refusing it would keep the rest of the case from being read.
    package static func measured(upTo max: Int) -> Codec<Decimal> { decimal(-max...max) }

    /// An exact decimal above zero, up to a bound.
    package static func positive(upTo max: Int) -> Codec<Decimal> {
        makeDecimal(
            schema: {
                Schema(("type", "number"), ("exclusiveMinimum", .integer(0)), ("maximum", .integer(max)))
            },
            expected: Localized(
                en: "Expected a number above 0, at most \(max).",
                nl: "Verwacht: een getal boven 0, hoogstens \(max)."
            ),
            isAllowed: { text in
                !text.isNegative && text.high != 0 && !(text.isAbove(max) ?? (text.decimal > Decimal(max)))
            }
        )
    }

    private static func makeDecimal(
        schema: @escaping @Sendable () -> Schema,
        expected: Localized,
        isAllowed: @escaping @Sendable (DecimalText) -> Bool
    ) -> Codec {
        Codec(
            schema: schema,
            read: { (json, reading) throws(Mismatch) in
                guard case .number(let number) = json else {
                    throw reading.wrongType(json, en: "a number", nl: "een getal")
                }
                var text = number.text
                guard let parts = text.withUTF8({ DecimalText($0) }), isAllowed(parts) else {
                    reading.report(.outOfRange, expected)
                    throw Mismatch()
                }
                return parts.decimal
            },
            write: { $1.decimal($0) }
        )
    }
}

extension Codec where Value == JSONValue {
    /// Any JSON.
    package static var json: Codec {
        Codec(
            schema: { Schema(.object()) },
            read: { (json, _) throws(Mismatch) in json },
            write: { $1.value($0) }
        )
    }
}

extension Codec {
    /// A list of so many elements.
    package static func list<Element>(_ element: Codec<Element>, count: ClosedRange<Int>) -> Codec
    where Value == [Element] {
        Codec(
            schema: {
                let item = element.schema()
                var parts = [JSONMember("type", "array"), JSONMember("items", item.body)]
                if count.lowerBound > 0 { parts.append(JSONMember("minItems", .integer(count.lowerBound))) }
                parts.append(JSONMember("maxItems", .integer(count.upperBound)))
                return Schema(.object(parts), definitions: item.definitions)
            },
            read: { (json, reading) throws(Mismatch) in
                guard case .array(let found) = json else {
                    throw reading.wrongType(json, en: "a list", nl: "een lijst")
                }
                guard count.contains(found.count) else {
                    throw reading.mismatch(
                        .outOfRange,
                        en: "Expected \(count.lowerBound) to \(count.upperBound) elements.",
                        nl: "Verwacht: \(count.lowerBound) tot en met \(count.upperBound) elementen."
                    )
                }
                var elements: [Element] = []
                elements.reserveCapacity(found.count)
                let depth = reading.depth
                for (index, json) in found.enumerated() {
                    reading.enter(.index(index))
                    if let value = try? element.read(json, &reading) { elements.append(value) }
                    reading.leave(to: depth)
                }
                guard elements.count == found.count else { throw Mismatch() }
                return elements
            },
            write: { elements, writer in
                writer.beginArray()
                for value in elements { element.write(value, &writer) }
                writer.endArray()
            }
        )
    }
}
