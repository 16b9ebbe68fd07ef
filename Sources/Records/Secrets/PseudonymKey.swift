// What stands in place of a patient in data for research: a name that leads back to the patient only with a key that is
// kept outside the database, and a shift of all dates that nobody can guess without it.
import Crypto
package import Domain
import FoundationEssentials

/// The key of one set of pseudonyms.
package struct PseudonymKey: Sendable {
    /// So many bytes, at least, that nobody can guess.
    package static let byteCount = 32

    private let secret: SymmetricKey

    /// A key; nil where it is too short to be one.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count >= PseudonymKey.byteCount else { return nil }
        secret = SymmetricKey(data: bytes)
    }

    /// The patient's pseudonym: the same for every export with this key, and of no use without it.
    package func pseudonym(of patient: ID<Patient>) -> String {
        "P-" + ContentHash.hexadecimal(of: Array(code("pseudonym", patient).prefix(12)))
    }

    /// By how many days all dates of the patient are moved: back by 30 to 395 days, the same for all of them.
    package func shiftDays(of patient: ID<Patient>) -> Int {
        let bytes = code("shift", patient)
        return -(30 + (Int(bytes[0]) << 16 + Int(bytes[1]) << 8 + Int(bytes[2])) % 366)
    }

    /// The place of a workup among those of its patient: an order that says nothing of when they were opened.
    package func place(of workup: ID<Workup>) -> [UInt8] { code("workup", workup) }

    private func code<Thing>(_ use: String, _ id: ID<Thing>) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array("\(use) \(id)".utf8), using: secret))
    }
}
