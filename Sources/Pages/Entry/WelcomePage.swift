// The page at `/`: what runs here, where to begin, which version, and where the API document is.
package import Domain
import Reports

/// What somebody sees who opens the service's address in a browser.
package struct WelcomePage: PageModel {
    /// Its words.
    package typealias Words = WelcomeWord
    /// The name of its template.
    package static let template = "welcome"

    package let title: String
    let version: String
    let beginAddress: String
    let begin: String

    /// What somebody sees who opens the service's address in a browser.
    ///
    /// - Parameters:
    ///   - version: of the program.
    ///   - area: where whoever is signed in begins; nil for everybody else.
    ///   - language: of the page.
    package init(version: String, area: PageArea?, in language: Language) {
        title = WelcomeWord.title.text[language]
        self.version = version
        beginAddress = area?.address ?? "/sign-in"
        begin = area?.word.text[language] ?? WelcomeWord.signIn.text[language]
    }
}

/// The words of that page.
package enum WelcomeWord: String, ReportWord {
    case title, what, signIn, installation, version, document, health

    package var text: Localized {
        switch self {
        case .title:
            Localized(en: "From question to treatment", nl: "Van vraag tot behandeling")
        case .what:
            Localized(
                en: "Workup follows a patient from the question “could this be multifocal motor neuropathy?” to a "
                    + "diagnosis that can be explained and a treatment that was chosen together.",
                nl: "Workup volgt een patiënt van de vraag “kan dit multifocale motorische neuropathie zijn?” tot een "
                    + "diagnose die uit te leggen is en een behandeling die samen is gekozen."
            )
        case .signIn: Localized(en: "Sign in", nl: "Aanmelden")
        case .installation: Localized(en: "About this installation", nl: "Over deze installatie")
        case .version: Localized(en: "Version", nl: "Versie")
        case .document: Localized(en: "API document (OpenAPI 3.1)", nl: "API-document (OpenAPI 3.1)")
        case .health: Localized(en: "Is it working?", nl: "Werkt het?")
        }
    }
}
