// The OpenAPI 3.1 document, made from the route table: it can not say anything else than what the router does.
import Domain
import HTTPTypes

/// Writes the API document.
package struct OpenAPIDocument {
    let table: RouteTable

    /// The version of the interface, which is not that of the program: additions count up the second number.
    static let version = "1.0.0"

    /// The document of the whole service as a person reads it, indented: `docs/api/openapi.json`.
    package static func text() -> String { OpenAPIDocument(table: .all).document().indented() + "\n" }

    /// Every route in the table, except the pages for people.
    func document() -> JSONValue {
        var schemas: [String: JSONValue] = [:]
        for schema in table.routes.flatMap(\.schemas) + [ProblemSchema.problem] {
            schemas.merge(schema.definitions) { first, _ in first }
        }
        return .object(
            ("openapi", "3.1.0"),
            ("info", info),
            ("servers", .array([.object(("url", "/"), ("description", "The service that gave this document."))])),
            ("tags", .array(tags)),
            ("paths", .object(paths)),
            ("components", .object(components(schemas)))
        )
    }

    private var info: JSONValue {
        .object(
            ("title", "Workup"),
            ("version", .string(OpenAPIDocument.version)),
            ("summary", "Follows one patient from a question to a diagnosis and a treatment chosen together."),
            ("description", .string(OpenAPIDocument.description)),
            ("license", .object(("name", "Apache-2.0"), ("identifier", "Apache-2.0")))
        )
    }

    private static let description = """
        JSON in camelCase. Dates are `YYYY-MM-DD`, instants RFC 3339 in UTC, measured values exact decimals. \
        Every document carries its version as `ETag`; a change names it in `If-Match`. A POST may carry an \
        `Idempotency-Key`: the same key with the same request gives the stored answer. Reads take `asOf`. \
        Unknown fields and unknown query parameters are refused. Errors are RFC 9457 problem documents that list \
        every fault; text follows `Accept-Language` (`en`, `nl`).
        """

    private var tags: [JSONValue] {
        let used = Set(table.routes.map(\.tag))
        return RouteTag.allCases.filter(used.contains).map {
            .object(("name", .string($0.rawValue)), ("description", .string($0.summary)))
        }
    }

    private var paths: [JSONMember] {
        var order: [String] = []
        var operations: [String: [JSONMember]] = [:]
        for route in table.routes {
            if operations[route.path] == nil { order.append(route.path) }
            operations[route.path, default: []].append(
                JSONMember(route.method.rawValue.lowercased(), OpenAPIOperation(route: route).value)
            )
        }
        return order.map { JSONMember($0, .object(operations[$0] ?? [])) }
    }

    private func components(_ schemas: [String: JSONValue]) -> [JSONMember] {
        let sorted = schemas.sorted { $0.key < $1.key }.map { JSONMember($0.key, $0.value) }
        let token: JSONValue = .object(
            ("type", "http"),
            ("scheme", "bearer"),
            ("description", "A token made with `workup token create`.")
        )
        let session: JSONValue = .object(
            ("type", "apiKey"),
            ("in", "cookie"),
            ("name", .string(CookieName.session.text)),
            (
                "description",
                "The session of somebody who signed in. What changes something has to come from a page of this service."
            )
        )
        return [
            JSONMember("schemas", .object(sorted)),
            JSONMember("securitySchemes", .object(("token", token), ("session", session))),
        ]
    }
}

extension Route {
    /// Every schema that the route refers to.
    var schemas: [Schema] {
        parameters.map(\.schema) + [body].compactMap(\.self) + success.content.compactMap(\.schema)
    }
}
