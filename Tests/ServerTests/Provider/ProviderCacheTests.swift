// The cache of the provider's documents, as traces: what happens when, and what is done then.
import Domain
import Testing

@testable import Server

@Suite("What is kept of the provider")
struct ProviderCacheTests {
    /// One thing that happens, so many seconds after the beginning.
    enum Event: Sendable {
        case look(Int64, ProviderCache.Need, Expected)
        case answer(Int64, keys: [String])
        case failure
        case abandonment

        static func key(_ seconds: Int64, _ id: String, _ expected: Expected) -> Event {
            .look(seconds, .key(id), expected)
        }
        static func addresses(_ seconds: Int64, _ expected: Expected) -> Event { .look(seconds, .addresses, expected) }
    }

    enum Expected: Sendable { case use, ask, wait, nothing }

    struct Trace: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let events: [Event]

        init(_ description: String, _ events: Event...) {
            testDescription = description
            self.events = events
        }
    }

    static let traces = [
        Trace("what is fresh is used", .addresses(0, .ask), .answer(0, keys: ["a"]), .key(599, "a", .use)),
        Trace(
            "after ten minutes it is asked for again",
            .addresses(0, .ask),
            .answer(0, keys: ["a"]),
            .key(600, "a", .ask),
            .answer(600, keys: ["a"]),
            .key(1_199, "a", .use)
        ),
        Trace(
            "a key that was taken away is gone with the next answer",
            .addresses(0, .ask),
            .answer(0, keys: ["a"]),
            .key(600, "a", .ask),
            .answer(600, keys: ["b"]),
            .key(601, "a", .nothing),
            .key(601, "b", .use)
        ),
        Trace(
            "an unknown key makes it be asked for, at most once in thirty seconds",
            .addresses(0, .ask),
            .answer(0, keys: ["a"]),
            .key(29, "b", .nothing),
            .key(30, "b", .ask),
            .answer(31, keys: ["a", "b"]),
            .key(32, "b", .use),
            .key(33, "c", .nothing),
            .key(59, "c", .nothing),
            .key(60, "c", .ask),
            .answer(60, keys: ["a", "b"]),
            .key(61, "c", .nothing),
            .key(61, "a", .use)
        ),
        Trace(
            "what is kept serves for a day while the provider is down, and it is asked twice a minute",
            .addresses(0, .ask),
            .answer(0, keys: ["a"]),
            .key(600, "a", .ask),
            .failure,
            .key(601, "a", .use),
            .key(629, "b", .nothing),
            .key(630, "a", .ask),
            .failure,
            .key(86_399, "a", .ask),
            .failure,
            .key(86_399, "a", .use),
            .key(86_400, "a", .nothing),
            .key(86_430, "a", .ask)
        ),
        Trace(
            "without anything kept a provider that is down is left alone for a while",
            .addresses(0, .ask),
            .failure,
            .addresses(1, .nothing),
            .addresses(29, .nothing),
            .addresses(30, .ask)
        ),
        Trace(
            "one asks and the others wait; who needs what is fresh does not",
            .addresses(0, .ask),
            .key(0, "a", .wait),
            .answer(1, keys: ["a"]),
            .key(1, "a", .use),
            .key(40, "b", .ask),
            .key(40, "b", .wait),
            .key(40, "a", .use)
        ),
        Trace(
            "who went away leaves it to the next one",
            .addresses(0, .ask),
            .abandonment,
            .addresses(1, .ask)
        ),
        Trace(
            "a clock that is set back makes nothing younger",
            .addresses(1_000, .ask),
            .answer(1_000, keys: ["a"]),
            .key(10, "a", .ask)
        ),
    ]

    @Test("asks and uses as the trace says", arguments: traces)
    func follows(trace: Trace) throws {
        var cache = ProviderCache()
        for (index, event) in trace.events.enumerated() {
            switch event {
            case .look(let seconds, let need, let expected):
                let advice = cache.look(for: need, at: instant(seconds))
                let name: Expected =
                    switch advice {
                    case .use: .use
                    case .ask: .ask
                    case .wait: .wait
                    case .nothing: .nothing
                    }
                #expect(name == expected, "event \(index)")
            case .answer(let seconds, let keys):
                cache.answered(try ProviderCacheTests.snapshot(keys), at: instant(seconds))
            case .failure: cache.failed()
            case .abandonment: cache.abandoned()
            }
        }
    }

    private func instant(_ seconds: Int64) -> Instant {
        TestService.instant.addingSeconds(seconds)
    }

    private static func snapshot(_ ids: [String]) throws -> ProviderSnapshot {
        let issuer = TestProvider.settings.issuer
        let document = JSONValue.object(
            ("issuer", .string(issuer.text)),
            ("authorization_endpoint", .string("\(issuer.text)/a")),
            ("token_endpoint", .string("\(issuer.text)/t")),
            ("jwks_uri", .string("\(issuer.text)/k"))
        )
        let keys = JSONValue.object(
            (
                "keys",
                .array(
                    ids.map { id in
                        .object(("kty", "OKP"), ("crv", "Ed25519"), ("kid", .string(id)), ("x", "AQAB"))
                    }
                )
            )
        )
        return ProviderSnapshot(
            metadata: try ProviderMetadata(document, issuer: issuer),
            keys: try ProviderKeySet(keys)
        )
    }
}
