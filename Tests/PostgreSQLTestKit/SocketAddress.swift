// Where a server listens on this machine, and the few socket calls a proxy needs.
#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A socket of this machine, as PostgreSQL names them.
package enum SocketAddress: Sendable, Hashable {
    /// A socket in a folder; the port is part of its name.
    case unix(folder: String, port: Int)
    /// A port that only this machine can reach.
    case loopback(port: Int)

    /// What connects there, as keywords of libpq.
    package var connectionOverrides: [String: String] {
        switch self {
        case .unix(let folder, let port): ["host": folder, "port": "\(port)"]
        case .loopback(let port): ["host": "127.0.0.1", "port": "\(port)"]
        }
    }

    /// The path of a socket in a folder.
    var path: String? {
        if case .unix(let folder, let port) = self { "\(folder)/.s.PGSQL.\(port)" } else { nil }
    }

    /// A port that nobody has: below those that the system itself gives to clients, so that it stays free for a while.
    package static func freePort() throws(SocketError) -> Int {
        for _ in 1...100 {
            let port = Int.random(in: 20_000..<30_000)
            if let socket = try? listeningSocket(at: .loopback(port: port)) {
                close(socket)
                return port
            }
        }
        throw SocketError("no free port")
    }

    /// Calls the body with the address as the system wants it.
    fileprivate func withPointer(
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(SocketError) -> Int32 {
        switch self {
        case .loopback(let port):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = UInt16(port).bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            return withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        case .unix:
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            let bytes = Array((path ?? "").utf8)
            let hasRoom = withUnsafeMutableBytes(of: &address.sun_path) { room in
                guard bytes.count < room.count else { return false }
                room.copyBytes(from: bytes)
                return true
            }
            guard hasRoom else { throw SocketError("the path of the socket is too long") }
            return withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
        }
    }
}

/// What went wrong with a socket.
package struct SocketError: Error, CustomStringConvertible {
    /// What it was.
    package let description: String

    init(_ description: String) { self.description = "\(description) (\(errno))" }
}

/// A listening socket that does not block.
func listeningSocket(at address: SocketAddress) throws(SocketError) -> Int32 {
    let descriptor = try makeSocket(address)
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    let status = try closingOnFailure(descriptor) { () throws(SocketError) in
        try address.withPointer { bind(descriptor, $0, $1) }
    }
    guard status == 0, listen(descriptor, 128) == 0 else {
        close(descriptor)
        throw SocketError("could not listen")
    }
    doNotBlock(descriptor)
    return descriptor
}

/// A connection that does not block once it is made; on one machine connecting takes no time.
func connectedSocket(to address: SocketAddress) throws(SocketError) -> Int32 {
    let descriptor = try makeSocket(address)
    let status = try closingOnFailure(descriptor) { () throws(SocketError) in
        try address.withPointer { connect(descriptor, $0, $1) }
    }
    guard status == 0 else {
        close(descriptor)
        throw SocketError("could not connect")
    }
    prepareConnected(descriptor)
    return descriptor
}

/// Readies a connection: it does not block, does not gather small pieces, and does not end the process by a signal.
func prepareConnected(_ descriptor: Int32) {
    doNotBlock(descriptor)
    var yes: Int32 = 1
    // Means nothing to a Unix socket.
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    #if canImport(Darwin)
        setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<Int32>.size))
    #endif
}

/// Sends what the socket takes at once, without a signal where the other side has gone.
func sendBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
        send(descriptor, bytes.baseAddress, bytes.count, 0)
    #else
        send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    #endif
}

/// Says that nothing more will be written.
func endWriting(_ descriptor: Int32) {
    _ = shutdown(descriptor, Int32(SHUT_WR))
}

private func makeSocket(_ address: SocketAddress) throws(SocketError) -> Int32 {
    let family = address.path == nil ? AF_INET : AF_UNIX
    #if canImport(Darwin)
        let descriptor = socket(family, SOCK_STREAM, 0)
    #else
        // Closed on exec from the first moment: another thread may just be starting a server.
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    #endif
    guard descriptor >= 0 else { throw SocketError("no socket left") }
    #if canImport(Darwin)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    #endif
    return descriptor
}

/// The next connection of a listening socket; negative where there is none.
func acceptedSocket(_ listener: Int32) -> Int32 {
    let descriptor = accept(listener, nil, nil)
    if descriptor >= 0 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    if descriptor >= 0 { prepareConnected(descriptor) }
    return descriptor
}

private func doNotBlock(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
}

private func closingOnFailure(
    _ descriptor: Int32,
    _ body: () throws(SocketError) -> Int32
) throws(SocketError) -> Int32 {
    do {
        return try body()
    } catch {
        close(descriptor)
        throw error
    }
}
