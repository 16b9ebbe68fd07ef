// The proxy that counts messages: a test that cuts at boundaries has to know where they are.
import PostgreSQL
import Testing

@testable import PostgreSQLTestKit

@Suite("The proxy that counts messages")
struct MessageProxyTests {
    /// A message with its type, and one that opens a connection.
    private static func message(_ type: Character, _ body: [UInt8]) -> [UInt8] {
        Array(String(type).utf8) + length(body.count + 4) + body
    }

    private static func length(_ count: Int) -> [UInt8] { [0, 0, UInt8(count >> 8), UInt8(count & 0xFF)] }

    @Test("finds the ends of messages however the bytes come in pieces", arguments: [1, 2, 3, 5, 7, 1_000])
    func ends(pieceCount: Int) {
        let opening = Self.length(12) + [0, 3, 0, 0, 0, 0, 0, 0]
        let messages = [opening, Self.message("S", []), Self.message("Q", [65, 0]), Self.message("X", [1])]
        var expected: [Int] = []
        for message in messages { expected.append((expected.last ?? 0) + message.count) }
        let stream = messages.flatMap { $0 }
        var boundaries = MessageBoundaries(beginsWithType: false)
        var found: [Int] = []
        for start in stride(from: 0, to: stream.count, by: pieceCount) {
            let piece = Array(stream[start..<min(stream.count, start + pieceCount)])
            found += boundaries.ends(in: piece).map { start + $0 }
        }
        #expect(found == expected)
    }

    @Test("counts a query's messages both ways, and cuts at the one that is asked for", arguments: [-1, 0, 1])
    func cuts(offset: Int) async throws {
        let server = try await PrivateServer.shared.value
        let proxy = try MessageProxy(to: server.socket)
        defer { proxy.close() }
        var configuration = try server.configuration(connectionsMax: 1, overrides: proxy.address.connectionOverrides)
        configuration.connectionsMax = 1
        try await Database.withDatabase(configuration) { database in
            try await script("select 1", on: database)
            proxy.expect()
            try await script("select 2", on: database)
            #expect(proxy.messageCount(.toServer) > 0 && proxy.messageCount(.toClient) > 0)
            #expect(!proxy.hasStruck)
            proxy.expect(MessageProxy.Cut(.toClient, message: 2, offset: offset))
            await #expect(throws: PostgreSQLError.self) { try await script("select 3", on: database) }
            #expect(proxy.hasStruck)
            try await script("select 4", on: database)
        }
    }
}
