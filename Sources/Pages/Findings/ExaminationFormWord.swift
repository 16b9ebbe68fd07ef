// The words of the form of a neurological examination.
package import Domain
import Reports

/// The words of the form of a neurological examination.
package enum ExaminationFormWord: String, ReportWord {
    case history, onset, duration, months, course, onsetLimb, limbPredominance
    case weakness, distribution, noneWeak, weakNerves, weakHint, nerve
    case strength, strengthHint, muscle, side, grade, otherMuscle, otherMuscles, reflexes, reflex
    case signs, sign, signsHint, sensoryLoss, earlier, supersedes, supersedesHint

    package var text: Localized {
        switch self {
        case .history: Localized(en: "History", nl: "Anamnese")
        case .onset: Localized(en: "Began", nl: "Begonnen")
        case .duration: Localized(en: "Has lasted", nl: "Duurt al")
        case .months: Localized(en: "months", nl: "maanden")
        case .course: Localized(en: "Course", nl: "Beloop")
        case .onsetLimb: Localized(en: "Began in", nl: "Begonnen in")
        case .limbPredominance: Localized(en: "Most affected", nl: "Het meest aangedaan")
        case .weakness: Localized(en: "Weakness", nl: "Krachtsverlies")
        case .distribution: Localized(en: "Distribution", nl: "Verdeling")
        case .noneWeak:
            Localized(
                en: "Looked for: no motor nerve is weak",
                nl: "Nagegaan: geen motorische zenuw is zwak"
            )
        case .weakNerves: Localized(en: "Weak motor nerves", nl: "Zwakke motorische zenuwen")
        case .weakHint:
            Localized(
                en:
                    "Tick each nerve whose muscles are weak. With no tick at all it stays unknown which nerves are weak.",
                nl:
                    "Vink elke zenuw aan waarvan de spieren zwak zijn. Zonder enig vinkje blijft onbekend welke zenuwen zwak zijn."
            )
        case .nerve: Localized(en: "Nerve", nl: "Zenuw")
        case .strength: Localized(en: "Strength (MRC)", nl: "Kracht (MRC)")
        case .strengthHint:
            Localized(
                en: "0 to 5, half grades allowed. A muscle that is left open was not examined.",
                nl: "0 tot en met 5, halve graden mogen. Een spier die open blijft is niet onderzocht."
            )
        case .muscle: Localized(en: "Muscle", nl: "Spier")
        case .side: Localized(en: "Side", nl: "Zijde")
        case .grade: Localized(en: "MRC grade", nl: "MRC-graad")
        case .otherMuscle: Localized(en: "Other muscle", nl: "Andere spier")
        case .otherMuscles: Localized(en: "Strength, other muscles", nl: "Kracht, andere spieren")
        case .reflexes: Localized(en: "Reflexes", nl: "Peesreflexen")
        case .reflex: Localized(en: "Tendon", nl: "Pees")
        case .signs: Localized(en: "Signs and symptoms", nl: "Verschijnselen")
        case .sign: Localized(en: "Sign", nl: "Verschijnsel")
        case .signsHint:
            Localized(
                en: "A sign counts as absent only where somebody looked for it and did not find it.",
                nl: "Een verschijnsel geldt alleen als afwezig als ernaar is gekeken en het er niet was."
            )
        case .sensoryLoss:
            Localized(en: "Limbs with objective sensory loss", nl: "Ledematen met objectieve gevoelsstoornis")
        case .earlier: Localized(en: "Earlier examinations", nl: "Eerdere onderzoeken")
        case .supersedes:
            Localized(
                en: "What is absent now undoes what an earlier examination found present",
                nl: "Wat nu afwezig is maakt ongedaan wat een eerder onderzoek aanwezig vond"
            )
        case .supersedesHint:
            Localized(
                en:
                    "Otherwise a sign that must be absent counts as present once any examination found it. Tick this only where the earlier finding was wrong.",
                nl:
                    "Anders geldt een verschijnsel dat afwezig moet zijn als aanwezig zodra één onderzoek het vond. Alleen aanvinken als de eerdere bevinding onjuist was."
            )
        }
    }
}
