// Talks to the service as bytes on a socket, in the open or through TLS.
import Hummingbird
import HummingbirdTLS
import HummingbirdTesting
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import Synchronization
import UseCases

@testable import Server

/// One connection, from what is sent to what came back until it closed.
struct SocketTalk: Sendable {
    /// What a client of TLS trusts and offers.
    struct ClientTLS: Sendable {
        var trust: String
        var least = TLSVersion.tlsv12
        var most: TLSVersion?
        var ciphers: [NIOTLSCipher]?

        fileprivate func context() throws -> NIOSSLContext {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(trust.utf8)))
            configuration.minimumTLSVersion = least
            configuration.maximumTLSVersion = most
            if let ciphers { configuration.cipherSuiteValues = ciphers }
            return try NIOSSLContext(configuration: configuration)
        }
    }

    /// What came of it.
    struct Outcome: Sendable {
        var answer = ""
        /// Whether the service closed by itself, and was not left because nothing came any more.
        var wasClosed = false
        var tlsVersion: TLSVersion?

        /// The statuses of the answers, in order.
        var statuses: [Int] {
            answer.ranges(of: "HTTP/1.1 ").compactMap { Int(answer[$0.upperBound...].prefix(3)) }
        }
    }

    let port: Int
    var tls: ClientTLS?

    /// Sends pieces, and reads until the service closes or so many seconds have passed.
    ///
    /// - Throws: what the socket or the greeting of TLS ends with.
    func send(
        _ pieces: [[UInt8]],
        pause: Duration = .zero,
        secondsMax: Int = 20
    ) async throws -> Outcome {
        let context = try tls?.context()
        let greeting = Greeting()
        do {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let context {
                            let handler = try NIOSSLClientHandler(context: context, serverHostname: "localhost")
                            try channel.pipeline.syncOperations.addHandlers([handler, greeting.watcher(of: handler)])
                        }
                        return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            return try await channel.executeThenClose { inbound, outbound in
                try await withThrowingTaskGroup(of: Outcome?.self) { group in
                    group.addTask {
                        do {
                            for piece in pieces {
                                try await outbound.write(ByteBuffer(bytes: piece))
                                if pause > .zero { try await Task.sleep(for: pause) }
                            }
                        } catch is IOError {
                            // The service has closed, which is what is looked at.
                        } catch is ChannelError {
                            // Likewise.
                        }
                        return nil
                    }
                    group.addTask { try await read(inbound, greeting) }
                    group.addTask {
                        try await Task.sleep(for: .seconds(secondsMax))
                        return Outcome()
                    }
                    defer { group.cancelAll() }
                    while let next = try await group.next() {
                        if let outcome = next { return outcome }
                    }
                    return Outcome()
                }
            }
        } catch let error as ChannelError where error == .alreadyClosed || error == .ioOnClosedChannel {
            // Turned away before anything was said.
            return Outcome(wasClosed: true)
        }
    }

    private func read(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ greeting: Greeting
    ) async throws -> Outcome {
        var outcome = Outcome()
        var bytes: [UInt8] = []
        do {
            for try await part in inbound { bytes += part.readableBytesView }
        } catch is IOError {
            // Closed in the middle: what came before counts.
        }
        outcome.answer = String(decoding: bytes, as: UTF8.self)
        outcome.wasClosed = true
        outcome.tlsVersion = greeting.version
        return outcome
    }

    /// Sends a text whole.
    func send(_ text: String, secondsMax: Int = 20) async throws -> Outcome {
        try await send([Array(text.utf8)], secondsMax: secondsMax)
    }

    /// A simple request that ends the connection.
    static let probe = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
}

/// What was agreed on in the greeting of TLS.
private final class Greeting: Sendable {
    private let found = Mutex<TLSVersion?>(nil)

    var version: TLSVersion? { found.withLock { $0 } }

    func watcher(of handler: NIOSSLClientHandler) -> Watcher { Watcher(handler, self) }

    /// Looks when the greeting is over.
    final class Watcher: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let handler: NIOSSLClientHandler
        private let greeting: Greeting

        init(_ handler: NIOSSLClientHandler, _ greeting: Greeting) {
            (self.handler, self.greeting) = (handler, greeting)
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case .handshakeCompleted? = event as? TLSUserEvent {
                greeting.found.withLock { $0 = handler.tlsVersion }
            }
            context.fireUserInboundEventTriggered(event)
        }
    }
}

extension TestService {
    /// Runs on a socket, without a database.
    func onSocket(
        tls: SocketTalk.ClientTLS? = nil,
        _ body: @Sendable @escaping (SocketTalk) async throws -> Void
    ) async throws {
        var service = self
        service.settings.host = "127.0.0.1"
        try await service.run(.live, environment: try .without) { client in
            guard let port = client.port else { return }
            try await body(SocketTalk(port: port, tls: tls))
        }
    }
}
