// A server that falls silent in the middle of a stream: the stream ends in time, with and without TLS.
import Foundation
@testable import PostgreSQL
import PostgreSQLTestKit
import Testing

private let many = Statement<Void, String>(
    "stall.many",
    "select repeat('x', 1000) from generate_series(1, 20000)",
    nonNull: .all
)

@Suite("A silent server does not hold a stream", .usesServer, .timeLimit(.minutes(1)))
struct StreamStallTests {
    enum Stream: CaseIterable {
        case rows, copyOut, copyIn
    }

    /// A database behind a proxy, whose server may be silent for a second.
    private func withProxy(
        _ mode: String,
        silence: Duration = .seconds(1),
        _ body: (Database, SocketProxy) async throws -> Void
    ) async throws {
        let guarded = try await GuardedServer.shared.value
        let proxy = try SocketProxy(to: guarded.server.loopback)
        defer { proxy.close() }
        let port = proxy.address.connectionOverrides["port"] ?? ""
        var configuration = DatabaseConfiguration(
            connection: try guarded.settings("ann", "sslmode=\(mode) port=\(port)")
        )
        configuration.connectionsMax = 1
        configuration.callTimeout = silence
        configuration.closeGrace = .zero
        try await Database.withDatabase(configuration) { try await body($0, proxy) }
    }

    @Test(
        "what stalls half-way ends as a timeout",
        arguments: ["disable", "require"],
        Stream.allCases
    )
    func stalled(mode: String, stream: Stream) async throws {
        try await withProxy(mode) { database, proxy in
            let direction: SocketProxy.Direction = stream == .copyIn ? .toServer : .toClient
            proxy.behave(
                SocketProxy.Behaviour(fault: SocketProxy.Fault(.stall, after: 1_000_000, of: .only(direction)))
            )
            let error = await #expect(throws: PostgreSQLError.self) {
                switch stream {
                case .rows: try await database.stream(many()) { rows in for try await _ in rows {} }
                case .copyOut:
                    try await database.copyOut(CopyOut("stall.out", of: many.sql)) { chunks in
                        for try await _ in chunks {}
                    }
                case .copyIn:
                    try await database.transaction { transaction in
                        try await transaction.executeScript("create temp table stalled (value text) on commit drop")
                        let copy = CopyIn<String>("stall.in", into: "stalled", columns: ["value"])
                        let value = String(repeating: "x", count: 1_000)
                        try await transaction.copyIn(copy, rows: repeatElement(value, count: 20_000))
                    }
                }
            }
            #expect(proxy.hasStruck)
            #expect(error?.category == .timeout, "\(error.debugDescription)")
        }
    }

    @Test("what moves slowly is not silent, however long it takes", arguments: ["disable", "require"])
    func slow(mode: String) async throws {
        try await withProxy(mode) { database, proxy in
            // Some two seconds for all of it, and two for the one row that is more than any buffer holds.
            proxy.behave(SocketProxy.Behaviour(chunkBytesMax: 10_000, chunkDelay: .milliseconds(10)))
            let large = Statement<Void, String>("stall.large", "select repeat('x', 2000000)", nonNull: .all)
            let small = Statement<Void, String>(
                "stall.small",
                "select repeat('x', 1000) from generate_series(1, 2000)",
                nonNull: .all
            )
            for statement in [small, large] {
                let bytes = try await database.stream(statement()) { rows in
                    try await rows.reduce(into: 0) { $0 += $1.utf8.count }
                }
                #expect(bytes == 2_000_000)
            }
        }
    }
}
