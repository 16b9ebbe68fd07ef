// Telling systemd that the service is ready, alive or stopping: one datagram to the socket it named, no library.
import ServiceLifecycle

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
    case alive = "WATCHDOG=1"
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

/// Tells the service manager when the service begins to stop.
///
/// At level debug the group logs all that its services hold: so this one holds where to send the notice, and not the
/// environment, which may have passwords in it.
struct StopNotice: Service {
    private let place: [String: String]

    init(environment: [String: String]) {
        place = environment.filter { $0.key == ServiceNotice.placeKey }
    }

    func run() async throws {
        // Waits for the stop that the group is told of, or for the group to end.
        try await gracefulShutdown()
        ServiceNotice.stopping.send(place)
    }
}

/// Tells the service manager that the service is alive, where it asked to be told (`WatchdogSec=`).
///
/// It runs among everything else the service does: where that hangs, no word comes, and the manager starts it anew.
struct WatchdogNotice: Service {
    private let place: [String: String]
    private let interval: Duration

    /// Nil where nobody asked, or another process was asked.
    ///
    /// - Parameters:
    ///   - environment: the variables by which the manager asks.
    ///   - processID: this process.
    init?(environment: [String: String], processID: Int32 = getpid()) {
        guard let text = environment["WATCHDOG_USEC"], let microseconds = Int64(text), microseconds > 0,
            environment["WATCHDOG_PID"].map({ $0 == "\(processID)" }) ?? true
        else { return nil }
        place = environment.filter { $0.key == ServiceNotice.placeKey }
        // Twice in the time that the manager waits, as it asks for.
        interval = .microseconds(microseconds / 2)
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                ServiceNotice.alive.send(place)
                // Cut short only by the stop, which ends the loop.
                try? await Task.sleep(for: interval)
            }
        }
    }
}
