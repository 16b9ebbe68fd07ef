// Looking up host names. The system's call cannot be stopped, so it runs on a thread that nobody has to wait for.
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The addresses of a name as text, or the system's number for why there are none.
enum NameLookupOutcome: Sendable, Equatable {
    case addresses([String])
    case failed(code: Int32)
}

/// Looks names up. At most one look-up per name is under way: a dead resolver cannot pile up threads.
final class NameLookups: Sendable {
    /// The system's resolver.
    static let system = NameLookups { name in resolve(name, flags: 0) }

    /// Where the outcome is put for one who waits, for as long as that one keeps it.
    final class Inbox: Sendable {
        private let value = Mutex<NameLookupOutcome?>(nil)
        private let waker: Waker

        fileprivate init(waking waker: Waker) { self.waker = waker }

        /// The outcome, once it is there.
        var outcome: NameLookupOutcome? { value.withLock { $0 } }

        fileprivate func put(_ outcome: NameLookupOutcome) {
            value.withLock { $0 = outcome }
            waker.wake()
        }
    }

    /// One who waits, or has given up: behind a dead resolver nothing is kept of those.
    private struct Waiting {
        weak var inbox: Inbox?
    }

    private let underway = Mutex<[String: [Waiting]]>([:])
    private let resolve: @Sendable (String) -> NameLookupOutcome

    init(_ resolve: @escaping @Sendable (String) -> NameLookupOutcome) { self.resolve = resolve }

    /// Begins to look a name up, or joins whoever does so already.
    /// - Parameters:
    ///   - name: the host's name, or an address as text.
    ///   - waker: is used when the outcome is in the box.
    /// - Returns: the box.
    /// - Throws: category `resources` where the system has no thread left.
    func begin(_ name: String, waking waker: Waker) throws(PostgreSQLError) -> Inbox {
        let inbox = Inbox(waking: waker)
        // What is an address already is read at once.
        if case .addresses(let addresses) = Self.resolve(name, flags: AI_NUMERICHOST) {
            inbox.put(.addresses(addresses))
            return inbox
        }
        let isFirst = underway.withLock { underway in
            let waiting = underway[name]
            underway[name] = (waiting ?? []).filter { $0.inbox != nil } + [Waiting(inbox: inbox)]
            return waiting == nil
        }
        guard isFirst else { return inbox }
        do {
            let thread = try OwnThread { self.finish(name, self.resolve(name)) }
            // It holds nothing but this object, and ends when the resolver gives up.
            thread.detach()
        } catch {
            finish(name, .failed(code: EAI_MEMORY))
            throw error
        }
        return inbox
    }

    private func finish(_ name: String, _ outcome: NameLookupOutcome) {
        guard let waiting = underway.withLock({ $0.removeValue(forKey: name) }) else { return }
        for one in waiting { one.inbox?.put(outcome) }
    }

    /// How many are remembered to wait for a name.
    func waitingCount(_ name: String) -> Int { underway.withLock { $0[name]?.count ?? 0 } }

    private static func resolve(_ name: String, flags: Int32) -> NameLookupOutcome {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        hints.ai_flags = flags
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(name, nil, &hints, &list)
        defer { if let list { freeaddrinfo(list) } }
        guard code == 0 else { return .failed(code: code) }
        var addresses: [String] = []
        var next = list
        while let entry = next?.pointee {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let length = socklen_t(text.count)
            if getnameinfo(entry.ai_addr, entry.ai_addrlen, &text, length, nil, 0, NI_NUMERICHOST) == 0 {
                let address = text.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } } ?? ""
                if !addresses.contains(address) { addresses.append(address) }
            }
            next = entry.ai_next
        }
        return addresses.isEmpty ? .failed(code: EAI_NONAME) : .addresses(addresses)
    }
}
