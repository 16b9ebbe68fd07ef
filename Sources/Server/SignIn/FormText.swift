// Reads what a browser sends of a form: names and values, strictly.
import Domain

/// The fields of a form (`application/x-www-form-urlencoded`).
struct FormText: Sendable {
    private let fields: [String: String]

    /// Reads a body.
    ///
    /// - Throws: `Problem` 400 for what is no form, has a field twice, or one that the route does not know.
    init(_ body: [UInt8], known: [String]) throws {
        guard let text = String(validating: body, as: UTF8.self) else { throw Problem(.unreadableBody) }
        let query = QueryText(text, itemsMax: QueryText.formItemsMax)
        let known = Set(known)
        var faults = query.faults
        var fields: [String: String] = [:]
        for item in query.items {
            guard known.contains(item.name) else {
                faults.append(
                    ProblemFault(
                        .parameter(item.name),
                        .unknownField,
                        Localized(en: "This field is not known here.", nl: "Dit veld is hier niet bekend.")
                    )
                )
                continue
            }
            fields[item.name] = item.value
        }
        guard faults.isEmpty else { throw Problem(invalid: faults) }
        self.fields = fields
    }

    /// Reads a body whose fields are pointers into the shape that the use case reads, and some others.
    ///
    /// - Parameters:
    ///   - body: what the browser sent.
    ///   - others: the names of fields that are no pointers.
    /// - Throws: `Problem` 400 as above; a pointer that leads nowhere is found by whoever reads the shape.
    init(_ body: [UInt8], pointersAnd others: [String]) throws {
        guard let text = String(validating: body, as: UTF8.self) else { throw Problem(.unreadableBody) }
        let names = QueryText(text, itemsMax: QueryText.formItemsMax).items.map(\.name).filter { FormPath($0) != nil }
        try self.init(body, known: names + others)
    }

    /// Every field with its value.
    var entries: [FormDocument.Entry] {
        fields.map { FormDocument.Entry(name: $0.key, value: $0.value) }.sorted { $0.name < $1.name }
    }

    /// The value of a field; empty where it was left out.
    subscript(_ name: String) -> String { fields[name] ?? "" }
}
