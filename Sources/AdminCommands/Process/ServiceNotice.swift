// Telling systemd that the service is ready or stopping: one datagram to the socket it named, no library.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Notices of `Type=notify`.
enum ServiceNotice: String {
    case ready = "READY=1"
    case stopping = "STOPPING=1"

    /// The variable by which the service manager names its socket.
    static let placeKey = "NOTIFY_SOCKET"

    /// Sends the notice where the service manager asked for it; it is not the service's fault when nobody listens.
    func send(_ environment: [String: String]) {
        guard let path = environment[Self.placeKey], path.hasPrefix("/") || path.hasPrefix("@") else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var name = Array(path.utf8)
        // `@` stands for the abstract names of Linux, which begin with a zero byte.
        if name[0] == UInt8(ascii: "@") { name[0] = 0 }
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard name.count < room else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        #if canImport(Glibc)
            let kind = Int32(SOCK_DGRAM.rawValue)
        #else
            let kind = SOCK_DGRAM
        #endif
        let descriptor = socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let length = socklen_t(MemoryLayout.size(ofValue: address) - room + name.count)
        let message = Array(rawValue.utf8)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                _ = sendto(descriptor, message, message.count, 0, pointer, length)
            }
        }
    }
}
