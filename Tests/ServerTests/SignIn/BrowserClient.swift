// A browser for tests: keeps cookies as a browser does, says where a request began, and holds every cookie to the rules.
import Domain
import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Records
import Synchronization
import TestSupport
import Testing
import UseCases

@testable import Server

/// Speaks to the service as a browser.
final class BrowserClient: Sendable {
    let client: any TestClientProtocol
    let door: TestDoor
    private let jar = Mutex<[String: String]>([:])

    init(_ client: any TestClientProtocol, _ door: TestDoor) {
        self.client = client
        self.door = door
    }

    /// Runs a test against a service whose users sign in.
    static func run(
        _ service: TestService = TestService(),
        criteria: @escaping Evaluator = TestCriteria.evaluate,
        _ body: @Sendable @escaping (BrowserClient) async throws -> Void
    ) async throws {
        try await TestDatabase.withClinic(criteria: criteria) { clinic in
            let door = TestDoor(clinic)
            try await service.run(environment: door.environment) { client in
                try await body(BrowserClient(client, door))
            }
        }
    }

    /// The cookies that are kept now.
    var cookies: [String: String] { jar.withLock { $0 } }

    /// The cookie of the session.
    var session: String? { cookies[CookieName.session.text] }

    /// The field that a request carries.
    var cookieField: String { cookieField(from: "same-origin") }

    /// What a browser sends along with a link or a redirect that began on a site: from elsewhere only what is `Lax`.
    private func cookieField(from site: String?) -> String {
        let sent = cookies.filter {
            site != "cross-site" || [CookieName.provider, .language].map(\.text).contains($0.key)
        }
        return sent.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")
    }

    /// Sends a request as the page of a site.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String? = nil,
        type: String? = nil,
        site: String? = "same-origin",
        origin: String? = nil,
        language: Language = .en
    ) async throws -> TestResponse {
        var headers: HTTPFields = [.acceptLanguage: language.rawValue]
        headers[.secFetchSite] = site
        headers[.origin] = origin
        headers[.contentType] = type
        let cookies = cookieField(from: site)
        if !cookies.isEmpty { headers[.cookie] = cookies }
        let response = try await client.execute(
            uri: path,
            method: method,
            headers: headers,
            body: body.map { ByteBuffer(string: $0) }
        )
        #expect(response.headers.isCareful, "\(method) \(path)")
        keep(response)
        return response
    }

    /// Sends JSON.
    func json(_ method: HTTPRequest.Method, _ path: String, _ value: JSONValue? = nil) async throws -> TestResponse {
        try await send(method, path, value?.text, type: value == nil ? nil : "application/json")
    }

    /// Sends a form.
    func form(
        _ path: String,
        _ fields: [(String, String)] = [],
        language: Language = .en
    ) async throws -> TestResponse {
        let text = fields.map { "\(QueryText.encoded($0.0))=\(QueryText.encoded($0.1))" }.joined(separator: "&")
        return try await send(.post, path, text, type: "application/x-www-form-urlencoded", language: language)
    }

    /// Signs in as a user for the first time, by the JSON routes.
    func enrol(_ login: String = "neurologist") async throws {
        try await door.setPassword(of: login)
        let first = try await json(
            .post,
            "/api/v1/session",
            .object(("login", .string(login)), ("password", .string(TestDoor.password)))
        )
        #expect(first.status == .ok)
        let code = try await door.code(login)
        let second = try await json(
            .post,
            "/api/v1/session/new-factor/confirmation",
            .object(("code", .string(code)))
        )
        #expect(second.status == .ok)
    }

    /// Every `Set-Cookie` has every attribute, and nothing else.
    private func keep(_ response: TestResponse) {
        for field in response.headers[values: .setCookie] {
            let parts = field.split(separator: ";").map { $0.trimmingSpaces() }
            let pair = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            #expect(pair.count == 2 && pair[0].hasPrefix("__Host-workup"), "\(field)")
            let attributes = Set(parts.dropFirst().filter { !$0.hasPrefix("Max-Age=") })
            let lax = [CookieName.provider.text, CookieName.language.text]
            let sameSite = lax.contains(pair[0]) ? "Lax" : "Strict"
            #expect(attributes == ["Path=/", "Secure", "HttpOnly", "SameSite=\(sameSite)"], "\(field)")
            let isRemoval = parts.contains("Max-Age=0")
            #expect(pair[1].isEmpty == isRemoval)
            jar.withLock { $0[pair[0]] = isRemoval ? nil : pair[1] }
        }
    }
}
