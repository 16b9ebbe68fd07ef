// Where the texts of a protocol come from, how far that was checked, and who signed them off.

/// How far a text was checked against the source it names.
///
/// Ordered from weak to strong, so that `min()` of several statements is the one to show beside them.
package enum CheckStatus: String, Code, Comparable {
    /// Commonly quoted; the original was not read.
    case unchecked
    /// Read in another publication that reports the source.
    case secondary
    /// The text of the source, or a faithful copy of it, was read.
    case checked

    package var label: Localized {
        switch self {
        case .unchecked: Localized(en: "not checked against the source", nl: "niet aan de bron getoetst")
        case .secondary: Localized(en: "via a secondary source", nl: "via secundaire bron")
        case .checked: Localized(en: "source read", nl: "bron gelezen")
        }
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.strength < right.strength
    }

    private var strength: Int {
        switch self {
        case .unchecked: 0
        case .secondary: 1
        case .checked: 2
        }
    }
}

/// Whether a statement was taken from a source or chosen by this project.
package enum StatementOrigin: String, Code {
    /// Taken from the source that stands with it.
    case source
    /// Chosen by this project where the sources are silent; always the cautious reading, and unchecked.
    case house

    package var label: Localized {
        switch self {
        case .source: Localized(en: "from the source", nl: "uit de bron")
        case .house: Localized(en: "house reading", nl: "eigen lezing")
        }
    }
}

/// A publication, guideline or other text that a protocol rests on.
package struct ProtocolSource: Sendable, Hashable {
    /// The name by which the protocol refers to it.
    package let id: String
    /// What a reader needs to find it; citations are not translated.
    package let citation: String
    /// The digital object identifier, where there is one.
    package let doi: String?
    /// How far the text itself was read.
    package let status: CheckStatus

    /// A source.
    package init(id: String, citation: String, doi: String?, status: CheckStatus) {
        self.id = id
        self.citation = citation
        self.doi = doi
        self.status = status
    }
}

/// A clinician who signed a protocol version off.
package struct ProtocolSignOff: Sendable, Hashable {
    /// The clinician's name.
    package let name: String
    /// The day of the signature.
    package let on: LocalDate

    /// A signature.
    package init(name: String, on: LocalDate) {
        self.name = name
        self.on = on
    }
}

/// A group of steps on the page.
package struct ProtocolPhase: Sendable, Hashable {
    /// The name by which steps refer to it.
    package let code: String
    /// What a person reads.
    package let names: ProtocolName

    /// A group of steps.
    package init(code: String, names: ProtocolName) {
        self.code = code
        self.names = names
    }
}

/// A name in both languages, with the Belgian Dutch one where it differs.
package struct ProtocolName: Sendable, Hashable {
    /// The name in English and Dutch.
    package let text: Localized
    /// The name in Belgium, where another word is used there.
    package let nlBE: String?

    /// A name, with the Belgian one where it differs.
    package init(_ text: Localized, nlBE: String? = nil) {
        self.text = text
        self.nlBE = nlBE
    }

    /// The name in one language.
    package subscript(language: Language) -> String {
        text[language]
    }
}

/// A sentence in both languages, with the source it rests on and how far that was checked.
package struct SourcedText: Sendable, Hashable {
    /// The sentence.
    package let text: Localized
    /// The id of one of the protocol's sources.
    package let source: String
    /// How far the sentence was checked against that source.
    package let status: CheckStatus

    /// A sentence with its source.
    package init(text: Localized, source: String, status: CheckStatus) {
        self.text = text
        self.source = source
        self.status = status
    }
}
