// Signed notes as C2SP describes them: a text, a blank line, and a line for each signature.
import Crypto
import FoundationEssentials

/// A text with signatures under it.
package struct SignedNote: Sendable, Hashable {
    /// One signature.
    package struct Signature: Sendable, Hashable {
        /// The name of the key.
        package let name: String
        /// The first four bytes of the hash of name and key, by which keys of one name are told apart.
        package let keyID: UInt32
        /// What the key made of the text.
        package let bytes: [UInt8]
    }

    /// The text with the line end that closes it.
    package let text: String
    /// The signatures in their order.
    package let signatures: [Signature]

    /// More are not read.
    static let signaturesMax = 32
    /// Longer notes are not read.
    static let bytesMax = 64 * 1_024

    /// A note of a text.
    package init(text: String, signatures: [Signature]) {
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note; nil where it is none.
    package init?(_ note: String) {
        let bytes = Array(note.utf8)
        guard bytes.count <= SignedNote.bytesMax, bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }) else { return nil }
        let gap: [UInt8] = [0x0A, 0x0A]
        // The last blank line ends the text.
        guard bytes.count > 2,
            let middle = (0..<bytes.count - 1).last(where: { bytes[$0] == gap[0] && bytes[$0 + 1] == gap[1] })
        else { return nil }
        let text = String(decoding: bytes[...middle], as: UTF8.self)
        let lines = String(decoding: bytes[(middle + 2)...], as: UTF8.self)
        guard lines.hasSuffix("\n") else { return nil }
        let found = lines.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map(Signature.init)
        guard !found.isEmpty, found.count <= SignedNote.signaturesMax else { return nil }
        let read = found.compactMap(\.self)
        guard read.count == found.count else { return nil }
        self.init(text: text, signatures: read)
    }

    /// The note as it is written.
    package var description: String {
        text + "\n" + signatures.map { $0.line + "\n" }.joined()
    }
}

extension SignedNote.Signature {
    private static let dash = "\u{2014} "

    /// Reads a signature line; nil where it is none.
    fileprivate init?(_ line: Substring) {
        guard line.hasPrefix(Self.dash) else { return nil }
        let parts = line.dropFirst(Self.dash.count).split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, SigningName.isValid(String(parts[0])),
            let data = Data(base64Encoded: String(parts[1])), data.count > 4
        else { return nil }
        let bytes = Array(data)
        name = String(parts[0])
        keyID = bytes[..<4].reduce(0) { $0 << 8 | UInt32($1) }
        self.bytes = Array(bytes[4...])
    }

    /// The line as it is written.
    fileprivate var line: String {
        let prefix = (0..<4).map { UInt8(truncatingIfNeeded: keyID >> (24 - 8 * UInt32($0))) }
        return Self.dash + name + " " + Data(prefix + bytes).base64EncodedString()
    }
}

/// What a key may be called.
enum SigningName {
    /// Not empty, without white space and without a plus.
    static func isValid(_ name: String) -> Bool {
        !name.isEmpty && !name.contains { $0.isWhitespace || $0 == "+" }
            && name.unicodeScalars.allSatisfy { $0.value > 32 }
    }
}

/// The public half of a key of the log, by which anybody can check what it signed.
package struct LogVerifier: Sendable, Hashable, CustomStringConvertible {
    /// The name that stands in signature lines.
    package let name: String
    /// The 32 bytes of an Ed25519 key.
    package let publicKey: [UInt8]

    /// The byte by which notes name Ed25519.
    static let algorithm: UInt8 = 1

    init(name: String, publicKey: [UInt8]) {
        self.name = name
        self.publicKey = publicKey
    }

    /// Reads `name+id+key`, as `description` writes it; nil where it is none or the id does not fit.
    package init?(_ text: String) {
        // The key is in base 64, in which a plus may stand: only the first two divide.
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let data = Data(base64Encoded: String(parts[2])), data.count == 33,
            data.first == LogVerifier.algorithm, SigningName.isValid(String(parts[0]))
        else { return nil }
        self.init(name: String(parts[0]), publicKey: Array(data.dropFirst()))
        guard String(parts[1]) == keyIDText else { return nil }
    }

    /// The first four bytes of SHA-256(name ‖ line end ‖ algorithm ‖ key).
    package var keyID: UInt32 {
        let bytes = Array(name.utf8) + [0x0A, LogVerifier.algorithm] + publicKey
        return SHA256.hash(data: bytes).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    private var keyIDText: String {
        let text = String(keyID, radix: 16)
        return String(repeating: "0", count: 8 - text.count) + text
    }

    /// The form in which it is handed on: name, id and key with a plus between them.
    package var description: String {
        "\(name)+\(keyIDText)+\(Data([LogVerifier.algorithm] + publicKey).base64EncodedString())"
    }

    /// Whether this key signed the note: one signature of it is there and every one of it holds.
    package func hasSigned(_ note: SignedNote) -> Bool {
        let own = note.signatures.filter { $0.name == name && $0.keyID == keyID }
        guard !own.isEmpty, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
            return false
        }
        return own.allSatisfy { key.isValidSignature($0.bytes, for: Array(note.text.utf8)) }
    }
}

/// The private half of a key of the log. It shows nothing of itself when printed.
package struct LogSigner: Sendable, CustomStringConvertible, CustomReflectable {
    private let key: Curve25519.Signing.PrivateKey
    /// The public half.
    package let verifier: LogVerifier

    private static let prefix = "PRIVATE+KEY+"

    /// Nothing but the key's public half.
    package var description: String { "LogSigner(\(verifier))" }
    /// Nothing.
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// A key of 32 secret bytes; nil for another number, or a name that cannot be one.
    package init?(name: String, secret: [UInt8]) {
        guard SigningName.isValid(name), secret.count == 32,
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret)
        else { return nil }
        self.key = key
        verifier = LogVerifier(name: name, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// Reads the text of a key file; nil where it is none.
    package init?(fileText: String) {
        let line = fileText.split(separator: "\n").first { !$0.hasPrefix("#") } ?? ""
        guard line.hasPrefix(LogSigner.prefix) else { return nil }
        let parts = line.dropFirst(LogSigner.prefix.count).split(separator: "+", maxSplits: 2)
        guard parts.count == 3, let data = Data(base64Encoded: String(parts[2])), data.count == 33,
            data.first == LogVerifier.algorithm
        else { return nil }
        self.init(name: String(parts[0]), secret: Array(data.dropFirst()))
        guard verifier.description.hasPrefix("\(parts[0])+\(parts[1])+") else { return nil }
    }

    /// The text of a key file, for a file that nobody else can read.
    package var fileText: String {
        let id = verifier.description.split(separator: "+", maxSplits: 2)[1]
        let secret = Data([LogVerifier.algorithm] + Array(key.rawRepresentation)).base64EncodedString()
        return """
            # The private key of the access log. Keep it out of the database and out of its backups.
            \(LogSigner.prefix)\(verifier.name)+\(id)+\(secret)

            """
    }

    /// Signs a text that ends with a line end.
    ///
    /// - Throws: what the cryptographic library says; with a valid key it says nothing.
    package func sign(_ text: String) throws -> SignedNote {
        let signature = try key.signature(for: Array(text.utf8))
        return SignedNote(
            text: text,
            signatures: [
                SignedNote.Signature(name: verifier.name, keyID: verifier.keyID, bytes: Array(signature))
            ]
        )
    }
}
