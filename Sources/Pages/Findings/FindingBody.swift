// The body of a finding as the values of form fields. What no field shows is kept aside, so that a correction loses nothing.
import Domain

/// A finding's body, taken apart into texts by their pointers.
struct FindingBody {
    /// What no field has taken yet, by pointer.
    private var rest: [String: String] = [:]
    private var order: [String] = []
    /// Where elements of lists stand in the form, by where they stand in the body.
    private var places: [String: String] = [:]

    /// Takes a body apart; nil for a finding that is not there yet.
    init(_ json: JSONValue?) {
        if let json { add(json, at: "") }
    }

    private mutating func add(_ json: JSONValue, at pointer: String) {
        switch json {
        case .null: return
        case .bool(let flag): put(flag ? "true" : "false", pointer)
        case .number(let number): put(number.text, pointer)
        case .string(let text): put(text, pointer)
        // Nothing in a list is a statement too: it was looked for and not found.
        case .array(let elements):
            if elements.isEmpty { put("[]", pointer) }
            for (index, element) in elements.enumerated() { add(element, at: "\(pointer)/\(index)") }
        case .object(let members):
            if members.isEmpty, !pointer.isEmpty { put("{}", pointer) }
            for member in members { add(member.value, at: "\(pointer)/\(member.key)") }
        }
    }

    private mutating func put(_ text: String, _ pointer: String) {
        rest[pointer] = text
        order.append(pointer)
    }

    /// The text at a pointer, which then belongs to a field; empty where there is none.
    mutating func take(_ pointer: String) -> String { rest.removeValue(forKey: pointer) ?? "" }

    /// The text at a pointer, which is still for a field to take; empty where there is none.
    func peek(_ pointer: String) -> String { rest[pointer] ?? "" }

    /// Whether nothing is left of an element for a field to take.
    func isTaken(_ element: String) -> Bool { !rest.keys.contains { $0.hasPrefix("\(element)/") } }

    /// Takes a value out of a list of values.
    ///
    /// - Parameters:
    ///   - text: the value.
    ///   - list: the pointer of the list.
    /// - Returns: whether it was there.
    mutating func takeElement(_ text: String, of list: String) -> Bool {
        let found = order.first { pointer in
            rest[pointer] == text && pointer.hasPrefix("\(list)/") && Int(pointer.dropFirst(list.count + 1)) != nil
        }
        guard let found else { return false }
        rest[found] = nil
        return true
    }

    /// The elements of a list that no row of the form has yet, as pointers.
    func elements(of list: String) -> [String] {
        var found: [String] = []
        let start = "\(list)/"
        for pointer in order where pointer.hasPrefix(start) {
            let index = pointer.utf8.dropFirst(start.utf8.count).prefix { $0 != UInt8(ascii: "/") }
            guard !index.isEmpty else { continue }
            let element = start + Substring(index)
            if places[element] == nil, !found.contains(element) { found.append(element) }
        }
        return found
    }

    /// Gives an element of a list its row in the form: the first that has these members and no row yet.
    ///
    /// - Parameters:
    ///   - list: the pointer of the list in the body.
    ///   - place: the pointer of the row in the form.
    ///   - members: what tells the element from others.
    /// - Returns: the row.
    mutating func row(of list: String, at place: String, where members: [(String, String)]) -> FindingRow {
        let element = elements(of: list).first { element in
            members.allSatisfy { rest["\(element)/\($0.0)"] == $0.1 }
        }
        guard let element else { return FindingRow(element: nil, place: place) }
        places[element] = place
        for (name, _) in members { _ = take("\(element)/\(name)") }
        return FindingRow(element: element, place: place)
    }

    /// Gives an element of a list its row in the form.
    mutating func row(_ element: String, at place: String) -> FindingRow {
        places[element] = place
        return FindingRow(element: element, place: place)
    }

    /// What no field has taken, with the names under which a form sends it along.
    var leftovers: [TeamForm.Given] {
        order.compactMap { pointer in
            guard let text = rest[pointer] else { return nil }
            // The longest element that has a row decides where it goes.
            let element = places.keys.filter { pointer.hasPrefix("\($0)/") }.max { $0.count < $1.count }
            let place = element.flatMap { places[$0] }.map { $0 + pointer.dropFirst(element?.count ?? 0) } ?? pointer
            return TeamForm.Given("/body\(place)", text)
        }
    }
}

/// A row of a form that stands for an element of a list.
struct FindingRow {
    /// The pointer of the element in the body; nil for a row that nothing was recorded in yet.
    let element: String?
    /// The pointer of the row in the form.
    let place: String

    /// The name of a field of the row.
    func name(_ member: String) -> String { "/body\(place)/\(member)" }

    /// The name of a value that the page gives.
    func givenName(_ member: String) -> String { "=/body\(place)/\(member)" }

    /// What was recorded in a member.
    func take(_ member: String, _ body: inout FindingBody) -> String {
        element.map { body.take("\($0)/\(member)") } ?? ""
    }
}
