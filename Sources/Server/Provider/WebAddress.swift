// Addresses that the service itself goes to, or sends a browser to: read strictly, so that two readers never see two hosts.

/// An `https` or `http` address without user, fragment or anything a browser might read otherwise than we do.
struct WebAddress: Sendable, Hashable {
    /// The address as it was given.
    let text: String
    /// `https` or `http`.
    let scheme: String
    /// The host in lower case; an IPv6 address in its brackets.
    let host: String
    let port: Int
    /// Path and query as they were given; empty where there is neither.
    let rest: String

    /// At most so many bytes.
    static let bytesMax = 2_000

    /// Reads an address; nil for everything that is doubtful.
    init?(_ text: String) {
        guard (1...WebAddress.bytesMax).contains(text.utf8.count),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !WebAddress.refusedBytes.contains($0) })
        else { return nil }
        guard let scheme = ["https", "http"].first(where: { text.hasPrefix("\($0)://") }) else { return nil }
        let afterScheme = text.dropFirst(scheme.count + 3)
        let authority = afterScheme.prefix { $0 != "/" && $0 != "?" }
        guard let (host, port) = WebAddress.hostAndPort(authority) else { return nil }
        self.text = text
        self.scheme = scheme
        self.host = host
        self.port = port ?? (scheme == "https" ? 443 : 80)
        rest = String(afterScheme.dropFirst(authority.count))
    }

    private static let refusedBytes = Set(#"@#\"<>^`{|}"#.utf8)

    private static func hostAndPort(_ authority: Substring) -> (String, Int?)? {
        var host = authority
        var portText: Substring?
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[...end]
            let after = authority[authority.index(after: end)...]
            guard after.isEmpty || after.hasPrefix(":") else { return nil }
            portText = after.isEmpty ? nil : after.dropFirst()
            guard host.dropFirst().dropLast().allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else {
                return nil
            }
        } else {
            if let colon = authority.firstIndex(of: ":") {
                host = authority[..<colon]
                portText = authority[authority.index(after: colon)...]
            }
            let isName = host.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
            guard isName else { return nil }
        }
        guard host.count > (host.hasPrefix("[") ? 2 : 0) else { return nil }
        guard let portText else { return (host.lowercased(), nil) }
        guard portText.utf8.count <= 5, portText.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            let port = Int(portText), (1...65_535).contains(port)
        else { return nil }
        return (host.lowercased(), port)
    }

    /// Scheme, host and port, as browsers write them: without the port that everybody knows.
    var origin: String {
        let isUsual = port == (scheme == "https" ? 443 : 80)
        return isUsual ? "\(scheme)://\(host)" : "\(scheme)://\(host):\(port)"
    }

    /// Whether what goes there cannot be read or changed on its way: by TLS, or without leaving this machine.
    var isProtected: Bool { scheme == "https" || WebAddress.loopback.contains(host) }

    private static let loopback: Set<String> = ["localhost", "127.0.0.1", "[::1]"]

    /// The address with parameters added to its query.
    func adding(_ parameters: [(name: String, value: String)]) -> String {
        let query = parameters.map { "\(QueryText.encoded($0.name))=\(QueryText.encoded($0.value))" }
        let link = rest.contains("?") ? (rest.hasSuffix("?") || rest.hasSuffix("&") ? "" : "&") : "?"
        return text + link + query.joined(separator: "&")
    }
}
