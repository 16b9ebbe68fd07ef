// A connection to the service on which anything can be said, and nothing need be read.
import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// One socket; it belongs to one thread.
final class RawClient: Sendable {
    let descriptor: Int32

    /// Connects from an address of this machine: the service counts connections by address.
    init(port: UInt16, from host: UInt8 = 1, receiveBytes: Int32? = nil) throws {
        descriptor = StreamSocket.make()
        guard descriptor >= 0 else { throw ProcessFault(what: "no socket: \(errno)") }
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        if var receiveBytes {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBytes, socklen_t(MemoryLayout<Int32>.size))
        }
        #if os(Linux)
            // The whole of 127.0.0.0/8 is this machine.
            var own = LoopbackPort.address(0)
            own.sin_addr.s_addr = (UInt32(0x7F00_0000) + UInt32(host)).bigEndian
            guard Self.call(&own, { bind(descriptor, $0, $1) }) == 0 else {
                throw ProcessFault(what: "no address 127.0.0.\(host): \(errno)")
            }
        #endif
        var address = LoopbackPort.address(port)
        guard Self.call(&address, { connect(descriptor, $0, $1) }) == 0 else {
            close(descriptor)
            throw ProcessFault(what: "not connected: \(errno)")
        }
    }

    deinit { close(descriptor) }

    private static func call(
        _ address: inout sockaddr_in,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// Sends all of it; false where the service closed before.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { StreamSocket.send(descriptor, $0) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Whether the service has closed, or closes within so many milliseconds; what it says is thrown away.
    func isClosed(within milliseconds: Int32) -> Bool {
        var room = [UInt8](repeating: 0, count: 65_536)
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&ready, 1, milliseconds) == 1 {
            if recv(descriptor, &room, room.count, 0) <= 0 { return true }
        }
        return false
    }

    /// The status of the answer; nil where the service closed without one.
    func status() -> Int? {
        var head: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4_096)
        while head.count < 12 {
            let count = recv(descriptor, &piece, piece.count, 0)
            guard count > 0 else { return nil }
            head += piece[..<count]
        }
        let words = String(decoding: head, as: UTF8.self).split(separator: " ")
        return words.count > 1 ? Int(words[1].prefix(3)) : nil
    }
}
