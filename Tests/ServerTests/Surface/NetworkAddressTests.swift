// Addresses, networks, and whose word for an address counts: tables, and one round over a socket.
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import UseCases

@testable import Server

@Suite("Addresses of the network")
struct NetworkAddressTests {
    @Test(
        "an address is read as it is written, and written in one form",
        arguments: [
            ("10.0.0.1", "10.0.0.1"), ("255.255.255.255", "255.255.255.255"), ("::ffff:10.0.0.1", "10.0.0.1"),
            ("::", "::"), ("::1", "::1"), ("2001:DB8::1", "2001:db8::1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
            ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1:0:3:4:5:6:7:8", "1:0:3:4:5:6:7:8"), ("fe80::", "fe80::"),
            ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
        ]
    )
    func reading(text: String, expected: String) throws {
        let address = try #require(NetworkAddress(text))
        #expect(address.description == expected)
        #expect(NetworkAddress(expected) == address)
    }

    @Test(
        "what is no address is none",
        arguments: [
            "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ", "1.2.3.-4", "1..2.3", "a.b.c.d", ":",
            ":::",
            "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "g::", "fe80::1%eth0", "[::1]", "::1:80.1",
            "+1::",
            "1:2:3:4:5:6:7::8:9", "１.2.3.4", "::ffff:01.2.3.4", "1.2.3.4::", "1::1.2.3.4:5",
        ]
    )
    func nonsense(text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test(
        "a network holds its addresses and no other",
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.0.0.7", "10.0.0.7", true),
            ("10.0.0.7", "10.0.0.8", false), ("0.0.0.0/0", "1.2.3.4", true), ("0.0.0.0/0", "2001:db8::1", false),
            ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::", false),
            ("::/0", "1.2.3.4", true),
            ("2001:db8::/65", "2001:db8::7fff:0:0:1", true), ("2001:db8::/65", "2001:db8::8000:0:0:1", false),
            ("10.0.0.0/8", "::ffff:10.1.1.1", true), ("192.168.1.77/24", "192.168.1.1", true),
        ]
    )
    func ranges(range: String, address: String, isInside: Bool) throws {
        #expect(try #require(NetworkRange(range)).contains(try #require(NetworkAddress(address))) == isInside)
    }

    @Test(
        "a list of networks is read whole or not at all",
        arguments: ["10.0.0.0/33", "::/129", "a", "10.0.0.1,", "1.1.1.1/-1"]
    )
    func lists(text: String) {
        #expect(NetworkRange.list(text) == nil)
        #expect(NetworkRange.list(" 10.0.0.1 , ::1/128")?.count == 2)
        #expect(NetworkRange.list("")?.isEmpty == true)
    }

    @Test("IPv6 is counted by networks of 64 bits, IPv4 by addresses")
    func counting() throws {
        func counted(_ text: String) throws -> NetworkAddress { try #require(NetworkAddress(text)).counted }
        #expect(try counted("2001:db8::1") == counted("2001:db8::ffff:1"))
        #expect(try counted("2001:db8::1") != counted("2001:db8:0:1::1"))
        #expect(try counted("10.0.0.1") != counted("10.0.0.2"))
    }
}

@Suite("Whose word for an address counts")
struct ClientAddressRuleTests {
    /// A connection's peer, what it sends, and the address that counts.
    struct Case: Sendable, CustomTestStringConvertible {
        let peer: String
        let fields: [String]
        let expected: String
        var other: String?
        var testDescription: String { "\(peer): \(fields)" }
    }

    static let proxies = "10.0.0.0/8, 2001:db8:f::/48"

    static let forwardedFor: [Case] = [
        Case(peer: "192.0.2.1", fields: [], expected: "192.0.2.1"),
        // Written by somebody who is no proxy of ours.
        Case(peer: "192.0.2.1", fields: ["198.51.100.9"], expected: "192.0.2.1"),
        Case(peer: "192.0.2.1", fields: ["10.0.0.1"], expected: "192.0.2.1"),
        Case(peer: "10.0.0.1", fields: [], expected: "10.0.0.1"),
        Case(peer: "10.0.0.1", fields: ["198.51.100.9"], expected: "198.51.100.9"),
        // What stands left of the first stranger was written by that stranger.
        Case(peer: "10.0.0.1", fields: ["203.0.113.5, 198.51.100.9"], expected: "198.51.100.9"),
        Case(peer: "10.0.0.1", fields: ["203.0.113.5", "198.51.100.9"], expected: "198.51.100.9"),
        Case(peer: "10.0.0.1", fields: ["203.0.113.5, 198.51.100.9, 10.0.0.2"], expected: "198.51.100.9"),
        Case(peer: "10.0.0.1", fields: ["10.9.9.9, 10.0.0.2"], expected: "10.9.9.9"),
        Case(peer: "10.0.0.1", fields: ["198.51.100.9:4711"], expected: "198.51.100.9"),
        Case(peer: "10.0.0.1", fields: ["[2001:db8::7]:4711"], expected: "2001:db8::7"),
        Case(peer: "10.0.0.1", fields: ["2001:db8::7"], expected: "2001:db8::7"),
        Case(peer: "2001:db8:f::1", fields: ["2001:db8::7"], expected: "2001:db8::7"),
        Case(peer: "10.0.0.1", fields: ["198.51.100.9, unknown"], expected: "10.0.0.1"),
        Case(peer: "10.0.0.1", fields: ["198.51.100.9, , 10.0.0.2"], expected: "10.0.0.2"),
        Case(peer: "10.0.0.1", fields: ["nonsense"], expected: "10.0.0.1"),
        // A proxy of ours that writes the one field passes the other one on as it came.
        Case(peer: "10.0.0.1", fields: ["198.51.100.9"], expected: "198.51.100.9", other: "for=203.0.113.5"),
        Case(peer: "10.0.0.1", fields: [], expected: "10.0.0.1", other: "for=203.0.113.5"),
        Case(
            peer: "10.0.0.1",
            fields: [[String](repeating: "10.0.0.2", count: 500).joined(separator: ",")],
            expected: "10.0.0.2"
        ),
    ]

    static let forwarded: [Case] = [
        Case(peer: "192.0.2.1", fields: ["for=198.51.100.9"], expected: "192.0.2.1"),
        Case(peer: "10.0.0.1", fields: ["for=198.51.100.9"], expected: "198.51.100.9"),
        Case(peer: "10.0.0.1", fields: ["proto=https;For=\"198.51.100.9:80\"; by=10.0.0.1"], expected: "198.51.100.9"),
        Case(peer: "10.0.0.1", fields: ["for=\"[2001:db8::7]:80\""], expected: "2001:db8::7"),
        Case(peer: "10.0.0.1", fields: ["for=203.0.113.5, for=198.51.100.9"], expected: "198.51.100.9"),
        Case(peer: "10.0.0.1", fields: ["for=\"203.0.113.5, for=198.51.100.9"], expected: "198.51.100.9"),
        Case(peer: "10.0.0.1", fields: ["for=198.51.100.9, for=_hidden"], expected: "10.0.0.1"),
        Case(peer: "10.0.0.1", fields: ["for=198.51.100.9;for=203.0.113.5"], expected: "10.0.0.1"),
        Case(peer: "10.0.0.1", fields: ["by=198.51.100.9"], expected: "10.0.0.1"),
        Case(peer: "10.0.0.1", fields: [], expected: "10.0.0.1", other: "203.0.113.5"),
    ]

    private func check(_ item: Case, _ field: ForwardedField) throws {
        var settings = ServerSettings()
        settings.trustedProxies = try #require(NetworkRange.list(Self.proxies))
        settings.forwardedField = field
        let (name, other) =
            field == .forwarded
            ? (HTTPField.Name.forwarded, .xForwardedFor) : (.xForwardedFor, HTTPField.Name.forwarded)
        var headers = HTTPFields(item.fields.map { HTTPField(name: name, value: $0) })
        if let value = item.other { headers[other] = value }
        let found = ClientAddressRule(settings).address(peer: NetworkAddress(item.peer), headers)
        #expect(found?.description == item.expected)
    }

    @Test("a forwarding field counts from right to left, and only from a proxy of ours", arguments: forwardedFor)
    func xForwardedFor(item: Case) throws {
        try check(item, .xForwardedFor)
    }

    @Test("so does the field of RFC 7239", arguments: forwarded)
    func standardField(item: Case) throws {
        try check(item, .forwarded)
    }

    @Test(
        "over a socket, a forged address leaves the one that is counted and logged as it was",
        arguments: [false, true]
    )
    func overSocket(isProxy: Bool) async throws {
        var service = TestService()
        service.settings.host = "127.0.0.1"
        service.settings.addressRequestsPerMinute = 3
        if isProxy { service.settings.trustedProxies = [try #require(NetworkRange("127.0.0.1"))] }
        service.routes = [
            .probe(.get) { exchange in Reply.json(Array((exchange.visit.networkAddress ?? "none").utf8)) }
        ]
        try await service.run(.live, environment: try .without) { client in
            for number in 1...5 {
                let response = try await client.execute(
                    uri: "/probe",
                    method: .get,
                    headers: [.xForwardedFor: "198.51.100.\(number)"]
                )
                // Each address that a proxy of ours tells of has its own allowance; forged ones share that of the peer.
                #expect(response.status == (isProxy || number <= 3 ? .ok : .tooManyRequests))
                if response.status == .ok { #expect(response.text == (isProxy ? "198.51.100.\(number)" : "127.0.0.1")) }
            }
        }
        #expect(service.log.all.contains { $0.contains("limit reached") && $0.contains("127.0.0.1") } == !isProxy)
    }
}
