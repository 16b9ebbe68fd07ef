// A sentence with values in it, put into words only when somebody reads it.
package import FoundationEssentials

/// A sentence in both languages, with places for values.
///
/// `{0}` in the template is the first value. Evaluations make many sentences and show few, in one language; so the words
/// are put together when they are asked for. A sentence is one reference, since explanations hand the same sentence on
/// many times.
package struct Sentence: Hashable, Sendable, ExpressibleByStringLiteral {
    /// A value in a sentence.
    package enum Part: Hashable, Sendable {
        /// The same in both languages, such as a code or a number as text.
        case text(String)
        /// Words.
        case words(Localized)
        /// An exact number, as it was recorded, with the decimal sign of the language.
        case number(Decimal)
        /// An exact number with a unit behind it, such as " mV".
        case amount(Decimal, String)
        /// A whole number.
        case count(Int)
        /// A number of tenths with a unit behind it: 583 with " %" reads "58.3 %".
        case tenths(Int, String)
        /// Sentences of their own, joined by a semicolon.
        case sentences([Sentence])
        /// Words joined by commas.
        case list([Localized])
    }

    private final class Content: Sendable {
        let template: Localized
        let parts: [Part]

        init(_ template: Localized, _ parts: [Part]) {
            self.template = template
            self.parts = parts
        }
    }

    private let content: Content

    /// The words around the values.
    package var template: Localized { content.template }
    /// The values.
    package var parts: [Part] { content.parts }

    /// A sentence of a template and its values.
    package init(en: String, nl: String, _ parts: Part...) {
        self.init(template: Localized(en: en, nl: nl), parts: parts)
    }

    /// A sentence of a template and a list of its values.
    package init(template: Localized, parts: [Part]) {
        content = Content(template, parts)
    }

    /// A sentence without values.
    package init(_ text: Localized) {
        self.init(template: text, parts: [])
    }

    /// A sentence without values that is the same in both languages.
    package init(stringLiteral value: String) {
        self.init(Localized(same: value))
    }

    package static func == (left: Sentence, right: Sentence) -> Bool {
        left.content === right.content
            || (left.content.template == right.content.template && left.content.parts == right.content.parts)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(content.template)
        hasher.combine(content.parts)
    }

    /// The sentence in a language.
    package func text(_ language: Language) -> String {
        guard !content.parts.isEmpty else { return content.template[language] }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(128)
        forEachPiece(language) { bytes.append(contentsOf: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The pieces of UTF-8 text that the sentence consists of in a language, in order.
    func forEachPiece(_ language: Language, _ take: (UnsafeBufferPointer<UInt8>) -> Void) {
        var words = content.template[language]
        words.withUTF8 { template in
            var start = 0
            // Bytes, since looking for a brace character by character is slow.
            while !content.parts.isEmpty, let open = template[start...].firstIndex(of: UInt8(ascii: "{")),
                open + 1 < template.count, let index = Self.digit(template[open + 1]),
                content.parts.indices.contains(index)
            {
                take(UnsafeBufferPointer(rebasing: template[start..<open]))
                content.parts[index].forEachPiece(language, take)
                // The digit and the closing brace.
                start = min(open + 3, template.count)
            }
            take(UnsafeBufferPointer(rebasing: template[start...]))
        }
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
    fileprivate func forEachPiece(_ language: Language, _ take: (UnsafeBufferPointer<UInt8>) -> Void) {
        switch self {
        case .text(let text): text.takeUTF8(take)
        case .words(let words): words[language].takeUTF8(take)
        case .number(let number): number.description.takeDigits(language, take)
        case .amount(let number, let unit):
            number.description.takeDigits(language, take)
            unit.takeUTF8(take)
        case .count(let count): String(count).takeUTF8(take)
        case .tenths(let tenths, let unit):
            if tenths < 0 { "-".takeUTF8(take) }
            String(tenths.magnitude / 10).takeUTF8(take)
            if tenths % 10 != 0 {
                (language == .nl ? "," : ".").takeUTF8(take)
                String(tenths.magnitude % 10).takeUTF8(take)
            }
            unit.takeUTF8(take)
        case .sentences(let sentences):
            for (index, sentence) in sentences.enumerated() {
                if index > 0 { "; ".takeUTF8(take) }
                sentence.forEachPiece(language, take)
            }
        case .list(let words):
            for (index, word) in words.enumerated() {
                if index > 0 { ", ".takeUTF8(take) }
                word[language].takeUTF8(take)
            }
        }
    }
}

extension String {
    /// Hands the text on as it lies in memory.
    fileprivate func takeUTF8(_ take: (UnsafeBufferPointer<UInt8>) -> Void) {
        var text = self
        text.withUTF8(take)
    }

    /// Hands the digits of a number on, with the decimal sign of the language: in pieces, since a text of its own would cost
    /// more than the rest of the sentence.
    fileprivate func takeDigits(_ language: Language, _ take: (UnsafeBufferPointer<UInt8>) -> Void) {
        var text = self
        text.withUTF8 { digits in
            guard language == .nl, let point = digits.firstIndex(of: UInt8(ascii: ".")) else { return take(digits) }
            take(UnsafeBufferPointer(rebasing: digits[..<point]))
            ",".takeUTF8(take)
            take(UnsafeBufferPointer(rebasing: digits[(point + 1)...]))
        }
    }
}

extension Localized {
    /// A number with the decimal sign of each language.
    package init(_ number: Decimal) {
        let digits = number.description
        self.init(en: digits, nl: String(digits.map { $0 == "." ? "," : $0 }))
    }
}
