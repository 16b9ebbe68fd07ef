// Input made to break whoever reads it: too much, too deep, not what it says, or readable in two ways.
import Foundation

/// What is sent on a connection of its own.
struct HostileInput: Sendable {
    let name: String
    /// The bytes, in the pieces they are sent in.
    let pieces: [[UInt8]]
    /// Whether the service may also close without an answer: it has not read all of it.
    let mayClose: Bool

    /// Whether an answer is as it should be.
    func isFine(_ status: Int?) -> Bool {
        guard let status else { return mayClose }
        return (400..<500).contains(status)
    }

    static func all(_ access: ServiceAccess) -> [HostileInput] { heads(access) + bodies(access) + endless(access) }

    /// Heads that are too much.
    private static func heads(_ access: ServiceAccess) -> [HostileInput] {
        let longs = [
            ("100,000 fields", String(repeating: "X-A: b\r\n", count: 100_000)),
            ("a field of 1 MiB", "X-A: \(String(repeating: "a", count: 1 << 20))\r\n"),
            ("a field with NUL", "X-A: a\u{0}b\r\n"),
            ("two lengths", "Content-Length: 1\r\nContent-Length: 2\r\n"),
        ]
        return longs.map { name, fields in
            let text =
                "GET /api/v1/workups HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(access.token)\r\n\(fields)\r\n"
            return HostileInput(name: name, pieces: [Array(text.utf8)], mayClose: true)
        } + [
            HostileInput(
                name: "a path of 1 MiB",
                pieces: [Array("GET /\(String(repeating: "a", count: 1 << 20)) HTTP/1.1\r\nHost: x\r\n\r\n".utf8)],
                mayClose: true
            )
        ]
    }

    /// Bodies that are whole, and no patient.
    private static func bodies(_ access: ServiceAccess) -> [HostileInput] {
        func patient(_ name: String, _ more: String = "") -> [UInt8] {
            Array(#"{"familyName": \#(name), "givenNames": ["A"]\#(more)}"#.utf8)
        }
        let bodies: [(String, [UInt8])] = [
            ("depth 100,000 of arrays", Array(String(repeating: "[", count: 100_000).utf8)),
            ("depth 100,000 of objects", Array(String(repeating: #"{"a":"#, count: 100_000).utf8)),
            ("a million elements", patient("[\(String(repeating: "1,", count: 1_000_000))1]")),
            ("bytes that are no UTF-8", Array(#"{"familyName": ""#.utf8) + [0xC3, 0x28, 0xFF] + Array(#""}"#.utf8)),
            ("a lone surrogate", patient(#""\ud800""#)),
            ("NUL as an escape", patient(#""a\u0000b""#)),
            ("NUL as a byte", patient("\"a\u{0}b\"")),
            ("a number of 1e400", patient("1e400")),
            ("a number of 100,000 digits", patient(String(repeating: "9", count: 100_000))),
            ("an exponent beyond all", patient("1e99999999999999999999")),
            ("a name twice", patient(#""A""#, #", "familyName": "B""#)),
            ("an unknown field", patient(#""A""#, #", "isAdministrator": true"#)),
            ("a text of 1.9 MB", patient("\"\(String(repeating: "a", count: 1_900_000))\"")),
            ("nothing", []),
            ("no JSON", Array("<xml/>".utf8)),
            ("what follows a document", patient(#""A""#) + Array("{}".utf8)),
        ]
        return bodies.map {
            HostileInput(name: $0.0, pieces: [post(access, length: $0.1.count), $0.1], mayClose: false)
        }
    }

    /// Bodies that do not end, and one that is less than it says.
    private static func endless(_ access: ServiceAccess) -> [HostileInput] {
        let piece = [UInt8](repeating: 0x20, count: 1 << 20)
        let chunk = Array("100000\r\n".utf8) + piece + Array("\r\n".utf8)
        return [
            HostileInput(
                name: "a body without an end, by its length",
                pieces: [post(access, length: 1 << 40)] + Array(repeating: piece, count: 256),
                mayClose: true
            ),
            HostileInput(
                name: "a body without an end, in chunks",
                pieces: [post(access, length: nil)] + Array(repeating: chunk, count: 256),
                mayClose: true
            ),
        ]
    }

    private static func post(_ access: ServiceAccess, length: Int?) -> [UInt8] {
        let size = length.map { "Content-Length: \($0)" } ?? "Transfer-Encoding: chunked"
        let head =
            "POST /api/v1/patients HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(access.token)\r\n"
            + "Content-Type: application/json\r\n\(size)\r\n\r\n"
        return Array(head.utf8)
    }
}
