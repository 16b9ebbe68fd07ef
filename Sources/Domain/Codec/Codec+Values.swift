// Codecs of codes, dates, instants and ids.

extension Codec where Value: Code {
    /// One of the codes of a closed set.
    package static var code: Codec { code(among: Array(Value.allCases)) }

    /// One of some codes of a closed set.
    package static func code(among allowed: [Value]) -> Codec {
        // Few and short: looking through them is faster than hashing.
        let table: [(text: String, value: Value)] = allowed.map { ($0.rawValue, $0) }
        let list = table.map(\.text).joined(separator: ", ")
        return Codec(
            schema: { Schema(("type", "string"), ("enum", .array(table.map { .string($0.text) }))) },
            read: { (json, reading) throws(Mismatch) in
                guard case .string(let text) = json else {
                    throw reading.wrongType(json, en: "one of: \(list)", nl: "een van: \(list)")
                }
                for entry in table where entry.text == text { return entry.value }
                throw reading.mismatch(.unknownCode, en: "Expected one of: \(list).", nl: "Verwacht een van: \(list).")
            },
            write: { $1.string($0.rawValue) }
        )
    }
}

extension Codec {
    /// Text that a type reads and writes itself.
    package static func textual(
        schema: Schema,
        expecting: Localized,
        _ make: @escaping @Sendable (String) -> Value?,
        text: @escaping @Sendable (Value) -> String
    ) -> Codec {
        Codec(
            schema: { schema },
            read: { (json, reading) throws(Mismatch) in
                guard case .string(let written) = json else {
                    throw reading.wrongType(json, en: expecting.en, nl: expecting.nl)
                }
                guard let value = make(written) else {
                    throw reading.mismatch(
                        .badFormat,
                        en: "Expected \(expecting.en).",
                        nl: "Verwacht: \(expecting.nl)."
                    )
                }
                return value
            },
            write: { $1.string(text($0)) }
        )
    }

    /// The id of a noun.
    package static func id<Noun>() -> Codec where Value == ID<Noun> {
        textual(
            schema: Schema(("type", "string"), ("format", "uuid")),
            expecting: Localized(en: "an id (UUID)", nl: "een id (UUID)"),
            { ID<Noun>($0) },
            text: { $0.description }
        )
    }
}

extension Codec where Value == LocalDate {
    /// `YYYY-MM-DD`.
    package static var date: Codec {
        textual(
            schema: Schema(("type", "string"), ("format", "date")),
            expecting: Localized(en: "an existing date as YYYY-MM-DD", nl: "een bestaande datum als JJJJ-MM-DD"),
            { LocalDate($0) },
            text: { $0.description }
        )
    }
}

extension Codec where Value == PartialDate {
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    package static var partialDate: Codec {
        textual(
            schema: Schema(
                ("type", "string"),
                ("pattern", .string(#"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"#))
            ),
            expecting: Localized(
                en: "an existing date as YYYY-MM-DD, YYYY-MM or YYYY",
                nl: "een bestaande datum als JJJJ-MM-DD, JJJJ-MM of JJJJ"
            ),
            { PartialDate($0) },
            text: { $0.description }
        )
    }
}

extension Codec where Value == Instant {
    /// RFC 3339, read with any offset, written in UTC.
    package static var instant: Codec {
        textual(
            schema: Schema(("type", "string"), ("format", "date-time")),
            expecting: Localized(
                en: "a date and time by RFC 3339",
                nl: "een datum en tijd volgens RFC 3339"
            ),
            { Instant($0) },
            text: { $0.description }
        )
    }
}
