// What is meant to confuse: requests that two readers could understand differently, that never end, or are far too large.
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Server

@Suite("Hostile input", .timeLimit(.minutes(2)))
struct HostileInputTests {
    /// Bytes for the service.
    struct Text: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        var testDescription: String { name }

        init(_ name: String, _ text: String) {
            (self.name, self.text) = (name, text)
        }
    }

    /// What stands behind each: had the service read the first request otherwise, this would be answered as a second one.
    private static let smuggled = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"

    private static func post(_ fields: String, _ body: String = "") -> String {
        "POST /probe HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\(fields)\r\n\(body)"
    }

    static let ambiguous: [Text] = [
        Text("length and chunks", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")),
        Text("chunks and length", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n")),
        Text("two lengths", post("Content-Length: 2\r\nContent-Length: 3\r\n", "{}")),
        Text("one length twice", post("Content-Length: 2\r\nContent-Length: 2\r\n", "{}")),
        Text("two lengths in one field", post("Content-Length: 2, 2\r\n", "{}")),
        Text("a length with a sign", post("Content-Length: +2\r\n", "{}")),
        Text("a length below nothing", post("Content-Length: -2\r\n", "{}")),
        Text("a length in base sixteen", post("Content-Length: 0x2\r\n", "{}")),
        Text("a length beyond all numbers", post("Content-Length: 99999999999999999999\r\n", "{}")),
        Text("an unknown encoding", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")),
        Text("chunks that are not last", post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")),
        Text("chunks twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")),
        Text("an encoding behind a vertical tab", post("Transfer-Encoding: \u{0B}chunked\r\n", "0\r\n\r\n")),
        Text("a chunk without a size", post("Transfer-Encoding: chunked\r\n", "\r\n{}\r\n0\r\n\r\n")),
        Text("a chunk with a size that is none", post("Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n")),
        Text(
            "a chunk of a size beyond all numbers",
            post("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\n{}\r\n")
        ),
        Text("a chunk that is longer than it says", post("Transfer-Encoding: chunked\r\n", "2\r\n{}}}\r\n0\r\n\r\n")),
        Text("a folded field", "GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c\r\n\r\n"),
        Text("a folded length", post("Content-Length:\r\n 2\r\n", "{}")),
        Text("a space before the colon", post("Content-Length : 2\r\n", "{}")),
        Text("a space before the first field", "GET /health/live HTTP/1.1\r\n Host: x\r\n\r\n"),
        Text("a NUL in a field", "GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: b\u{0}c\r\n\r\n"),
        Text("a CR in a field", "GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: b\rc\r\n\r\n"),
        Text("a field without a name", "GET /health/live HTTP/1.1\r\nHost: x\r\n: b\r\n\r\n"),
        Text("no host", "GET /health/live HTTP/1.1\r\n\r\n"),
        Text("two hosts", "GET /health/live HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"),
        Text("another protocol", "GET /health/live HTTPS/1.1\r\nHost: x\r\n\r\n"),
        Text("HTTP of another major version", "GET /health/live HTTP/2.0\r\nHost: x\r\n\r\n"),
        Text("HTTP without a version", "GET /health/live\r\n\r\n"),
        Text("a method that is none", "G{T /health/live HTTP/1.1\r\nHost: x\r\n\r\n"),
        Text("a path that is none", "GET health/live HTTP/1.1\r\nHost: x\r\n\r\n"),
    ]

    @Test("a request that can be read in two ways is refused, and nothing behind it is read", arguments: ambiguous)
    func refused(text: Text) async throws {
        var service = TestService()
        service.routes = [.reader] + RouteTable.all.routes.filter { $0.path == "/health/live" }
        try await service.onSocket { talk in
            let outcome = try await talk.send(text.text + Self.smuggled, secondsMax: 8)
            #expect(outcome.statuses == [400], "\(outcome.answer)")
            #expect(outcome.wasClosed)
            #expect(
                outcome.answer.contains("content-security-policy") || outcome.answer.contains("Content-Security-Policy")
            )
        }
    }

    @Test("what is too long in a head is a 4xx, and the connection closes")
    func longHeads() async throws {
        let heads = [
            "GET /\(String(repeating: "a", count: 100_000)) HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nX: \(String(repeating: "a", count: 100_000))\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\n\(String(repeating: "X: y\r\n", count: 100_000))\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\n\(String(repeating: "X: y\r\n", count: 200))\r\n",
            "\(String(repeating: "G", count: 100_000)) / HTTP/1.1\r\nHost: x\r\n\r\n",
        ]
        try await TestService().onSocket { talk in
            for head in heads {
                let outcome = try await talk.send(head)
                #expect(outcome.wasClosed)
                #expect(outcome.statuses.allSatisfy { (400...499).contains($0) } && outcome.statuses.count <= 1)
            }
            // And it goes on for others.
            #expect(try await talk.send(SocketTalk.probe).statuses == [200])
        }
    }

    @Test("a body without an end is a 413 at its limit", arguments: [true, false])
    func endlessBody(isChunked: Bool) async throws {
        var service = TestService()
        service.routes = [.reader]
        service.settings.bodyBytesMax = 64 << 10
        try await service.onSocket { talk in
            let fields = isChunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: 100000000000\r\n"
            let piece = Array(
                ((isChunked ? "4000\r\n" : "") + String(repeating: "x", count: 0x4000) + (isChunked ? "\r\n" : "")).utf8
            )
            let pieces = [Array(Self.post(fields).utf8)] + [[UInt8]](repeating: piece, count: 2_000)
            let outcome = try await talk.send(pieces)
            #expect(outcome.wasClosed)
            // Where the service closed while bytes were still coming, the network may have swallowed the answer.
            #expect(outcome.statuses == [413] || outcome.statuses.isEmpty)
        }
    }

    @Test("an answer that is given before the body was read ends the connection, so that the body is no request")
    func unreadBody() async throws {
        try await TestService().onSocket { talk in
            let head = "POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
            let outcome = try await talk.send([Array(head.utf8)], secondsMax: 8)
            #expect(outcome.statuses == [404])
            #expect(outcome.wasClosed)
        }
    }

    @Test(
        "methods that nothing here knows are 405 or 501",
        arguments: ["TRACE", "TRACK", "CONNECT", "OPTIONS", "PROPFIND", "FOO"]
    )
    func methods(method: String) async throws {
        try await TestService().onSocket { talk in
            for path in ["/health/live", "/api/v1/workups", "/"] {
                let outcome = try await talk.send(
                    "\(method) \(path) HTTP/1.1\r\nHost: x\r\nX-Secret: canary\r\nConnection: close\r\n\r\n"
                )
                let status = try #require(outcome.statuses.first)
                #expect([400, 405, 501].contains(status), "\(method) \(path): \(status)")
                #expect(!outcome.answer.contains("canary"))
            }
        }
    }
}
