// Checkpoints as lines of the system log (RFC 5424), one datagram each to a local socket.
import Domain
import Records

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The line of the system log for a checkpoint.
enum SystemLogLine {
    /// Facility *log audit* (13), severity *notice* (5).
    private static let priority = 13 * 8 + 5

    /// The line, without an end: a datagram has one of its own.
    static func text(_ checkpoint: SignedCheckpoint, host: String, processID: Int32) -> String {
        let note = checkpoint.note.description.split(separator: "\n").joined(separator: " | ")
        return "<\(priority)>1 \(checkpoint.checkpoint.sealedAt) \(name(host)) workup \(processID) checkpoint - \(note)"
    }

    /// The machine's name as a line can have it.
    static func name(_ host: String) -> String {
        host.isEmpty || host.contains(where: { !$0.isASCII || $0.isWhitespace }) ? "-" : String(host.prefix(255))
    }
}

/// A local socket that takes datagrams.
struct DatagramSocket: Sendable {
    let path: String

    /// Sends a datagram; gives the system's number for what went wrong, nil where nothing did.
    func send(_ text: String) -> Int32? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = Array(path.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard name.count < room else { return ENAMETOOLONG }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        #if canImport(Glibc)
            let kind = Int32(SOCK_DGRAM.rawValue)
        #else
            let kind = SOCK_DGRAM
        #endif
        let descriptor = socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        // A collector that does not read must not hold the sealer: what it misses is in the file.
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        let message = Array(text.utf8)
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let sent = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                sendto(descriptor, message, message.count, 0, pointer, length)
            }
        }
        return sent == message.count ? nil : errno
    }

    /// The machine's name.
    static var hostName: String {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return "" }
        return String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
