// The treatments that protocols speak of.

/// A treatment option.
package enum TreatmentOption: String, Code {
    case ivig
    case scig
    case plasmaExchange
    case cyclophosphamide
    case immunosuppressant
    case corticosteroid
    case rituximab
    case physiotherapy
    case multidisciplinaryCare

    /// Whether the option is an immunoglobulin, given by batch.
    package var isImmunoglobulin: Bool { self == .ivig || self == .scig }

    package var label: Localized {
        switch self {
        case .ivig: Localized(en: "IVIg", nl: "IVIg (immuunglobuline via infuus)")
        case .scig: Localized(en: "SCIg", nl: "SCIg (onderhuids)")
        case .plasmaExchange: Localized(en: "Plasma exchange", nl: "Plasmaferese")
        case .cyclophosphamide: Localized(en: "Cyclophosphamide", nl: "Cyclofosfamide")
        case .immunosuppressant: Localized(en: "Immunosuppressant", nl: "Immunosuppressivum")
        case .corticosteroid: Localized(en: "Corticosteroid", nl: "Corticosteroïd (prednison)")
        case .rituximab: Localized(en: "Rituximab", nl: "Rituximab")
        case .physiotherapy: Localized(en: "Physiotherapy", nl: "Fysiotherapie")
        case .multidisciplinaryCare: Localized(en: "Multidisciplinary care", nl: "Multidisciplinaire zorg")
        }
    }

    /// The Dutch label where Belgium uses another word.
    package var labelNlBE: String? {
        self == .physiotherapy ? "Kinesitherapie" : nil
    }
}
