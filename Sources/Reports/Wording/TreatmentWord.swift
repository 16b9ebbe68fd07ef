// Words of treatment: choices, courses, administrations, options.
package import Domain

/// The words of the sections on treatment and options.
package enum TreatmentWord: String, ReportWord {
    case choices, option, chosenOn, participants, preference, reason, cautions, replaced, courses, substance, started
    case ended, running, improvement, administrations, sameCycle, noCautions, cycle, dates, product, lots, grams,
        weight, perKg
    case noTreatment, noAdministrations, noChoices, brandNote, optionList, guidance, doses
    case status, noOptions, note, productChanged, severalWeights, course, planned, plannedFrom, plannedUntil
    package var text: Localized {
        switch self {
        case .choices: Localized(en: "Choices made together", nl: "Samen gemaakte keuzes")
        case .option: Localized(en: "Treatment", nl: "Behandeling")
        case .chosenOn: Localized(en: "Chosen on", nl: "Gekozen op")
        case .participants: Localized(en: "Took part", nl: "Beslisten mee")
        case .preference: Localized(en: "Patient's preference", nl: "Voorkeur van de patiënt")
        case .reason: Localized(en: "Reason", nl: "Reden")
        case .cautions: Localized(en: "Cautions", nl: "Aandachtspunten")
        case .replaced: Localized(en: "replaced by a later choice", nl: "vervangen door een latere keuze")
        case .courses: Localized(en: "Courses", nl: "Behandelingen")
        case .substance: Localized(en: "Substance", nl: "Middel")
        case .started: Localized(en: "Started", nl: "Gestart")
        case .ended: Localized(en: "Ended", nl: "Gestopt")
        case .running: Localized(en: "not ended", nl: "niet gestopt")
        case .improvement: Localized(en: "Objective improvement", nl: "Objectieve verbetering")
        case .administrations: Localized(en: "Administrations", nl: "Toedieningen")
        case .noCautions: Localized(en: "no caution raised", nl: "geen aandachtspunt")
        case .sameCycle: Localized(en: "same cycle", nl: "zelfde kuur")
        case .cycle: Localized(en: "Cycle", nl: "Kuur")
        case .dates: Localized(en: "Date", nl: "Datum")
        case .product: Localized(en: "Product", nl: "Product")
        case .lots: Localized(en: "Batch", nl: "Batch")
        case .grams: Localized(en: "Dose", nl: "Dosis")
        case .weight: Localized(en: "Weight", nl: "Gewicht")
        case .perKg: Localized(en: "Dose per weight", nl: "Dosis per gewicht")
        case .noTreatment: Localized(en: "No treatment has been given.", nl: "Er is geen behandeling gegeven.")
        case .noAdministrations:
            Localized(en: "no administrations recorded", nl: "geen toedieningen vastgelegd")
        case .noChoices:
            Localized(en: "No choice of treatment is recorded.", nl: "Er is geen keuze van behandeling vastgelegd.")
        case .brandNote:
            Localized(
                en: "No brand is proven better; one patient may still do better on another.",
                nl: "Van geen merk is bewezen dat het beter is; één patiënt kan wel beter af zijn met een ander merk."
            )
        case .optionList:
            Localized(
                en: "Options with their place in the guideline, in the leaflet, and how far that was checked",
                nl: "Opties met hun plaats in de richtlijn en de folder, en hoever dat is getoetst"
            )
        case .guidance: Localized(en: "Guidance and usual doses", nl: "Toelichting en gebruikelijke doses")
        case .doses: Localized(en: "Usual dose", nl: "Gebruikelijke dosis")
        case .status: Localized(en: "Status", nl: "Status")
        case .noOptions: Localized(en: "The protocol names no options.", nl: "Het protocol noemt geen opties.")
        case .note: Localized(en: "Note", nl: "Opmerking")
        case .productChanged: Localized(en: "other product than before", nl: "ander product dan hiervoor")
        case .severalWeights:
            Localized(
                en: "several weights; dose per weight not computed",
                nl: "meerdere gewichten; dosis per gewicht niet berekend"
            )
        case .planned: Localized(en: "planned", nl: "gepland")
        case .plannedFrom: Localized(en: "planned from", nl: "gepland vanaf")
        case .plannedUntil: Localized(en: "planned until", nl: "gepland tot en met")
        case .course: Localized(en: "Course", nl: "Behandeling")
        }
    }
}
