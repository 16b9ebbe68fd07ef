// The thread of a socket proxy: waits for all its connections at once and passes bytes on as it is told to.
import Foundation

/// What happens on the thread of a ``SocketProxy``.
struct ProxyLoop {
    let listener: Int32
    let server: SocketAddress
    let state: ProxyState
    private var connections: [ProxiedConnection] = []

    init(listener: Int32, server: SocketAddress, state: ProxyState) {
        self.listener = listener
        self.server = server
        self.state = state
    }

    /// Runs until it is told to close.
    mutating func run() {
        while obey() {
            strikeIfDue()
            forgetEnded()
            let ready = wait()
            for (index, events) in ready.connections.enumerated() {
                connections[index].advance(clientIsReady: events.client, serverIsReady: events.server, state)
            }
            // Last, since the places above are those from before the wait.
            if ready.listener { acceptAll() }
        }
        for connection in connections { connection.close() }
        _ = close(listener)
        state.note { $0.openCount = 0 }
    }

    /// Does what was ordered meanwhile.
    /// - Returns: whether to go on.
    private mutating func obey() -> Bool {
        var sink = [UInt8](repeating: 0, count: 256)
        while read(state.readEnd, &sink, sink.count) > 0 {}
        let orders = state.note { values in
            defer { values.orders = [] }
            return values.orders
        }
        for order in orders {
            switch order {
            case .close: return false
            case .cutAll: for index in connections.indices { connections[index].isOver = true }
            case .stallAll: for index in connections.indices { connections[index].suffer(.stall) }
            case .resumeStalled: for index in connections.indices { connections[index].resume() }
            }
        }
        return true
    }

    /// A fault that is due without a further byte hits the newest connection.
    private mutating func strikeIfDue() {
        guard let newest = connections.indices.last, let effect = state.note({ $0.strike() }) else { return }
        connections[newest].suffer(effect)
    }

    private mutating func forgetEnded() {
        for connection in connections where connection.isOver { connection.close() }
        connections.removeAll(where: \.isOver)
        let count = connections.count
        state.note { $0.openCount = count }
    }

    private func wait() -> (listener: Bool, connections: [(client: Bool, server: Bool)]) {
        var descriptors = [
            pollfd(fd: state.readEnd, events: Int16(POLLIN), revents: 0),
            pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
        ]
        let now = ContinuousClock.now
        for connection in connections { descriptors += connection.interests(now) }
        let earliest = connections.compactMap { $0.nextRelease(after: now) }.min()
        let milliseconds = earliest.map { instant in
            let (seconds, attoseconds) = (instant - now).components
            return Int32(seconds * 1_000 + attoseconds / 1_000_000_000_000_000 + 1)
        }
        guard poll(&descriptors, nfds_t(descriptors.count), milliseconds ?? -1) >= 0 else {
            return (false, connections.map { _ in (false, false) })
        }
        let ready = connections.indices.map { index in
            (client: descriptors[2 + 2 * index].revents != 0, server: descriptors[3 + 2 * index].revents != 0)
        }
        return (descriptors[1].revents != 0, ready)
    }

    private mutating func acceptAll() {
        while true {
            let client = acceptedSocket(listener)
            guard client >= 0 else { return }
            let arrival = state.note { values in
                values.connectionCount += 1
                return values.behaviour.arrival
            }
            switch arrival {
            case .refuse:
                _ = close(client)
            case .ignore:
                connections.append(ProxiedConnection(client: client, server: nil))
            case .connect:
                if let server = try? connectedSocket(to: server) {
                    connections.append(ProxiedConnection(client: client, server: server))
                } else {
                    // As the server itself would have it.
                    _ = close(client)
                }
            }
            let count = connections.count
            state.note { $0.openCount = count }
        }
    }
}

/// One client with its connection to the server.
struct ProxiedConnection {
    /// One way through: what was read and has not been passed on yet.
    private struct Stream {
        var held: ArraySlice<UInt8> = []
        var releaseAt: ContinuousClock.Instant?
        /// The side it comes from has closed.
        var hasEnded = false
        /// The side it goes to was told that nothing more comes; what comes all the same is dropped.
        var isShut = false

        var wantsInput: Bool { held.isEmpty && !hasEnded }

        func wantsOutput(_ now: ContinuousClock.Instant) -> Bool {
            !held.isEmpty && releaseAt.map { $0 <= now } ?? true
        }
    }

    private let client: Int32
    private let server: Int32?
    private var toServer = Stream()
    private var toClient = Stream()
    private var isStalled: Bool
    /// Whether both sides are to be closed.
    var isOver = false

    /// Without a server nothing ever passes.
    init(client: Int32, server: Int32?) {
        self.client = client
        self.server = server
        isStalled = server == nil
    }

    func close() {
        _ = Foundation.close(client)
        if let server { _ = Foundation.close(server) }
    }

    mutating func resume() { if server != nil { isStalled = false } }

    /// What to wait for: of the client, then of the server.
    func interests(_ now: ContinuousClock.Instant) -> [pollfd] {
        // A stalled connection only waits for the client to give up.
        guard let server, !isStalled else {
            return [pollfd(fd: client, events: Self.hangUp, revents: 0), pollfd(fd: -1, events: 0, revents: 0)]
        }
        let fromClient = Self.events(input: toServer.wantsInput, output: toClient.wantsOutput(now))
        let fromServer = Self.events(input: toClient.wantsInput, output: toServer.wantsOutput(now))
        // A side nothing is wanted of is left out: its end would be reported again and again.
        return [
            pollfd(fd: fromClient == 0 ? -1 : client, events: fromClient, revents: 0),
            pollfd(fd: fromServer == 0 ? -1 : server, events: fromServer, revents: 0),
        ]
    }

    #if os(Linux)
        /// POLLRDHUP: the other side has closed, whatever is still to be read.
        private static let hangUp = Int16(0x2000)
    #else
        private static let hangUp = Int16(0)
    #endif

    private static func events(input: Bool, output: Bool) -> Int16 {
        Int16(input ? POLLIN : 0) | Int16(output ? POLLOUT : 0)
    }

    /// When held bytes may go on.
    func nextRelease(after now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        guard !isStalled else { return nil }
        return [toServer, toClient].compactMap { $0.held.isEmpty ? nil : $0.releaseAt }.filter { $0 > now }.min()
    }

    /// Does what can be done now, in both directions.
    mutating func advance(clientIsReady: Bool, serverIsReady: Bool, _ state: ProxyState) {
        if isStalled {
            isOver = isOver || clientIsReady
            return
        }
        guard let server, !isOver else { return }
        if clientIsReady, toServer.wantsInput { receive(.toServer, from: client, state) }
        if serverIsReady, toClient.wantsInput { receive(.toClient, from: server, state) }
        pass(.toServer, to: server, state)
        if !isOver, !isStalled { pass(.toClient, to: client, state) }
        for stream in [toServer, toClient] where stream.hasEnded && stream.held.isEmpty && !isStalled { isOver = true }
    }

    private static func stream(_ direction: SocketProxy.Direction) -> WritableKeyPath<Self, Stream> {
        direction == .toServer ? \.toServer : \.toClient
    }

    private mutating func receive(_ direction: SocketProxy.Direction, from source: Int32, _ state: ProxyState) {
        let (chunkBytesMax, delay) = state.look { ($0.behaviour.chunkBytesMax, $0.behaviour.chunkDelay) }
        let path = Self.stream(direction)
        let isShut = self[keyPath: path].isShut
        let bytes = [UInt8](unsafeUninitializedCapacity: max(1, chunkBytesMax)) { buffer, count in
            count = max(0, read(source, buffer.baseAddress, buffer.count))
        }
        if bytes.isEmpty {
            // Trouble ends a side as its closing does; only "nothing there yet" does not.
            self[keyPath: path].hasEnded = isAtEnd(source)
        } else if !isShut {
            self[keyPath: path].held = bytes[...]
            self[keyPath: path].releaseAt = delay > .zero ? .now + delay : nil
        }
    }

    private func isAtEnd(_ source: Int32) -> Bool {
        var byte: UInt8 = 0
        let count = recv(source, &byte, 1, Int32(MSG_PEEK))
        return count == 0 || count < 0 && errno != EAGAIN && errno != EINTR
    }

    /// What became of bytes that were to go on.
    private struct Passed {
        var sent = 0
        var effect: SocketProxy.Fault.Effect?
        var isGone = false
    }

    private mutating func pass(_ direction: SocketProxy.Direction, to destination: Int32, _ state: ProxyState) {
        let path = Self.stream(direction)
        guard self[keyPath: path].wantsOutput(.now) else { return }
        let held = self[keyPath: path].held
        // Under the lock: whoever has received a byte, and asks how many there were, finds it counted.
        let passed = state.note { values -> Passed? in
            let count = min(held.count, values.allowance(direction))
            guard count > 0 else { return nil }
            let sent = held.prefix(count).withUnsafeBytes { sendBytes(destination, $0) }
            guard sent > 0 else { return Passed(isGone: sent < 0 && errno != EAGAIN && errno != EINTR) }
            values.passed[direction, default: 0] += sent
            return Passed(sent: sent, effect: values.strike())
        }
        guard let passed, passed.sent > 0 else {
            // Where the side it goes to is gone, nobody is left to tell.
            if passed?.isGone == true { isOver = true }
            return
        }
        self[keyPath: path].held = held.dropFirst(passed.sent)
        let effect = passed.effect
        if let effect { suffer(effect) }
    }

    /// A fault hits this connection.
    mutating func suffer(_ effect: SocketProxy.Fault.Effect) {
        switch effect {
        case .cut:
            isOver = true
        case .stall:
            isStalled = true
        case .halfClose(let direction):
            guard let server else { return }
            let path = Self.stream(direction)
            self[keyPath: path].held = []
            self[keyPath: path].isShut = true
            endWriting(direction == .toServer ? server : client)
        }
    }
}
