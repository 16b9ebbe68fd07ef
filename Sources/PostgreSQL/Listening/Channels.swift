// The names of the channels to listen to: what is refused, and how they are quoted.

/// Channels to listen to, checked: each is one identifier, taken to the letter.
struct Channels: Sendable {
    /// The server keeps names in 64 bytes and would cut a longer one short.
    static let nameBytesMax = 63

    private let names: [String]

    /// Checks the names.
    /// - Throws: category `misuse`, `encoding` or `limit`, naming the place of the name and not the name.
    init(_ names: [String]) throws(PostgreSQLError) {
        guard !names.isEmpty else { throw PostgreSQLError(.misuse, "no channel to listen to") }
        for (index, name) in names.enumerated() {
            let place = "channel \(index + 1) of \(names.count)"
            guard !name.isEmpty else { throw PostgreSQLError(.misuse, "\(place): the name is empty") }
            guard !name.utf8.contains(0) else { throw PostgreSQLError(.encoding, "\(place): the name holds a NUL") }
            guard name.utf8.count <= Self.nameBytesMax else {
                throw PostgreSQLError(
                    .limit,
                    "\(place): the name has \(name.utf8.count) bytes, at most \(Self.nameBytesMax)"
                )
            }
        }
        self.names = names
    }

    /// One script, and so one transaction: all of them or none.
    var listenScript: String { names.map { "listen \(Self.quoted($0))" }.joined(separator: "; ") }

    /// Scalar by scalar: a quotation mark with an accent on it is another `Character`, but not to the server.
    private static func quoted(_ name: String) -> String {
        var quoted = String.UnicodeScalarView()
        quoted.append("\"")
        for scalar in name.unicodeScalars {
            if scalar == "\"" { quoted.append(scalar) }
            quoted.append(scalar)
        }
        quoted.append("\"")
        return String(quoted)
    }
}
