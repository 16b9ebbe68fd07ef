// Whether a port can be listened on, asked before anything is started, so that the answer is one clear line.
import Domain

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Tries to listen on an address and lets go of it again.
enum PortProbe {
    /// Passes when the address can be listened on, or when only the server itself can tell.
    ///
    /// - Throws: `CommandFailure` that names the port and its flag.
    static func check(host: String, port: Int) throws {
        guard port > 0 else { return }
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE
        hints.ai_socktype = stream
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let address = found else {
            throw CommandFailure(
                code: "host-unknown",
                exit: .badConfiguration,
                message: Localized(
                    en: "\(host) is no address of this machine",
                    nl: "\(host) is geen adres van deze machine"
                ),
                hint: Localized(en: "choose one with --host", nl: "kies er een met --host")
            )
        }
        defer { freeaddrinfo(address) }
        let descriptor = socket(address.pointee.ai_family, address.pointee.ai_socktype, 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // As the server does it: a port that a stopped one left behind is free.
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        if bind(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) != 0 {
            try refuse(errno, host, port)
        } else if listen(descriptor, 1) != 0 {
            try refuse(errno, host, port)
        }
    }

    private static var stream: Int32 {
        #if canImport(Glibc)
            Int32(SOCK_STREAM.rawValue)
        #else
            SOCK_STREAM
        #endif
    }

    private static func refuse(_ number: Int32, _ host: String, _ port: Int) throws {
        switch number {
        case EADDRINUSE:
            throw CommandFailure(
                code: "port-in-use",
                exit: .failed,
                message: Localized(
                    en: "port \(port) on \(host) is in use by another program",
                    nl: "poort \(port) op \(host) is in gebruik door een ander programma"
                ),
                hint: Localized(
                    en: "choose another one with --port, or 0 for any that is free",
                    nl: "kies een andere met --port, of 0 voor een vrije"
                )
            )
        case EACCES:
            throw CommandFailure(
                code: "port-not-allowed",
                exit: .notAllowed,
                message: Localized(
                    en: "this account may not listen on port \(port)",
                    nl: "dit account mag niet op poort \(port) luisteren"
                ),
                hint: Localized(en: "choose one above 1023 with --port", nl: "kies er een boven 1023 met --port")
            )
        case EADDRNOTAVAIL:
            throw CommandFailure(
                code: "host-unknown",
                exit: .badConfiguration,
                message: Localized(
                    en: "\(host) is no address of this machine",
                    nl: "\(host) is geen adres van deze machine"
                ),
                hint: Localized(en: "choose one with --host", nl: "kies er een met --host")
            )
        default:
            // The server's own words will be better than ours.
            return
        }
    }
}
