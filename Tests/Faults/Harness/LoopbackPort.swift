// Addresses and sockets of this machine.
#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Ports of this machine.
enum LoopbackPort {
    /// The address of a port.
    static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return address
    }

    /// A port that stays the same over restarts: below those that the system itself gives to clients.
    static func free() throws -> UInt16 {
        for _ in 1...100 {
            let port = UInt16.random(in: 20_000..<30_000)
            let descriptor = StreamSocket.make()
            defer { close(descriptor) }
            var address = address(port)
            let result = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            if result == 0 { return port }
        }
        throw NoAnswer(reason: "no free port")
    }
}

/// The two calls that systems spell differently; neither ends the process with SIGPIPE.
enum StreamSocket {
    static func make() -> Int32 {
        #if canImport(Darwin)
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
            var yes: Int32 = 1
            setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<Int32>.size))
            return descriptor
        #else
            return socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
    }

    static func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
            Darwin.send(descriptor, bytes.baseAddress, bytes.count, 0)
        #else
            Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        #endif
    }
}
