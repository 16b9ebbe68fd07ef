// A caution that stands, with its words, and its JSON form.
package import Domain

/// A caution that stands, with the words of the protocol.
package struct RaisedCaution: Sendable, Hashable {
    /// Which caution it is.
    package let code: TreatmentCautionCode
    /// What it asks of the person who reads it.
    package let effect: CautionEffect
    /// The sentence.
    package let text: Localized
    /// What the sentence does not say, such as why a product is refused.
    package let detail: Localized?
    /// The id of a source of the protocol; for a caution of MMN that it does not have, one of the protocol `mmn`.
    package let source: String
    /// How far it was checked.
    package let status: CheckStatus
    /// The places, in the course's list, of the administrations it is about; empty for a choice or a whole course.
    package let administrations: [Int]

    /// The sentence with what it does not say: mere words follow a colon, a sentence of its own begins after a full stop.
    package var inFull: Sentence {
        Sentence(
            Localized(
                en: Self.joined(text.en, detail?.en),
                nl: Self.joined(text.nl, detail?.nl)
            )
        )
    }

    /// A caution with what it adds, in one language: a sentence begins with a capital and ends with a full stop; what a
    /// protocol wrote may or may not end in one.
    package static func joined(_ text: String, _ detail: String?) -> String {
        func bare(_ words: String) -> String { words.hasSuffix(".") ? String(words.dropLast()) : words }
        guard let detail else { return bare(text) + "." }
        return bare(text) + (detail.first?.isLowercase == true ? ": " : ". ") + bare(detail) + "."
    }

    /// The JSON form.
    package static let codec: Codec<RaisedCaution> = .object(
        "RaisedCaution",
        {
            RaisedCaution(
                code: $0,
                effect: $1,
                text: Localized(en: $2, nl: $3),
                detail: $4,
                source: $5,
                status: $6,
                administrations: $7
            )
        },
        .required("code", \.code, .code),
        .required("effect", \.effect, .code),
        .required("en", \.text.en, .note()),
        .required("nl", \.text.nl, .note()),
        .optional("detail", \.detail, detailCodec),
        .required("source", \.source, .openCode()),
        .required("status", \.status, .code),
        .list("administrations", \.administrations, .integer(0...1_000_000), max: 10_000)
    )

    private static let detailCodec: Codec<Localized> = .object(
        nil,
        { Localized(en: $0, nl: $1) },
        .required("en", \.en, .note()),
        .required("nl", \.nl, .note())
    )
}
