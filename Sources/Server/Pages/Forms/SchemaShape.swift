// What a schema says of one place: a list, an object, or which kinds of scalar may stand there.
import Domain

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
        if has("number") || has("integer"), let number = SchemaShape.number(text) { return number }
        if has("boolean") {
            if text == "true" { return .bool(true) }
            if text == "false" { return .bool(false) }
        }
        return .string(text)
    }

    /// A number as people write it: with a comma or a point, without signs between thousands, which nobody can tell from
    /// the decimal sign. All digits are kept.
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
