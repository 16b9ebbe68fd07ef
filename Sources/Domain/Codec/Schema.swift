// JSON Schema (2020-12) fragments, as OpenAPI 3.1 wants them.

/// The schema of a value, with the named schemas that it refers to.
package struct Schema: Hashable, Sendable {
    /// The fragment; a `$ref` into `components/schemas` where the shape has a name.
    package let body: JSONValue
    /// The named schemas, by name: what goes into `components/schemas`.
    package let definitions: [String: JSONValue]

    /// A fragment that refers to the given named schemas.
    package init(_ body: JSONValue, definitions: [String: JSONValue] = [:]) {
        self.body = body
        self.definitions = definitions
    }

    /// A fragment of simple keywords.
    package init(_ keywords: (String, JSONValue)...) {
        self.init(.object(keywords.map { JSONMember($0.0, $0.1) }))
    }

    /// This schema under a name: the body becomes a reference.
    package func named(_ name: String) -> Schema {
        var all = definitions
        all[name] = body
        return Schema(.object(("$ref", .string("#/components/schemas/\(name)"))), definitions: all)
    }

    /// A keyword more; beside a `$ref` too, as 2020-12 allows.
    package func adding(_ keyword: String, _ value: JSONValue) -> Schema {
        guard case .object(let members) = body else { return self }
        return Schema(.object(members + [JSONMember(keyword, value)]), definitions: definitions)
    }

    /// One of several schemas.
    package static func oneOf(_ schemas: [Schema]) -> Schema {
        Schema(.object(("oneOf", .array(schemas.map(\.body)))), definitions: merged(schemas))
    }

    /// The named schemas of several schemas together.
    package static func merged(_ schemas: [Schema]) -> [String: JSONValue] {
        schemas.reduce(into: [:]) { all, schema in
            all.merge(schema.definitions) { first, second in
                precondition(first == second, "two schemas share a name")
                return first
            }
        }
    }
}
