// Words of history and examination.
package import Domain

/// The words of the section on history and examination.
package enum ClinicWord: String, ReportWord {
    case timeline, examination, onset, durationMonths, course, onsetLimb, limbPredominance, distribution
    case weakNerves, noneWeak, strength, muscle, right, left, reflexes, tendon, signs, sign, sensoryLossLimbs, note
    case noExamination, gradeNote, months, supersedes, value, undated

    package var text: Localized {
        switch self {
        case .timeline: Localized(en: "History per examination", nl: "Anamnese per onderzoek")
        case .examination: Localized(en: "Examination", nl: "Onderzoek")
        case .onset: Localized(en: "Onset", nl: "Begin")
        case .durationMonths: Localized(en: "Duration", nl: "Duur")
        case .course: Localized(en: "Course", nl: "Beloop")
        case .onsetLimb: Localized(en: "Began in", nl: "Begonnen in")
        case .limbPredominance: Localized(en: "Most affected", nl: "Meest aangedaan")
        case .distribution: Localized(en: "Weakness", nl: "Zwakte")
        case .weakNerves: Localized(en: "Weak motor nerves", nl: "Zwakke motorische zenuwen")
        case .noneWeak: Localized(en: "none found weak", nl: "geen zwak bevonden")
        case .strength: Localized(en: "Strength, MRC grade 0 to 5", nl: "Kracht, MRC-graad 0 tot 5")
        case .muscle: Localized(en: "Muscle", nl: "Spier")
        case .right: Localized(en: "right", nl: "rechts")
        case .left: Localized(en: "left", nl: "links")
        case .reflexes: Localized(en: "Tendon reflexes", nl: "Peesreflexen")
        case .tendon: Localized(en: "Reflex", nl: "Reflex")
        case .signs: Localized(en: "Signs by finding", nl: "Tekenen naar bevinding")
        case .sign: Localized(en: "Finding", nl: "Bevinding")
        case .sensoryLossLimbs: Localized(en: "Sensory loss in", nl: "Gevoelsverlies in")
        case .note: Localized(en: "Note", nl: "Opmerking")
        case .noExamination:
            Localized(en: "No neurological examination is recorded", nl: "Er is geen neurologisch onderzoek vastgelegd")
        case .gradeNote:
            Localized(
                en: "Muscles and tendons that are not listed were not examined.",
                nl: "Spieren en pezen die hier niet staan, zijn niet onderzocht."
            )
        case .months: Localized(en: "months", nl: "maanden")
        case .supersedes: Localized(en: "replaces earlier findings", nl: "vervangt eerdere bevindingen")
        case .value: Localized(en: "Value", nl: "Waarde")
        case .undated: Localized(en: "undated", nl: "zonder datum")
        }
    }
}
