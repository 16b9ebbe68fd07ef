// The diagnostic steps that the shipped protocols speak of, with their names.

/// A step of the shipped protocols. Protocols are data and may name others: this set serves texts that have to name a
/// step without a protocol at hand.
package enum StepCode: String, Code {
    case neurologicalExamination
    case nerveConductionStudy
    case needleExamination
    case antiGanglioside
    case bloodPanel
    case lumbarPuncture
    case plexusMri
    case nerveUltrasound
    case neuromuscularCentre
    case multidisciplinaryMeeting
    case preTreatmentScreening
    case treatmentProposal
    case responseAssessment

    package var label: Localized {
        switch self {
        case .neurologicalExamination: Localized(en: "Neurological examination", nl: "Neurologisch onderzoek")
        case .nerveConductionStudy: Localized(en: "Nerve conduction study", nl: "Zenuwgeleidingsonderzoek")
        case .needleExamination: Localized(en: "Needle EMG", nl: "Naald-EMG")
        case .antiGanglioside: Localized(en: "Anti-ganglioside antibodies", nl: "Antigangliosidenantistoffen")
        case .bloodPanel: Localized(en: "Blood tests, other causes", nl: "Bloedonderzoek, andere oorzaken")
        case .lumbarPuncture: Localized(en: "Lumbar puncture", nl: "Lumbaalpunctie (ruggenprik)")
        case .plexusMri: Localized(en: "MRI brachial plexus", nl: "MRI plexus brachialis")
        case .nerveUltrasound: Localized(en: "Nerve ultrasound", nl: "Zenuwecho")
        case .neuromuscularCentre: Localized(en: "Advice of a neuromuscular centre", nl: "Advies spierziektencentrum")
        case .multidisciplinaryMeeting:
            Localized(en: "Multidisciplinary meeting", nl: "Multidisciplinair overleg (MDO)")
        case .preTreatmentScreening: Localized(en: "Screening before treatment", nl: "Screening vóór behandeling")
        case .treatmentProposal: Localized(en: "Treatment proposal", nl: "Behandelvoorstel")
        case .responseAssessment: Localized(en: "Response assessment", nl: "Effectmeting")
        }
    }

    /// The Dutch name where Belgium uses another word.
    package var labelNlBE: String? {
        self == .neuromuscularCentre ? "Advies NMRC" : nil
    }
}

extension StepCode {
    /// The words of what an evaluation lacks: a step, or the patient's own details, which no step brings; nil for a step
    /// that only a protocol names.
    package static func words(ofMissing code: String) -> Localized? {
        code == "patientDetails"
            ? Localized(en: "Patient details", nl: "Patiëntgegevens") : StepCode(rawValue: code)?.label
    }
}
