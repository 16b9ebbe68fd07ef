// The page that comes when a form could not be done now: it holds all that was typed, to be sent again, or to be copied where what
// it was sent to is gone.
package import Domain
import Reports

/// Everything that was typed, ready to be sent again under the same key, or to be copied.
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
        /// What it was sent to is not there any more, so that it can only be copied.
        case gone
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
    /// What was typed, to be copied.
    let texts: [Entry]
    let isGone: Bool
    /// The page of what it belonged to.
    let backAddress: String?

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
            case .gone: (.gone, .goneText)
            }
        title = head.text[language]
        explanation = text.text[language]
        isSignedOut = reason == .signedOut
        self.action = action
        self.entries = entries.map { Entry(name: $0.name, value: $0.value) }
        isGone = reason == .gone
        texts = isGone ? Self.typed(entries).map { Entry(name: $0.name, value: $0.value) } : []
        let parts = action.split(separator: "/")
        backAddress = isGone && parts.count > 2 && parts[0] == "meetings" ? "/meetings/\(parts[1])" : nil
    }

    /// What somebody typed of a form, without what its page gave along.
    ///
    /// - Parameter entries: the fields as they were sent.
    /// - Returns: those with a text.
    package static func typed(_ entries: [(name: String, value: String)]) -> [(name: String, value: String)] {
        let given = ["/field", "/original", "/seen", "/status", "/place", "/state"]
        return entries.filter { $0.name.hasPrefix("/") && !$0.value.isEmpty && !given.contains($0.name) }
    }
}

/// The words of that page.
package enum KeptFormWord: String, ReportWord {
    case signedOut, signedOutText, notNow, notNowText, unknown, unknownText, signIn, sendAgain
    case gone, goneText, typed, back

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
        case .gone: Localized(en: "This was not saved", nl: "Dit is niet bewaard")
        case .goneText:
            Localized(
                en:
                    "What it belongs to is not there any more, or not shared with you: somebody may have taken the case off the "
                    + "agenda meanwhile. What you typed stands below. Copy it before you close this page, and enter it where it "
                    + "belongs now.",
                nl:
                    "Waar het bij hoort is er niet meer, of is niet met u gedeeld: iemand kan de casus intussen van de agenda "
                    + "hebben gehaald. Wat u typte staat hieronder. Kopieer het voordat u deze pagina sluit, en voer het in waar "
                    + "het nu hoort."
            )
        case .typed: Localized(en: "What you typed", nl: "Wat u typte")
        case .back: Localized(en: "To the agenda", nl: "Naar de agenda")
        case .signIn: Localized(en: "Sign in in another window", nl: "Aanmelden in een ander venster")
        case .sendAgain: Localized(en: "Send it again", nl: "Opnieuw sturen")
        }
    }
}
