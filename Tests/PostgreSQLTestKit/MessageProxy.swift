// A proxy that counts the messages of PostgreSQL's protocol both ways, and cuts the connection at a boundary or beside one.
import Foundation
import Synchronization

/// Passes bytes on between clients and a PostgreSQL server, and cuts a connection at the N-th message.
///
/// Its threads end with `close()`.
package final class MessageProxy: Sendable {
    /// Where a connection is cut.
    package struct Cut: Sendable, Hashable {
        /// Which way the messages go.
        package let direction: SocketProxy.Direction
        /// The end of the so-manieth message, counted over all connections from the moment the cut is set.
        package let message: Int
        /// How many bytes after it: −1 leaves the message one byte short, 1 lets a byte of the next one through.
        package let offset: Int

        /// A cut to come.
        package init(_ direction: SocketProxy.Direction, message: Int, offset: Int) {
            (self.direction, self.message, self.offset) = (direction, message, offset)
        }
    }

    /// Where clients connect.
    package let address: SocketAddress
    private let state: MessageProxyState

    /// Starts a proxy for a server; it listens in the same folder, or on a port of this machine.
    /// - Throws: `SocketError` where it cannot listen.
    package init(to server: SocketAddress) throws {
        let (address, listener) = try SocketProxy.listen(like: server, onLoopback: false)
        self.address = address
        state = MessageProxyState(listener: listener)
        Thread.detachNewThread { [state] in state.acceptAll(to: server) }
    }

    /// Counts from now on, and cuts where that is wanted.
    package func expect(_ cut: Cut? = nil) { state.begin(cut) }

    /// How many messages ended since then.
    package func messageCount(_ direction: SocketProxy.Direction) -> Int { state.count(direction) }

    /// Whether the cut has happened.
    package var hasStruck: Bool { state.hasStruck }

    /// Cuts every connection there is.
    package func cutAll() { state.cutAll() }

    /// Cuts every connection and takes the socket away. Call it once.
    package func close() {
        state.end()
        if let path = address.path { unlink(path) }
    }
}

/// One client with its connection to the server.
private final class CarriedPair: Sendable {
    let client: Int32
    let server: Int32
    private let endedCount = Atomic(0)

    init(client: Int32, server: Int32) { (self.client, self.server) = (client, server) }

    /// Ends both sides; what reads them finds their end.
    func sever() {
        shutdown(client, Int32(SHUT_RDWR))
        shutdown(server, Int32(SHUT_RDWR))
    }

    /// Whether the other direction has ended before this one, so that nobody uses the descriptors any more.
    func endsLast() -> Bool { endedCount.add(1, ordering: .acquiringAndReleasing).newValue == 2 }
}

/// What the threads of a proxy share.
private final class MessageProxyState: Sendable {
    private struct Values {
        var cut: MessageProxy.Cut?
        var counts: [SocketProxy.Direction: Int] = [:]
        var hasStruck = false
        var hasEnded = false
        var pairs: [CarriedPair] = []
    }

    private let values = Mutex(Values())
    private let listener: Int32

    init(listener: Int32) { self.listener = listener }

    var hasStruck: Bool { values.withLock { $0.hasStruck } }

    func begin(_ cut: MessageProxy.Cut?) {
        values.withLock { values in
            values.cut = cut
            values.counts = [:]
            values.hasStruck = false
        }
    }

    func count(_ direction: SocketProxy.Direction) -> Int { values.withLock { $0.counts[direction, default: 0] } }

    func cutAll() {
        values.withLock { values in
            for pair in values.pairs { pair.sever() }
        }
    }

    func end() {
        values.withLock { $0.hasEnded = true }
        cutAll()
    }

    func acceptAll(to server: SocketAddress) {
        while !values.withLock({ $0.hasEnded }) {
            var ready = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
            guard poll(&ready, 1, 100) == 1 else { continue }
            let client = acceptedSocket(listener)
            guard client >= 0 else { continue }
            if let server = try? connectedSocket(to: server) {
                carry(CarriedPair(client: client, server: server))
            } else {
                close(client)
            }
        }
        close(listener)
    }

    /// Two threads carry the bytes of a connection; the second to end closes it.
    private func carry(_ pair: CarriedPair) {
        values.withLock { $0.pairs.append(pair) }
        for direction in SocketProxy.Direction.allCases {
            Thread.detachNewThread { [self] in
                pump(direction, of: pair)
                pair.sever()
                guard pair.endsLast() else { return }
                values.withLock { values in values.pairs.removeAll { $0 === pair } }
                close(pair.client)
                close(pair.server)
            }
        }
    }

    private func pump(_ direction: SocketProxy.Direction, of pair: CarriedPair) {
        let isToServer = direction == .toServer
        let (source, destination) = isToServer ? (pair.client, pair.server) : (pair.server, pair.client)
        var boundaries = MessageBoundaries(beginsWithType: !isToServer)
        // Bytes of the next piece that still pass before the cut.
        var overdue: Int?
        while let bytes = received(from: source) {
            var limit = overdue.flatMap { strike() ? $0 : nil }
            overdue = nil
            if limit == nil, let place = place(of: direction, boundaries.ends(in: bytes)) {
                if place > bytes.count { overdue = place - bytes.count } else if strike() { limit = place }
            }
            guard sent(bytes.prefix(limit ?? bytes.count), to: destination), limit == nil else { return }
        }
    }

    /// Counts the messages that end in a piece; where in it the cut lies, if it does.
    private func place(of direction: SocketProxy.Direction, _ ends: [Int]) -> Int? {
        values.withLock { values in
            var place: Int?
            for end in ends {
                values.counts[direction, default: 0] += 1
                guard let cut = values.cut, cut.direction == direction else { continue }
                if values.counts[direction] == cut.message { place = max(0, end + cut.offset) }
            }
            return place
        }
    }

    /// Notes that the cut happens; false where it was taken back meanwhile.
    private func strike() -> Bool {
        values.withLock { values in
            guard values.cut != nil else { return false }
            values.cut = nil
            values.hasStruck = true
            return true
        }
    }

    private func received(from source: Int32) -> [UInt8]? {
        while true {
            var ready = pollfd(fd: source, events: Int16(POLLIN), revents: 0)
            guard poll(&ready, 1, -1) >= 0 else { return nil }
            let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
                count = max(0, read(source, buffer.baseAddress, buffer.count))
            }
            if !bytes.isEmpty { return bytes }
            // Nothing to read although it was ready: the end, or trouble.
            if ready.revents & Int16(POLLIN) == 0 || errno != EAGAIN { return nil }
        }
    }

    /// Sends all of it; whether that went well.
    private func sent(_ bytes: ArraySlice<UInt8>, to destination: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { sendBytes(destination, $0) }
            if count > 0 {
                rest = rest.dropFirst(count)
                continue
            }
            var room = pollfd(fd: destination, events: Int16(POLLOUT), revents: 0)
            guard count < 0, errno == EAGAIN, poll(&room, 1, 10_000) == 1 else { return false }
        }
        return true
    }
}

/// Where messages end in a stream of bytes that comes in pieces.
struct MessageBoundaries {
    /// The bytes of a head that is not complete: a type, but for what opens a connection, and a length.
    private var head: [UInt8] = []
    /// How many bytes of the message are still to come once its head is known.
    private var rest = 0
    private var hasType: Bool

    init(beginsWithType: Bool) { hasType = beginsWithType }

    /// How many bytes of this piece there are up to each end of a message.
    mutating func ends(in bytes: [UInt8]) -> [Int] {
        var ends: [Int] = []
        var position = 0
        while position < bytes.count {
            if rest == 0 {
                head.append(bytes[position])
                position += 1
                let headCount = hasType ? 5 : 4
                guard head.count == headCount else { continue }
                rest = head.suffix(4).reduce(0) { $0 << 8 | Int($1) } - 4
                head = []
                hasType = true
            } else {
                let taken = min(rest, bytes.count - position)
                rest -= taken
                position += taken
            }
            if rest == 0 { ends.append(position) }
        }
        return ends
    }
}
