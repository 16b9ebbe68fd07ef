// A password as it is kept: scrypt, with its parameters and salt in one string, so that they can grow over the years.
import Crypto
import CryptoExtras
import FoundationEssentials

/// The hash of a password, with what it was made by.
///
/// As text it is `$scrypt$ln=15,r=8,p=3$<salt>$<key>`, salt and key in Base64 without padding. The password goes in as
/// its UTF-8 bytes, whole and as they are typed (ASVS 5.0, 6.2.8).
package struct PasswordHash: Sendable, Hashable {
    /// The cost of scrypt (RFC 7914).
    package struct Parameters: Sendable, Hashable {
        /// N is two to the power of this.
        package let costExponent: Int
        /// r; each of the N blocks has 128 × r bytes.
        package let blockSize: Int
        /// p; how many times it is done, one after the other.
        package let parallelism: Int

        package init(costExponent: Int, blockSize: Int, parallelism: Int) {
            self.costExponent = costExponent
            self.blockSize = blockSize
            self.parallelism = parallelism
        }

        /// N = 2¹⁵, r = 8, p = 3: the least memory (32 MiB) of those that ASVS 5.0 approves in appendix C.
        package static let current = Parameters(costExponent: 15, blockSize: 8, parallelism: 3)

        /// What a stored string may ask for: a row that was tampered with must not take the machine's memory.
        fileprivate var isBearable: Bool {
            (1...18).contains(costExponent) && (1...8).contains(blockSize) && (1...16).contains(parallelism)
        }
    }

    package let parameters: Parameters
    private let salt: [UInt8]
    private let key: [UInt8]

    /// How many random bytes a salt has.
    package static let saltByteCount = 16
    private static let keyByteCount = 32

    /// Hashes a password. Takes a third of a second with the parameters of today: only `HashingDesk` calls it.
    ///
    /// - Parameters:
    ///   - password: not empty.
    ///   - salt: 16 random bytes, another one each time.
    ///   - parameters: the cost.
    /// - Returns: the hash; nil where the machine has no memory left for it.
    package static func make(_ password: String, salt: [UInt8], _ parameters: Parameters) -> PasswordHash? {
        precondition(salt.count == saltByteCount, "a salt has 16 bytes")
        guard let key = derive(password, salt, parameters) else { return nil }
        return PasswordHash(parameters: parameters, salt: salt, key: key)
    }

    /// A hash that no password fits, for users who are not there: checking it takes as long as any other.
    static func dummy(_ parameters: Parameters) -> PasswordHash {
        PasswordHash(
            parameters: parameters,
            salt: [UInt8](repeating: 0, count: saltByteCount),
            key: [UInt8](repeating: 0, count: keyByteCount)
        )
    }

    private init(parameters: Parameters, salt: [UInt8], key: [UInt8]) {
        self.parameters = parameters
        self.salt = salt
        self.key = key
    }

    /// The hash that a text holds; nil where it is none, or asks for more than this program ever would.
    package init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
            let parameters = PasswordHash.parameters(parts[2]), parameters.isBearable,
            let salt = PasswordHash.bytes(parts[3]), salt.count == PasswordHash.saltByteCount,
            let key = PasswordHash.bytes(parts[4]), key.count == PasswordHash.keyByteCount
        else { return nil }
        self.init(parameters: parameters, salt: salt, key: key)
    }

    /// The text that is kept.
    package var text: String {
        "$scrypt$ln=\(parameters.costExponent),r=\(parameters.blockSize),p=\(parameters.parallelism)"
            + "$\(PasswordHash.base64(salt))$\(PasswordHash.base64(key))"
    }

    /// Whether it is the hash of a password. Takes as long for a wrong one as for the right one.
    package func matches(_ password: String) -> Bool {
        guard let derived = PasswordHash.derive(password, salt, parameters) else { return false }
        return ConstantTime.areEqual(derived, key)
    }

    private static func derive(_ password: String, _ salt: [UInt8], _ parameters: Parameters) -> [UInt8]? {
        // The library cannot hash no bytes at all. Nobody's password is empty: what is derived here fits no hash.
        let bytes = password.isEmpty ? [0] : Array(password.utf8)
        let key = try? KDF.Scrypt.deriveKey(
            from: bytes,
            salt: salt,
            outputByteCount: keyByteCount,
            rounds: 1 << parameters.costExponent,
            blockSize: parameters.blockSize,
            parallelism: parameters.parallelism
        )
        // The only failure of sound parameters is memory; whoever asks is told that it did not fit, or to try again.
        return key.map { $0.withUnsafeBytes { Array($0) } }
    }

    // MARK: Text

    private static func parameters(_ text: Substring) -> Parameters? {
        let names = ["ln", "r", "p"]
        let pairs = text.split(separator: ",", omittingEmptySubsequences: false)
        guard pairs.count == names.count else { return nil }
        var values: [Int] = []
        for (pair, name) in zip(pairs, names) {
            guard pair.hasPrefix(name + "="), let value = Int(pair.dropFirst(name.count + 1)), value > 0, value < 1_000
            else { return nil }
            values.append(value)
        }
        return Parameters(costExponent: values[0], blockSize: values[1], parallelism: values[2])
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        guard !text.contains("="), text.utf8.count <= 100 else { return nil }
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text + padding).map { Array($0) }
    }
}

/// Comparing secrets in a time that does not tell where they differ.
enum ConstantTime {
    /// Whether two byte strings are the same. Only their lengths can be learned from the time.
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }
}
