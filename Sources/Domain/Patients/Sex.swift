// The administrative sex of a patient.

/// The sex as it is registered.
package enum Sex: String, Code {
    case male
    case female
    case other
    case unknown

    package var label: Localized {
        switch self {
        case .male: Localized(en: "male", nl: "man")
        case .female: Localized(en: "female", nl: "vrouw")
        case .other: Localized(en: "other", nl: "anders")
        case .unknown: Localized(en: "unknown", nl: "onbekend")
        }
    }
}
