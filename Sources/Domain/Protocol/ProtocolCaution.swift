// The treatment cautions: which there are, what each asks of the person who reads it, and its words in a protocol.

/// A caution about a choice, a course or an administration.
///
/// The set is closed, since a rule stands behind every code; the words, source and effect are data of the protocol.
package enum TreatmentCautionCode: String, Code {
    case corticosteroidInMmn
    case plasmaExchangeInMmn
    case cyclophosphamideToxicity
    case immunosuppressantUnproven
    case corticosteroidInMotorCidp
    case scigNotForInduction
    case scigOffLabelInMmn
    case igaDeficiency
    case hyperprolinaemia
    case maltoseGlucoseMeter
    case thrombosisRisk
    case renalRisk
    case haemolysisRisk
    case doseAboveLabel
    case noEffectSixMonths
    case productWithdrawn
    case lotMissing
    case productSwitched
    case noBaseline
    case responseNotObjective

    package var label: Localized {
        switch self {
        case .corticosteroidInMmn: Localized(en: "corticosteroid in MMN", nl: "corticosteroïd bij MMN")
        case .plasmaExchangeInMmn: Localized(en: "plasma exchange in MMN", nl: "plasmaferese bij MMN")
        case .cyclophosphamideToxicity:
            Localized(en: "toxicity of cyclophosphamide", nl: "toxiciteit van cyclofosfamide")
        case .immunosuppressantUnproven: Localized(en: "unproven in MMN", nl: "niet bewezen bij MMN")
        case .corticosteroidInMotorCidp:
            Localized(en: "corticosteroid in motor CIDP", nl: "corticosteroïd bij motorische CIDP")
        case .scigNotForInduction: Localized(en: "SCIg is not for starting", nl: "SCIg is geen startbehandeling")
        case .scigOffLabelInMmn: Localized(en: "SCIg off label", nl: "SCIg buiten de registratie")
        case .igaDeficiency: Localized(en: "IgA deficiency", nl: "IgA-tekort")
        case .hyperprolinaemia: Localized(en: "hyperprolinaemia", nl: "hyperprolinemie")
        case .maltoseGlucoseMeter: Localized(en: "maltose and glucose meters", nl: "maltose en glucosemeters")
        case .thrombosisRisk: Localized(en: "risk of thrombosis", nl: "tromboserisico")
        case .renalRisk: Localized(en: "risk to the kidneys", nl: "risico voor de nieren")
        case .haemolysisRisk: Localized(en: "risk of haemolysis", nl: "kans op hemolyse")
        case .doseAboveLabel: Localized(en: "dose above label", nl: "dosis boven registratie")
        case .noEffectSixMonths: Localized(en: "no effect in 6 months", nl: "geen effect in 6 maanden")
        case .productWithdrawn: Localized(en: "product not available", nl: "product niet beschikbaar")
        case .lotMissing: Localized(en: "batch number missing", nl: "batchnummer ontbreekt")
        case .productSwitched: Localized(en: "another product", nl: "ander product")
        case .noBaseline: Localized(en: "no measurement before treatment", nl: "geen meting vóór de behandeling")
        case .responseNotObjective: Localized(en: "effect not measured", nl: "effect niet gemeten")
        }
    }
}

/// What a caution asks of the person who reads it.
package enum CautionEffect: String, Code {
    /// Shown, no more.
    case informs
    /// Going on takes a reason, which is recorded.
    case needsReason
    /// What was asked for is not recorded at all.
    case refuses

    package var label: Localized {
        switch self {
        case .informs: Localized(en: "caution", nl: "let op")
        case .needsReason: Localized(en: "reason needed", nl: "reden nodig")
        case .refuses: Localized(en: "refused", nl: "geweigerd")
        }
    }
}

/// The words of one caution in a protocol.
package struct ProtocolCaution: Sendable, Hashable {
    /// Which caution it is.
    package let code: TreatmentCautionCode
    /// What it asks.
    package let effect: CautionEffect
    /// The sentence, with its source.
    package let statement: SourcedText

    /// The words of a caution.
    package init(code: TreatmentCautionCode, effect: CautionEffect, statement: SourcedText) {
        self.code = code
        self.effect = effect
        self.statement = statement
    }
}
