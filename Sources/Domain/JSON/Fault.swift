// What is wrong with an input, said for every place at once.

/// The stable name of a kind of fault; it never changes with the language.
package struct FaultCode: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    /// A code of one's own; the common ones are constants of this type.
    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The bytes are not JSON.
    package static let syntax = FaultCode(rawValue: "syntax")
    /// Text is not UTF-8.
    package static let invalidUTF8 = FaultCode(rawValue: "invalidUTF8")
    /// Text holds U+0000, which PostgreSQL can not keep.
    package static let nulCharacter = FaultCode(rawValue: "nulCharacter")
    /// An escape names half of a surrogate pair.
    package static let loneSurrogate = FaultCode(rawValue: "loneSurrogate")
    /// An object has a key twice.
    package static let duplicateKey = FaultCode(rawValue: "duplicateKey")
    /// A number can not be kept exactly.
    package static let inexactNumber = FaultCode(rawValue: "inexactNumber")
    /// More bytes than allowed.
    package static let tooLarge = FaultCode(rawValue: "tooLarge")
    /// Nested deeper than allowed.
    package static let tooDeep = FaultCode(rawValue: "tooDeep")
    /// More values than allowed.
    package static let tooMany = FaultCode(rawValue: "tooMany")
    /// A required field is missing.
    package static let missing = FaultCode(rawValue: "missing")
    /// A field that is not known here.
    package static let unknownField = FaultCode(rawValue: "unknownField")
    /// Another JSON type than expected.
    package static let wrongType = FaultCode(rawValue: "wrongType")
    /// Not one of the allowed codes.
    package static let unknownCode = FaultCode(rawValue: "unknownCode")
    /// Text that does not have the form asked for.
    package static let badFormat = FaultCode(rawValue: "badFormat")
    /// A number, a length or a count outside its bounds.
    package static let outOfRange = FaultCode(rawValue: "outOfRange")
    /// Control characters in text.
    package static let controlCharacter = FaultCode(rawValue: "controlCharacter")
    /// The same thing twice.
    package static let duplicate = FaultCode(rawValue: "duplicate")
    /// Two fields that exclude each other.
    package static let contradiction = FaultCode(rawValue: "contradiction")
    /// Things in another order than asked for.
    package static let wrongOrder = FaultCode(rawValue: "wrongOrder")
    /// An identifier whose check digits do not fit.
    package static let checkFailed = FaultCode(rawValue: "checkFailed")
}

/// One thing that is wrong, and where.
///
/// Messages never repeat the value: an input may hold patient data, and messages travel further than it may.
package struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    /// RFC 6901 pointer into the input; empty for the input as a whole.
    package let pointer: String
    /// The kind of fault.
    package let code: FaultCode
    /// The sentence a person reads.
    package let message: Localized

    /// A fault at a place.
    package init(_ pointer: String, _ code: FaultCode, _ message: Localized) {
        self.pointer = pointer
        self.code = code
        self.message = message
    }

    /// A fault at a place, with its sentence in both languages.
    package init(_ pointer: String, _ code: FaultCode, en: String, nl: String) {
        self.init(pointer, code, Localized(en: en, nl: nl))
    }

    /// Pointer and English sentence, without any value.
    package var description: String {
        "\(pointer.isEmpty ? "(whole input)" : pointer): \(message.en)"
    }

    /// The same fault, seen from further out.
    package func prefixed(by pointer: String) -> Fault {
        Fault(pointer + self.pointer, code, message)
    }
}

/// Everything that is wrong with one input; never empty.
package struct Faults: Error, Hashable, Sendable, CustomStringConvertible {
    /// The faults, in the order in which the input is declared.
    package let all: [Fault]

    /// One or more faults.
    package init(_ all: [Fault]) {
        precondition(!all.isEmpty, "an input without faults is not at fault")
        self.all = all
    }

    /// A single fault.
    package init(_ fault: Fault) {
        all = [fault]
    }

    /// One line per fault, without any value.
    package var description: String {
        all.map(\.description).joined(separator: "\n")
    }
}
