// JSON as a tree: numbers as their text, keys in their order.
package import FoundationEssentials

/// A number that can be kept exactly, as the text that stood in the input.
package struct JSONNumber: Hashable, Sendable {
    /// The digits as they were written.
    package let text: String

    /// A number whose text the reader has checked.
    init(checked text: String) {
        self.text = text
    }

    /// A whole number.
    package init(_ value: Int) {
        text = String(value)
    }

    /// An exact decimal.
    package init(_ value: Decimal) {
        precondition(value.isFinite, "a measured value is a number")
        text = value.description
    }

    /// The exact value.
    package var decimal: Decimal {
        var text = text
        return text.withUTF8 { DecimalText($0)?.decimal } ?? Decimal.nan
    }

    /// The value where it is whole and fits.
    package var integer: Int? {
        var text = text
        return text.withUTF8 { DecimalText($0)?.integer }
    }
}

/// One member of an object.
package struct JSONMember: Hashable, Sendable {
    /// The name.
    package let key: String
    /// What stands there.
    package let value: JSONValue

    /// A member of an object.
    package init(_ key: String, _ value: JSONValue) {
        self.key = key
        self.value = value
    }
}

/// A JSON value. Equality is that of the text: `1.50` and `1.5` differ here, though not as `Decimal`.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object([JSONMember])

    /// The member of an object; nil when there is none, or when this is no object.
    package subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The element of a list; nil when there is none, or when this is no list.
    package subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    /// The text, where this is text.
    package var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The elements, where this is a list.
    package var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// An object of its members.
    package static func object(_ members: (String, JSONValue)...) -> JSONValue {
        .object(members.map { JSONMember($0.0, $0.1) })
    }

    /// A whole number.
    package static func integer(_ value: Int) -> JSONValue {
        .number(JSONNumber(value))
    }

    /// An exact decimal.
    package static func decimal(_ value: Decimal) -> JSONValue {
        .number(JSONNumber(value))
    }

    /// What a person calls this type of value.
    var typeName: Localized {
        switch self {
        case .null: Localized(same: "null")
        case .bool: Localized(en: "true or false", nl: "true of false")
        case .number: Localized(en: "a number", nl: "een getal")
        case .string: Localized(en: "text", nl: "tekst")
        case .array: Localized(en: "a list", nl: "een lijst")
        case .object: Localized(en: "an object", nl: "een object")
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        self = .string(value)
    }
}
