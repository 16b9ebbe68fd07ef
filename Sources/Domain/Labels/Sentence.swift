// A sentence with values in it, put into words only when somebody reads it.
package import FoundationEssentials

/// A sentence in both languages, with places for values.
///
/// `{0}` in the template is the first value. Evaluations make many sentences and show few, in one language; so the words
/// are put together when they are asked for.
package struct Sentence: Hashable, Sendable, ExpressibleByStringLiteral {
    /// A value in a sentence.
    package enum Part: Hashable, Sendable {
        /// The same in both languages, such as a code or a number as text.
        case text(String)
        /// Words.
        case words(Localized)
        /// An exact number, as it was recorded.
        case number(Decimal)
        /// Sentences of their own, joined by a semicolon.
        case sentences([Sentence])
        /// Words joined by commas.
        case list([Localized])
    }

    /// The words around the values.
    package let template: Localized
    /// The values.
    package let parts: [Part]

    /// A sentence of a template and its values.
    package init(en: String, nl: String, _ parts: Part...) {
        template = Localized(en: en, nl: nl)
        self.parts = parts
    }

    /// A sentence of a template and a list of its values.
    package init(template: Localized, parts: [Part]) {
        self.template = template
        self.parts = parts
    }

    /// A sentence without values.
    package init(_ text: Localized) {
        template = text
        parts = []
    }

    /// A sentence without values that is the same in both languages.
    package init(stringLiteral value: String) {
        self.init(Localized(same: value))
    }

    /// The sentence in a language.
    package func text(_ language: Language) -> String {
        let words = template[language]
        guard !parts.isEmpty else { return words }
        // Bytes, since looking for a brace character by character is slow.
        let bytes = words.utf8
        var text = ""
        var start = bytes.startIndex
        while let open = bytes[start...].firstIndex(of: UInt8(ascii: "{")) {
            let digit = bytes.index(after: open)
            guard digit < bytes.endIndex, let index = Self.digit(bytes[digit]), parts.indices.contains(index) else {
                break
            }
            text += words[start..<open]
            text += parts[index].text(language)
            // The digit and the closing brace.
            start = bytes.index(digit, offsetBy: 2, limitedBy: bytes.endIndex) ?? bytes.endIndex
        }
        return text + words[start...]
    }

    private static func digit(_ byte: UInt8) -> Int? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
    }

    /// The sentence in both languages.
    package var localized: Localized { Localized(en: text(.en), nl: text(.nl)) }

    /// Sentences read one after another.
    package static func joined(_ sentences: [Sentence]) -> Sentence {
        sentences.count == 1 ? sentences[0] : Sentence(en: "{0}", nl: "{0}", .sentences(sentences))
    }
}

extension Sentence.Part {
    fileprivate func text(_ language: Language) -> String {
        switch self {
        case .text(let text): text
        case .words(let words): words[language]
        case .number(let number): number.description
        case .sentences(let sentences): sentences.map { $0.text(language) }.joined(separator: "; ")
        case .list(let words): words.map { $0[language] }.joined(separator: ", ")
        }
    }
}
