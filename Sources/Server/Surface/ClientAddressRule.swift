// Where a request comes from: the peer of the connection, or what a proxy that is trusted says of it.
import HTTPTypes

/// The field in which the proxies in front tell whom they speak for.
package enum ForwardedField: String, Sendable, Hashable, CaseIterable {
    case xForwardedFor = "X-Forwarded-For"
    /// RFC 7239.
    case forwarded = "Forwarded"

    fileprivate var name: HTTPField.Name { self == .forwarded ? .forwarded : .xForwardedFor }
}

/// Tells the address that a request comes from.
///
/// Anybody can write these fields, and a proxy passes on what it was given and adds the address it saw at the end. So they
/// count only where the connection itself comes from a proxy of ours, and are read from right to left, up to the first
/// address that is none of our proxies: what stands left of it was written by somebody we do not know. Only the one field
/// that our proxies write is read; the other one came from outside.
struct ClientAddressRule: Sendable {
    let proxies: [NetworkRange]
    let field: ForwardedField

    /// More hops than these are not followed.
    static let hopsMax = 16

    /// The rule for a service with these settings.
    init(_ settings: ServerSettings) {
        proxies = settings.trustedProxies
        field = settings.forwardedField
    }

    /// Whether an address is that of a proxy of ours.
    func isProxy(_ address: NetworkAddress) -> Bool {
        proxies.contains { $0.contains(address) }
    }

    /// The address that a request comes from; nil where there is no network.
    func address(peer: NetworkAddress?, _ headers: HTTPFields) -> NetworkAddress? {
        guard var known = peer, isProxy(known) else { return peer }
        let elements = headers[values: field.name].flatMap { $0.split(separator: ",") }
        for element in elements.reversed().prefix(ClientAddressRule.hopsMax) {
            // Whatever is no address ends what can be believed: the last one who is known counts.
            guard let hop = hop(element) else { return known }
            known = hop
            guard isProxy(hop) else { break }
        }
        return known
    }

    private func hop(_ element: Substring) -> NetworkAddress? {
        switch field {
        case .xForwardedFor: return ClientAddressRule.withoutPort(element.trimmingSpaces())
        case .forwarded:
            let values = element.split(separator: ";").compactMap { pair -> String? in
                let parts = pair.split(separator: "=", maxSplits: 1).map { $0.trimmingSpaces() }
                return parts.count == 2 && parts[0].lowercased() == "for" ? parts[1] : nil
            }
            guard values.count == 1, var value = values.first else { return nil }
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
                value = String(value.dropFirst().dropLast())
            }
            return ClientAddressRule.withoutPort(value)
        }
    }

    /// The address of `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]` and `[2001:db8::1]:80`.
    private static func withoutPort(_ text: String) -> NetworkAddress? {
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") && rest.dropFirst().allSatisfy(\.isNumber) else { return nil }
            return NetworkAddress(String(text[text.index(after: text.startIndex)..<end]))
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].allSatisfy(\.isNumber) else { return NetworkAddress(text) }
        return NetworkAddress(String(parts[0]))
    }
}
