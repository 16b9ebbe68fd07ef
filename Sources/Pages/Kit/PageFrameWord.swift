// The words around every page: the bar, the switch of languages, the fixed sentence at the foot.
package import Domain
import Reports

/// The words of the frame.
package enum PageFrameWord: String, ReportWord {
    case service, skip, mainNavigation, signedInAs, signOut, language
    case worklist, tasks, patients, meetings, statistics, review, administration, account
    case notValidated, faultsTitle, nextPage, firstPage, optional, cancel, decides
    case idleAt, idleUnless, idleSoon, idleStay, idleEnded

    package var text: Localized {
        switch self {
        case .service: Localized(same: "Workup")
        case .skip: Localized(en: "Skip to the content", nl: "Naar de inhoud")
        case .mainNavigation: Localized(en: "Parts of the service", nl: "Onderdelen")
        case .signedInAs: Localized(en: "Signed in:", nl: "Aangemeld:")
        case .signOut: Localized(en: "Sign out", nl: "Afmelden")
        case .language: Localized(en: "Language", nl: "Taal")
        case .worklist: Localized(en: "Worklist", nl: "Werklijst")
        case .tasks: Localized(en: "My tasks", nl: "Mijn taken")
        case .patients: Localized(en: "Find a patient", nl: "Patiënt zoeken")
        case .meetings: Localized(en: "Meetings", nl: "Overleggen")
        case .statistics: Localized(en: "Statistics", nl: "Statistiek")
        case .review: Localized(en: "Unusual access", nl: "Ongewone toegang")
        case .administration: Localized(en: "Administration", nl: "Beheer")
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
        case .idleAt: Localized(en: "You are signed out at", nl: "U wordt om")
        case .idleUnless:
            Localized(
                en: "if you open and send nothing until then.",
                nl: "afgemeld als u tot dan niets opent of verstuurt."
            )
        case .idleSoon:
            Localized(
                en: "You will be signed out within two minutes, since nothing was opened or sent for a while.",
                nl: "U wordt binnen twee minuten afgemeld, omdat er een tijd niets is geopend of verstuurd."
            )
        case .idleStay: Localized(en: "Stay signed in", nl: "Aangemeld blijven")
        case .idleEnded:
            Localized(
                en:
                    "You are signed out. What you typed still stands here: sign in in another window before you send it.",
                nl:
                    "U bent afgemeld. Wat u typte staat er nog: meld u aan in een ander venster voordat u het verstuurt."
            )
        case .cancel: Localized(en: "Back without saving", nl: "Terug zonder bewaren")
        }
    }
}
