// The JSON form of a sentence in both languages.

extension Codec where Value == Localized {
    /// A sentence in both languages.
    package static let inBothLanguages: Codec<Localized> = .object(
        nil,
        { Localized(en: $0, nl: $1) },
        .required("en", \.en, .note()),
        .required("nl", \.nl, .note())
    )
}
