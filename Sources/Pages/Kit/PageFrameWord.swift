// The words around every page: the bar, the switch of languages, the fixed sentence at the foot.
package import Domain
import Reports

/// The words of the frame.
package enum PageFrameWord: String, ReportWord {
    case service, skip, mainNavigation, signedInAs, signOut, language
    case worklist, patients, meetings, review, account
    case notValidated, faultsTitle, nextPage, firstPage, optional, cancel, decides

    package var text: Localized {
        switch self {
        case .service: Localized(same: "Workup")
        case .skip: Localized(en: "Skip to the content", nl: "Naar de inhoud")
        case .mainNavigation: Localized(en: "Parts of the service", nl: "Onderdelen")
        case .signedInAs: Localized(en: "Signed in:", nl: "Aangemeld:")
        case .signOut: Localized(en: "Sign out", nl: "Afmelden")
        case .language: Localized(en: "Language", nl: "Taal")
        case .worklist: Localized(en: "Worklist", nl: "Werklijst")
        case .patients: Localized(en: "Find a patient", nl: "Patiënt zoeken")
        case .meetings: Localized(en: "Meetings", nl: "Overleggen")
        case .review: Localized(en: "Unusual access", nl: "Opvallende inzage")
        case .account: Localized(en: "Account", nl: "Account")
        case .notValidated:
            Localized(
                en: "Not validated for clinical decisions.",
                nl: "Niet gevalideerd voor klinische besluiten."
            )
        case .decides:
            Localized(
                en: "The computer weighs published criteria; people make the diagnosis.",
                nl: "De computer weegt gepubliceerde criteria; mensen stellen de diagnose."
            )
        case .faultsTitle: Localized(en: "This could not be saved yet", nl: "Dit kon nog niet worden bewaard")
        case .nextPage: Localized(en: "Next page", nl: "Volgende pagina")
        case .firstPage: Localized(en: "First page", nl: "Eerste pagina")
        case .optional: Localized(en: "optional", nl: "niet verplicht")
        case .cancel: Localized(en: "Back without saving", nl: "Terug zonder bewaren")
        }
    }
}
