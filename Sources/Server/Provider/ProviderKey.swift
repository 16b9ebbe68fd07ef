// The provider's public keys: which of them a token may be checked with, and the check of its signature.
import Domain
import FoundationEssentials
import JWTKit

/// A public key of the provider (RFC 7517), fit for signatures.
struct ProviderKey: Sendable, Hashable {
    /// What it is made of, each number as the provider writes it.
    enum Material: Sendable, Hashable {
        case rsa(modulus: String, exponent: String)
        case ellipticCurve(curve: Curve, x: String, y: String)
        case edwards(x: String)
    }

    /// The curves that we know.
    enum Curve: String, Sendable, Hashable {
        case p256 = "P-256"
        case p384 = "P-384"
        case p521 = "P-521"
    }

    let id: String
    let material: Material
    /// The one algorithm it is for, where the provider says so.
    let algorithm: TokenAlgorithm?

    /// Reads a key; nil for one that is not for signatures, or that we do not know.
    init?(_ value: JSONValue) {
        guard let id = value["kid"]?.string, (1...SignedToken.keyIDBytesMax).contains(id.utf8.count) else { return nil }
        if let use = value["use"] {
            guard use.string == "sig" else { return nil }
        }
        if let operations = value["key_ops"] {
            guard operations.array?.contains("verify") == true else { return nil }
        }
        var algorithm: TokenAlgorithm?
        if let named = value["alg"] {
            guard let known = named.string.flatMap(TokenAlgorithm.init(rawValue:)) else { return nil }
            algorithm = known
        }
        guard let material = ProviderKey.material(value) else { return nil }
        (self.id, self.material, self.algorithm) = (id, material, algorithm)
    }

    private static func material(_ value: JSONValue) -> Material? {
        switch value["kty"]?.string {
        case "RSA":
            guard let modulus = number(value["n"]), let exponent = number(value["e"]) else { return nil }
            return .rsa(modulus: modulus, exponent: exponent)
        case "EC":
            guard let curve = value["crv"]?.string.flatMap(Curve.init(rawValue:)), let x = number(value["x"]),
                let y = number(value["y"])
            else { return nil }
            return .ellipticCurve(curve: curve, x: x, y: y)
        case "OKP":
            guard value["crv"]?.string == "Ed25519", let x = number(value["x"]) else { return nil }
            return .edwards(x: x)
        default:
            return nil
        }
    }

    private static func number(_ value: JSONValue?) -> String? {
        guard let text = value?.string, !text.isEmpty, text.utf8.count <= 1_400, Base64URL.decoded(text.utf8) != nil
        else { return nil }
        return text
    }

    /// Whether a token that is signed this way may be checked with it.
    func allows(_ algorithm: TokenAlgorithm) -> Bool {
        if let own = self.algorithm, own != algorithm { return false }
        return switch (material, algorithm) {
        case (.rsa, .rs256), (.rsa, .rs384), (.rsa, .rs512), (.rsa, .ps256), (.rsa, .ps384), (.rsa, .ps512): true
        case (.ellipticCurve(.p256, _, _), .es256), (.ellipticCurve(.p384, _, _), .es384),
            (.ellipticCurve(.p521, _, _), .es512):
            true
        case (.edwards, .edDSA): true
        default: false
        }
    }

    /// Passes where the token was signed with the private half of this key, by the algorithm that its header names.
    ///
    /// - Throws: `TokenFault`.
    func verify(_ token: SignedToken) async throws(TokenFault) {
        guard token.keyID == id, allows(token.algorithm) else { throw .unknownKey }
        do {
            // One key and one algorithm: there is nothing for a header to choose from.
            let keys = JWTKeyCollection()
            try await add(to: keys, token.algorithm)
            _ = try await keys.verify(token.text, as: NothingClaimed.self)
        } catch {
            throw .badSignature
        }
    }

    private func add(to keys: JWTKeyCollection, _ algorithm: TokenAlgorithm) async throws {
        switch material {
        case .rsa(let modulus, let exponent):
            // Keys below 2,048 bits are refused here.
            let key = try Insecure.RSA.PublicKey(modulus: modulus, exponent: exponent)
            switch algorithm {
            case .rs256: await keys.add(rsa: key, digestAlgorithm: .sha256)
            case .rs384: await keys.add(rsa: key, digestAlgorithm: .sha384)
            case .rs512: await keys.add(rsa: key, digestAlgorithm: .sha512)
            case .ps256: await keys.add(pss: key, digestAlgorithm: .sha256)
            case .ps384: await keys.add(pss: key, digestAlgorithm: .sha384)
            case .ps512: await keys.add(pss: key, digestAlgorithm: .sha512)
            case .es256, .es384, .es512, .edDSA: throw TokenFault.badAlgorithm
            }
        case .ellipticCurve(.p256, let x, let y):
            await keys.add(ecdsa: try ES256PublicKey(parameters: (x, y)))
        case .ellipticCurve(.p384, let x, let y):
            await keys.add(ecdsa: try ES384PublicKey(parameters: (x, y)))
        case .ellipticCurve(.p521, let x, let y):
            await keys.add(ecdsa: try ES512PublicKey(parameters: (x, y)))
        case .edwards(let x):
            await keys.add(eddsa: try EdDSA.PublicKey(x: x, curve: .ed25519))
        }
    }
}

/// The signature alone is looked at by the library; claims are read by our own reader, which refuses what stands twice.
private struct NothingClaimed: JWTPayload {
    func verify(using algorithm: some JWTAlgorithm) async throws {}
}

/// The provider's keys by their names.
struct ProviderKeySet: Sendable, Hashable {
    let keys: [String: ProviderKey]

    /// At most so many keys are read.
    static let keyCountMax = 100

    /// Keys by their names.
    init(keys: [String: ProviderKey]) { self.keys = keys }

    /// Reads a key set (RFC 7517); keys that are not for signatures are left out.
    ///
    /// - Throws: `ProviderTrouble` where it is none, or where two of its keys have one name.
    init(_ document: JSONValue) throws(ProviderTrouble) {
        guard let values = document["keys"]?.array, values.count <= ProviderKeySet.keyCountMax else {
            throw .badDocument
        }
        var keys: [String: ProviderKey] = [:]
        for key in values.compactMap(ProviderKey.init) {
            guard keys.updateValue(key, forKey: key.id) == nil else { throw .badDocument }
        }
        self.keys = keys
    }
}
