// On a real socket: slow peers are let go, the connection closes where it must, a stop lets requests end.
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOPosix
import ServiceLifecycle
import Testing
import UseCases

@testable import Server

@Suite("On a socket", .timeLimit(.minutes(1)))
struct LiveTests {
    /// Sends bytes piece by piece, then reads until the service closes; gives what came and how long it took.
    private static func talk(
        port: Int,
        _ pieces: [String],
        pause: Duration = .zero,
        readsAnswer: Bool = true
    ) async throws -> (answer: String, took: Duration) {
        let started = ContinuousClock.now
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: readsAnswer)
            .channelOption(.socketOption(.so_rcvbuf), value: 4_096)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        var answer = ""
        do {
            answer = try await channel.executeThenClose { inbound, outbound in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for piece in pieces {
                            try await outbound.write(ByteBuffer(string: piece))
                            try await Task.sleep(for: pause)
                        }
                    }
                    var text = ""
                    for try await part in inbound { text += String(buffer: part) }
                    group.cancelAll()
                    return text
                }
            }
        } catch is IOError {
            // Writing into a connection that the service has closed.
        }
        return (answer, ContinuousClock.now - started)
    }

    private static func run(
        _ change: (inout TestService) -> Void = { _ in },
        _ body: @Sendable @escaping (Int) async throws -> Void
    ) async throws {
        var service = TestService()
        service.settings.host = "127.0.0.1"
        change(&service)
        try await service.run(.live, environment: try .without) { client in try await body(try #require(client.port)) }
    }

    @Test("one connection serves several requests")
    func keepAlive() async throws {
        try await LiveTests.run { port in
            let get = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
            let last = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            let (answer, _) = try await LiveTests.talk(port: port, [get, get, last])
            #expect(answer.ranges(of: "HTTP/1.1 200 OK").count == 3)
        }
    }

    @Test("a body that trickles is let go when the time of the request is up")
    func bodyTrickle() async throws {
        try await LiveTests.run {
            $0.settings.requestSecondsMax = 1
            $0.routes = [.reader]
        } _: { port in
            let head =
                "POST /probe HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
            let (_, took) = try await LiveTests.talk(
                port: port,
                [head] + [String](repeating: "x", count: 100),
                pause: .milliseconds(100)
            )
            #expect(took > .milliseconds(800) && took < .seconds(6))
        }
    }

    @Test("a head that trickles, and a connection that says nothing, are let go when idle too long")
    func headTrickle() async throws {
        try await LiveTests.run {
            $0.settings.idleSecondsMax = 1
        } _: { port in
            let (_, silent) = try await LiveTests.talk(port: port, [])
            #expect(silent < .seconds(5))
            let pieces = ["GET / HTTP/1.1\r\n"] + [String](repeating: "X: y\r\n", count: 60)
            let (_, trickled) = try await LiveTests.talk(port: port, pieces, pause: .milliseconds(100))
            #expect(trickled < .seconds(5))
        }
    }

    @Test("a peer that does not read its answer is let go")
    func slowReader() async throws {
        let opened = OpenConnections()
        try await LiveTests.run {
            $0.settings.writeSecondsMax = 1
            $0.routes = [
                .probe(.get) { _ in
                    await opened.add()
                    return Reply(type: "text/plain", body: ByteBuffer(repeating: 120, count: 64 << 20))
                }
            ]
        } _: { port in
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .channelOption(.autoRead, value: false)
                .connect(host: "127.0.0.1", port: port).get()
            try await channel.writeAndFlush(ByteBuffer(string: "GET /probe HTTP/1.1\r\nHost: x\r\n\r\n"))
            try await Task.sleep(for: .seconds(3))
            // The service has closed by now, so that not all of the 64 MiB are there to be read.
            let counter = ByteCounter()
            try await channel.pipeline.addHandler(counter)
            try await channel.setOption(.autoRead, value: true).get()
            try await channel.closeFuture.get()
            #expect(await opened.count == 1)
            #expect(counter.count < 64 << 20)
        }
    }

    @Test("after a body that is too large the answer comes and the connection closes")
    func tooLarge() async throws {
        try await LiveTests.run {
            $0.routes = [.reader]
        } _: { port in
            let head =
                "POST /probe HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000000\r\n\r\n"
            let (answer, took) = try await LiveTests.talk(port: port, [head])
            #expect(answer.hasPrefix("HTTP/1.1 413"))
            #expect(answer.lowercased().contains("connection: close"))
            #expect(took < .seconds(10))
        }
    }

    @Test(
        "a request that is no HTTP is refused and closed",
        arguments: ["nonsense\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"]
    )
    func noHTTP(text: String) async throws {
        try await LiveTests.run { port in
            let (answer, _) = try await LiveTests.talk(port: port, [text])
            #expect(answer.hasPrefix("HTTP/1.1 400"))
        }
    }

    @Test("a request in progress ends although the service is told to stop")
    func gracefulStop() async throws {
        let probe = Route.probe(.get) { _ in
            try await Task.sleep(for: .seconds(1))
            return .json(Array("{}".utf8))
        }
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        var settings = ServerSettings()
        settings.port = 0
        let parts = try ServiceParts.make(settings: settings)
        let application = makeApplication(parts, table: RouteTable(routes: [probe])) { listening.yield($0) }
        let group = ServiceGroup(configuration: .init(services: [.init(service: application)], logger: parts.logger))
        try await withThrowingTaskGroup(of: String?.self) { tasks in
            tasks.addTask {
                try await group.run()
                return nil
            }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            tasks.addTask {
                try await LiveTests.talk(port: port, ["GET /probe HTTP/1.1\r\nHost: x\r\n\r\n"]).answer
            }
            try await Task.sleep(for: .milliseconds(300))
            await group.triggerGracefulShutdown()
            var answers: [String] = []
            for try await answer in tasks { if let answer { answers.append(answer) } }
            #expect(answers.count == 1 && answers[0].hasPrefix("HTTP/1.1 200"))
        }
    }
}

/// Counts requests that reached a handler.
private actor OpenConnections {
    private(set) var count = 0

    func add() { count += 1 }
}

/// Counts bytes that arrive; read after the channel has closed.
private final class ByteCounter: ChannelInboundHandler, @unchecked Sendable {
    // Written on the channel's event loop only, and read after its close future: so no lock is needed.
    typealias InboundIn = ByteBuffer
    private(set) var count = 0

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        count += unwrapInboundIn(data).readableBytes
    }
}

extension Route {
    /// A route that reads a body and says how long it was.
    static let reader = Route(
        method: .post,
        path: "/probe",
        operationID: "reader",
        summary: "Reads.",
        tag: .service,
        body: Schema(("type", "object")),
        success: .json("Fine.", Schema(("type", "object"))),
        handler: .open { exchange in .json(JSONValue.object(("byteCount", .integer(exchange.body.count))).bytes) }
    )
}
