// HMAC-SHA256 (RFC 2104) of short messages, many of them: the commitments of leaves to whom they are about.
import Crypto

/// HMAC-SHA256. The hash is the library's, and a test holds the whole against the library's own HMAC, which for a message of
/// some hundred bytes takes several times as long as hashing it does: verifying the log makes one for every event.
enum SaltedHash {
    /// The code of a message.
    ///
    /// - Parameters:
    ///   - message: what is committed to.
    ///   - salt: the secret key, of any length.
    /// - Returns: 32 bytes.
    static func code(of message: [UInt8], salt: [UInt8]) -> [UInt8] {
        let key = salt.count <= blockBytes ? salt : digest(salt, [])
        return digest(block(key, outerPad), digest(block(key, innerPad), message))
    }

    private static let blockBytes = 64
    private static let innerPad: UInt8 = 0x36
    private static let outerPad: UInt8 = 0x5c

    /// A key, filled up with zeros, under a pad.
    private static func block(_ key: [UInt8], _ pad: UInt8) -> [UInt8] {
        var block = [UInt8](repeating: pad, count: blockBytes)
        for index in key.indices { block[index] ^= key[index] }
        return block
    }

    private static func digest(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
        // By the buffers, as in the tree.
        var hash = SHA256()
        first.withUnsafeBytes { hash.update(bufferPointer: $0) }
        second.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize().withUnsafeBytes { Array($0) }
    }
}
