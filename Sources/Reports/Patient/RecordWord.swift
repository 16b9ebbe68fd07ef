// The words of the patient's own copy of the record, plain enough for whoever reads it at home.
package import Domain

/// The words of the sheets around the reports.
package enum RecordWord: String, ReportWord {
    case title, joinedTitle, explanation, workups, examination, results, treatments, noWorkups, complete, correction
    case mergedInto, mergedFrom, joinedAt, joinReason
    case conditions, condition, answer, since, recordedBy
    case resultSources, result, doneBy, cameFrom, whyCorrected
    case infusions, manufacturer, expires, duration, rates, replacedPlans
    case relations, noRelations, who, sees, ground, from, until, objections, noObjections, lifted, whyLifted
    case requests, decided, granted, refused

    package var text: Localized {
        switch self {
        case .title: Localized(en: "Your whole record", nl: "Uw hele dossier")
        case .joinedTitle: Localized(en: "A record that was joined to yours", nl: "Een dossier dat bij het uwe hoort")
        case .explanation:
            Localized(
                en:
                    "Each of the examinations below has its own report on the pages after this one, and after that what else "
                    + "is recorded of it.",
                nl:
                    "Elk van de onderzoeken hieronder heeft een eigen verslag op de bladzijden hierna, en daarna wat er "
                    + "verder van is vastgelegd."
            )
        case .workups: Localized(en: "Examinations", nl: "Onderzoeken")
        case .examination: Localized(en: "Examination", nl: "Onderzoek")
        case .results: Localized(en: "Results", nl: "Uitslagen")
        case .treatments: Localized(en: "Treatments", nl: "Behandelingen")
        case .noWorkups: Localized(en: "No examination is recorded.", nl: "Er is geen onderzoek vastgelegd.")
        case .complete:
            Localized(
                en:
                    "This is everything that this record holds of you now, with the records that were joined to it. Not on "
                    + "these pages: earlier versions of what was corrected, what was withdrawn or taken off an agenda, and why "
                    + "that was done; and who used your record. You get them when you ask.",
                nl:
                    "Dit is alles wat dit dossier nu van u bevat, met de dossiers die erbij horen. Niet op deze bladzijden: "
                    + "eerdere versies van wat verbeterd is, wat is ingetrokken of van een agenda gehaald, en waarom; en wie uw "
                    + "dossier gebruikte. U krijgt dat als u erom vraagt."
            )
        case .correction:
            Localized(
                en:
                    "Is something wrong? Ask the team that treats you to correct it. What stood there before stays readable.",
                nl:
                    "Klopt er iets niet? Vraag het team dat u behandelt om het te verbeteren. Wat er eerst stond blijft "
                    + "leesbaar."
            )
        case .mergedInto: Localized(en: "Continued in another record", nl: "Gaat verder in een ander dossier")
        case .mergedFrom: Localized(en: "Has other records joined to it", nl: "Heeft andere dossiers die erbij horen")
        case .joinedAt: Localized(en: "Joined on", nl: "Samengevoegd op")
        case .joinReason: Localized(en: "Why it is yours", nl: "Waarom het van u is")
        case .conditions: Localized(en: "Conditions that were asked about", nl: "Aandoeningen waarnaar gevraagd is")
        case .condition: Localized(en: "Condition", nl: "Aandoening")
        case .answer: Localized(en: "Answer", nl: "Antwoord")
        case .since: Localized(en: "Since", nl: "Sinds")
        case .recordedBy: Localized(en: "Recorded by", nl: "Vastgelegd door")
        case .resultSources: Localized(en: "Where each result came from", nl: "Waar elke uitslag vandaan komt")
        case .result: Localized(en: "Result", nl: "Uitslag")
        case .doneBy: Localized(en: "Done by", nl: "Gedaan door")
        case .cameFrom: Localized(en: "Came from elsewhere", nl: "Komt van elders")
        case .whyCorrected: Localized(en: "Why it was corrected", nl: "Waarom verbeterd")
        case .infusions: Localized(en: "Details of what was given", nl: "Bijzonderheden van de toedieningen")
        case .manufacturer: Localized(en: "Made by", nl: "Fabrikant")
        case .expires: Localized(en: "To be used until", nl: "Te gebruiken tot")
        case .duration: Localized(en: "From – to", nl: "Van – tot")
        case .rates: Localized(en: "Rates (ml/kg/h)", nl: "Snelheden (ml/kg/u)")
        case .replacedPlans: Localized(en: "Earlier plans of treatment", nl: "Eerdere behandelplannen")
        case .relations: Localized(en: "Who may see this record, or could", nl: "Wie dit dossier mag zien, of mocht")
        case .noRelations: Localized(en: "It is shared with nobody.", nl: "Het is met niemand gedeeld.")
        case .who: Localized(en: "Who", nl: "Wie")
        case .sees: Localized(en: "Sees", nl: "Ziet")
        case .ground: Localized(en: "Because", nl: "Omdat")
        case .from: Localized(en: "From", nl: "Vanaf")
        case .until: Localized(en: "Until", nl: "Tot")
        case .objections: Localized(en: "Whom you object to", nl: "Tegen wie u bezwaar hebt")
        case .noObjections:
            Localized(en: "No objection of yours is recorded.", nl: "Er is geen bezwaar van u vastgelegd.")
        case .lifted: Localized(en: "Taken back on", nl: "Ingetrokken op")
        case .whyLifted: Localized(en: "Why it was taken back", nl: "Waarom ingetrokken")
        case .requests: Localized(en: "Who asked to see this record", nl: "Wie vroeg om dit dossier te zien")
        case .decided: Localized(en: "Answer", nl: "Antwoord")
        case .granted: Localized(en: "granted", nl: "toegekend")
        case .refused: Localized(en: "refused", nl: "geweigerd")
        }
    }
}
