// The socket proxy itself: what it passes, breaks and counts, and that nothing of it stays.
import Foundation
import PostgreSQL
import PostgreSQLTestKit
import Testing

private let one = Statement<Void, Int32>("proxy.one", "select 1")
private let long = Statement<Int32, String>("proxy.long", "select repeat('x', $1)", nonNull: .all)

@Suite("The socket proxy", .usesServer, .timeLimit(.minutes(4)))
struct SocketProxyTests {
    /// A database behind a proxy, with one connection.
    private func withProxy<Result>(
        onLoopback: Bool = false,
        _ body: (SocketProxy, Database) async throws -> Result
    ) async throws -> Result {
        let server = try await PrivateServer.shared.value
        let proxy = try SocketProxy(to: server.socket, onLoopback: onLoopback)
        defer { proxy.close() }
        var configuration = try server.configuration(
            connectionsMax: 1,
            overrides: proxy.address.connectionOverrides
        )
        configuration.connectTimeout = .seconds(10)
        return try await Database.withDatabase(configuration) { try await body(proxy, $0) }
    }

    @Test("passes everything and counts it, over a socket and over TCP", arguments: [false, true])
    func passes(onLoopback: Bool) async throws {
        try await withProxy(onLoopback: onLoopback) { proxy, database async throws in
            #expect(try await database.find(one()) == 1)
            let (sent, received) = (proxy.byteCount(.toServer), proxy.byteCount(.toClient))
            #expect(try await database.find(long(3_000_000)).utf8.count == 3_000_000)
            #expect(proxy.byteCount(.toServer) > sent)
            // The last of them may arrive a moment before it is counted.
            #expect(try await eventually { proxy.byteCount(.toClient) > received + 3_000_000 })
            #expect(proxy.connectionCount == 1)
            #expect(proxy.openCount == 1)
            #expect(!proxy.hasStruck)
        }
    }

    @Test(
        "cuts after exactly so many bytes, once",
        arguments: [
            SocketProxy.Fault(.cut, after: 0), SocketProxy.Fault(.cut, after: 100),
            SocketProxy.Fault(.cut, after: 1, of: .only(.toServer)),
            SocketProxy.Fault(.cut, after: 12_345, of: .only(.toClient)),
        ]
    )
    func cuts(fault: SocketProxy.Fault) async throws {
        try await withProxy { proxy, database async throws in
            try await database.withConnection { connection async throws in
                #expect(try await connection.find(one()) == 1)
                let (sent, received) = (proxy.byteCount(.toServer), proxy.byteCount(.toClient))
                proxy.behave(SocketProxy.Behaviour(fault: fault))
                let error = await #expect(throws: PostgreSQLError.self) { try await connection.find(long(20_000)) }
                #expect(error?.category == .connection)
                #expect(proxy.hasStruck)
                let counted =
                    switch fault.count {
                    case .both: proxy.byteCount(.toServer) - sent + proxy.byteCount(.toClient) - received
                    case .only(.toServer): proxy.byteCount(.toServer) - sent
                    case .only(.toClient): proxy.byteCount(.toClient) - received
                    }
                #expect(counted == fault.byteCount)
            }
            #expect(try await database.find(one()) == 1)
            #expect(proxy.connectionCount == 2)
        }
    }

    @Test("one byte at a time, and a pause before each chunk, only take longer")
    func slow() async throws {
        try await withProxy { proxy, database async throws in
            proxy.behave(SocketProxy.Behaviour(chunkBytesMax: 1))
            #expect(try await database.find(long(2_000)).utf8.count == 2_000)
            proxy.behave(SocketProxy.Behaviour(chunkDelay: .milliseconds(20)))
            let start = ContinuousClock.now
            #expect(try await database.find(one()) == 1)
            #expect(ContinuousClock.now - start >= .milliseconds(40))
        }
    }

    @Test("a stalled connection says nothing until it may go on")
    func stalls() async throws {
        try await withProxy { proxy, database async throws in
            #expect(try await database.find(one()) == 1)
            proxy.behave(SocketProxy.Behaviour(fault: SocketProxy.Fault(.stall, after: 5, of: .only(.toClient))))
            async let value = database.find(one())
            #expect(try await eventually { proxy.hasStruck })
            try await Task.sleep(for: .milliseconds(100))
            #expect(proxy.openCount == 1)
            proxy.resumeStalled()
            #expect(try await value == 1)
            #expect(proxy.connectionCount == 1)
        }
    }

    @Test("new connections are refused or ignored as asked")
    func arrivals() async throws {
        try await withProxy { proxy, database async throws in
            proxy.behave(SocketProxy.Behaviour(arrival: .refuse))
            let refused = await #expect(throws: PostgreSQLError.self) { try await database.find(one()) }
            #expect(refused?.category == .unavailable)
            proxy.behave(SocketProxy.Behaviour(arrival: .ignore))
            let ignored = await #expect(throws: PostgreSQLError.self) {
                try await withDeadline(.milliseconds(200)) { try await database.find(one()) }
            }
            #expect(ignored?.category == .timeout || ignored?.category == .unavailable)
            // The next attempt comes after a pause, while somebody waits for it.
            let isTried = try await eventually {
                if proxy.openCount == 0 {
                    _ = try? await withDeadline(.milliseconds(200)) { try await database.find(one()) }
                }
                return proxy.openCount == 1
            }
            #expect(isTried)
            // Nobody gives up an attempt that is under way; here it is cut.
            proxy.behave()
            proxy.cutAll()
            #expect(try await eventually { (try? await database.find(one())) == 1 })
        }
    }

    @Test("half-closed: the server hears the end and hangs up; or the client does")
    func halfCloses() async throws {
        for direction in SocketProxy.Direction.allCases {
            try await withProxy { proxy, database async throws in
                try await database.withConnection { connection async throws in
                    #expect(try await connection.find(one()) == 1)
                    let effect = SocketProxy.Fault.Effect.halfClose(direction)
                    proxy.behave(SocketProxy.Behaviour(fault: SocketProxy.Fault(effect, after: 0)))
                    let error = await #expect(throws: PostgreSQLError.self) { try await connection.find(one()) }
                    #expect(error?.category == .connection)
                }
                #expect(try await database.find(one()) == 1)
            }
        }
    }

    @Test("nothing of it stays: no thread, no descriptor, no socket")
    func leavesNothing() async {
        // In a process of its own: only there does nobody else open anything.
        await #expect(processExitsWith: .success) {
            let server = try await PrivateServer.startedAnew()
            // What is made once, such as the threads of the language itself, is made here.
            try await SocketProxyTests.openAndClose(20, server)
            let before = try SocketProxyTests.Counts(server)
            try await SocketProxyTests.openAndClose(200, server)
            let isClean = try await eventually {
                let now = try SocketProxyTests.Counts(server)
                // The language's own threads come and go by ones.
                return now.descriptors <= before.descriptors && now.threads <= before.threads + 4
                    && now.sockets == before.sockets
            }
            let after = try SocketProxyTests.Counts(server)
            #expect(isClean, "\(after), before \(before)")
            server.remove()
        }
    }

    private struct Counts {
        let descriptors: Int
        let threads: Int
        let sockets: Int

        init(_ server: PrivateServer) throws {
            descriptors = try openDescriptorCount()
            threads = threadCount()
            sockets = try FileManager.default.contentsOfDirectory(atPath: server.socketFolder).count
        }
    }

    private static func openAndClose(_ count: Int, _ server: PrivateServer) async throws {
        for index in 0..<count {
            let proxy = try SocketProxy(to: server.socket)
            let configuration = try server.configuration(overrides: proxy.address.connectionOverrides)
            try await Database.withDatabase(configuration) { database async throws in
                // Every other one is never connected to.
                guard index.isMultiple(of: 2) else { return }
                #expect(try await database.find(one()) == 1)
            }
            proxy.close()
        }
    }
}
