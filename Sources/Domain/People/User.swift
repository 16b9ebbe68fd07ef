// The people who use the service, and what they are there for.

/// What a person is there for; what follows from it is decided by the use cases.
package enum Role: String, Code {
    case neurologist
    case neurophysiologist
    case technician
    case laboratory
    case nurse
    case coordinator
    case administrator
    case privacyOfficer
    case researcher

    package var label: Localized {
        switch self {
        case .neurologist: Localized(en: "Neurologist", nl: "Neuroloog")
        case .neurophysiologist: Localized(en: "Clinical neurophysiologist", nl: "Klinisch neurofysioloog")
        case .technician: Localized(en: "EMG technician", nl: "KNF-laborant")
        case .laboratory: Localized(en: "Laboratory", nl: "Laboratorium")
        case .nurse: Localized(en: "Nurse specialist", nl: "Verpleegkundig specialist")
        case .coordinator: Localized(en: "Coordinator", nl: "Coördinator")
        case .administrator: Localized(en: "Administrator", nl: "Beheerder")
        case .privacyOfficer: Localized(en: "Privacy officer", nl: "Functionaris gegevensbescherming")
        case .researcher: Localized(en: "Researcher", nl: "Onderzoeker")
        }
    }

    /// The Dutch label where Belgium uses another word.
    package var labelNlBE: String? {
        self == .technician ? "Technoloog" : nil
    }
}

/// A person who uses the service.
package struct User: Hashable, Sendable {
    /// The name by which the person signs in; lower case.
    package let login: String
    /// The person's name.
    package let name: String
    /// What the person is there for.
    package let role: Role
    /// The code of the organisation the person works for.
    package let organisation: String?

    /// A person.
    package init(login: String, name: String, role: Role, organisation: String?) {
        self.login = login
        self.name = name
        self.role = role
        self.organisation = organisation
    }

    /// The JSON form.
    package static let codec: Codec<User> = .object(
        "UserDetails",
        User.init(login:name:role:organisation:),
        .required("login", \.login, loginCodec),
        .required("name", \.name, .text(max: 200)),
        .required("role", \.role, .code),
        .optional("organisation", \.organisation, OrganisationCode.codec)
    )

    /// A lower-case letter, then at most 63 lower-case letters, digits, `.`, `_`, `-` or `@`.
    package static let loginCodec: Codec<String> = .textual(
        schema: Schema(("type", "string"), ("pattern", .string("^[a-z][a-z0-9._@-]{0,63}$"))),
        expecting: Localized(
            en: "a login: a lower-case letter, then lower-case letters, digits, '.', '_', '-' or '@'",
            nl: "een login: een kleine letter, dan kleine letters, cijfers, '.', '_', '-' of '@'"
        ),
        { isLogin($0) ? $0 : nil },
        text: { $0 }
    )

    private static func isLogin(_ text: String) -> Bool {
        guard (1...64).contains(text.utf8.count), text.first?.isLetter == true else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "@"):
                true
            default: false
            }
        }
    }
}
