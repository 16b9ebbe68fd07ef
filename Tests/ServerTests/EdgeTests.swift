// The HTTP edge without a database: problems, limits, fields, languages, the log line.
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Pages
import TestSupport
import Testing
import UseCases

@testable import Server

@Suite("The HTTP edge")
struct EdgeTests {
    @Test("an unknown path is a 404 problem with every security field", arguments: ["/nothing", "/api/v1/nothing"])
    func unknownPath(path: String) async throws {
        try await TestService().run(environment: try .without) { client in
            let response = try await client.execute(uri: path, method: .get)
            #expect(response.status == .notFound)
            #expect(response.headers[.contentType] == "application/problem+json")
            #expect(try response.json["type"]?.string == "/problems/not-found")
            #expect(response.headers.isCareful)
            #expect(try response.json["requestId"]?.string == response.headers[.xRequestID])
        }
    }

    @Test("a known path with another method is a 405 problem that names the methods")
    func wrongMethod() async throws {
        try await TestService().run(environment: try .without) { client in
            let response = try await client.execute(uri: "/health/live", method: .delete)
            #expect(response.status == .methodNotAllowed)
            #expect(response.headers[.allow] == "GET, HEAD")
            #expect(response.headers.isCareful)
        }
    }

    @Test("HEAD answers as GET, without a body")
    func head() async throws {
        try await TestService().run(environment: try .without) { client in
            let response = try await client.execute(uri: "/health/live", method: .head)
            #expect(response.status == .ok)
            #expect(response.body.readableBytes == 0)
        }
    }

    @Test(
        "a query that is not known, doubled or not decodable is refused, all faults at once",
        arguments: [
            ("a=1&b=2", ["a", "b"]), ("a=%zz", ["a"]), ("a=%ff", ["a"]), ("a=%00", ["a"]), ("a=1&a=2", ["a", "a"]),
        ]
    )
    func unknownQuery(query: String, names: [String]) async throws {
        try await TestService().run(environment: try .without) { client in
            let response = try await client.execute(uri: "/health/live?\(query)", method: .get)
            #expect(response.status == .badRequest)
            let faults = try #require(try response.json["faults"]?.array)
            #expect(faults.compactMap { $0["parameter"]?.string } == names)
        }
    }

    @Test("an unknown error is a 500 that shows nothing of the inside; the log has it")
    func fault() async throws {
        struct Secret: Error, CustomStringConvertible { let description = "the inside" }
        var service = TestService()
        service.routes = [.probe(.get) { _ in throw Secret() }]
        try await service.run(environment: try .without) { client in
            let response = try await client.execute(uri: "/probe", method: .get)
            #expect(response.status == .internalServerError)
            #expect(!response.text.contains("inside"))
            #expect(try response.json["type"]?.string == "/problems/internal-fault")
            #expect(response.headers.isCareful)
        }
        #expect(service.log.all.contains { $0.contains("the inside") && $0.contains(#""level":"error""#) })
    }

    @Test(
        "every category has its status, and tells when to try again where that helps",
        arguments: UseCaseError.Category.allCases
    )
    func categories(category: UseCaseError.Category) async throws {
        let expected: [UseCaseError.Category: Int] = [
            .invalidInput: 400, .unauthenticated: 401, .forbidden: 403, .notFound: 404, .conflict: 409,
            .preconditionFailed: 412, .preconditionRequired: 428, .tooLarge: 413, .tooMany: 429, .busy: 503,
            .unavailable: 503, .outcomeUnknown: 503, .fault: 500,
        ]
        var service = TestService()
        service.routes = [
            .probe(.get) { _ in
                throw UseCaseError(category, "some-code", en: "English words", nl: "Nederlandse woorden")
            }
        ]
        try await service.run(environment: try .without) { client in
            let response = try await client.execute(uri: "/probe", method: .get, headers: [.acceptLanguage: "nl"])
            #expect(response.status.code == expected[category])
            let detail = try response.json["detail"]?.string
            #expect(category == .fault ? detail != "Nederlandse woorden" : detail == "Nederlandse woorden")
            #expect(response.headers[.contentLanguage] == "nl")
            #expect((response.headers[.retryAfter] != nil) == [429, 503].contains(response.status.code))
            #expect((response.headers[.wwwAuthenticate] != nil) == (response.status == .unauthorized))
        }
    }

    @Test("faults, current version and legal states stand in the problem document")
    func extras() async throws {
        var service = TestService()
        service.routes = [
            .probe(.get) { _ in
                var error = UseCaseError.stale(current: 7)
                error.legalStates = [.requested, .scheduled]
                error.faults = [Fault("/a/0", .missing, en: "is missing", nl: "ontbreekt")]
                throw error
            }
        ]
        try await service.run(environment: try .without) { client in
            let response = try await client.execute(uri: "/probe", method: .get)
            #expect(response.status == .preconditionFailed)
            #expect(response.headers[.eTag] == "\"7\"")
            let json = try response.json
            #expect(json["currentVersion"] == .integer(7))
            #expect(json["legalStates"] == .array(["requested", "scheduled"]))
            #expect(
                json["faults"]
                    == .array([.object(("pointer", "/a/0"), ("code", "missing"), ("message", "is missing"))])
            )
        }
    }

    @Test("a request that takes too long ends as a 503 at its deadline")
    func deadline() async throws {
        var service = TestService()
        service.settings.requestSecondsMax = 1
        service.routes = [
            .probe(.get) { _ in
                try await Task.sleep(for: .seconds(20))
                return .json([])
            }
        ]
        try await service.run(environment: try .without) { client in
            let started = ContinuousClock.now
            let response = try await client.execute(uri: "/probe", method: .get)
            #expect(response.status == .serviceUnavailable)
            #expect(try response.json["type"]?.string == "/problems/deadline-exceeded")
            #expect(response.headers[.retryAfter] == "1")
            #expect(ContinuousClock.now - started < .seconds(5))
        }
    }

    @Test("work that ends well although its time was up is answered with what it did")
    func committedAtTheDeadline() async throws {
        let value = try await Deadline.run(.milliseconds(50)) {
            // As a commit under way: not to be cancelled.
            let done = ContinuousClock.now + .milliseconds(200)
            while ContinuousClock.now < done { await Task.yield() }
            return "kept"
        }
        #expect(value == "kept")
    }

    @Test("the log line names the route's template, never the path or the query")
    func logLine() async throws {
        let service = TestService()
        try await service.run(environment: try .without) { client in
            _ = try await client.execute(
                uri: "/problems/not-found",
                method: .get,
                headers: [.xRequestID: "abc-1"]
            )
            _ = try await client.execute(uri: "/secret-path?name=Jansen", method: .get)
        }
        let lines = service.log.all
        #expect(lines.count == 2)
        #expect(lines[0].contains(#""route":"/problems/{code}""#))
        #expect(lines[0].contains(#""requestId":"abc-1""#))
        #expect(lines[0].contains(#""status":"200""#))
        #expect(lines[1].contains(#""route":"none""#))
        #expect(!lines[1].contains("secret") && !lines[1].contains("Jansen"))
    }

    @Test(
        "a request id that could break the log is replaced",
        arguments: ["", "a b", String(repeating: "x", count: 65), "é"]
    )
    func strangeRequestID(id: String) async throws {
        try await TestService().run(environment: try .without) { client in
            let response = try await client.execute(uri: "/health/live", method: .get, headers: [.xRequestID: id])
            #expect(response.headers[.xRequestID]?.count == 36)
        }
    }

    @Test(
        "the language is the one the caller likes best",
        arguments: [
            (nil, Language.en), ("nl", .nl), ("nl-BE,en;q=0.5", .nl), ("en;q=0.4, nl;q=0.6", .nl), ("fr", .en),
            ("fr, nl;q=0.1", .nl), ("nl;q=0", .en),
        ] as [(String?, Language)]
    )
    func language(field: String?, expected: Language) {
        #expect(Language.preferred(by: field) == expected)
    }

    @Test(
        "readiness tells why the service can not work",
        arguments: [ServiceReadiness.databaseUnavailable, .schemaMismatch, .logNotSealed, .stopping]
    )
    func notReady(readiness: ServiceReadiness) async throws {
        var service = TestService()
        service.checkReadiness = { readiness }
        if readiness == .stopping { service.lifecycle.stop() }
        try await service.run(environment: try .without) { client in
            let response = try await client.execute(uri: "/health/ready", method: .get)
            #expect(response.status == .serviceUnavailable)
            #expect(response.headers[.retryAfter] == "5")
            let live = try await client.execute(uri: "/health/live", method: .get)
            #expect(live.status == .ok)
        }
    }

    @Test(
        "while it stops it serves on, and every answer closes its connection, refusals too",
        arguments: [false, true]
    )
    func stopping(isStopping: Bool) async throws {
        let service = TestService()
        if isStopping { service.lifecycle.stop() }
        try await service.run(environment: try .without) { client in
            for (path, status) in [("/health/live", HTTPResponse.Status.ok), ("/nowhere", .notFound)] {
                let response = try await client.execute(uri: path, method: .get)
                #expect(response.status == status)
                #expect(response.headers[.connection] == (isStopping ? "close" : nil))
            }
        }
    }

    @Test(
        "the plain page says what runs, in both languages, and its style stands under an address of its own",
        arguments: Language.allCases
    )
    func welcome(language: Language) async throws {
        try await TestService().run(environment: try .without) { client in
            let response = try await client.execute(
                uri: "/",
                method: .get,
                headers: [.acceptLanguage: language.rawValue]
            )
            #expect(response.status == .ok)
            #expect(response.text.contains("0.0.0-test"))
            #expect(response.text.contains("/api/v1/openapi.json"))
            #expect(response.text.contains("<html lang=\"\(language.rawValue)\">"))
            PageStage.check(response.text, language)
            let sheet = PageFiles.styleSheet
            #expect(response.text.contains("<link rel=\"stylesheet\" href=\"\(sheet.address)\">"))
            let style = try await client.execute(uri: sheet.address, method: .get)
            #expect(style.status == .ok && style.headers[.contentType] == "text/css; charset=utf-8")
            #expect(style.headers[.cacheControl] == PageFileRoutes.keptForGood)
            try Golden.expect(
                PageStage.normalized(response.text),
                named: "welcome-\(language.rawValue).html",
                suite: "Pages"
            )
        }
    }

    @Test(
        "every listed problem type has a page in both languages",
        arguments: ProblemCatalogue.all.map(\.code.rawValue)
    )
    func problemPages(code: String) async throws {
        try await TestService().run(environment: try .without) { client in
            for language in Language.allCases {
                let response = try await client.execute(
                    uri: "/problems/\(code)",
                    method: .get,
                    headers: [.acceptLanguage: language.rawValue]
                )
                #expect(response.status == .ok)
                #expect(response.headers[.contentType] == "text/html; charset=utf-8")
                PageStage.check(response.text, language)
            }
        }
    }

    @Test("metrics count requests by route, method and status")
    func metrics() async throws {
        var service = TestService()
        service.routes = RouteTable.all.routes + RouteTable.metrics.routes
        try await service.run(environment: try .without) { client in
            _ = try await client.execute(uri: "/health/live", method: .get)
            let response = try await client.execute(uri: "/metrics", method: .get)
            let line = #"workup_http_request_duration_seconds_count{route="/health/live",method="GET",code="200"} 1"#
            #expect(response.text.contains(line))
            #expect(response.text.contains("# TYPE workup_http_request_duration_seconds histogram"))
            #expect(response.text.contains("# HELP workup_http_request_duration_seconds How long"))
            // From none on, so that the first one is seen as a rise.
            #expect(response.text.contains("\nworkup_break_glass_total 0\n"))
            #expect(response.text.contains("\nworkup_login_failures_total{at=\"password\"} 0\n"))
            #expect(response.text.contains("\nworkup_build_info{version=\"0.0.0-test\"} 1\n"))
        }
    }
}

extension HTTPFields {
    /// Whether every field that keeps browsers and caches careful is there.
    var isCareful: Bool {
        // Only a file of ours may be kept: it holds nothing of anybody, and its name changes with what it holds.
        (self[.cacheControl] == "no-store" || self[.cacheControl] == PageFileRoutes.keptForGood)
            && self[.xContentTypeOptions] == "nosniff"
            && self[.referrerPolicy] == "no-referrer" && self[.crossOriginOpenerPolicy] == "same-origin"
            && self[.contentSecurityPolicy] == SecurityHeaders.contentSecurityPolicy && self[.xRequestID] != nil
    }
}

extension Route {
    /// A route of the test's own at `/probe`.
    static func probe(
        _ method: HTTPRequest.Method,
        _ handler: @escaping @Sendable (OpenExchange) async throws -> Reply
    ) -> Route {
        Route(
            method: method,
            path: "/probe",
            operationID: "probe",
            summary: "A probe.",
            tag: .service,
            success: .json("Fine.", Schema(("type", "object"))),
            handler: .open(handler)
        )
    }
}
