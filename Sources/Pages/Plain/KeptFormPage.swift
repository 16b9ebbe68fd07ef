// The page that comes when a form could not be done now: it holds all that was typed, to be sent again.
package import Domain
import Reports

/// Everything that was typed, ready to be sent again under the same key.
package struct KeptFormPage: PageModel {
    /// Its words.
    package typealias Words = KeptFormWord
    /// The name of its template.
    package static let template = "kept"

    /// Why it could not be done.
    package enum Reason: Sendable, Hashable {
        /// The session has ended meanwhile.
        case signedOut
        /// Nothing was done.
        case notNow
        /// It may have been done.
        case unknown
    }

    struct Entry {
        let name: String
        let value: String
    }

    package let title: String
    let explanation: String
    let isSignedOut: Bool
    let action: String
    let entries: [Entry]

    /// What was typed.
    ///
    /// - Parameters:
    ///   - reason: why it could not be done.
    ///   - action: where the form is sent to.
    ///   - entries: the fields as they were sent.
    ///   - language: of the page.
    package init(_ reason: Reason, action: String, entries: [(name: String, value: String)], _ language: Language) {
        let (head, text): (KeptFormWord, KeptFormWord) =
            switch reason {
            case .signedOut: (.signedOut, .signedOutText)
            case .notNow: (.notNow, .notNowText)
            case .unknown: (.unknown, .unknownText)
            }
        title = head.text[language]
        explanation = text.text[language]
        isSignedOut = reason == .signedOut
        self.action = action
        self.entries = entries.map { Entry(name: $0.name, value: $0.value) }
    }
}

/// The words of that page.
package enum KeptFormWord: String, ReportWord {
    case signedOut, signedOutText, notNow, notNowText, unknown, unknownText, signIn, sendAgain

    package var text: Localized {
        switch self {
        case .signedOut: Localized(en: "You were signed out", nl: "U was afgemeld")
        case .signedOutText:
            Localized(
                en: "Nothing was saved yet, and nothing that you typed is lost as long as this page stays open. "
                    + "Sign in in another window, come back here, and send it again.",
                nl: "Er is nog niets bewaard, en zolang deze pagina open blijft gaat niets van wat u typte verloren. "
                    + "Meld u aan in een ander venster, kom hier terug en stuur het opnieuw."
            )
        case .notNow: Localized(en: "This could not be saved now", nl: "Dit kon nu niet worden bewaard")
        case .notNowText:
            Localized(
                en: "Nothing was saved, and nothing that you typed is lost. Wait a moment, then send it again.",
                nl: "Er is niets bewaard, en niets van wat u typte is verloren. Wacht even en stuur het dan opnieuw."
            )
        case .unknown:
            Localized(en: "It is not known whether this was saved", nl: "Het is niet bekend of dit is bewaard")
        case .unknownText:
            Localized(
                en:
                    "The connection was lost at the last moment. Send it again: if it was saved the first time it is not "
                    + "saved twice.",
                nl:
                    "De verbinding viel op het laatste moment weg. Stuur het opnieuw: als het de eerste keer is bewaard, "
                    + "wordt het niet twee keer bewaard."
            )
        case .signIn: Localized(en: "Sign in in another window", nl: "Aanmelden in een ander venster")
        case .sendAgain: Localized(en: "Send it again", nl: "Opnieuw sturen")
        }
    }
}
