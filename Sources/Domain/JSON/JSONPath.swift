// Where a reader is: kept as steps, turned into an RFC 6901 pointer only when there is a fault to tell.

/// The way from the root of an input to a value.
struct JSONPath {
    enum Step {
        case key(String)
        case index(Int)
    }

    private var steps: [Step] = []

    var count: Int { steps.count }

    mutating func push(_ step: Step) {
        steps.append(step)
    }

    mutating func pop() {
        steps.removeLast()
    }

    /// Goes back to a place further out.
    mutating func truncate(to count: Int) {
        steps.removeSubrange(count...)
    }

    /// The RFC 6901 pointer, with `~` and `/` in keys escaped.
    var pointer: String {
        var text = ""
        for step in steps {
            text += "/"
            switch step {
            case .index(let index): text += String(index)
            case .key(let key): text += JSONPath.escaped(key)
            }
        }
        return text
    }

    /// A key as it stands in a pointer. Keys beyond any that we know are cut: a hundred faults below a key of a megabyte
    /// must not become an answer of a hundred.
    static func escaped(_ key: String) -> String {
        let key = key.utf8.count <= keyBytesMax ? key : String(key.unicodeScalars.prefix(keyBytesMax / 4)) + "…"
        guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return key }
        return key.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    private static let keyBytesMax = 200
}
