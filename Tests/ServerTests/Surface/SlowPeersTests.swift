// Some hundred slow sockets at once: each is let go, and whoever behaves is served meanwhile.
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOPosix
import Testing

@testable import Server

@Suite("Slow peers", .timeLimit(.minutes(3)))
struct SlowPeersTests {
    /// What a slow peer does.
    enum Habit: CaseIterable, Sendable {
        case saysNothing, tricklesHead, tricklesBody, neverReads
    }

    private static let perHabit = 40

    private static func opening(_ habit: Habit) -> String {
        switch habit {
        case .saysNothing: ""
        case .tricklesHead: "GET /health/live HTTP/1.1\r\nHost: x\r\n"
        case .tricklesBody:
            "POST /probe HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"
        case .neverReads: "GET /large HTTP/1.1\r\nHost: x\r\n\r\n"
        }
    }

    private static let large = Route(
        method: .get,
        path: "/large",
        operationID: "large",
        summary: "A large answer.",
        tag: .service,
        success: .json("Fine.", Schema(("type", "object"))),
        handler: .open { _ in Reply(type: "text/plain", body: largeBody) }
    )
    private static let largeBody = ByteBuffer(repeating: 120, count: 16 << 20)

    /// Opens a connection and keeps to a habit until the service closes it.
    private static func keep(_ habit: Habit, port: Int) async throws {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: habit != .neverReads)
            .channelOption(.socketOption(.so_rcvbuf), value: 4_096)
            .connect(host: "127.0.0.1", port: port).get()
        try await channel.writeAndFlush(ByteBuffer(string: opening(habit)))
        let trickle = Task {
            let piece = habit == .tricklesHead ? "X-A: b\r\n" : "x"
            while habit == .tricklesHead || habit == .tricklesBody {
                try await Task.sleep(for: .milliseconds(200))
                try await channel.writeAndFlush(ByteBuffer(string: piece))
            }
        }
        defer { trickle.cancel() }
        if habit == .neverReads {
            // The close is seen only by who reads: by then the service has given up long ago.
            try await Task.sleep(for: .seconds(6))
            try await channel.setOption(.autoRead, value: true).get()
        }
        try await channel.closeFuture.get()
    }

    @Test("headers that trickle, bodies that trickle and answers that nobody reads are cut, and others are served")
    func cut() async throws {
        var service = TestService()
        service.settings.headSecondsMax = 2
        service.settings.requestSecondsMax = 3
        service.settings.writeSecondsMax = 2
        service.settings.idleSecondsMax = 3
        service.settings.connectionsPerAddressMax = 1_000
        service.settings.addressRequestsPerMinute = 0
        service.routes = [.reader, Self.large] + RouteTable.all.routes.filter { $0.path == "/health/live" }
        try await service.onSocket { talk in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<Self.perHabit {
                    for habit in Habit.allCases { group.addTask { try await Self.keep(habit, port: talk.port) } }
                }
                for _ in 0..<30 {
                    #expect(try await talk.send(SocketTalk.probe).statuses == [200])
                }
                // Each ends, or the time limit does.
                try await group.waitForAll()
            }
            #expect(try await talk.send(SocketTalk.probe).statuses == [200])
        }
    }

    @Test("an address has so many connections and no more; when one closes there is room again")
    func perAddress() async throws {
        var service = TestService()
        service.settings.connectionsPerAddressMax = 5
        service.settings.headSecondsMax = 120
        let metrics = service.metrics
        try await service.onSocket { talk in
            var open: [any Channel] = []
            for _ in 0..<5 {
                let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                    .connect(host: "127.0.0.1", port: talk.port).get()
                // The last one may be turned away: the client of the test itself has a connection as well.
                try? await channel.writeAndFlush(ByteBuffer(string: "GET "))
                open.append(channel)
            }
            // The service may not have taken them all yet; once it has, nobody else gets in.
            var refused = 0
            for _ in 0..<50 where refused < 3 {
                if try await talk.send(SocketTalk.probe, secondsMax: 5).statuses.isEmpty { refused += 1 }
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(refused == 3)
            for channel in open {
                // One that is closed already is as good.
                try? await channel.close()
            }
            var served = false
            for _ in 0..<50 where !served {
                served = try await talk.send(SocketTalk.probe, secondsMax: 5).statuses == [200]
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(served)
        }
        #expect(metrics.exposition().contains(#"workup_connections_refused_total{reason="address"}"#))
    }

    @Test("without TLS only proxies of ours and this machine come to an address that others can reach")
    func strangers() throws {
        var settings = ServerSettings()
        settings.host = "0.0.0.0"
        settings.trustedProxies = [try #require(NetworkRange("10.0.0.7"))]
        let registry = MetricsRegistry()
        let gate = ConnectionGate(settings, registry)
        for peer in ["10.0.0.7", "127.0.0.1", "::1"] { #expect(gate.enter(peer) != nil, "\(peer)") }
        for peer in ["10.0.0.8", "192.0.2.1", "2001:db8::1"] { #expect(gate.enter(peer) == nil, "\(peer)") }
        settings.hasOwnTLS = true
        #expect(ConnectionGate(settings, registry).enter("192.0.2.1") != nil)
        settings.hasOwnTLS = false
        settings.host = "127.0.0.1"
        #expect(ConnectionGate(settings, registry).enter("192.0.2.1") != nil)
    }
}
