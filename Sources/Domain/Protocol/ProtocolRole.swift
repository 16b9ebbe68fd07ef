// The roles in which people and places take part in a protocol.

/// Who does a step, as a protocol names it; what a user may do is decided elsewhere.
package enum CareRole: String, Code {
    case neurologist
    case neurophysiologist
    case technician
    case nurse
    case radiologist
    case rehabilitation
    case physiotherapist
    case pharmacist
    case gp
    case coordinator
    case chair
    case neuromuscularCentre
    case regionalHospital

    package var label: Localized {
        switch self {
        case .neurologist: Localized(en: "Neurologist", nl: "Neuroloog")
        case .neurophysiologist: Localized(en: "Clinical neurophysiologist", nl: "Klinisch neurofysioloog")
        case .technician: Localized(en: "EMG technician", nl: "KNF-laborant")
        case .nurse: Localized(en: "Nurse specialist", nl: "Verpleegkundig specialist")
        case .radiologist: Localized(en: "Radiologist", nl: "Radioloog")
        case .rehabilitation: Localized(en: "Rehabilitation physician", nl: "Revalidatiearts")
        case .physiotherapist: Localized(en: "Physiotherapist", nl: "Fysiotherapeut")
        case .pharmacist: Localized(en: "Pharmacist", nl: "Apotheker")
        case .gp: Localized(en: "General practitioner", nl: "Huisarts")
        case .coordinator: Localized(en: "Coordinator", nl: "Coördinator")
        case .chair: Localized(en: "Chair", nl: "Voorzitter")
        case .neuromuscularCentre: Localized(en: "Neuromuscular centre", nl: "Spierziektencentrum")
        case .regionalHospital: Localized(en: "Regional hospital", nl: "Streekziekenhuis")
        }
    }

    /// The word used in Belgium, where it differs.
    package var labelNlBE: String? {
        switch self {
        case .technician: "Technoloog"
        case .physiotherapist: "Kinesitherapeut"
        case .neuromuscularCentre: "NMRC"
        default: nil
        }
    }
}
