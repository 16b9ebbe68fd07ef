// A proxy that understands what clients send to PostgreSQL, counts their statements and lets one of them fail.
import Foundation
import Synchronization

/// Passes everything on between clients and a server of this machine, but for the statement that a test wants to fail.
///
/// A statement is an Execute or a Query message; BEGIN, COMMIT and ROLLBACK are statements too. It has one thread of its own,
/// which ends with `close()`.
package final class StatementProxy: Sendable {
    /// What happens to the N-th statement, counted from one, once.
    package enum Fault: Sendable, Hashable {
        /// It never arrives, and both sides of the connection are closed.
        case cutBefore(Int)
        /// It is done, and both sides are closed before anything of the answer comes back.
        case cutAfter(Int)
        /// The server refuses it; the connection goes on.
        case refuse(Int)

        var statement: Int {
            switch self {
            case .cutBefore(let number), .cutAfter(let number), .refuse(let number): number
            }
        }
    }

    /// Where clients connect.
    package let address: SocketAddress
    private let state: StatementProxyState
    private let hasEnded = DispatchSemaphore(value: 0)

    /// Starts a proxy for a server; it listens in the same folder.
    ///
    /// - Throws: `SocketError` where it cannot listen.
    package init(to server: SocketAddress) throws {
        let (address, listener) = try SocketProxy.listen(like: server, onLoopback: false)
        self.address = address
        do {
            state = try StatementProxyState()
        } catch {
            _ = Foundation.close(listener)
            throw error
        }
        let thread = Thread { [state, hasEnded] in
            var loop = StatementProxyLoop(listener: listener, server: server, state: state)
            loop.run()
            hasEnded.signal()
        }
        thread.name = "statement-proxy"
        thread.start()
    }

    /// Counts from one again, and lets a statement fail where one is named.
    package func expect(_ fault: Fault? = nil) {
        state.values.withLock { values in
            values.fault = fault
            values.count = 0
            values.hasStruck = false
        }
    }

    /// How many statements came since then.
    package var statementCount: Int { state.values.withLock { $0.count } }
    /// Whether the fault has happened.
    package var hasStruck: Bool { state.values.withLock { $0.hasStruck } }

    /// Cuts every connection, ends the thread and takes the socket away. Call it once.
    package func close() {
        state.values.withLock { $0.isClosing = true }
        state.wake()
        hasEnded.wait()
        if let path = address.path { unlink(path) }
    }
}

/// What the proxy's thread and its users share.
private final class StatementProxyState: Sendable {
    struct Values {
        var fault: StatementProxy.Fault?
        var count = 0
        var hasStruck = false
        var isClosing = false

        /// Counts a statement; gives what is to happen to it.
        mutating func next() -> StatementProxy.Fault? {
            count += 1
            guard let fault, fault.statement == count else { return nil }
            self.fault = nil
            hasStruck = true
            return fault
        }
    }

    let values = Mutex(Values())
    /// Readable once there is something new to look at.
    let readEnd: Int32
    private let writeEnd: Int32

    init() throws(SocketError) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SocketError("no pipe left") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    deinit {
        _ = Foundation.close(readEnd)
        _ = Foundation.close(writeEnd)
    }

    func wake() {
        var byte: UInt8 = 0
        _ = write(writeEnd, &byte, 1)
    }
}

/// What happens on the thread.
private struct StatementProxyLoop {
    let listener: Int32
    let server: SocketAddress
    let state: StatementProxyState
    private var connections: [StatementConnection] = []

    init(listener: Int32, server: SocketAddress, state: StatementProxyState) {
        self.listener = listener
        self.server = server
        self.state = state
    }

    mutating func run() {
        while !state.values.withLock({ $0.isClosing }) {
            var descriptors = [state.readEnd, listener].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            for connection in connections {
                descriptors.append(pollfd(fd: connection.client, events: Int16(POLLIN), revents: 0))
                descriptors.append(pollfd(fd: connection.server, events: Int16(POLLIN), revents: 0))
            }
            guard poll(&descriptors, nfds_t(descriptors.count), -1) >= 0 else { continue }
            for index in connections.indices {
                // The server first: what it said before it went is still for the client.
                if descriptors[3 + 2 * index].revents != 0 { connections[index].passToClient() }
                if descriptors[2 + 2 * index].revents != 0 { connections[index].passToServer(state) }
            }
            for connection in connections where connection.isOver { connection.close() }
            connections.removeAll(where: \.isOver)
            if descriptors[1].revents != 0 { accept() }
        }
        for connection in connections { connection.close() }
        _ = close(listener)
    }

    private mutating func accept() {
        let client = acceptedSocket(listener)
        guard client >= 0 else { return }
        if let server = try? connectedSocket(to: server) {
            connections.append(StatementConnection(client: client, server: server))
        } else {
            _ = close(client)
        }
    }
}

/// One client with its connection to the server.
private struct StatementConnection {
    let client: Int32
    let server: Int32
    var isOver = false
    /// What came from the client and is no whole message yet.
    private var received: [UInt8] = []
    private var hasBegun = false
    /// Nothing of an answer goes back any more; over once the server is ready again.
    private var isSwallowing = false
    /// The last bytes of the server, to see when it is ready.
    private var lastOfServer: [UInt8] = []

    init(client: Int32, server: Int32) {
        self.client = client
        self.server = server
    }

    func close() {
        _ = Foundation.close(client)
        _ = Foundation.close(server)
    }

    mutating func passToClient() {
        guard let bytes = read(server) else { return }
        guard isSwallowing else {
            send(bytes, to: client)
            return
        }
        lastOfServer = Array((lastOfServer + bytes).suffix(6))
        // ReadyForQuery: `Z`, its length, and the state of the transaction.
        if lastOfServer.starts(with: [UInt8(ascii: "Z"), 0, 0, 0, 5]) { isOver = true }
    }

    mutating func passToServer(_ state: StatementProxyState) {
        guard let bytes = read(client) else { return }
        received += bytes
        var ready: [UInt8] = []
        while let message = nextMessage() {
            let fault = hasBegun && Self.isStatement(message) ? state.values.withLock { $0.next() } : nil
            switch fault {
            case .cutBefore:
                send(ready, to: server)
                isOver = true
                return
            case .refuse: ready += Self.refused(message)
            case .cutAfter:
                isSwallowing = true
                ready += message
            case nil: ready += message
            }
            // What opens a connection has no type; what asks for encryption would be followed by another one.
            hasBegun = true
        }
        send(ready, to: server)
    }

    /// The next whole message, taken out of what was received.
    private mutating func nextMessage() -> [UInt8]? {
        let start = hasBegun ? 1 : 0
        guard received.count >= start + 4 else { return nil }
        let length = received[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
        guard received.count >= start + length else { return nil }
        let message = Array(received.prefix(start + length))
        received.removeFirst(start + length)
        return message
    }

    /// An empty query only asks whether the server is there, as the client does once it is connected.
    private static func isStatement(_ message: [UInt8]) -> Bool {
        message[0] == UInt8(ascii: "E") || (message[0] == UInt8(ascii: "Q") && message.count > 6)
    }

    /// A statement that the server cannot do, in the place of one that it could.
    private static func refused(_ message: [UInt8]) -> [UInt8] {
        let isExecute = message[0] == UInt8(ascii: "E")
        var body = Array((isExecute ? "a portal that is not there" : "select 1 / 0").utf8) + [0]
        // As many rows as there are.
        if isExecute { body += [0, 0, 0, 0] }
        let length = UInt32(body.count + 4).bigEndian
        return [message[0]] + withUnsafeBytes(of: length) { Array($0) } + body
    }

    private mutating func read(_ descriptor: Int32) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            count = max(0, Foundation.read(descriptor, buffer.baseAddress, buffer.count))
        }
        if bytes.isEmpty, errno != EAGAIN { isOver = true }
        return bytes.isEmpty ? nil : bytes
    }

    /// Sends all of it; the other side of a test reads.
    private mutating func send(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { sendBytes(descriptor, $0) }
            if count > 0 {
                rest = rest.dropFirst(count)
                continue
            }
            var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard count < 0, errno == EAGAIN, poll(&room, 1, 10_000) == 1 else {
                isOver = true
                return
            }
        }
    }
}
