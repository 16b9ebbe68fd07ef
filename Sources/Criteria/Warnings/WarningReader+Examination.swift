// Dates and durations of patient and history that cannot be.
import Domain
import FoundationEssentials

extension WarningReader {
    /// A birth after the workup was opened, or more than 120 years before.
    mutating func readPatient() {
        guard let birthDate = facts.age.birthDate else { return }
        let opened = PartialDate(file.workup.openedOn)
        if birthDate.firstDay > file.workup.openedOn {
            warn(
                "/patient/birthDate",
                en: "The birth date {0} lies after the opening of the workup on {1}. Check the entry.",
                nl: "De geboortedatum {0} ligt na de opening van het traject op {1}. Controleer de invoer.",
                .words(.date(birthDate)),
                .words(.date(opened))
            )
        } else if facts.age.isAtLeast(121, on: nil) == .met {
            warn(
                "/patient/birthDate",
                en: "By the birth date {0} the patient would be older than 120 years. Check the entry.",
                nl: "Volgens de geboortedatum {0} zou de patiënt ouder dan 120 jaar zijn. Controleer de invoer.",
                .words(.date(birthDate))
            )
        }
    }

    /// Histories whose dates or durations cannot be, values that contradict each other, and limbs with sensory loss that
    /// nobody reads.
    mutating func readExaminations() {
        for (index, examination) in file.examinations.enumerated() {
            if let history = examination.history { read(history, of: examination, at: index) }
            readContradictions(of: examination, at: index)
            if !examination.sensoryLossLimbs.isEmpty, !examination.signs[.objectiveSensoryLoss].isExamined {
                warn(
                    "/examinations/\(index)/sensoryLossLimbs",
                    en:
                        "Limbs with sensory loss are listed, but objective sensory loss itself is not stated: the rules do not read the list.",
                    nl:
                        "Er staan ledematen met gevoelsstoornis, maar de objectieve gevoelsstoornis zelf is niet vermeld: de regels lezen de lijst niet."
                )
            }
        }
    }

    private mutating func read(_ history: History, of examination: NeurologicalExamination, at index: Int) {
        if history.durationMonths.isBelowZero {
            setAside(history.durationMonths, .illness, "/examinations/\(index)/history/durationMonths")
        }
        guard let onset = history.onset else { return }
        if let day = examination.origin.performedOn, onset.firstDay > day.lastDay {
            warn(
                "/examinations/\(index)/history/onset",
                en: "The onset {0} lies after the examination of {1}. Check the entry.",
                nl: "Het begin {0} ligt na het onderzoek van {1}. Controleer de invoer.",
                .words(.date(onset)),
                .words(.date(day))
            )
        }
        if let birthDate = facts.age.birthDate, onset.lastDay < birthDate.firstDay {
            warn(
                "/examinations/\(index)/history/onset",
                en: "The onset {0} lies before the birth date {1}. Check the entry.",
                nl: "Het begin {0} ligt vóór de geboortedatum {1}. Controleer de invoer.",
                .words(.date(onset)),
                .words(.date(birthDate))
            )
        }
    }
}
