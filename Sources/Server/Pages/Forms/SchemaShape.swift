// What a schema says of one place: a list, an object, or which kinds of scalar may stand there.
import Domain
import FoundationEssentials

/// A place of a shape, seen through its JSON Schema. Where several shapes are possible it is all of them at once.
struct SchemaShape: Sendable {
    private let schemas: [JSONValue]
    private let definitions: [String: JSONValue]

    /// The place that a schema describes.
    init(_ schema: Schema) {
        self.init([schema.body], schema.definitions)
    }

    private init(_ schemas: [JSONValue], _ definitions: [String: JSONValue]) {
        self.definitions = definitions
        self.schemas = schemas.flatMap { SchemaShape.alternatives(of: $0, definitions) }
    }

    /// Whether a list stands here.
    var isList: Bool { has("array") }

    /// The elements of the list.
    var element: SchemaShape { SchemaShape(schemas.compactMap { $0["items"] }, definitions) }

    /// A member of the object.
    func member(_ name: String) -> SchemaShape {
        SchemaShape(schemas.compactMap { $0["properties"]?[name] }, definitions)
    }

    /// A list or a part with nothing in it, where a text says so and such a thing stands here; nil otherwise.
    func nothing(_ text: String) -> JSONValue? {
        switch text {
        case "[]" where has("array") && !has("string"): .array([])
        case "{}" where has("object") && !has("string"): .object([])
        default: nil
        }
    }

    /// A text that was typed, as the scalar that may stand here; text where it is none of them, so that whoever reads it
    /// says what was expected.
    func value(of text: String) -> JSONValue {
        if wantsNumber, let number = SchemaShape.number(text) { return number }
        if has("boolean") {
            if text == "true" { return .bool(true) }
            if text == "false" { return .bool(false) }
        }
        return .string(text)
    }

    /// Why a text that was typed where a number stands is not taken for one.
    enum Misread: Sendable, Hashable {
        /// No digits with at most one comma or point.
        case noNumber
        /// A group of three digits where thousands can stand, and what stands before it.
        case thousandsOrDecimals(whole: String, fraction: String)
    }

    /// Why a text is not taken for a number; nil where it is one, or where no number is asked for.
    func misreadNumber(_ text: String) -> Misread? {
        guard wantsNumber, !has("string"), !has("boolean") else { return nil }
        guard SchemaShape.number(text) != nil else { return .noNumber }
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
        guard has("number"), parts.count == 2, parts[1].count == 3, (1...3).contains(parts[0].count),
            parts[0].first != "0",
            parts[0].allSatisfy(\.isNumber), reachesThousands
        else { return nil }
        return .thousandsOrDecimals(whole: String(parts[0]), fraction: String(parts[1]))
    }

    private var wantsNumber: Bool { has("number") || has("integer") }

    /// Whether thousands are usual here, as they are of laboratory values and not of what an electrode measures.
    private var reachesThousands: Bool {
        schemas.contains { schema in
            guard case .number(let most)? = schema["maximum"] else { return true }
            return most.decimal >= 100_000
        }
    }

    /// A number as people write it: with a comma or a point, without signs between thousands, which nobody can tell
    /// from the decimal sign. All digits are kept.
    static func number(_ text: String) -> JSONValue? {
        var plain = text.replacing("\u{2212}", with: "-")
        if plain.hasPrefix("+") { plain.removeFirst() }
        let parts = plain.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
        let digits = parts.map { $0.hasPrefix("-") ? $0.dropFirst() : $0 }
        guard (1...2).contains(parts.count), parts.count == 1 || !parts[1].hasPrefix("-"),
            digits.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        // JSON has no zeros in front, people do.
        let whole = digits[0].drop { $0 == "0" }
        let sign = plain.hasPrefix("-") ? "-" : ""
        let fraction = digits.count == 2 ? ".\(digits[1])" : ""
        guard let value = try? JSONReader.read(Array("\(sign)\(whole.isEmpty ? "0" : whole)\(fraction)".utf8)),
            case .number = value
        else { return nil }
        return value
    }

    private func has(_ type: String) -> Bool {
        schemas.contains { schema in
            switch schema["type"] {
            case .string(let found)?: found == type
            case .array(let found)?: found.contains(.string(type))
            default: false
            }
        }
    }

    private static func alternatives(of schema: JSONValue, _ definitions: [String: JSONValue]) -> [JSONValue] {
        if let reference = schema["$ref"]?.string {
            guard let found = definitions[String(reference.split(separator: "/").last ?? "")] else { return [] }
            return alternatives(of: found, definitions)
        }
        for keyword in ["oneOf", "anyOf", "allOf"] {
            if let parts = schema[keyword]?.array { return parts.flatMap { alternatives(of: $0, definitions) } }
        }
        return [schema]
    }
}
