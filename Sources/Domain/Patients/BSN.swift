// The Dutch citizen service number (burgerservicenummer) and its 11-test.

/// A BSN of nine digits that passes the 11-test.
///
/// The law restricts its use to care providers: it is shown masked and never logged.
package struct BSN: Hashable, Sendable {
    /// The nine digits.
    package let digits: String

    /// Why a text is no BSN.
    package enum Refusal: Error, Hashable, Sendable {
        /// Not eight or nine digits.
        case form
        /// Only zeros.
        case allZero
        /// The weighted sum is not divisible by 11.
        case elevenTest

        /// The sentence a person reads.
        package var message: Localized {
            switch self {
            case .form: Localized(en: "A BSN has nine digits.", nl: "Een BSN heeft negen cijfers.")
            case .allZero: Localized(en: "A BSN is not all zeros.", nl: "Een BSN bestaat niet uit alleen nullen.")
            case .elevenTest:
                Localized(en: "This BSN fails the 11-test.", nl: "Dit BSN doorstaat de 11-proef niet.")
            }
        }
    }

    /// Reads nine digits, or eight, to which a leading zero is added.
    ///
    /// - Throws: which check failed.
    package init(_ text: String) throws(Refusal) {
        let bytes = Array(text.utf8)
        guard (8...9).contains(bytes.count), bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { throw .form }
        let padded = bytes.count == 8 ? [0x30] + bytes : bytes
        guard padded.contains(where: { $0 != 0x30 }) else { throw .allZero }
        let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1]
        let sum = zip(padded, weights).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
        guard sum % 11 == 0 else { throw .elevenTest }
        digits = String(decoding: padded, as: UTF8.self)
    }
}
