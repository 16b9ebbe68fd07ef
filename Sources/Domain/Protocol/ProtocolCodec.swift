// The JSON form of a protocol, which is also the form of its YAML file.

extension CareProtocol {
    /// The version of the shape of protocol files.
    package static let format = "workup-protocol/1"

    /// Reads and writes a protocol field by field; what needs more than one field is checked when a file is loaded.
    package static let codec = Codec<CareProtocol>.object(
        "Protocol",
        {
            CareProtocol(
                code: $1,
                version: $2,
                names: $3,
                summary: $4,
                effectiveFrom: $5,
                signedOffBy: $6,
                criteriaSets: $7,
                sources: $8,
                phases: $9,
                steps: $10,
                options: $11,
                cautions: $12,
                products: $13,
                outcomeMeasures: $14
            )
        },
        .required("format", \.formatOfFile, formatCodec),
        .required("code", \.code, .openCode()),
        .required("version", \.version, .integer(1...1_000_000)),
        .required("names", \.names, ProtocolName.codec),
        .required("summary", \.summary, Localized.sentences),
        .required("effectiveFrom", \.effectiveFrom, .date),
        .list("signedOffBy", \.signedOffBy, ProtocolSignOff.codec, max: 10),
        .list("criteriaSets", \.criteriaSets, .openCode(), max: 10),
        .list("sources", \.sources, ProtocolSource.codec, max: 100),
        .required("phases", \.phases, .list(ProtocolPhase.codec, count: 1...20)),
        .required("steps", \.steps, .list(ProtocolStep.codec, count: 1...stepCountMax)),
        .list("options", \.options, ProtocolOption.codec, max: 40),
        .list("cautions", \.cautions, ProtocolCaution.codec, max: 60),
        .list("products", \.products, ProtocolProduct.codec, max: 200),
        .list("outcomeMeasures", \.outcomeMeasures, ProtocolOutcomeMeasure.codec, max: 40)
    )

    private static let formatCodec = Codec<String>.textual(
        schema: Schema(("const", .string(format))),
        expecting: Localized(same: format),
        { $0 == format ? $0 : nil },
        text: { $0 }
    )

    private var formatOfFile: String { Self.format }
}

extension Localized {
    /// A few sentences in both languages.
    static let sentences = Codec<Localized>.object(
        "LocalizedText",
        { Localized(en: $0, nl: $1) },
        .required("en", \.en, .note(max: 2_000)),
        .required("nl", \.nl, .note(max: 2_000))
    )
}

extension ProtocolName {
    static let codec = Codec<ProtocolName>.object(
        "ProtocolName",
        { ProtocolName(Localized(en: $0, nl: $1), nlBE: $2) },
        .required("en", \.text.en, .text(max: 120)),
        .required("nl", \.text.nl, .text(max: 120)),
        .optional("nl-BE", \.nlBE, .text(max: 120))
    )
}

extension SourcedText {
    static let codec = Codec<SourcedText>.object(
        "SourcedText",
        { SourcedText(text: $0, source: $1, status: $2) },
        .inlined(\.text, Localized.sentences),
        .required("source", \.source, .openCode()),
        .required("status", \.status, .code)
    )
}

extension ProtocolSignOff {
    /// Reads and writes a signature.
    package static let codec = Codec<ProtocolSignOff>.object(
        "ProtocolSignOff",
        { ProtocolSignOff(name: $0, on: $1) },
        .required("name", \.name, .text(max: 120)),
        .required("on", \.on, .date)
    )
}

extension ProtocolSource {
    static let codec = Codec<ProtocolSource>.object(
        "ProtocolSource",
        { ProtocolSource(id: $0, citation: $1, doi: $2, status: $3) },
        .required("id", \.id, .openCode()),
        .required("citation", \.citation, .text(max: 500)),
        .optional("doi", \.doi, .text(max: 200)),
        .required("status", \.status, .code)
    )
}

extension ProtocolPhase {
    static let codec = Codec<ProtocolPhase>.object(
        "ProtocolPhase",
        { ProtocolPhase(code: $0, names: $1) },
        .required("code", \.code, .openCode()),
        .required("names", \.names, ProtocolName.codec)
    )
}

extension NumberRange {
    /// A range whose ends lie between 0 and `max`.
    static func codec(upTo max: Int) -> Codec<NumberRange> {
        .object(
            nil,
            { NumberRange(from: $0, to: $1) },
            .required("from", \.from, .decimal(0...max)),
            .optional("to", \.to, .decimal(0...max))
        )
    }
}
