// Words of the criteria sets: answers side by side, what decides, what is missing, cautions.
package import Domain

/// The words of the section on criteria.
package enum CriteriaWord: String, ReportWord {
    case sets, set, answer, levels, checked, reachable, sensitivity, specificity, otherSets
    case notEvaluated, evaluatedAt, unchangedSince, saw, finding, findings, course, courses
    case accuracy, category, response, population, source
    case clauses, clause, asks, verdict, why, differs, differsNote
    case blocks, nextSteps, step, couldBecome, alone, together, noNextStep, unnecessary, missing, seeNextSteps
    case cautions, caution, values, value, notTreatmentRules

    package var text: Localized {
        switch self {
        case .sets: Localized(en: "Criteria sets side by side", nl: "Criteria naast elkaar")
        case .set: Localized(en: "Set", nl: "Set")
        case .answer: Localized(en: "Answer", nl: "Antwoord")
        case .levels: Localized(en: "Per category", nl: "Per categorie")
        case .checked: Localized(en: "Rules checked", nl: "Regels getoetst")
        case .reachable: Localized(en: "Still reachable", nl: "Nog bereikbaar")
        case .sensitivity: Localized(en: "Sensitivity", nl: "Sensitiviteit")
        case .specificity: Localized(en: "Specificity", nl: "Specificiteit")
        case .otherSets: Localized(en: "Sets of other protocols", nl: "Sets van andere protocollen")
        case .notEvaluated:
            Localized(
                en: "The criteria were not asked of this workup. That is not the same as criteria not met.",
                nl:
                    "De criteria zijn niet op dit traject toegepast. Dat is iets anders dan niet aan de criteria voldoen."
            )
        case .evaluatedAt: Localized(en: "Evaluated", nl: "Geëvalueerd")
        case .unchangedSince: Localized(en: "The same since", nl: "Ongewijzigd sinds")
        case .saw: Localized(en: "Rests on", nl: "Berust op")
        case .finding: Localized(en: "finding", nl: "bevinding")
        case .findings: Localized(en: "findings", nl: "bevindingen")
        case .course: Localized(en: "course of treatment", nl: "behandeling")
        case .courses: Localized(en: "courses of treatment", nl: "behandelingen")
        case .accuracy: Localized(en: "What was published of the sets", nl: "Wat over de sets is gepubliceerd")
        case .category: Localized(en: "Category", nl: "Categorie")
        case .response: Localized(en: "Responded to treatment", nl: "Reageerde op behandeling")
        case .population: Localized(en: "Studied", nl: "Onderzocht")
        case .source: Localized(en: "Source", nl: "Bron")
        case .clauses: Localized(en: "Clauses of", nl: "Voorwaarden van")
        case .clause: Localized(en: "Clause", nl: "Voorwaarde")
        case .asks: Localized(en: "Asks", nl: "Vraagt")
        case .verdict: Localized(en: "Verdict", nl: "Oordeel")
        case .why: Localized(en: "Why", nl: "Waarom")
        case .differs: Localized(en: "here the sets differ", nl: "hier verschillen de sets")
        case .differsNote:
            Localized(
                en:
                    "Marked are the clauses for which a set gives a lower answer than another set for the same disease.",
                nl:
                    "Gemarkeerd zijn de voorwaarden waardoor een set een lager antwoord geeft dan een andere set voor dezelfde ziekte."
            )
        case .blocks: Localized(en: "Conduction block by each set", nl: "Geleidingsblok volgens elke set")
        case .nextSteps: Localized(en: "What could change an answer", nl: "Wat een antwoord kan veranderen")
        case .step: Localized(en: "Step", nl: "Stap")
        case .couldBecome: Localized(en: "Could become", nl: "Kan worden")
        case .alone: Localized(en: "by itself", nl: "op zichzelf")
        case .together: Localized(en: "with other steps", nl: "samen met andere stappen")
        case .noNextStep:
            Localized(
                en: "No further test can change an answer.",
                nl: "Geen verder onderzoek kan een antwoord veranderen."
            )
        case .unnecessary:
            Localized(en: "Not needed for the criteria any more", nl: "Voor de criteria niet meer nodig")
        case .missing: Localized(en: "Missing", nl: "Ontbreekt")
        case .seeNextSteps: Localized(en: "see what could change an answer", nl: "zie wat een antwoord kan veranderen")
        case .cautions: Localized(en: "Cautions", nl: "Aandachtspunten")
        case .caution: Localized(en: "Caution", nl: "Aandachtspunt")
        case .values: Localized(en: "Values that are hardly possible", nl: "Waarden die nauwelijks mogelijk zijn")
        case .value: Localized(en: "Value", nl: "Waarde")
        case .notTreatmentRules:
            Localized(
                en:
                    "Criteria are not treatment rules: patients who do not fulfil them may respond to immunoglobulin.",
                nl: "Criteria zijn geen behandelregels: ook wie er niet aan voldoet kan op immuunglobuline reageren."
            )
        }
    }
}
