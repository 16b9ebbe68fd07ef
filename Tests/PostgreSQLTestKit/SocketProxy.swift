// A proxy between a client and a server of this machine that breaks the connection where a test wants it.
import Foundation
import Synchronization

/// Passes bytes on between clients and a server, slows them, counts them, and cuts or stalls at a given byte.
///
/// It has one thread of its own, which ends with `close()`.
package final class SocketProxy: Sendable {
    /// Which way bytes go.
    package enum Direction: Sendable, Hashable, CaseIterable {
        /// From the client to the server.
        case toServer
        /// From the server to the client.
        case toClient
    }

    /// What happens once so many bytes have passed.
    package struct Fault: Sendable, Hashable {
        /// Which bytes count.
        package enum Count: Sendable, Hashable {
            /// Those of one direction.
            case only(Direction)
            /// Those of both.
            case both
        }

        /// What becomes of the connection on which the last byte passed.
        package enum Effect: Sendable, Hashable {
            /// Both sides are closed.
            case cut
            /// Nothing more passes, and both sides stay open.
            case stall
            /// One side is told that nothing more will come; the other direction goes on.
            case halfClose(Direction)
        }

        /// What becomes of the connection.
        package let effect: Effect
        /// After how many bytes, counted from the moment the fault is set; 0 means at once.
        package let byteCount: Int
        /// Which bytes count.
        package let count: Count

        /// A fault to come.
        package init(_ effect: Effect, after byteCount: Int, of count: Count = .both) {
            self.effect = effect
            self.byteCount = byteCount
            self.count = count
        }
    }

    /// What becomes of new connections.
    package enum Arrival: Sendable, Hashable {
        /// They are connected to the server.
        case connect
        /// They are closed at once.
        case refuse
        /// They are accepted, and nothing ever comes of them.
        case ignore
    }

    /// How the proxy behaves; the initial value passes everything as it comes.
    package struct Behaviour: Sendable {
        /// What becomes of new connections.
        package var arrival = Arrival.connect
        /// How many bytes are passed on at a time.
        package var chunkBytesMax = 65_536
        /// How long each chunk is held.
        package var chunkDelay = Duration.zero
        /// What happens, once, to one connection; those after it pass.
        package var fault: Fault?

        /// Passes everything but for what is said.
        package init(
            arrival: Arrival = .connect,
            chunkBytesMax: Int = 65_536,
            chunkDelay: Duration = .zero,
            fault: Fault? = nil
        ) {
            self.arrival = arrival
            self.chunkBytesMax = chunkBytesMax
            self.chunkDelay = chunkDelay
            self.fault = fault
        }
    }

    /// Where clients connect.
    package let address: SocketAddress
    private let state: ProxyState
    private let hasEnded = DispatchSemaphore(value: 0)

    /// Starts a proxy for a server; it listens in the same folder, or on a port of this machine.
    ///
    /// - Parameters:
    ///   - server: where the server listens.
    ///   - onLoopback: whether clients come by TCP although the server listens in a folder.
    /// - Throws: `SocketError` where it cannot listen.
    package init(to server: SocketAddress, onLoopback: Bool = false) throws {
        let (address, listener) = try Self.listen(like: server, onLoopback: onLoopback)
        self.address = address
        do {
            state = try ProxyState()
        } catch {
            _ = Foundation.close(listener)
            throw error
        }
        let thread = Thread { [state, hasEnded] in
            var loop = ProxyLoop(listener: listener, server: server, state: state)
            loop.run()
            hasEnded.signal()
        }
        thread.name = "socket-proxy"
        thread.start()
    }

    /// A place to listen beside a server's own.
    static func listen(
        like server: SocketAddress,
        onLoopback: Bool
    ) throws(SocketError) -> (SocketAddress, Int32) {
        for _ in 1...100 {
            let port = Int.random(in: 10_000..<30_000)
            var address = SocketAddress.loopback(port: port)
            if case .unix(let folder, _) = server, !onLoopback { address = .unix(folder: folder, port: port) }
            // Someone else may have the port.
            if let listener = try? listeningSocket(at: address) { return (address, listener) }
        }
        throw SocketError("no place to listen")
    }

    /// Behaves like this from now on; a fault counts the bytes from now.
    package func behave(_ behaviour: Behaviour = Behaviour()) {
        state.change { current in
            current.behaviour = behaviour
            current.passedBefore = current.passed
            current.hasStruck = false
        }
    }

    /// Cuts every connection there is.
    package func cutAll() { state.change { $0.orders.append(.cutAll) } }

    /// Nothing more passes on any connection there is, and both sides of each stay open.
    package func stallAll() { state.change { $0.orders.append(.stallAll) } }

    /// Lets stalled connections go on.
    package func resumeStalled() { state.change { $0.orders.append(.resumeStalled) } }

    /// Whether the fault that was set last has happened.
    package var hasStruck: Bool { state.look { $0.hasStruck } }
    /// How many connections were accepted.
    package var connectionCount: Int { state.look { $0.connectionCount } }
    /// How many of them are open.
    package var openCount: Int { state.look { $0.openCount } }

    /// How many bytes were passed on that way, on all connections.
    package func byteCount(_ direction: Direction) -> Int { state.look { $0.passed[direction, default: 0] } }

    /// Cuts every connection, ends the thread and takes the socket away. Call it once.
    package func close() {
        state.change { $0.orders.append(.close) }
        hasEnded.wait()
        if let path = address.path { unlink(path) }
    }
}

/// What the proxy's thread and its users share.
final class ProxyState: Sendable {
    enum Order {
        case cutAll
        case stallAll
        case resumeStalled
        case close
    }

    struct Values {
        var behaviour = SocketProxy.Behaviour()
        var passed: [SocketProxy.Direction: Int] = [:]
        /// What had passed when the behaviour was set.
        var passedBefore: [SocketProxy.Direction: Int] = [:]
        var hasStruck = false
        var connectionCount = 0
        var openCount = 0
        var orders: [Order] = []
    }

    private let values = Mutex(Values())
    /// Readable while there is something new to look at.
    let readEnd: Int32
    private let writeEnd: Int32

    init() throws(SocketError) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SocketError("no pipe left") }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    deinit {
        _ = Foundation.close(readEnd)
        _ = Foundation.close(writeEnd)
    }

    func look<Result>(_ body: (borrowing Values) -> Result) -> Result { values.withLock { body($0) } }

    /// Changes something and wakes the thread.
    func change(_ body: (inout Values) -> Void) {
        values.withLock { body(&$0) }
        var byte: UInt8 = 0
        // A full pipe is readable already.
        _ = write(writeEnd, &byte, 1)
    }

    /// Changes something on the proxy's own thread.
    func note<Result>(_ body: (inout Values) -> Result) -> Result { values.withLock { body(&$0) } }
}

extension ProxyState.Values {
    /// How many bytes may pass that way before something happens.
    func allowance(_ direction: SocketProxy.Direction) -> Int {
        guard let fault = behaviour.fault else { return .max }
        switch fault.count {
        case .only(direction): return fault.byteCount - passedSince(direction)
        case .only: return .max
        case .both: return fault.byteCount - passedSince(.toServer) - passedSince(.toClient)
        }
    }

    private func passedSince(_ direction: SocketProxy.Direction) -> Int {
        passed[direction, default: 0] - passedBefore[direction, default: 0]
    }

    /// What is due to happen now; it happens once.
    mutating func strike() -> SocketProxy.Fault.Effect? {
        guard let fault = behaviour.fault, min(allowance(.toServer), allowance(.toClient)) <= 0 else { return nil }
        behaviour.fault = nil
        hasStruck = true
        return fault.effect
    }
}
