// Addresses of the network as values: of peers, of proxies, and what is counted as one peer.

/// An IPv4 or IPv6 address. An IPv4 address is kept as IPv6 maps it, so that `::ffff:10.0.0.1` and `10.0.0.1` are one.
package struct NetworkAddress: Sendable, Hashable, CustomStringConvertible {
    /// The first eight bytes.
    let high: UInt64
    /// The last eight bytes.
    let low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An address as it is written; nil for anything else, zones and ports included.
    package init?(_ text: String) {
        if let number = NetworkAddress.version4(text[...]) {
            self.init(high: 0, low: NetworkAddress.mapped | UInt64(number))
        } else if let groups = NetworkAddress.version6(text) {
            self.init(
                high: groups[..<4].reduce(0) { $0 << 16 | UInt64($1) },
                low: groups[4...].reduce(0) { $0 << 16 | UInt64($1) }
            )
        } else {
            return nil
        }
    }

    /// What stands before an IPv4 address in the last eight bytes.
    private static let mapped: UInt64 = 0xFFFF_0000_0000

    /// Whether it is an address of IPv4.
    var isVersion4: Bool { high == 0 && low >> 32 == NetworkAddress.mapped >> 32 }

    /// Whether it leads to this machine itself.
    package var isLoopback: Bool { isVersion4 ? low >> 24 & 0xFF == 127 : high == 0 && low == 1 }

    /// What is counted as one peer: an IPv4 address, or a network of IPv6 with a prefix of 64 bits, since whoever has one
    /// address there has all of them.
    var counted: NetworkAddress { isVersion4 ? self : NetworkAddress(high: high, low: 0) }

    /// As RFC 5952 writes it.
    package var description: String {
        if isVersion4 { return (0..<4).map { String(low >> (24 - 8 * $0) & 0xFF) }.joined(separator: ".") }
        let groups = (0..<8).map { index in
            UInt16(truncatingIfNeeded: (index < 4 ? high : low) >> (48 - 16 * (index % 4)))
        }
        let texts = groups.map { String($0, radix: 16) }
        var longest = 0..<0
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, groups[end] == 0 { end += 1 }
            if end - start > max(1, longest.count) { longest = start..<end }
            start = max(end, start + 1)
        }
        guard !longest.isEmpty else { return texts.joined(separator: ":") }
        return texts[..<longest.lowerBound].joined(separator: ":") + "::"
            + texts[longest.upperBound...].joined(separator: ":")
    }

    // MARK: Reading

    private static func version4(_ text: Substring) -> UInt32? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var number: UInt32 = 0
        for part in parts {
            // A leading zero means octal to some readers: what is doubtful is no address.
            guard (1...3).contains(part.count), part.count == 1 || part.first != UInt8(ascii: "0"),
                part.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let byte = UInt8(Substring(part))
            else { return nil }
            number = number << 8 | UInt32(byte)
        }
        return number
    }

    private static func version6(_ text: String) -> [UInt16]? {
        guard text.utf8.count <= 45 else { return nil }
        guard let gap = text.firstRange(of: "::") else { return groups(text[...]).flatMap { $0.count == 8 ? $0 : nil } }
        // An IPv4 address stands at the very end or nowhere.
        guard !text[..<gap.lowerBound].contains("."), let before = groups(text[..<gap.lowerBound]),
            let after = groups(text[gap.upperBound...]),
            before.count + after.count < 8
        else { return nil }
        return before + [UInt16](repeating: 0, count: 8 - before.count - after.count) + after
    }

    /// The groups of one side of a gap, with an IPv4 address in the place of the last two where there is one.
    private static func groups(_ text: Substring) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var groups: [UInt16] = []
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, part.contains("."), let number = version4(part) {
                groups += [UInt16(number >> 16), UInt16(truncatingIfNeeded: number)]
                continue
            }
            guard (1...4).contains(part.utf8.count), part.first != "+", part.first != "-",
                let group = UInt16(part, radix: 16)
            else { return nil }
            groups.append(group)
        }
        return groups.count <= 8 ? groups : nil
    }
}

/// A network, such as `10.0.0.0/8`, or one address.
package struct NetworkRange: Sendable, Hashable {
    private let first: NetworkAddress
    /// How many of the 128 bits have to be the same.
    private let prefix: Int

    /// A network as it is written; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = NetworkAddress(String(parts[0])) else { return nil }
        let bitsMax = address.isVersion4 ? 32 : 128
        guard parts.count == 2 else {
            (first, prefix) = (address, 128)
            return
        }
        guard (1...3).contains(parts[1].utf8.count), parts[1].allSatisfy(\.isNumber), let bits = Int(parts[1]),
            bits <= bitsMax
        else { return nil }
        (first, prefix) = (address, bits + 128 - bitsMax)
    }

    /// The networks of a list with commas between them; nil where one of them is none.
    package static func list(_ text: String) -> [NetworkRange]? {
        guard text.contains(where: { $0 != " " }) else { return [] }
        var ranges: [NetworkRange] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let range = NetworkRange(part.trimmingSpaces()) else { return nil }
            ranges.append(range)
        }
        return ranges
    }

    /// Whether an address is in it.
    func contains(_ address: NetworkAddress) -> Bool {
        let high = NetworkRange.mask(min(prefix, 64))
        let low = NetworkRange.mask(max(0, prefix - 64))
        return (address.high ^ first.high) & high == 0 && (address.low ^ first.low) & low == 0
    }

    private static func mask(_ bits: Int) -> UInt64 {
        bits == 0 ? 0 : UInt64.max << (64 - bits)
    }
}
