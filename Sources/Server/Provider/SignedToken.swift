// A signed token before its signature is looked at: three parts, and a header that asks for nothing we do not know.
import Domain
import FoundationEssentials

/// How a token is signed. Only with a private key that the provider alone has.
enum TokenAlgorithm: String, Sendable, Hashable, CaseIterable {
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case ps256 = "PS256"
    case ps384 = "PS384"
    case ps512 = "PS512"
    case es256 = "ES256"
    case es384 = "ES384"
    case es512 = "ES512"
    case edDSA = "EdDSA"
}

/// A token in its compact form, taken apart (RFC 7515). Nothing in it is trusted yet.
struct SignedToken: Sendable {
    /// The token as it came.
    let text: String
    let algorithm: TokenAlgorithm
    /// The name of the key; always there.
    let keyID: String
    /// The claims as JSON in which nothing stands twice. Not to be looked at before the signature.
    let unverifiedClaims: JSONValue

    /// The longest token that is looked at, in bytes.
    static let bytesMax = 32 << 10
    /// The longest name of a key, in bytes.
    static let keyIDBytesMax = 256
    private static let limits = JSONLimits(bytesMax: bytesMax, depthMax: 8, valueCountMax: 2_000)
    /// Header fields by which a token would choose the key that it is checked with.
    private static let keyFields = ["jku", "jwk", "x5u", "x5c"]

    /// Takes a token apart.
    ///
    /// - Throws: `TokenFault` for everything that is not plainly a token of the kind we take.
    init(_ text: String) throws(TokenFault) {
        guard text.utf8.count <= SignedToken.bytesMax else { throw .tooLarge }
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count != 5 else { throw .encrypted }
        guard parts.count == 3 else { throw .notThreeParts }
        guard let headerBytes = Base64URL.decoded(parts[0]), let claimBytes = Base64URL.decoded(parts[1]),
            Base64URL.decoded(parts[2]) != nil
        else { throw .badEncoding }
        guard let header = try? JSONReader.read(headerBytes, limits: SignedToken.limits), case .object = header else {
            throw .badHeader
        }
        (algorithm, keyID) = try SignedToken.read(header)
        guard let claims = try? JSONReader.read(claimBytes, limits: SignedToken.limits), case .object = claims else {
            throw .badClaims
        }
        unverifiedClaims = claims
        self.text = text
    }

    private static func read(_ header: JSONValue) throws(TokenFault) -> (TokenAlgorithm, String) {
        guard let name = header["alg"]?.string, let algorithm = TokenAlgorithm(rawValue: name) else {
            throw .badAlgorithm
        }
        guard header["enc"] == nil, header["zip"] == nil else { throw .encrypted }
        guard !keyFields.contains(where: { header[$0] != nil }) else { throw .keyInHeader }
        // We know no extension; `b64` is one that has to be named critical.
        guard header["crit"] == nil, header["b64"] == nil else { throw .unknownExtension }
        // A token in the token, or one for another purpose such as an access token.
        guard header["cty"] == nil else { throw .wrongType }
        if let type = header["typ"] {
            guard type.string?.lowercased() == "jwt" else { throw .wrongType }
        }
        guard let keyID = header["kid"]?.string, (1...keyIDBytesMax).contains(keyID.utf8.count) else {
            throw .noKeyID
        }
        return (algorithm, keyID)
    }
}

/// Base64 as JOSE writes it (RFC 7515, section 2): no padding, nothing skipped, one way to write each value.
enum Base64URL {
    /// The bytes behind a text; nil where it is not written the one way.
    static func decoded(_ text: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var (buffer, bitCount): (UInt32, Int) = (0, 0)
        for character in text {
            guard let value = value(of: character) else { return nil }
            buffer = buffer << 6 | UInt32(value)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bitCount)))
                buffer &= (1 << UInt32(bitCount)) - 1
            }
        }
        // A whole character too many, or bits that say nothing and are not zero.
        guard bitCount < 6, buffer == 0 else { return nil }
        return bytes
    }

    /// The text of bytes.
    static func encoded(_ bytes: some Sequence<UInt8>) -> String {
        var result = ""
        var (buffer, bitCount): (UInt32, Int) = (0, 0)
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                result.unicodeScalars.append(character(buffer >> UInt32(bitCount) & 0x3F))
            }
            buffer &= (1 << UInt32(bitCount)) - 1
        }
        if bitCount > 0 { result.unicodeScalars.append(character(buffer << UInt32(6 - bitCount) & 0x3F)) }
        return result
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    private static func character(_ value: UInt32) -> Unicode.Scalar { Unicode.Scalar(alphabet[Int(value)]) }

    private static func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
