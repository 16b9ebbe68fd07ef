// A caller of the API for tests: a token of each role, and every answer held against the API document.
import Domain
import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Records
import TestSupport
import Testing
import UseCases

@testable import Server

/// Speaks to the service as users of the test clinic.
struct ClinicClient: Sendable {
    let client: any TestClientProtocol
    let tokens: [Role: String]
    let clinic: TestClinic

    private static let document = OpenAPIDocument(table: .all).document()

    /// Runs a test against a service on the test's own clinic.
    static func run(
        _ service: TestService = TestService(),
        _ setup: TestingSetup = .router,
        _ body: @Sendable @escaping (ClinicClient) async throws -> Void
    ) async throws {
        // Answers that a test can foretell: routes are what is tested here.
        try await TestDatabase.withClinic(criteria: TestCriteria.evaluate) { clinic in
            let tokens = try await makeTokens(clinic)
            try await service.run(setup, environment: clinic.environment) { client in
                try await body(ClinicClient(client: client, tokens: tokens, clinic: clinic))
            }
        }
    }

    /// A token for a user of each role.
    static func makeTokens(_ clinic: TestClinic) async throws -> [Role: String] {
        let outside = clinic.environment
        let environment = UseCases.Environment(
            record: outside.record,
            criteria: outside.criteria,
            criteriaSets: outside.criteriaSets,
            now: outside.now,
            day: outside.day,
            makeUUID: outside.makeUUID,
            makeSecret: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }
        )
        var tokens: [Role: String] = [:]
        for role in Role.allCases {
            let answer = try await CreateToken.run(
                CreateToken.Input(login: role.rawValue.lowercased(), name: "test", expiresAt: nil),
                call: TestClinic.machine,
                in: environment
            )
            tokens[role] = try JSONReader.read(answer.body)["token"]?.string
        }
        return tokens
    }

    /// Sends a request and holds the answer against the document.
    @discardableResult
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ json: JSONValue? = nil,
        as role: Role = .neurologist,
        version: Int? = nil,
        key: String? = nil,
        language: Language = .en
    ) async throws -> TestResponse {
        var headers: HTTPFields = [.acceptLanguage: language.rawValue]
        headers[.authorization] = "Bearer \(tokens[role] ?? "")"
        if json != nil { headers[.contentType] = "application/json" }
        if let version { headers[.ifMatch] = "\"\(version)\"" }
        if let key { headers[.idempotencyKey] = key }
        let response = try await client.execute(
            uri: path,
            method: method,
            headers: headers,
            body: json.map { ByteBuffer(bytes: $0.bytes) }
        )
        try ClinicClient.check(response, method, path)
        return response
    }

    /// The status is in the document for this route, the fields are there, and JSON fits its schema.
    private static func check(_ response: TestResponse, _ method: HTTPRequest.Method, _ path: String) throws {
        #expect(response.headers.isCareful, "\(method) \(path)")
        let pieces = path.split(separator: "?")[0].split(separator: "/")
        let route = try #require(
            RouteTable.all.routes.first { route in
                let parts = route.path.split(separator: "/")
                return route.method == method && parts.count == pieces.count
                    && zip(parts, pieces).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
            }
        )
        let operation = document["paths"]?[route.path]?[method.rawValue.lowercased()]
        let answer = try #require(
            operation?["responses"]?[String(response.status.code)],
            "\(route.operationID) answered \(response.status.code), which its document does not know: \(response.text)"
        )
        for header in answer["headers"]?.members ?? [] where header.value["required"] == .bool(true) {
            let name = try #require(HTTPField.Name(header.key))
            #expect(response.headers[name] != nil, "\(route.operationID): \(header.key) is missing")
        }
        let type = String(response.headers[.contentType]?.split(separator: ";").first ?? "")
        let content = try #require(answer["content"]?[type], "\(route.operationID): \(type) is not declared")
        guard type.hasSuffix("json"), let schema = content["schema"] else { return }
        let misfits = SchemaValidator(document: document).misfits(try response.json, schema)
        #expect(misfits.isEmpty, "\(route.operationID): \(misfits.prefix(10))")
    }
}

extension TestResponse {
    /// The version that the ETag names.
    var version: Int? { headers[.eTag].flatMap { EntityTag.version($0) } }

    /// The last part of the `Location`.
    var locationID: String { headers[.location].map { String($0.split(separator: "/").last ?? "") } ?? "" }

    /// The type of the problem.
    var problem: String? {
        get throws { try json["type"]?.string.map { String($0.dropFirst("/problems/".count)) } }
    }
}
