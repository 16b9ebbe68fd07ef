// How often somebody may ask: traces of the bucket, its bounds, and 429 over HTTP.
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

@testable import Server

@Suite("Limits on how often somebody may ask")
struct TokenBucketTests {
    /// Requests at instants, in milliseconds, and how long each has to wait; nil where it passes.
    struct Trace: Sendable, CustomTestStringConvertible {
        let name: String
        let perMinute: Int
        let steps: [(at: Int64, wait: Int64?)]
        var testDescription: String { name }
    }

    static let traces: [Trace] = [
        Trace(
            name: "a full bucket is emptied at once",
            perMinute: 3,
            steps: [(0, nil), (0, nil), (0, nil), (0, 20_000)]
        ),
        Trace(
            name: "it fills evenly",
            perMinute: 3,
            steps: [
                (0, nil), (0, nil), (0, nil), (19_999, 1), (20_000, nil), (20_000, 20_000), (60_000, nil),
                (60_000, nil),
            ]
        ),
        Trace(
            name: "who is refused loses nothing by asking",
            perMinute: 2,
            steps: [(0, nil), (0, nil), (10_000, 20_000), (20_000, 10_000), (29_999, 1), (30_000, nil)]
        ),
        Trace(
            name: "an even stream at the rate always passes",
            perMinute: 6,
            steps: (0..<30).map { (Int64($0) * 10_000, nil) }
        ),
        Trace(
            name: "after a minute away all of it is there",
            perMinute: 2,
            steps: [
                (0, nil), (0, nil), (60_000, nil), (60_000, nil), (60_000, 30_000),
            ]
        ),
        Trace(
            name: "it never holds more than a minute's worth",
            perMinute: 2,
            steps: [
                (600_000, nil), (600_000, nil), (600_000, 30_000),
            ]
        ),
        Trace(name: "one a minute", perMinute: 1, steps: [(0, nil), (1, 59_999), (60_000, nil)]),
    ]

    @Test("a bucket gives and refuses as its trace says", arguments: traces)
    func trace(trace: Trace) {
        var bucket = TokenBucket()
        for (index, step) in trace.steps.enumerated() {
            let wait = bucket.take(perMinute: trace.perMinute, at: .milliseconds(step.at))
            #expect(wait == step.wait.map { .milliseconds($0) }, "step \(index)")
        }
    }

    @Test(
        "exactly as many pass as there are tokens, whatever their number",
        arguments: [1, 7, 59, 1_000, 12_000, 99_991]
    )
    func exact(perMinute: Int) {
        var bucket = TokenBucket()
        let passed = (0..<perMinute + 10).filter { _ in bucket.take(perMinute: perMinute, at: .seconds(5)) == nil }
        #expect(passed.count == perMinute)
    }

    @Test("buckets are apart, a refusal is news once a minute, and no limit is none")
    func apart() {
        var buckets = TokenBuckets<Int>(perMinute: 1)
        #expect(buckets.take(1, at: .zero) == .passes)
        #expect(buckets.take(2, at: .zero) == .passes)
        #expect(buckets.take(1, at: .seconds(1)) == .refused(wait: .seconds(59), isNews: true))
        #expect(buckets.take(1, at: .seconds(2)) == .refused(wait: .seconds(58), isNews: false))
        #expect(buckets.take(1, at: .seconds(60)) == .passes)
        #expect(buckets.take(1, at: .seconds(61)) == .refused(wait: .seconds(59), isNews: true))
        var open = TokenBuckets<Int>(perMinute: 0)
        for _ in 0..<100 { #expect(open.take(1, at: .zero) == .passes) }
        #expect(open.count == 0)
    }

    @Test("however many come by, no more are known than two generations, and those who keep asking stay known")
    func bounded() {
        var buckets = TokenBuckets<Int>(perMinute: 2, generationMax: 100)
        #expect(buckets.take(-1, at: .zero) == .passes)
        #expect(buckets.take(-1, at: .zero) == .passes)
        for key in 0..<100_000 {
            _ = buckets.take(key, at: .zero)
            if key.isMultiple(of: 50) {
                if case .passes = buckets.take(-1, at: .zero) { Issue.record("forgotten at \(key)") }
            }
            #expect(buckets.count <= 200)
        }
    }

    @Test("an address that asks too often is told when to go on, before anything is done for it")
    func addresses() async throws {
        var service = TestService()
        service.settings.host = "127.0.0.1"
        service.settings.addressRequestsPerMinute = 2
        try await service.run(.live, environment: try .without) { client in
            for path in ["/health/live", "/nothing"] { _ = try await client.execute(uri: path, method: .get) }
            for path in ["/health/live", "/nothing", "/api/v1/workups"] {
                let response = try await client.execute(uri: path, method: .get)
                #expect(response.status == .tooManyRequests)
                #expect(try response.problem == "rate-limited")
                #expect(response.headers[.retryAfter].flatMap { Int($0) } == 30)
                #expect(response.headers.isCareful)
            }
        }
        let text = service.metrics.exposition()
        #expect(text.contains(#"workup_requests_limited_total{limit="address"} 3"#))
        #expect(service.log.all.count { $0.contains("limit reached") } == 1)
    }

    @Test("which routes are looks at patients")
    func looks() {
        let looks = Set(RouteTable.all.routes.filter(\.readsPatients).map(\.operationID))
        let shown = [
            "readPatient", "findPatients", "listWorklist", "findLot", "addPatient", "requestAccess",
            "openEmergencyAccess",
        ]
        for name in shown { #expect(looks.contains(name), "\(name)") }
        for route in RouteTable.all.routes where route.permission == nil { #expect(!looks.contains(route.operationID)) }
        for name in ["listOrganisations", "listUsers", "listTokens", "planMeeting"] {
            #expect(!looks.contains(name), "\(name)")
        }
    }
}

@Suite("Limits of accounts", .database(.clinic))
struct AccountLimitTests {
    @Test("tokens that are refused are counted, and in the log once a minute for each address, without the token")
    func refusedTokens() async throws {
        let service = TestService()
        try await ClinicClient.run(service) { clinic in
            func show(_ headers: HTTPFields) async throws {
                let response = try await clinic.client.execute(uri: "/api/v1/workups", method: .get, headers: headers)
                #expect(response.status == .unauthorized)
                #expect(try response.problem == "token-refused")
            }
            for field in ["Bearer wu_kanarie", "Bearer wu_other", "Basic a2FuYXJpZQ==", "Bearer "] {
                try await show([.authorization: field])
            }
            // Nobody tried to get in.
            try await show([:])
            #expect(try await clinic.send(.get, "/api/v1/workups").status == .ok)
            let events = try await clinic.clinic.logRows(
                "select outcome::text, user_id::text, reason, object_id, object_detail from audit_event "
                    + "where event_code = 'ShowToken'"
            )
            #expect(events == [["8", nil, "token refused", nil, nil]])
            let leaks = try await clinic.clinic.logRows(
                "select count(*)::text from audit_event e where e::text like '%kanarie%'"
            )
            #expect(leaks == [["0"]])
        }
        #expect(service.metrics.exposition().contains("workup_tokens_refused_total 4"))
        let limits = RequestLimits(ServerSettings(), MetricsRegistry(), LogLines().logger())
        let told = ["192.0.2.1", "192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2", "192.0.2.1"].map {
            limits.refusedToken(from: $0)
        }
        #expect(told == [true, false, true, true, false, false])
    }

    @Test("an account that looks at too many patients is stopped and told of; others and other work go on")
    func patientReads() async throws {
        var service = TestService()
        service.settings.patientReadsPerMinute = 5
        let made = service
        try await ClinicClient.run(made) { clinic in
            for _ in 0..<5 { #expect(try await clinic.send(.get, "/api/v1/workups").status == .ok) }
            let refused = try await clinic.send(.get, "/api/v1/workups")
            #expect(refused.status == .tooManyRequests)
            #expect(try refused.problem == "rate-limited")
            #expect(refused.headers[.retryAfter] == "12")
            // Nothing was read, and so nothing stands in the log of it.
            #expect(try await clinic.send(.get, "/api/v1/workups").status == .tooManyRequests)
            #expect(try await clinic.send(.get, "/api/v1/workups", as: .nurse).status == .ok)
            #expect(try await clinic.send(.get, "/api/v1/protocols").status == .ok)
        }
        #expect(made.metrics.exposition().contains(#"workup_requests_limited_total{limit="patientReads"} 2"#))
        let alerts = made.log.all.filter { $0.contains("limit reached") }
        #expect(
            alerts.count == 1 && alerts[0].contains(#""limit":"patientReads""#)
                && alerts[0].contains(#""level":"warning""#)
        )
    }

    @Test("an account has an allowance for all it does, through all of its tokens")
    func requests() async throws {
        var service = TestService()
        service.settings.accountRequestsPerMinute = 3
        try await ClinicClient.run(service) { (clinic: ClinicClient) async throws in
            for _ in 0..<3 { #expect(try await clinic.send(.get, "/api/v1/protocols").status == .ok) }
            #expect(try await clinic.send(.get, "/api/v1/protocols").status == .tooManyRequests)
            #expect(try await clinic.send(.get, "/api/v1/protocols", as: .coordinator).status == .ok)
        }
    }
}
