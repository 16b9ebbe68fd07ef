// What a new user signs in with once, to choose a password: random, shown once, kept as a hash, ends by itself.

/// A one-time secret by which a user chooses a password.
package enum SetUpSecret {
    /// 160 bits.
    package static let byteCount = 20
    /// How long it may be used, in seconds: three days, so that it survives a weekend.
    package static let lifeSeconds: Int64 = 3 * 86_400

    /// The text that is handed over: `setup-abcd-efgh-…`.
    package static func text(_ bytes: [UInt8]) -> String {
        prefix + Base32.grouped(bytes, separator: "-").lowercased()
    }

    /// SHA-256 of what was typed, where it has the form of such a secret; nil else.
    package static func hash(ofTyped typed: String) -> [UInt8]? {
        let text = typed.lowercased().filter { $0 != " " }
        guard text.hasPrefix(prefix), text.utf8.count <= 100 else { return nil }
        return ContentHash.sha256(Array(text.utf8))
    }

    private static let prefix = "setup-"
}
