// What somebody asks of the worklist, as an address: every view of it can be kept as a bookmark.
package import Domain

/// What was asked of the worklist: the filter, the place and whether it counts, as the query of an address.
package struct WorklistAsked: Sendable, Hashable {
    /// The query, in the order of the form; values are texts without a patient's name or number.
    package private(set) var items: [Item]

    /// One part of the query.
    package struct Item: Sendable, Hashable {
        /// The parameter.
        package let name: String
        /// Its value as text.
        package let value: String

        /// One part of the query.
        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What was asked; empty parts are left out.
    package init(_ items: [Item]) {
        self.items = items.filter { !$0.value.isEmpty }
    }

    /// The value of a part; nil where it was left out.
    package subscript(_ name: String) -> String? {
        get { items.first { $0.name == name }?.value }
        set {
            let place = items.firstIndex { $0.name == name }
            if let place { items.remove(at: place) }
            guard let newValue else { return }
            items.insert(Item(name: name, value: newValue), at: place ?? items.endIndex)
        }
    }

    /// The place in the list; nil for its beginning.
    package var cursor: String? { self["cursor"] }

    /// The order that was asked for.
    package var order: WorklistOrder { self["order"].flatMap(WorklistOrder.init(rawValue:)) ?? .due }

    /// Whether anything narrows the list.
    package var isNarrowed: Bool { !query.isEmpty }

    /// The parts that say which workups are meant: what a view keeps.
    package var query: [Item] { items.filter { !["cursor", "counts", "order"].contains($0.name) } }

    /// Where the list is.
    package var address: String { WorklistAsked.address("/worklist", items) }

    /// What a view keeps of it: which workups, in which order; not the place.
    package var kept: WorklistAsked {
        WorklistAsked(items.filter { !["cursor", "counts"].contains($0.name) && $0 != WorklistAsked.standardOrder })
    }

    /// What a view keeps of it, as a query without its question mark; never empty.
    package var keptQuery: String {
        let kept = kept.items.isEmpty ? [WorklistAsked.standardOrder] : kept.items
        return String(WorklistAsked.address("", kept).dropFirst())
    }

    /// Where this view can be kept under a name.
    package var keepingAddress: String { "/worklist/views?\(keptQuery)" }

    private static let standardOrder = Item(name: "order", value: WorklistOrder.due.rawValue)

    private static func address(_ path: String, _ items: [Item]) -> String {
        guard !items.isEmpty else { return path }
        let query = items.map { "\(AddressText.encoded($0.name))=\(AddressText.encoded($0.value))" }
        return "\(path)?\(query.joined(separator: "&"))"
    }

    /// The same list from another place on.
    package func at(_ cursor: String?) -> WorklistAsked {
        var other = self
        other["cursor"] = cursor
        return other
    }

    /// The same list in another order, from its beginning.
    package func ordered(by order: WorklistOrder) -> WorklistAsked {
        var other = at(nil)
        other["order"] = order.rawValue
        return other
    }

    /// The same list with how many workups there are in each state.
    package var counting: WorklistAsked {
        var other = at(nil)
        other["counts"] = "true"
        return other
    }

    /// Those of the list whose next step is in a state.
    package func nextStepIn(_ state: StepState?) -> WorklistAsked {
        var other = at(nil)
        (other["counts"], other["nextState"]) = (nil, state?.rawValue ?? "none")
        return other
    }
}
