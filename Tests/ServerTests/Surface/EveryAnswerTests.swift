// What every answer of every route carries, made from the route table: a new route is in it by itself.
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("Every answer", .database(.clinic))
struct EveryAnswerTests {
    private static let foreign = "https://evil.example.org"

    /// Who calls.
    enum Caller: CaseIterable, Sendable {
        case nobody, neurologist, administrator
    }

    private func execute(
        _ route: Route,
        _ clinic: ClinicClient,
        as caller: Caller,
        _ headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        if caller != .nobody {
            headers[.authorization] =
                "Bearer \(clinic.tokens[caller == .neurologist ? .neurologist : .administrator] ?? "")"
        }
        if route.needsVersion { headers[.ifMatch] = "\"1\"" }
        var body: ByteBuffer?
        if let json = AuthorisationTests.bodies[route.operationID] {
            headers[.contentType] = "application/json"
            body = ByteBuffer(bytes: json.bytes)
        } else if let form = route.form {
            headers[.contentType] = "application/x-www-form-urlencoded"
            body = ByteBuffer(string: form.map { "\($0)=x" }.joined(separator: "&"))
        }
        return try await clinic.client.execute(
            uri: AuthorisationTests.path(route),
            method: route.method,
            headers: headers,
            body: body
        )
    }

    @Test("every answer of every route keeps browsers and caches careful, whoever calls", arguments: Caller.allCases)
    func careful(caller: Caller) async throws {
        var service = TestService()
        service.settings.hasOwnTLS = true
        try await ClinicClient.run(service) { clinic in
            for route in RouteTable.all.routes {
                let response = try await execute(route, clinic, as: caller)
                #expect(response.headers.isCareful, "\(route.operationID)")
                #expect(response.headers[.strictTransportSecurity] == "max-age=31536000; includeSubDomains")
                // A caller of another site, where a browser would ask whether it may look.
                let foreign = try await execute(route, clinic, as: caller, [.origin: Self.foreign])
                for answer in [response, foreign] {
                    for field in answer.headers {
                        #expect(!field.name.canonicalName.hasPrefix("access-control-"), "\(route.operationID)")
                    }
                    EveryAnswerTests.checkCookies(answer, route)
                    EveryAnswerTests.checkPage(answer, route)
                }
            }
        }
    }

    private static func checkCookies(_ response: TestResponse, _ route: Route) {
        let pattern =
            /__Host-[a-z-]+=[A-Za-z0-9_-]*; Path=\/; Secure; HttpOnly; SameSite=(Strict|Lax)(; Max-Age=[0-9]+)?/
        for cookie in response.headers[values: .setCookie] {
            #expect(cookie.wholeMatch(of: pattern) != nil, "\(route.operationID): \(cookie.prefix(20))")
        }
    }

    /// What the policy would not let through is not there in the first place.
    private static func checkPage(_ response: TestResponse, _ route: Route) {
        guard response.headers[.contentType]?.hasPrefix("text/html") == true else { return }
        let text = response.text.lowercased()
        // The one script of pages comes from a file of ours; reports have none.
        let scripts = text.ranges(of: "<script").count
        #expect(scripts <= 1 && scripts == text.ranges(of: #"<script type="module" src="/files/workup-"#).count)
        for banned in ["<style", " style=", "javascript:", " onload=", " onclick=", "http-equiv"] {
            #expect(!text.contains(banned), "\(route.operationID): \(banned)")
        }
    }

    @Test("what no route knows, and a fault of ours, are as careful")
    func errors() async throws {
        struct Fault: Error {}
        var service = TestService()
        service.settings.hasOwnTLS = true
        service.routes = [.probe(.get) { _ in throw Fault() }]
        try await service.run(environment: try .without) { client in
            for (path, method, status) in [
                ("/nothing", HTTPRequest.Method.get, 404), ("/probe", .get, 500), ("/probe", .delete, 405),
                ("/probe?a=1", .get, 400),
            ] {
                let response = try await client.execute(uri: path, method: method, headers: [.origin: Self.foreign])
                #expect(response.status.code == status)
                #expect(response.headers.isCareful)
                #expect(response.headers[.strictTransportSecurity] == "max-age=31536000; includeSubDomains")
                #expect(!response.headers.contains { $0.name.canonicalName.hasPrefix("access-control-") })
            }
        }
    }

    @Test("a browser that asks for another site whether it may is answered with no")
    func preflight() async throws {
        try await TestService().run(environment: try .without) { client in
            for route in RouteTable.all.routes {
                let response = try await client.execute(
                    uri: AuthorisationTests.path(route),
                    method: .options,
                    headers: [
                        .origin: Self.foreign, HTTPField.Name("Access-Control-Request-Method")!: route.method.rawValue,
                    ]
                )
                #expect(response.status == .methodNotAllowed, "\(route.operationID)")
                #expect(!response.headers.contains { $0.name.canonicalName.hasPrefix("access-control-") })
            }
        }
    }

    @Test("a path answers only to the methods it has")
    func methods() async throws {
        let all: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete, .options, .trace, .connect]
        try await TestService().run(environment: try .without) { client in
            for path in Set(RouteTable.all.routes.map { AuthorisationTests.path($0) }) {
                let known = RouteTable.all.methods(of: path)
                for method in all where !known.contains(method) {
                    let response = try await client.execute(uri: path, method: method)
                    #expect(response.status == .methodNotAllowed, "\(method) \(path)")
                    #expect(response.headers[.allow]?.isEmpty == false)
                }
            }
        }
    }

    @Test("a route with a body takes only its own kind of content")
    func contentTypes() async throws {
        try await ClinicClient.run { clinic in
            for route in RouteTable.all.routes where route.bodyKind != .none && !route.needsSession {
                for type in ["text/plain", "application/xml", "multipart/form-data", "text/json", nil] as [String?] {
                    var headers: HTTPFields = [:]
                    if route.needsToken {
                        let role = try #require(route.permission?.roles.first)
                        headers[.authorization] = "Bearer \(clinic.tokens[role] ?? "")"
                    }
                    if route.form != nil { headers[.secFetchSite] = "same-origin" }
                    if route.needsVersion { headers[.ifMatch] = "\"1\"" }
                    headers[.contentType] = type
                    let response = try await clinic.client.execute(
                        uri: AuthorisationTests.path(route),
                        method: route.method,
                        headers: headers,
                        body: ByteBuffer(string: "{}")
                    )
                    #expect(response.status == .unsupportedMediaType, "\(route.operationID) \(type ?? "none")")
                }
            }
        }
    }

    @Test("what comes as JSON says so, and text says its character set")
    func responseTypes() async throws {
        try await ClinicClient.run { clinic in
            for route in RouteTable.all.routes {
                let response = try await execute(route, clinic, as: .neurologist)
                let type = try #require(response.headers[.contentType], "\(route.operationID)")
                #expect(type.hasSuffix("json") || type.hasSuffix("; charset=utf-8"), "\(route.operationID): \(type)")
            }
        }
    }
}

@Suite("Where the numbers are given out")
struct MetricsListenerTests {
    @Test("the numbers are not among what people and programs can ask for, and stand on a listener of their own")
    func apart() async throws {
        #expect(!RouteTable.all.routes.contains { $0.path.contains("metrics") })
        #expect(RouteTable.metrics.routes.map(\.path) == ["/metrics"])
        try await TestService().run(environment: try .without) { client in
            let response = try await client.execute(uri: "/metrics", method: .get)
            #expect(response.status == .notFound)
        }
    }
}
