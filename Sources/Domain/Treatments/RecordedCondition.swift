// Conditions of a patient that make a treatment riskier: what screening before treatment asks for.

/// A condition or circumstance that cautions on immunoglobulin ask about.
///
/// Source: clinical reference section 8c, warnings and contraindications of the summaries of product characteristics
/// (checked). Age is read from the birth date, renal function and blood group from the laboratory.
package enum RecordedCondition: String, Code {
    case obesity
    case hypertension
    case diabetes
    case immobility
    case oestrogen
    case advancedAge
    case hyperprolinaemia

    /// Whether it is one of the items that raise the risk of thrombosis.
    package var isThrombosisRisk: Bool {
        switch self {
        case .obesity, .hypertension, .diabetes, .immobility, .oestrogen, .advancedAge: true
        case .hyperprolinaemia: false
        }
    }

    package var label: Localized {
        switch self {
        case .obesity: Localized(en: "obesity", nl: "overgewicht")
        case .hypertension: Localized(en: "hypertension", nl: "hypertensie")
        case .diabetes: Localized(en: "diabetes", nl: "diabetes")
        case .immobility: Localized(en: "immobility", nl: "immobiliteit")
        case .oestrogen: Localized(en: "use of oestrogen", nl: "gebruik van oestrogeen")
        case .advancedAge: Localized(en: "advanced age", nl: "hoge leeftijd")
        case .hyperprolinaemia: Localized(en: "hyperprolinaemia", nl: "hyperprolinemie")
        }
    }
}
