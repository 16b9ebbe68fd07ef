// Words of the trade that pages and reports share.

/// A word or heading that is no code of the record.
package enum Term: String, Code {
    case workup
    case conductionBlock
    case wearingOff
    case cannotStartYet
    case overdue
    case waitingDays
    case treatmentCourse
    case maintenanceTreatment
    case weakness
    case muscleAtrophy
    case tendonReflexes
    case sensoryLoss
    case aids

    package var label: Localized {
        switch self {
        case .workup: Localized(en: "workup", nl: "diagnostisch traject")
        case .conductionBlock: Localized(en: "conduction block", nl: "geleidingsblok")
        case .wearingOff: Localized(en: "wearing-off", nl: "afnemend effect vóór de volgende gift")
        case .cannotStartYet: Localized(en: "Cannot start yet", nl: "Kan nog niet")
        case .overdue: Localized(en: "Overdue", nl: "Te laat")
        case .waitingDays: Localized(en: "Days waiting", nl: "Wachtdagen")
        case .treatmentCourse: Localized(en: "course of treatment", nl: "kuur")
        case .maintenanceTreatment: Localized(en: "maintenance treatment", nl: "onderhoudsbehandeling")
        case .weakness: Localized(en: "weakness", nl: "krachtsverlies")
        case .muscleAtrophy: Localized(en: "muscle atrophy", nl: "spieratrofie")
        case .tendonReflexes: Localized(en: "tendon reflexes", nl: "peesreflexen")
        case .sensoryLoss: Localized(en: "sensory loss", nl: "gevoelsstoornis")
        case .aids: Localized(en: "aids", nl: "hulpmiddelen")
        }
    }
}
