// The words of the page of the criteria.
package import Domain
import Reports

/// The words of the page of the criteria.
package enum CriteriaPageWord: String, ReportWord {
    case title, version, accuracy, undated, allClauses, differencesOnly, noDifferences
    case asks, found, verdict, missing, rule, differs, cautions, values, history, historyNote, otherwise
    case othersNote, publishedNote

    package var text: Localized {
        switch self {
        case .title: Localized(en: "What the criteria say", nl: "Wat de criteria zeggen")
        case .version: Localized(en: "Version of the set", nl: "Versie van de set")
        case .accuracy:
            Localized(en: "Published sensitivity / specificity", nl: "Gepubliceerde sensitiviteit / specificiteit")
        case .undated: Localized(en: "without a date", nl: "zonder datum")
        case .allClauses: Localized(en: "Show every clause", nl: "Toon elke voorwaarde")
        case .differencesOnly:
            Localized(en: "Show only where the sets part", nl: "Toon alleen waar de sets verschillen")
        case .noDifferences:
            Localized(
                en: "This set does not part from the one with the highest answer.",
                nl: "Deze set verschilt niet van die met het hoogste antwoord."
            )
        case .asks: Localized(en: "Required", nl: "Gevraagd")
        case .found: Localized(en: "Found", nl: "Gevonden")
        case .verdict: Localized(en: "Verdict", nl: "Oordeel")
        case .missing: Localized(en: "What would settle it:", nl: "Wat dit zou beslissen:")
        case .rule: Localized(en: "Source of the rule", nl: "Bron van de regel")
        case .differs: Localized(en: "here the sets part", nl: "hier verschillen de sets")
        case .cautions: Localized(en: "Cautions", nl: "Aandachtspunten")
        case .values: Localized(en: "Values to look at again", nl: "Waarden om na te kijken")
        case .history: Localized(en: "How the answers went", nl: "Hoe de antwoorden liepen")
        case .historyNote:
            Localized(
                en: "Each moment at which an answer changed, and what brought it; the newest first.",
                nl: "Elk moment waarop een antwoord veranderde, en waardoor; het nieuwste eerst."
            )
        case .othersNote:
            Localized(
                en:
                    "They answer on the same findings: what else it could be. This workup's protocol does not use them.",
                nl: "Ze antwoorden op dezelfde bevindingen: wat het anders kan zijn. Dit protocol gebruikt ze niet."
            )
        case .publishedNote:
            Localized(
                en: "Figures of the studies named, in their own patients; not the chance that this patient has it.",
                nl: "Cijfers van de genoemde studies, bij hun eigen patiënten; niet de kans dat deze patiënt het heeft."
            )
        case .otherwise:
            Localized(
                en: "The clinician's own diagnosis stands beside the answers and never follows from them by itself.",
                nl: "De eigen diagnose van de behandelaar staat naast de antwoorden en volgt er nooit vanzelf uit."
            )
        }
    }
}
