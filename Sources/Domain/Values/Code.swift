// Codes: closed sets of words that stand in JSON, each with a label that a person reads.

/// A closed set of codes.
///
/// The raw value is what JSON, SQL and the command line hold; it never changes with the language.
package protocol Code: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// What a person reads; codes never appear alone.
    var label: Localized { get }
}

extension Code {
    /// The label in one language.
    package func label(_ language: Language) -> String {
        label[language]
    }
}
