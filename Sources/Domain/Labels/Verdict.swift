// The answers of criteria: three-valued verdicts, categories, and what a segment shows.

/// The three values of a rule, by Kleene's logic: unknown is not the same as not met.
package enum Verdict: String, Code {
    case met
    case notMet
    case unknown

    package var label: Localized {
        switch self {
        case .met: Localized(en: "met", nl: "voldaan")
        case .notMet: Localized(en: "not met", nl: "niet voldaan")
        case .unknown: Localized(en: "unknown", nl: "onbekend")
        }
    }
}

/// How far a criteria set is fulfilled.
package enum CriteriaCategory: String, Code {
    case definite
    case probable
    case possible
    case cidp
    case notMet
    case undetermined

    package var label: Localized {
        switch self {
        case .definite: Localized(en: "definite", nl: "zeker")
        case .probable: Localized(en: "probable", nl: "waarschijnlijk")
        case .possible: Localized(en: "possible", nl: "mogelijk")
        case .cidp: Localized(same: "CIDP")
        case .notMet: Localized(en: "criteria not met", nl: "voldoet niet aan de criteria")
        case .undetermined: Localized(en: "cannot be determined yet", nl: "nog niet te bepalen")
        }
    }
}

/// What a criteria set says of the conduction in one segment.
package enum BlockAnswer: String, Code {
    case definite
    case probable
    /// Not named `none`, which an optional would take for itself.
    case noBlock = "none"
    case notEvaluable

    package var label: Localized {
        switch self {
        case .definite: Localized(en: "definite block", nl: "zeker geleidingsblok")
        case .probable: Localized(en: "probable block", nl: "waarschijnlijk geleidingsblok")
        case .noBlock: Localized(en: "no block", nl: "geen geleidingsblok")
        case .notEvaluable: Localized(en: "not assessable", nl: "niet te beoordelen")
        }
    }
}
