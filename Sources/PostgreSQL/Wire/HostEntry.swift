// The hosts of the settings one by one: libpq's lists, so that each host can be given its share of the time.

/// One element of libpq's lists of hosts. Nil was not given at all; empty is an empty element of a list.
struct HostEntry: Sendable, Equatable {
    var host: String?
    var address: String?
    var port: String?

    /// Takes the lists apart, as libpq does; it has checked before that their lengths fit.
    static func entries(of settings: EffectiveSettings) -> [HostEntry] {
        let hosts = elements(settings["host"])
        let addresses = elements(settings["hostaddr"])
        let ports = elements(settings["port"])
        let count = max(addresses?.count ?? hosts?.count ?? 1, 1)
        return (0..<count).map { index in
            HostEntry(
                host: hosts.flatMap { $0.indices.contains(index) ? $0[index] : nil },
                address: addresses?[index],
                port: ports.flatMap { $0.count == 1 ? $0[0] : $0.indices.contains(index) ? $0[index] : nil }
            )
        }
    }

    private static func elements(_ list: String?) -> [String]? {
        list?.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    /// The parameters that mean this host and no other.
    var parameters: [String: String] {
        let given = [("host", host), ("hostaddr", address), ("port", port)]
            .reduce(into: [String: String]()) { given, pair in given[pair.0] = pair.1 }
        guard given.values.contains("") else { return given }
        // An empty value would be taken from the environment. A list of the same twice is not empty and means it.
        return given.mapValues { "\($0),\($0)" }
    }

    /// Whether it is a socket in the file system, or in Linux' abstract names.
    var isSocket: Bool {
        guard (address ?? "").isEmpty else { return false }
        return (host ?? "").isEmpty || host?.first == "/" || host?.first == "@"
    }

    /// The name to look up before connecting; nil where an address or socket is given.
    var nameToLookUp: String? {
        isSocket || !(address ?? "").isEmpty ? nil : host
    }

    /// The same host by one of its addresses. The name still counts for certificates and the password file.
    func at(_ address: String) -> HostEntry { HostEntry(host: host, address: address, port: port) }
}
