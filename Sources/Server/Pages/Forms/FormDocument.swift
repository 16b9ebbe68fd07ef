// From the fields of a form to the JSON that REST would take: a field's name is the pointer of its value.
import Domain
import FoundationEssentials

/// What a form sent, as JSON, and which field each place of it came from.
///
/// The name of a field is a JSON pointer (RFC 6901) into the shape that the use case reads, so that every fault finds its
/// field again. Three marks are added to pointers:
/// - `=` before one: the page gave the value (a row's muscle, an entry's side). A row or a part that holds nothing else was
///   left open and is left out.
/// - `~` before one: what stood in that field when the form was made. A field that still says the same is left out, so that
///   a form sends only what changed.
/// - `[]` after one: every line of the text is one element of a list.
/// - a number in one: a row of a list; rows that were left open go, and the others move up.
///
/// `[]` as the value of a list says that there is nothing in it, which is not the same as leaving it open; `{}` says so of a
/// part, for as long as none of its fields is filled in.
struct FormDocument: Sendable {
    /// The JSON.
    let json: JSONValue
    /// The fields in which something stood that was taken out: what is recorded is changed, not emptied.
    let emptied: [String]
    /// The fields that say that a list has nothing in it, of which something was filled in all the same.
    let contradicted: [String]
    /// Why what was typed is not taken for a number, by the places that ask for one.
    let misreadNumbers: [String: SchemaShape.Misread]
    private let names: [String: String]

    /// A field as a browser sends it.
    struct Entry: Sendable, Hashable {
        let name: String
        let value: String
    }

    /// Reads fields into the shape that a schema describes.
    ///
    /// - Parameters:
    ///   - entries: the fields, in any order.
    ///   - schema: of the shape: it says what is a number and what is a yes or no.
    ///   - standing: what the form itself wrote into its fields: there it is no question which number is meant.
    init(_ entries: [Entry], schema: Schema, standing: [String: String] = [:]) {
        var root = Node()
        var originals: [String: String] = [:]
        for entry in entries where FormPath(entry.name)?.isOriginal == true {
            originals[String(entry.name.dropFirst())] = entry.value.plainLines
        }
        var emptied: [String] = []
        for entry in entries {
            guard let path = FormPath(entry.name), !path.isOriginal else { continue }
            let text = entry.value.plainLines
            if let original = originals[entry.name] {
                if original == text { continue }
                if text.isEmpty { emptied.append(entry.name) }
            }
            root.insert(text, path, name: entry.name, at: path.components[...])
        }
        var notes = FormNotes(standing: standing)
        let shape = SchemaShape(schema)
        json = root.value(at: "", shape: shape, isKept: true, &notes) ?? .object([])
        names = notes.names
        contradicted = notes.contradicted.sorted()
        misreadNumbers = notes.misreadNumbers
        self.emptied = emptied.sorted()
    }

    /// The field of a fault that browsers did not send, as they do not send a choice in which nothing is chosen: its name
    /// would be the pointer. Nil where the pointer is that of a field that was sent, or leads into a row.
    func unsentField(of pointer: String) -> String? {
        let isInRow = pointer.split(separator: "/").contains { Int($0) != nil }
        let isSent = names.keys.contains { $0 == pointer || $0.hasPrefix("\(pointer)/") }
        return isInRow || isSent || pointer.isEmpty ? nil : pointer
    }

    /// The field that a fault's pointer is about: the one that was read into that place, or the first one of it.
    func field(of pointer: String) -> String? {
        // The whole input is no field.
        var place = pointer[...]
        while !place.isEmpty {
            if let name = names[String(place)] { return name }
            let within = names.filter { $0.key.hasPrefix(place + "/") }.min { $0.key < $1.key }
            if let within { return within.value }
            guard let slash = place.lastIndex(of: "/") else { return nil }
            place = place[..<slash]
        }
        return nil
    }
}

/// The name of a field, taken apart.
struct FormPath: Sendable, Hashable {
    let components: [String]
    let isGiven: Bool
    let isOriginal: Bool
    let isLines: Bool

    /// Reads a name; nil for one that is no pointer.
    init?(_ name: String) {
        var text = name[...]
        isGiven = text.hasPrefix("=")
        isOriginal = text.hasPrefix("~")
        if isGiven || isOriginal { text = text.dropFirst() }
        isLines = text.hasSuffix("[]")
        if isLines { text = text.dropLast(2) }
        guard text.hasPrefix("/"), text.utf8.count <= 300 else { return nil }
        components = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
            String($0).replacing("~1", with: "/").replacing("~0", with: "~")
        }
        guard components.count <= 12 else { return nil }
    }
}

/// What is noted while the JSON is put together.
private struct FormNotes {
    /// The names of fields by the places that they were read into.
    var names: [String: String] = [:]
    /// The names of fields that say that a list has nothing in it, though it has.
    var contradicted: [String] = []
    /// Why what was typed is not taken for a number, by place.
    var misreadNumbers: [String: SchemaShape.Misread] = [:]
    /// What the form itself wrote into its fields.
    let standing: [String: String]

    init(standing: [String: String]) { self.standing = standing }
}

/// A place of the JSON while it is put together.
private struct Node {
    private var leaf: (text: String, path: FormPath, name: String)?
    private var members: [String: Node] = [:]
    private var order: [String] = []

    mutating func insert(_ text: String, _ path: FormPath, name: String, at rest: ArraySlice<String>) {
        guard let first = rest.first else {
            leaf = (text, path, name)
            return
        }
        if members[first] == nil { order.append(first) }
        members[first, default: Node()].insert(text, path, name: name, at: rest.dropFirst())
    }

    /// Whether somebody filled in anything.
    private var isFilled: Bool {
        if let leaf, !leaf.path.isGiven, !leaf.text.isEmpty { return true }
        return members.values.contains(where: \.isFilled)
    }

    /// The value, or nil where it was left open; notes where each place came from.
    func value(
        at pointer: String,
        shape: SchemaShape,
        isKept: Bool = false,
        _ notes: inout FormNotes
    ) -> JSONValue? {
        if let leaf {
            notes.names[pointer] = leaf.name
            let hasParts = members.values.contains(where: \.isFilled)
            if let nothing = shape.nothing(leaf.text), !leaf.path.isLines {
                guard hasParts else { return nothing }
                if shape.isList { notes.contradicted.append(leaf.name) }
            } else if !leaf.text.isEmpty || !hasParts {
                return scalar(leaf, at: pointer, shape, &notes)
            }
        }
        guard isKept || isFilled else {
            noteNames(at: pointer, &notes)
            return nil
        }
        return shape.isList ? list(at: pointer, shape, &notes) : object(at: pointer, shape, &notes)
    }

    private func scalar(
        _ leaf: (text: String, path: FormPath, name: String),
        at pointer: String,
        _ shape: SchemaShape,
        _ notes: inout FormNotes
    ) -> JSONValue? {
        guard !leaf.text.isEmpty else { return nil }
        guard leaf.path.isLines else {
            let misread = notes.standing[leaf.name] == leaf.text ? nil : shape.misreadNumber(leaf.text)
            notes.misreadNumbers[pointer] = misread
            return misread == nil ? shape.value(of: leaf.text) : .string(leaf.text)
        }
        let lines = leaf.text.split(separator: "\n").map { $0.description.trimmingBlanks() }.filter { !$0.isEmpty }
        for index in lines.indices { notes.names["\(pointer)/\(index)"] = leaf.name }
        return .array(lines.map { shape.element.value(of: $0) })
    }

    private func list(at pointer: String, _ shape: SchemaShape, _ notes: inout FormNotes) -> JSONValue {
        let rows = order.sorted { (Int($0) ?? .max, $0) < (Int($1) ?? .max, $1) }
        var elements: [JSONValue] = []
        for row in rows {
            guard let node = members[row], node.isFilled || node.leaf?.text.isEmpty == false else { continue }
            if let value = node.value(at: "\(pointer)/\(elements.count)", shape: shape.element, &notes) {
                elements.append(value)
            }
        }
        return .array(elements)
    }

    private func object(at pointer: String, _ shape: SchemaShape, _ notes: inout FormNotes) -> JSONValue {
        var found: [JSONMember] = []
        for key in order {
            let escaped = key.replacing("~", with: "~0").replacing("/", with: "~1")
            if let value = members[key]?.value(at: "\(pointer)/\(escaped)", shape: shape.member(key), &notes) {
                found.append(JSONMember(key, value))
            }
        }
        return .object(found)
    }

    /// A part that was left open can be found missing: its fields are known all the same.
    private func noteNames(at pointer: String, _ notes: inout FormNotes) {
        if let leaf { notes.names[pointer] = leaf.name }
        for (key, node) in members { node.noteNames(at: "\(pointer)/\(key)", &notes) }
    }
}

extension String {
    /// As it was typed, with one kind of line end and without blanks around it.
    fileprivate var plainLines: String { replacing("\r\n", with: "\n").trimmingBlanks() }

    /// Without spaces, tabs and line ends at both ends.
    fileprivate func trimmingBlanks() -> String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
        while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
        return String(rest)
    }
}
