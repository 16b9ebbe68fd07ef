// Which servers a connection would reach over a network without making sure who they are: asked before anything is sent.
#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Servers behind a network whose certificate would not be held against an authority and their name.
package struct UnverifiedServers: Sendable, Hashable {
    /// libpq's TLS mode, such as `prefer`.
    package let mode: String
    /// Their names or addresses, in the order of the settings; empty where they may be pieces of a password.
    package let hosts: [String]
}

extension ConnectionSettings {
    /// The servers on other machines that would be reached with less than `sslmode=verify-full`; nil where there are none.
    ///
    /// It goes by what libpq itself makes of the settings, with its variables and service file. Settings that libpq
    /// cannot use give none: nothing can be connected with them.
    package var unverifiedServers: UnverifiedServers? {
        guard let effective = try? EffectiveSettings(self) else { return nil }
        let mode = effective["sslmode"] ?? "prefer"
        guard Self.weakerModes.contains(mode) else { return nil }
        let others = HostEntry.entries(of: effective).filter { !$0.isOnThisMachine && !$0.isPieceOfPassword }
        guard !others.isEmpty else { return nil }
        let mayShow =
            !looksUnescaped
            && !looksLikePieces(host: effective["host"], port: effective["port"], database: effective["dbname"])
        let names = others.compactMap { entry in [entry.host, entry.address].compactMap(\.self).first { !$0.isEmpty } }
        return UnverifiedServers(mode: mode, hosts: mayShow ? names : [])
    }

    /// libpq's modes but for the strongest; it knows no others and would connect with none.
    private static let weakerModes: Set<String> = ["disable", "allow", "prefer", "require", "verify-ca"]
}

extension HostEntry {
    /// Whether what is connected to is this machine: a socket, or an address that no network carries.
    var isOnThisMachine: Bool {
        if isSocket { return true }
        // An address counts for the connection, the name beside it only for the certificate.
        let place = (address ?? "").isEmpty ? host ?? "" : address ?? ""
        return place.lowercased() == "localhost" || isLoopback(place)
    }
}

extension HostEntry {
    /// Whether the name is what libpq makes of a password that was not escaped: no host is called so, and connecting says
    /// what is wrong with it.
    fileprivate var isPieceOfPassword: Bool {
        (address ?? "").isEmpty && (host ?? "").dropFirst().contains("@")
    }
}

/// Whether a text is an address of 127.0.0.0/8, or `::1` in any of its forms.
private func isLoopback(_ text: String) -> Bool {
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
    var six = in6_addr()
    guard inet_pton(AF_INET6, text, &six) == 1 else { return false }
    return withUnsafeBytes(of: six) { $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
}
