// Hospitals and centres.

/// The short code of an organisation, as it stands in `mrn:<code>`.
package enum OrganisationCode {
    /// A letter or digit, then at most 31 letters, digits, `.`, `_` or `-`.
    package static func isValid(_ code: String) -> Bool {
        let bytes = Array(code.utf8)
        guard let first = bytes.first, bytes.count <= 32, isLetterOrDigit(first) else { return false }
        return bytes.allSatisfy { byte in
            isLetterOrDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    /// The JSON form.
    package static let codec: Codec<String> = .textual(
        schema: Schema(("type", "string"), ("pattern", .string(#"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"#))),
        expecting: Localized(en: "the code of an organisation", nl: "de code van een organisatie"),
        { isValid($0) ? $0 : nil },
        text: { $0 }
    )
}

/// What part an organisation plays.
package enum OrganisationKind: String, Code {
    case neuromuscularCentre
    case regionalHospital

    package var label: Localized {
        switch self {
        case .neuromuscularCentre: Localized(en: "Neuromuscular centre", nl: "Spierziektencentrum")
        case .regionalHospital: Localized(en: "Regional hospital", nl: "Streekziekenhuis")
        }
    }

    /// The Dutch label where Belgium uses another word.
    package var labelNlBE: String? {
        self == .neuromuscularCentre ? "NMRC" : nil
    }
}

/// A hospital or centre.
package struct Organisation: Hashable, Sendable {
    /// Its short code.
    package let code: String
    /// Its name.
    package let name: String
    /// What part it plays.
    package let kind: OrganisationKind

    /// An organisation.
    package init(code: String, name: String, kind: OrganisationKind) {
        self.code = code
        self.name = name
        self.kind = kind
    }

    /// The JSON form.
    package static let codec: Codec<Organisation> = .object(
        "OrganisationDetails",
        Organisation.init(code:name:kind:),
        .required("code", \.code, OrganisationCode.codec),
        .required("name", \.name, .text(max: 200)),
        .required("kind", \.kind, .code)
    )
}
