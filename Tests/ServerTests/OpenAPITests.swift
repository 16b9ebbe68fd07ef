// The API document and the router say the same, both ways, and the checked-in copy is the document.
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Reports
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The API document")
struct OpenAPITests {
    private let table = RouteTable.all
    private var document: JSONValue { OpenAPIDocument(table: table).document() }

    @Test("every route of the router is in the document, and every operation of the document is in the router")
    func bothWays() throws {
        let parts = try ServiceParts.forDocument
        let refused = table.overshadowed.flatMap { place in place.refused.map { "\($0.rawValue) \(place.path)" } }
        let routed = Set(table.makeRouter(parts).routes.map { "\($0.method.rawValue) \($0.path.description)" })
            .subtracting(refused)
        var documented: Set<String> = []
        for path in try #require(document["paths"]?.members) {
            for operation in try #require(path.value.members) {
                documented.insert("\(operation.key.uppercased()) \(path.key)")
            }
        }
        #expect(routed == documented)
        #expect(routed.count == table.routes.count)
    }

    @Test("docs/api/openapi.json is the document that is served")
    func checkedIn() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/api/openapi.json")
        let text = OpenAPIDocument.text()
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let found = try String(contentsOf: file, encoding: .utf8)
        #expect(found == text, "\(Golden.difference(found, text))\nUPDATE_GOLDEN=1 accepts")
    }

    @Test("JSON is described as JSON, and never as a text")
    func jsonIsNoText() {
        for route in table.routes {
            for content in route.success.content where content.mediaType.hasSuffix("json") {
                #expect(content.schema != nil, "\(route.operationID)")
            }
        }
    }

    @Test("a field that tells shapes apart leads from each of its values to the shape of that name")
    func discriminators() throws {
        let schemas = try #require(document["components"]?["schemas"])
        for schema in schemas.members ?? [] {
            guard let discriminator = schema.value["discriminator"] else { continue }
            let tag = try #require(discriminator["propertyName"]?.string)
            for entry in try #require(discriminator["mapping"]?.members, "\(schema.key)") {
                let name = try #require(entry.value.string?.split(separator: "/").last)
                let property = schemas[String(name)]?["properties"]?[tag]
                #expect(property?.text.contains("\"\(entry.key)\"") == true, "\(schema.key): \(entry.key)")
            }
        }
    }

    @Test("operation ids are unique")
    func operationIDs() {
        let ids = table.routes.map(\.operationID)
        #expect(Set(ids).count == ids.count)
    }

    @Test("every parameter in a path is declared, and no other")
    func pathParameters() {
        for route in table.routes {
            let inPath = route.path.split(separator: "/").filter { $0.hasPrefix("{") }
                .map { String($0.dropFirst().dropLast()) }
            let declared = route.parameters.filter { $0.place == "path" }.map(\.name)
            #expect(inPath == declared, "\(route.operationID)")
        }
    }

    @Test("every reference leads to a schema, and every schema is referred to")
    func references() throws {
        let text = document.text
        let names = Set(try #require(document["components"]?["schemas"]?.members).map(\.key))
        var referred: Set<String> = []
        document.forEachString { key, value in
            if key == "$ref" { referred.insert(String(value.split(separator: "/").last ?? "")) }
        }
        #expect(names == referred)
        #expect(text.contains(#""openapi":"3.1.0""#))
    }

    @Test("every route says what it means and where it can go wrong")
    func descriptions() {
        for route in table.routes {
            #expect(!route.summary.isEmpty && route.summary.hasSuffix("."), "\(route.operationID)")
            #expect(route.possibleProblems.contains(.fault))
            for code in route.possibleProblems { #expect(ProblemCatalogue.known(code) != nil, "\(code.rawValue)") }
        }
    }

    @Test("every change of something that is there asks for the version it was made against")
    func versions() {
        for route in table.routes where route.method == .patch || route.method == .put {
            #expect(route.needsVersion, "\(route.operationID)")
        }
    }

    @Test("no identifier, name or birth date is taken in a path or query")
    func nothingSensitiveInAddresses() {
        let banned = ["name", "birth", "identifier", "bsn", "insz", "mrn", "lot", "token"]
        // The recall page is a bookmark: a batch number by itself is nobody's. Who received it stands in the answer alone.
        let bookmarked = ["batchesPage: lot"]
        for route in table.routes {
            for parameter in route.parameters where !parameter.name.hasSuffix("Id") {
                if bookmarked.contains("\(route.operationID): \(parameter.name)") { continue }
                let name = parameter.name.lowercased()
                #expect(!banned.contains { name.contains($0) }, "\(route.operationID): \(parameter.name)")
            }
        }
    }
}

extension JSONValue {
    /// The members, where this is an object.
    var members: [JSONMember]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// Calls the body with every text and the key it stands under.
    func forEachString(key: String = "", _ body: (String, String) -> Void) {
        switch self {
        case .string(let text): body(key, text)
        case .array(let elements): for element in elements { element.forEachString(key: key, body) }
        case .object(let members): for member in members { member.value.forEachString(key: member.key, body) }
        case .null, .bool, .number: break
        }
    }
}

extension ServiceParts {
    /// Enough to make a router; nothing of it is ever asked.
    static var forDocument: ServiceParts {
        get throws { try make() }
    }

    /// Parts whose database is away.
    static func make(settings: ServerSettings = ServerSettings()) throws -> ServiceParts {
        let registry = MetricsRegistry()
        let logger = LogLines().logger()
        return ServiceParts(
            settings: settings,
            environment: try .without,
            identity: ServiceIdentity(version: "0.0.0-test"),
            checkReadiness: { .ready },
            clock: .utc,
            metrics: RequestMetrics(registry: registry, startSeconds: 0),
            lifecycle: Lifecycle(),
            logger: logger,
            apiDocument: ByteBuffer(),
            limits: RequestLimits(settings, registry, logger)
        )
    }
}
