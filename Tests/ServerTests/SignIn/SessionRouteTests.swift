// Signing in over HTTP: cookies, stages, sessions beside tokens, and what other sites cannot do.
import Domain
import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("Sessions over HTTP", .database(.clinic))
struct SessionRouteTests {
    private static let signIn: JSONValue = .object(
        ("login", "neurologist"),
        ("password", .string(TestDoor.password))
    )

    @Test("a password alone opens nothing but the second factor")
    func stages() async throws {
        try await BrowserClient.run { browser in
            try await browser.enrol()
            _ = try await browser.json(.delete, "/api/v1/session")
            let begun = try await browser.json(.post, "/api/v1/session", Self.signIn)
            #expect(try begun.json["stage"] == "factor")
            for route in RouteTable.all.routes where route.needsToken {
                let response = try await browser.json(route.method, AuthorisationTests.path(route))
                #expect(response.status == .unauthorized, "\(route.operationID)")
                #expect(try response.problem == "sign-in-unfinished", "\(route.operationID)")
            }
            let code = JSONValue.object(("code", "000000"))
            #expect(try await browser.json(.post, "/api/v1/session/step-up", code).status == .conflict)
            #expect(try await browser.json(.get, "/api/v1/session/new-factor").status == .conflict)
            browser.door.waitForCode()
            let right = JSONValue.object(("code", .string(try await browser.door.code())))
            #expect(try await browser.json(.post, "/api/v1/session/factor", right).status == .ok)
            #expect(try await browser.json(.get, "/api/v1/workups").status == .ok)
        }
    }

    @Test("a session does what the role of its user may, as a token does")
    func roles() async throws {
        try await BrowserClient.run { browser in
            try await browser.enrol("nurse")
            let shown = try await browser.json(.get, "/api/v1/session").json
            #expect(shown["login"] == "nurse" && shown["role"] == "nurse" && shown["stage"] == "full")
            #expect(try await browser.json(.get, "/api/v1/workups").status == .ok)
            let patient = JSONValue.object(("familyName", "Test"), ("sex", "male"))
            #expect(try await browser.json(.post, "/api/v1/patients", patient).status == .created)
            let audit = try await browser.json(.get, "/api/v1/audit")
            #expect(audit.status == .forbidden)
            #expect(try audit.problem == "role-may-not")
        }
    }

    @Test("each step gives a new token, and the one before counts no more")
    func tokens() async throws {
        try await BrowserClient.run { browser in
            try await browser.door.setPassword()
            _ = try await browser.json(.post, "/api/v1/session", Self.signIn)
            let first = try #require(browser.session)
            let code = JSONValue.object(("code", .string(try await browser.door.code())))
            let confirmed = try await browser.json(.post, "/api/v1/session/new-factor/confirmation", code)
            #expect(try confirmed.json["recoveryCodes"]?.array?.count == 10)
            let second = try #require(browser.session)
            browser.door.waitForCode()
            let next = JSONValue.object(("code", .string(try await browser.door.code())))
            #expect(try await browser.json(.post, "/api/v1/session/step-up", next).status == .ok)
            let third = try #require(browser.session)
            #expect(Set([first, second, third]).count == 3)
            for (token, status) in [(first, HTTPResponse.Status.unauthorized), (second, .unauthorized), (third, .ok)] {
                let response = try await browser.client.execute(
                    uri: "/api/v1/session",
                    method: .get,
                    headers: [.cookie: "\(CookieName.session.text)=\(token)"]
                )
                #expect(response.status == status)
            }
        }
    }

    @Test("signing out ends the session at once, and the browser is told to forget")
    func signOut() async throws {
        try await BrowserClient.run { browser in
            try await browser.enrol()
            let field = browser.cookieField
            let response = try await browser.json(.delete, "/api/v1/session")
            #expect(response.status == .ok)
            #expect(response.headers[.clearSiteData] == #""cache", "storage""#)
            #expect(browser.session == nil)
            let old = try await browser.client.execute(
                uri: "/api/v1/workups",
                method: .get,
                headers: [.cookie: field]
            )
            #expect(old.status == .unauthorized)
            #expect(try old.problem == "session-ended")
        }
    }

    @Test(
        "no session: wrong, empty, twice, or another cookie's",
        arguments: [
            "__Host-workup=", "__Host-workup=ws_0", "__Host-workup", "__Host-workup=a; __Host-workup=b",
            "__Host-workup=\(String(repeating: "a", count: 5_000))", "__Host-workup=ws_é",
        ]
    )
    func badCookies(field: String) async throws {
        try await BrowserClient.run { browser in
            let response = try await browser.client.execute(
                uri: "/api/v1/workups",
                method: .get,
                headers: [.cookie: field]
            )
            #expect(response.status == .unauthorized)
        }
    }

    @Test(
        "no token: wrong schemes, spaces, lengths, other kinds of secrets",
        arguments: [
            "", "Bearer", "Bearer ", "Basic YTpi", "bearer wu_", "Bearer wu_0", "Bearer a b",
            "Bearer wu_\(String(repeating: "0", count: 64))", "Bearer ws_\(String(repeating: "0", count: 64))",
            "Bearer \(String(repeating: "a", count: 600))",
            "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.", "Token wu_0", "Bearer 'or 1=1", "Bearer null",
            "Digest username=a",
        ]
    )
    func badTokens(field: String) async throws {
        try await BrowserClient.run { browser in
            let response = try await browser.client.execute(
                uri: "/api/v1/workups",
                method: .get,
                headers: [.authorization: field]
            )
            #expect(response.status == .unauthorized)
            #expect(try response.problem == "token-refused")
        }
    }

    @Test("a session's token is no API token, nor the other way round")
    func otherKind() async throws {
        try await BrowserClient.run { browser in
            try await browser.enrol()
            let token = try #require(browser.session)
            let response = try await browser.client.execute(
                uri: "/api/v1/workups",
                method: .get,
                headers: [.authorization: "Bearer \(token)"]
            )
            #expect(response.status == .unauthorized)
        }
    }

    @Test("every route that changes something refuses what another site sends, for whoever is signed in")
    func crossSite() async throws {
        try await BrowserClient.run { browser in
            try await browser.enrol()
            for route in RouteTable.all.routes where route.isUnsafe {
                let path = AuthorisationTests.path(route)
                let body = AuthorisationTests.bodies[route.operationID]
                let type = route.form != nil ? "application/x-www-form-urlencoded" : "application/json"
                let text = body?.text ?? (route.form != nil ? "" : nil)
                for (site, origin) in [
                    ("cross-site", nil), ("same-site", nil), ("cross-site", "http://127.0.0.1:8080"), (nil, "null"),
                    (nil, "https://evil.example"), (nil, "http://127.0.0.1:8080.evil.example"), (nil, nil),
                ] as [(String?, String?)] {
                    let response = try await browser.send(
                        route.method,
                        path,
                        text,
                        type: text == nil ? nil : type,
                        site: site,
                        origin: origin
                    )
                    #expect(response.status == .forbidden, "\(route.operationID) \(site ?? "-") \(origin ?? "-")")
                    #expect(try response.problem == "cross-site")
                }
            }
            #expect(try await browser.json(.get, "/api/v1/session").status == .ok)
        }
    }

    @Test("what is sent from the service's own pages passes, by either field")
    func sameSite() async throws {
        var service = TestService()
        service.settings.origin = "https://workup.example.org"
        try await BrowserClient.run(service) { browser in
            try await browser.enrol()
            let patient = #"{"familyName":"Test","sex":"male"}"#
            for (site, origin, isTaken) in [
                ("same-origin", nil, true), ("none", nil, true), (nil, "https://workup.example.org", true),
                (nil, "http://127.0.0.1:8080", false), (nil, "https://workup.example.org:444", false),
            ] as [(String?, String?, Bool)] {
                let response = try await browser.send(
                    .post,
                    "/api/v1/patients",
                    patient,
                    type: "application/json",
                    site: site,
                    origin: origin
                )
                #expect(response.status == (isTaken ? .created : .forbidden), "\(site ?? "-") \(origin ?? "-")")
            }
        }
    }

    @Test("a program with a token and no cookie need not say where it is from, and takes no form for JSON")
    func programs() async throws {
        try await ClinicClient.run { clinic in
            let patient: JSONValue = .object(("familyName", "Test"), ("sex", "male"))
            #expect(try await clinic.send(.post, "/api/v1/patients", patient).status == .created)
            for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
                let response = try await clinic.client.execute(
                    uri: "/api/v1/patients",
                    method: .post,
                    headers: [.authorization: "Bearer \(clinic.tokens[.neurologist] ?? "")", .contentType: type],
                    body: ByteBuffer(bytes: patient.bytes)
                )
                #expect(response.status == .unsupportedMediaType)
            }
        }
    }

    @Test("wrong attempts are told when to come back")
    func delayed() async throws {
        try await BrowserClient.run { browser in
            let wrong = JSONValue.object(("login", "neurologist"), ("password", "wrong"))
            for _ in 0..<10 {
                #expect(try await browser.json(.post, "/api/v1/session", wrong).status == .unauthorized)
            }
            let response = try await browser.json(.post, "/api/v1/session", wrong)
            #expect(response.status == .tooManyRequests)
            #expect(response.headers[.retryAfter] == "30")
        }
    }
}
