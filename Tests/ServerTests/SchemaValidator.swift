// Holds JSON against the schemas of the API document: the part of JSON Schema 2020-12 that the document uses.
import Domain
import FoundationEssentials

/// Says where a value does not fit its schema.
struct SchemaValidator {
    let schemas: JSONValue?

    /// A validator with the named schemas of a document.
    init(document: JSONValue) {
        schemas = document["components"]?["schemas"]
    }

    /// Every misfit, with its pointer.
    func misfits(_ value: JSONValue, _ schema: JSONValue, at pointer: String = "") -> [String] {
        var found: [String] = []
        if let reference = schema["$ref"]?.string {
            let name = String(reference.split(separator: "/").last ?? "")
            guard let target = schemas?[name] else { return ["\(pointer): no schema \(name)"] }
            found += misfits(value, target, at: pointer)
        }
        if let options = schema["oneOf"]?.array ?? schema["anyOf"]?.array {
            let fitting = options.filter { misfits(value, $0, at: pointer).isEmpty }
            if fitting.isEmpty {
                let shortest = options.map { misfits(value, $0, at: pointer) }.min { $0.count < $1.count }
                found += shortest ?? ["\(pointer): fits none"]
            }
        }
        if let type = schema["type"], !fits(value, type) { return found + ["\(pointer): is no \(type.text)"] }
        if let allowed = schema["enum"]?.array, !allowed.contains(value) { found.append("\(pointer): not in enum") }
        if let constant = schema["const"], constant != value { found.append("\(pointer): not \(constant.text)") }
        switch value {
        case .object(let members): found += objectMisfits(members, schema, pointer)
        case .array(let elements):
            if let item = schema["items"] {
                for (index, element) in elements.enumerated() {
                    found += misfits(element, item, at: "\(pointer)/\(index)")
                }
            }
            if let max = number(schema["maxItems"]), Decimal(elements.count) > max {
                found.append("\(pointer): too many")
            }
        case .number(let number):
            if let min = self.number(schema["minimum"]), number.decimal < min { found.append("\(pointer): too small") }
            if let max = self.number(schema["maximum"]), number.decimal > max { found.append("\(pointer): too large") }
        case .string(let text):
            if let max = number(schema["maxLength"]), Decimal(text.unicodeScalars.count) > max {
                found.append("\(pointer): too long")
            }
            if schema["format"]?.string == "uuid", ID<Workup>(text) == nil { found.append("\(pointer): no uuid") }
            if schema["format"]?.string == "date", LocalDate(text) == nil { found.append("\(pointer): no date") }
            if schema["format"]?.string == "date-time", Instant(text) == nil { found.append("\(pointer): no instant") }
        case .null, .bool: break
        }
        return found
    }

    private func objectMisfits(_ members: [JSONMember], _ schema: JSONValue, _ pointer: String) -> [String] {
        var found: [String] = []
        let keys = Set(members.map(\.key))
        for name in schema["required"]?.array?.compactMap(\.string) ?? [] where !keys.contains(name) {
            found.append("\(pointer)/\(name): missing")
        }
        for member in members {
            let place = "\(pointer)/\(member.key)"
            if let property = schema["properties"]?[member.key] {
                found += misfits(member.value, property, at: place)
            } else if schema["additionalProperties"] == .bool(false) {
                found.append("\(place): not declared")
            } else if let other = schema["additionalProperties"], case .object = other {
                found += misfits(member.value, other, at: place)
            }
        }
        return found
    }

    private func fits(_ value: JSONValue, _ type: JSONValue) -> Bool {
        if let types = type.array { return types.contains { fits(value, $0) } }
        switch (value, type.string) {
        case (.object, "object"), (.array, "array"), (.string, "string"), (.bool, "boolean"), (.null, "null"),
            (.number, "number"):
            return true
        case (.number(let number), "integer"): return number.integer != nil
        default: return false
        }
    }

    private func number(_ value: JSONValue?) -> Decimal? {
        guard case .number(let number) = value else { return nil }
        return number.decimal
    }
}
