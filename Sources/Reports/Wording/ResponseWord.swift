// Words of the response to treatment: responder, wearing-off, deterioration, trials, products.
package import Domain

/// The words of what treatment brought.
package enum ResponseWord: String, ReportWord {
    case response, responseByCourse, first, byMeasurement, byClinician, wearingOff, deterioration, partsFromClinician
    case trials, goal, measure, target, judgedOn, stoppingRule, shows, stopWorse, stopWithout, noCourse
    case products, values, reactions, notAsked, unknownProduct, expired, proposed, severity, lastOn, askedAt

    package var text: Localized {
        switch self {
        case .response: Localized(en: "Response to treatment", nl: "Effect van de behandeling")
        case .responseByCourse: Localized(en: "Response by course", nl: "Effect per behandeling")
        case .first: Localized(en: "First administration", nl: "Eerste toediening")
        case .byMeasurement: Localized(en: "By measurement", nl: "Volgens metingen")
        case .byClinician: Localized(en: "By the clinician", nl: "Volgens de arts")
        case .wearingOff: Localized(en: "Wearing-off", nl: "Afnemend effect")
        case .deterioration: Localized(en: "Deterioration", nl: "Verslechtering")
        case .partsFromClinician:
            Localized(en: "differs from the clinician's entry", nl: "wijkt af van wat de arts vastlegde")
        case .trials: Localized(en: "Trials of treatment", nl: "Proefbehandelingen")
        case .goal: Localized(en: "Goal", nl: "Doel")
        case .measure: Localized(en: "Measured by", nl: "Gemeten met")
        case .target: Localized(en: "Target", nl: "Streefwaarde")
        case .judgedOn: Localized(en: "Judged on", nl: "Beoordeeld op")
        case .stoppingRule: Localized(en: "Stopping rule", nl: "Stopregel")
        case .shows: Localized(en: "Shows", nl: "Uitkomst")
        case .stopWorse: Localized(en: "stop when worse by", nl: "stoppen bij verslechtering met")
        case .stopWithout: Localized(en: "stop without improvement by", nl: "stoppen zonder verbetering op")
        case .noCourse: Localized(en: "not begun", nl: "nog niet begonnen")
        case .products: Localized(en: "Measured by product", nl: "Gemeten per product")
        case .values: Localized(en: "Best in the interval, and last", nl: "Beste in het interval, en laatste")
        case .reactions: Localized(en: "Reactions", nl: "Reacties")
        case .notAsked: Localized(en: "not asked", nl: "niet gevraagd")
        case .unknownProduct: Localized(en: "product not recorded", nl: "product niet vastgelegd")
        case .severity: Localized(en: "severity", nl: "ernst")
        case .lastOn: Localized(en: "last", nl: "laatst")
        case .askedAt: Localized(en: "asked at", nl: "gevraagd bij")
        case .expired: Localized(en: "batch expired", nl: "batch verlopen")
        case .proposed:
            Localized(
                en: """
                    Proposed from the measurements by house rules that are not checked yet; the clinician's own entry counts \
                    for the criteria.
                    """,
                nl: """
                    Voorgesteld op grond van de metingen, volgens eigen regels die nog niet zijn getoetst; voor de criteria \
                    telt wat de arts vastlegde.
                    """
            )
        }
    }
}
