// The two languages that people read, and text that exists in both.

/// A language of the service.
package enum Language: String, CaseIterable, Hashable, Sendable {
    case en
    case nl
}

/// Text in every language of the service.
package struct Localized: Hashable, Sendable {
    /// The English text.
    package let en: String
    /// The Dutch text.
    package let nl: String

    /// Text in both languages.
    package init(en: String, nl: String) {
        self.en = en
        self.nl = nl
    }

    /// Text that is the same in both languages, such as a name or a unit.
    package init(same text: String) {
        en = text
        nl = text
    }

    /// The text in one language.
    package subscript(language: Language) -> String {
        switch language {
        case .en: en
        case .nl: nl
        }
    }
}
