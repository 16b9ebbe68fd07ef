// The history: onset, course, and where it began.
package import FoundationEssentials

/// How the illness went so far.
package enum Course: String, Code {
    case slowlyProgressive
    case stepwiseProgressive
    case relapsing
    case monophasic
    case acute
    case stable
    case unknown

    package var label: Localized {
        switch self {
        case .slowlyProgressive: Localized(en: "slowly progressive", nl: "langzaam progressief")
        case .stepwiseProgressive: Localized(en: "stepwise progressive", nl: "stapsgewijs progressief")
        case .relapsing: Localized(en: "relapsing", nl: "recidiverend")
        case .monophasic: Localized(en: "monophasic", nl: "monofasisch")
        case .acute: Localized(en: "acute", nl: "acuut")
        case .stable: Localized(en: "stable", nl: "stabiel")
        case .unknown: Localized(en: "unknown", nl: "onbekend")
        }
    }
}

/// In which limbs the illness began.
package enum OnsetLimb: String, Code {
    case arm
    case leg
    case both
    case unknown

    package var label: Localized {
        switch self {
        case .arm: Localized(en: "arm", nl: "arm")
        case .leg: Localized(en: "leg", nl: "been")
        case .both: Localized(en: "arm and leg", nl: "arm en been")
        case .unknown: Localized(en: "unknown", nl: "onbekend")
        }
    }
}

/// Which limbs are affected most.
package enum LimbPredominance: String, Code {
    case arm
    case leg
    case equal
    case unknown

    package var label: Localized {
        switch self {
        case .arm: Localized(en: "mostly the arms", nl: "vooral de armen")
        case .leg: Localized(en: "mostly the legs", nl: "vooral de benen")
        case .equal: Localized(en: "arms and legs alike", nl: "armen en benen evenveel")
        case .unknown: Localized(en: "unknown", nl: "onbekend")
        }
    }
}

/// What the patient's history gives; what is left out was not stated.
package struct History: Hashable, Sendable {
    /// When it began.
    package let onset: PartialDate?
    /// How long it lasts, in months; wins over `onset`.
    package let durationMonths: Decimal?
    /// How it went so far.
    package let course: Course?
    /// Where it began.
    package let onsetLimb: OnsetLimb?
    /// Which limbs are affected most.
    package let limbPredominance: LimbPredominance?

    /// A history of which something or nothing is known.
    package init(
        onset: PartialDate? = nil,
        durationMonths: Decimal? = nil,
        course: Course? = nil,
        onsetLimb: OnsetLimb? = nil,
        limbPredominance: LimbPredominance? = nil
    ) {
        self.onset = onset
        self.durationMonths = durationMonths
        self.course = course
        self.onsetLimb = onsetLimb
        self.limbPredominance = limbPredominance
    }

    /// The JSON form.
    package static let codec: Codec<History> = .object(
        "History",
        History.init(onset:durationMonths:course:onsetLimb:limbPredominance:),
        .optional("onset", \.onset, .partialDate),
        .optional("durationMonths", \.durationMonths, .measured(upTo: 1_500)),
        .optional("course", \.course, .code),
        .optional("onsetLimb", \.onsetLimb, .code),
        .optional("limbPredominance", \.limbPredominance, .code)
    )
}
