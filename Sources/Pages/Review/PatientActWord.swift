// The words of the forms by which a privacy officer marks a patient, and asks for a destruction.
package import Domain

extension ReviewPage.PatientAct {
    /// What the act is, as its form and its button say it.
    var title: Localized {
        switch self {
        case .mark: Localized(en: "Mark a patient", nl: "Een patiënt markeren")
        case .destruction: Localized(en: "Ask for a destruction", nl: "Vernietiging aanvragen")
        }
    }

    /// What comes of it.
    var meaning: Localized {
        switch self {
        case .mark:
            Localized(
                en: "Every access to the record of a marked patient comes into this list.",
                nl: "Elke toegang tot het dossier van een gemarkeerde patiënt komt in deze lijst."
            )
        case .destruction:
            Localized(
                en: "Two people destroy: you ask for it here, and within thirty days the administrator of the machine "
                    + "does it, or nobody does.",
                nl: "Vernietigen doen twee mensen: u vraagt het hier, en binnen dertig dagen doet de beheerder van de "
                    + "machine het, of niemand."
            )
        }
    }

    /// What is chosen from.
    var legend: Localized {
        switch self {
        case .mark: Localized(en: "The patient", nl: "De patiënt")
        case .destruction: Localized(en: "What is to go", nl: "Wat er weg moet")
        }
    }

    /// What can be chosen, by its code, in the order of the form.
    package var choices: [(code: String, text: Localized)] {
        switch self {
        case .mark:
            [
                ("vip", Localized(en: "is well known", nl: "is een bekend persoon")),
                ("ownColleague", Localized(en: "works here", nl: "werkt hier")),
                ("none", Localized(en: "is not marked any more", nl: "is niet meer gemarkeerd")),
            ]
        case .destruction:
            [
                ("record", Localized(en: "The record: its term is over", nl: "Het dossier: de termijn is voorbij")),
                (
                    "recordBeforeTerm",
                    Localized(
                        en: "The record before its term: the patient asked for it in writing",
                        nl: "Het dossier vóór het einde van de termijn: de patiënt vroeg er schriftelijk om"
                    )
                ),
                (
                    "logLines",
                    Localized(
                        en: "What the log says of a patient whose record is destroyed",
                        nl: "Wat het logboek zegt van een patiënt van wie het dossier vernietigd is"
                    )
                ),
            ]
        }
    }

    /// What was done, once it is.
    ///
    /// - Parameter patient: the id of the patient it was about, so that a wrong one is seen.
    /// - Returns: the words.
    package func done(_ patient: String) -> Localized {
        switch self {
        case .mark: Localized(en: "Kept of the patient \(patient).", nl: "Vastgelegd van patiënt \(patient).")
        case .destruction:
            Localized(
                en: "Asked for, of the patient \(patient). The administrator of the machine can do it within thirty "
                    + "days.",
                nl: "Aangevraagd, van patiënt \(patient). De beheerder van de machine kan het binnen dertig dagen "
                    + "doen."
            )
        }
    }
}
