// JSON as a person reads it and as two versions of it are compared line by line.
import Domain

extension JSONValue {
    /// JSON for people: two spaces deeper per level, lists of plain values on one line.
    ///
    /// - Parameter depth: how deep this value stands; its first line is not indented.
    /// - Returns: the text, without a last line end.
    func indented(_ depth: Int = 0) -> String {
        let (outer, inner) = (String(repeating: "  ", count: depth), String(repeating: "  ", count: depth + 1))
        switch self {
        case .object(let members) where !members.isEmpty:
            let lines = members.map { member in
                "\(inner)\(JSONValue.string(member.key).text): \(member.value.indented(depth + 1))"
            }
            return "{\n\(lines.joined(separator: ",\n"))\n\(outer)}"
        case .array(let elements) where elements.contains(where: \.isObject):
            let lines = elements.map { inner + $0.indented(depth + 1) }
            return "[\n\(lines.joined(separator: ",\n"))\n\(outer)]"
        case .null, .bool, .number, .string, .object, .array: return text
        }
    }

    private var isObject: Bool {
        if case .object = self { true } else { false }
    }
}
