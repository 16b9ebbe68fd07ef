// The JSON form of the treatment part of a protocol: options, cautions, products, outcome measures.
import FoundationEssentials

extension ProtocolOption {
    /// The JSON of one option, the same in a protocol and on its own.
    package static let codec = Codec<ProtocolOption>.object(
        "ProtocolOption",
        {
            ProtocolOption(
                code: $0,
                names: $1,
                position: $2,
                leaflet: $3,
                guidance: $4,
                sources: $5,
                status: $6,
                doses: $7,
                cautions: $8
            )
        },
        .required("code", \.code, .code),
        .required("names", \.names, ProtocolName.codec),
        .required("position", \.position, .code),
        .required("leaflet", \.leaflet, .code),
        .required("guidance", \.guidance, Localized.sentences),
        .required("sources", \.sources, .list(.openCode(), count: 1...20)),
        .required("status", \.status, .code),
        .list("doses", \.doses, OptionDose.codec, max: 20),
        .list("cautions", \.cautions, .code, max: 40)
    )
}

extension OptionDose {
    static let codec = Codec<OptionDose>.object(
        "OptionDose",
        {
            OptionDose(
                code: $0,
                statement: $1,
                gramsPerKg: $2,
                overDays: $3,
                everyWeeks: $4,
                phase: $5,
                infusionsPerWeek: $6,
                daysAfterIvig: $7,
                shareOfWeeklyIvig: $8
            )
        },
        .required("code", \.code, .openCode()),
        .inlined(\.statement, SourcedText.codec),
        .optional("gramsPerKg", \.gramsPerKg, NumberRange.codec(upTo: 10)),
        .optional("overDays", \.overDays, NumberRange.codec(upTo: 366)),
        .optional("everyWeeks", \.everyWeeks, NumberRange.codec(upTo: 104)),
        .optional("phase", \.phase, .code),
        .optional("infusionsPerWeek", \.infusionsPerWeek, NumberRange.codec(upTo: 14)),
        .optional("daysAfterIvig", \.daysAfterIvig, NumberRange.codec(upTo: 366)),
        .optional("shareOfWeeklyIvig", \.shareOfWeeklyIvig, NumberRange.codec(upTo: 10))
    )
}

extension ProtocolCaution {
    static let codec = Codec<ProtocolCaution>.object(
        "ProtocolCaution",
        { ProtocolCaution(code: $0, effect: $1, statement: $2) },
        .required("code", \.code, .code),
        .required("effect", \.effect, .code),
        .inlined(\.statement, SourcedText.codec)
    )
}

extension ProductFlag {
    static let codec = Codec<ProductFlag>.object(
        "ProductFlag",
        { ProductFlag(code: $0, status: $1) },
        .required("code", \.code, .code),
        .required("status", \.status, .code)
    )
}

extension ProtocolProduct {
    static let codec = Codec<ProtocolProduct>.object(
        "ProtocolProduct",
        {
            ProtocolProduct(
                code: $0,
                name: $1,
                route: $2,
                flags: $3,
                validFrom: $4,
                validTo: $5,
                withdrawn: $6,
                note: $7,
                source: $8,
                status: $9,
                rateMlPerKgPerHour: $10
            )
        },
        .required("code", \.code, .openCode()),
        .required("name", \.name, .text(max: 120)),
        .required("route", \.route, .code),
        .list("flags", \.flags, ProductFlag.codec, max: 10),
        .optional("validFrom", \.validFrom, .date),
        .optional("validTo", \.validTo, .date),
        .optional("withdrawn", \.withdrawn, .code),
        .optional("note", \.note, Localized.sentences),
        .required("source", \.source, .openCode()),
        .required("status", \.status, .code),
        .optional("rateMlPerKgPerHour", \.rateMlPerKgPerHour, InfusionRate.codec)
    )
}

extension InfusionRate {
    static let codec = Codec<InfusionRate>.object(
        "InfusionRate",
        { InfusionRate(from: $0, to: $1, max: $2) },
        .optional("from", \.from, .positive(upTo: 100)),
        .optional("to", \.to, .positive(upTo: 100)),
        .required("max", \.max, .positive(upTo: 100))
    )
}

extension ProtocolOutcomeMeasure {
    static let codec = Codec<ProtocolOutcomeMeasure>.object(
        "ProtocolOutcomeMeasure",
        {
            ProtocolOutcomeMeasure(
                code: $0,
                names: $1,
                scale: $2,
                unit: $3,
                isPerSide: $4,
                range: $5,
                better: $6,
                minimalImportantChange: $7,
                countsForResponse: $8,
                source: $9,
                status: $10
            )
        },
        .required("code", \.code, .code),
        .required("names", \.names, ProtocolName.codec),
        .required("scale", \.scale, Localized.sentences),
        .required("unit", \.unit, .text(max: 20)),
        .required("isPerSide", \.isPerSide, .bool),
        .optional("range", \.range, NumberRange.codec(upTo: 10_000)),
        .required("better", \.better, .code),
        .optional("minimalImportantChange", \.minimalImportantChange, MinimalImportantChange.codec),
        .required("countsForResponse", \.countsForResponse, .bool),
        .required("source", \.source, .openCode()),
        .required("status", \.status, .code)
    )
}

extension MinimalImportantChange {
    /// The fields as they stand in JSON; exactly one of the two numbers is there.
    private struct Form {
        var value: Decimal?
        var percentOfBaseline: Decimal?
        var quoted: String?
    }

    private static let form = Codec<Form>.object(
        "MinimalImportantChange",
        { Form(value: $0, percentOfBaseline: $1, quoted: $2) },
        .optional("value", \.value, .positive(upTo: 10_000)),
        .optional("percentOfBaseline", \.percentOfBaseline, .positive(upTo: 100)),
        .optional("quoted", \.quoted, .text(max: 60))
    )

    static let codec = form.map(
        expecting: Localized(
            en: "either value or percentOfBaseline",
            nl: "óf value óf percentOfBaseline"
        ),
        { form -> MinimalImportantChange? in
            switch (form.value, form.percentOfBaseline) {
            case (let value?, nil): MinimalImportantChange(size: .absolute(value), quoted: form.quoted)
            case (nil, let percent?): MinimalImportantChange(size: .percentOfBaseline(percent), quoted: form.quoted)
            default: nil
            }
        },
        back: { change in
            switch change.size {
            case .absolute(let value): Form(value: value, quoted: change.quoted)
            case .percentOfBaseline(let percent): Form(percentOfBaseline: percent, quoted: change.quoted)
            }
        }
    )
}
