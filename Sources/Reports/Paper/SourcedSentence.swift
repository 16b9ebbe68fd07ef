// A sentence of fact on a paper, with where it comes from and how far that was checked.
package import Domain

/// A sentence that a paper states as a fact.
package struct SourcedSentence: Sendable, Hashable {
    /// The sentence, in plain words.
    package let text: Localized
    /// Where it was read; `house` for a choice of this project.
    package let source: String
    /// The section of the clinical reference that has it, or `leaflets` for what the two leaflets behind the product say.
    package let place: String
    /// How far it was checked against its source.
    package let status: CheckStatus

    init(en: String, nl: String, _ source: String, _ place: String, _ status: CheckStatus) {
        text = Localized(en: en, nl: nl)
        self.source = source
        self.place = place
        self.status = status
    }
}

/// A closed set of sentences of fact.
package protocol SourcedSentences: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// The sentence with its source.
    var sentence: SourcedSentence { get }
}

/// Every sentence of fact that a paper prints, for the table in `docs/clinical/papers.md`.
package enum PaperFacts {
    /// The sentences with their codes, in the order of the papers.
    package static var all: [(code: String, sentence: SourcedSentence)] {
        SheetFact.allCases.map { ("SheetFact.\($0.rawValue)", $0.sentence) }
            + LetterFact.allCases.map { ("LetterFact.\($0.rawValue)", $0.sentence) }
    }
}

extension Wording {
    /// Sentences of fact, one after another.
    func facts(_ facts: [some SourcedSentences]) -> String {
        facts.map { self($0.sentence.text) }.joined(separator: " ")
    }
}
