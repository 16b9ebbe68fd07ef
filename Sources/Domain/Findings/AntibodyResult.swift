// An antibody result, with the method, unit and band of its laboratory.
package import FoundationEssentials

/// The class of an antibody.
package enum Isotype: String, Code {
    case igM = "IgM"
    case igG = "IgG"
    case igA = "IgA"

    package var label: Localized { Localized(same: rawValue) }
}

/// How a value is meant: as it stands, or as a bound.
package enum Comparator: String, Code {
    case above = ">"
    case below = "<"
    case equal = "="

    package var label: Localized {
        switch self {
        case .above: Localized(en: "more than", nl: "meer dan")
        case .below: Localized(en: "less than", nl: "minder dan")
        case .equal: Localized(en: "exactly", nl: "precies")
        }
    }
}

/// The laboratory's own reading of an antibody result; the only thing that criteria read.
package enum AntibodyBand: String, Code {
    case negative
    case borderline
    case positive
    case strongPositive

    package var label: Localized {
        switch self {
        case .negative: Localized(en: "negative", nl: "negatief")
        case .borderline: Localized(en: "borderline", nl: "grensgebied")
        case .positive: Localized(en: "positive", nl: "positief")
        case .strongPositive: Localized(en: "strongly positive", nl: "sterk positief")
        }
    }
}

/// An antibody result. Values of different methods or units are never compared.
package struct AntibodyResult: Hashable, Sendable {
    /// When, by whom, where.
    package let origin: FindingOrigin
    /// When the sample was taken.
    package let sampledOn: PartialDate?
    /// What the antibody is against, such as `GM1`.
    package let antigen: String
    /// Its class.
    package let isotype: Isotype
    /// The laboratory's method.
    package let method: String?
    /// The value.
    package let value: Decimal?
    /// How the value is meant; as it stands where this is left out.
    package let comparator: Comparator?
    /// The unit of the value.
    package let unit: String?
    /// The laboratory's reading.
    package let band: AntibodyBand?

    /// A result.
    package init(
        origin: FindingOrigin,
        sampledOn: PartialDate? = nil,
        antigen: String,
        isotype: Isotype,
        method: String? = nil,
        value: Decimal? = nil,
        comparator: Comparator? = nil,
        unit: String? = nil,
        band: AntibodyBand? = nil
    ) {
        self.origin = origin
        self.sampledOn = sampledOn
        self.antigen = antigen
        self.isotype = isotype
        self.method = method
        self.value = value
        self.comparator = comparator
        self.unit = unit
        self.band = band
    }

    /// Whether this is IgM against GM1, the result that the MMN sets read.
    package var isIgMAntiGM1: Bool { antigen == "GM1" && isotype == .igM }

    /// The JSON form. Other spellings of GM1 are refused: a rule would pass them over without a word.
    package static let codec: Codec<AntibodyResult> = .object(
        "AntibodyResult",
        AntibodyResult.init(origin:sampledOn:antigen:isotype:method:value:comparator:unit:band:),
        .inlined(\.origin, FindingOrigin.codec),
        .optional("sampledOn", \.sampledOn, .partialDate),
        .required("antigen", \.antigen, .text(max: 60)),
        .required("isotype", \.isotype, .code),
        .optional("method", \.method, .text(max: 200)),
        .optional("value", \.value, .measured(upTo: 1_000_000_000)),
        .optional("comparator", \.comparator, .code),
        .optional("unit", \.unit, .text(max: 40)),
        .optional("band", \.band, .code)
    ).checked { result, reading in
        let letters = result.antigen.lowercased().filter { $0.isLetter || $0.isNumber }
        if result.antigen != "GM1", letters == "gm1" || letters == "antigm1" {
            reading.report(
                .badFormat,
                at: "/antigen",
                en: "Write this antigen as GM1.",
                nl: "Schrijf dit antigeen als GM1."
            )
        }
        if result.comparator != nil, result.value == nil {
            reading.report(
                .missing,
                at: "/value",
                en: "A comparator needs a value.",
                nl: "Bij een vergelijkingsteken hoort een waarde."
            )
        }
    }
}
