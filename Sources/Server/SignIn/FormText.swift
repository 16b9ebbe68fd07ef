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
        let query = QueryText(text)
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

    /// The value of a field; empty where it was left out.
    subscript(_ name: String) -> String { fields[name] ?? "" }
}
