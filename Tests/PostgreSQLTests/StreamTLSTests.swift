// Streams under TLS: back-pressure must hold although no poll tells what the TLS library has taken in.
import PostgreSQL
import PostgreSQLTestKit
import Testing

@Suite("Streams under TLS", .usesServer, .timeLimit(.minutes(2)))
struct StreamTLSTests {
    @Test("where the consumer waits, nothing more is read than there is room for")
    func paused() async throws {
        let guarded = try await GuardedServer.shared.value
        let proxy = try SocketProxy(to: guarded.server.loopback)
        defer { proxy.close() }
        let port = proxy.address.connectionOverrides["port"] ?? ""
        let configuration = DatabaseConfiguration(
            connection: try guarded.settings("encrypted", "sslmode=require port=\(port)")
        )
        let rows = Statement<Int32, String>(
            "stream_tls.rows",
            "select repeat('x', 1000) from generate_series(1, $1)",
            nonNull: .all
        )
        let rowCount = 40_000
        try await Database.withDatabase(configuration) { database async throws in
            #expect(try await database.fetchAll(rows(1)).count == 1)
            try await database.stream(rows(Int32(rowCount))) { rows async throws in
                var iterator = rows.makeAsyncIterator()
                #expect(try await iterator.next()?.utf8.count == 1_000)
                var (passed, stillLooks) = (0, 0)
                let isStill = try await eventually {
                    let now = proxy.byteCount(.toClient)
                    stillLooks = now == passed ? stillLooks + 1 : 0
                    passed = now
                    // So many looks that one read in between, every 50 ms, would be seen.
                    return stillLooks >= 300
                }
                // What is held here and in the buffers of four sockets.
                #expect(isStill && passed < rowCount * 1_000 * 3 / 4, "\(passed) bytes")
                var count = 1
                while let row = try await iterator.next() {
                    #expect(row.utf8.count == 1_000)
                    count += 1
                }
                #expect(count == rowCount)
            }
        }
    }
}
