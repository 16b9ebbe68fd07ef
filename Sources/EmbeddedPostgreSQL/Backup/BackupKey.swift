// The key that encrypts a repository: a file that only this account reads, made once and never shown.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The key of a repository.
enum BackupKey {
    /// A key has 256 bits; more characters may be chosen by whoever makes one by hand.
    private static let byteCount = 32
    private static let characters = 20...1_000

    /// The key in a file.
    ///
    /// - Throws: `BackupError`.
    static func read(_ path: String) throws(BackupError) -> String {
        guard let status = FileSystem.status(path) else { throw .keyMissing(path) }
        guard status.mode & 0o077 == 0 else { throw .keyOpenToOthers(path) }
        guard let text = FileSystem.read(path) else { throw .keyUnreadable(path) }
        let key = String(text.prefix { !$0.isNewline })
        guard characters.contains(key.count),
            key.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+/-_=".contains($0)) })
        else { throw .keyUnreadable(path) }
        return key
    }

    /// Writes a new key; a file that is there stays as it is.
    static func make(at path: String, owner: Account) throws {
        guard FileSystem.status(path) == nil else { return }
        // The system's generator, which nobody can guess.
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<byteCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let text = bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        try FileSystem.write(text.joined() + "\n", to: path, owner: owner)
    }
}
