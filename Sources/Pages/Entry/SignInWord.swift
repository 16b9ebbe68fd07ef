// The words of signing in and of what one signs in with.
package import Domain
import Reports

/// The words of the pages of signing in.
package enum SignInWord: String, ReportWord {
    case signIn, purpose, withHospital, ownAccount, login, password, firstTime, goOn
    case secondFactor, secondFactorText, code, notMe, factorAgain, factorAgainText, factorAtHospital
    case newFactor, newFactorText, secret, openApp, onThisDevice, firstCode, confirm
    case choosePassword, newPassword, newPasswordHint, repeated, keep
    case recoveryCodes, recoveryCodesText, kept
    case signingIn, oneMoment, signedOut, signedOutText, alsoAtHospital, signOutThere, signInAgain

    package var text: Localized {
        switch self {
        case .signIn: Localized(en: "Sign in", nl: "Aanmelden")
        case .purpose:
            Localized(
                en: "For the team that works up multifocal motor neuropathy (MMN).",
                nl: "Voor het team dat multifocale motorische neuropathie (MMN) onderzoekt."
            )
        case .withHospital:
            Localized(en: "Sign in with the hospital account", nl: "Aanmelden met het ziekenhuisaccount")
        case .ownAccount: Localized(en: "With an account of this service", nl: "Met een account van deze dienst")
        case .login: Localized(en: "Login", nl: "Aanmeldnaam")
        case .password: Localized(en: "Password", nl: "Wachtwoord")
        case .firstTime:
            Localized(
                en: "The first time: the set-up secret you were given.",
                nl: "De eerste keer: het geheim dat u hebt gekregen."
            )
        case .goOn: Localized(en: "Go on", nl: "Verder")
        case .confirm: Localized(en: "Confirm", nl: "Bevestigen")
        case .keep: Localized(en: "Keep", nl: "Bewaren")
        case .kept: Localized(en: "I have kept them: go on", nl: "Ik heb ze bewaard: verder")
        case .notMe: Localized(en: "Not me: start again", nl: "Dit ben ik niet: opnieuw beginnen")
        case .signingIn: Localized(en: "Signing in", nl: "Bezig met aanmelden")
        case .oneMoment: Localized(en: "One moment, or go on yourself:", nl: "Een ogenblik, of ga zelf verder:")
        case .signedOut: Localized(en: "Signed out", nl: "Afgemeld")
        case .signedOutText:
            Localized(en: "You are signed out of this service.", nl: "U bent bij deze dienst afgemeld.")
        case .alsoAtHospital:
            Localized(
                en: "On a computer that others use as well, sign out of your hospital account too: else the next "
                    + "person may come in with it.",
                nl: "Meld u op een computer die ook anderen gebruiken ook af bij uw ziekenhuisaccount: anders kan "
                    + "de volgende ermee binnenkomen."
            )
        case .signOutThere:
            Localized(en: "Sign out of the hospital account", nl: "Afmelden bij het ziekenhuisaccount")
        case .signInAgain: Localized(en: "Sign in again", nl: "Opnieuw aanmelden")
        default: factorText
        }
    }

    private var factorText: Localized {
        switch self {
        case .secondFactor: Localized(en: "Second factor", nl: "Tweede factor")
        case .secondFactorText:
            Localized(
                en: "Open the authenticator app on your telephone and type the code that it shows now.",
                nl: "Open de authenticator-app op uw telefoon en typ de code die hij nu toont."
            )
        case .code:
            Localized(
                en: "Code of your authenticator app, or a recovery code",
                nl: "Code van uw authenticator-app, of een herstelcode"
            )
        case .factorAgain: Localized(en: "Your second factor again", nl: "Nogmaals uw tweede factor")
        case .factorAgainText:
            Localized(
                en: "What you opened asks for it again. It counts for five minutes, and you go on where you were.",
                nl: "Wat u opende vraagt er opnieuw om. Hij telt vijf minuten, en u gaat verder waar u was."
            )
        case .factorAtHospital:
            Localized(en: "Show it with the hospital account", nl: "Met het ziekenhuisaccount")
        case .newFactor: Localized(en: "Set up a second factor", nl: "Een tweede factor instellen")
        case .newFactorText:
            Localized(
                en: "Workup is opened with your password and a code of an authenticator app on your telephone. "
                    + "Add an account in the app and type this secret, or open the link on the telephone itself.",
                nl: "Workup opent u met uw wachtwoord en een code van een authenticator-app op uw telefoon. "
                    + "Voeg in de app een account toe en typ dit geheim, of open de link op de telefoon zelf."
            )
        case .secret: Localized(en: "The secret", nl: "Het geheim")
        case .onThisDevice: Localized(en: "On this device", nl: "Op dit apparaat")
        case .openApp: Localized(en: "Open in the app", nl: "Openen in de app")
        case .firstCode: Localized(en: "The code that the app shows", nl: "De code die de app toont")
        case .choosePassword: Localized(en: "Choose a password", nl: "Kies een wachtwoord")
        case .newPassword: Localized(en: "New password", nl: "Nieuw wachtwoord")
        case .newPasswordHint:
            Localized(
                en: "Take 15 characters or more: several words that have nothing to do with you. At least 8.",
                nl: "Neem 15 tekens of meer: enkele woorden die niets met u te maken hebben. Minstens 8."
            )
        case .repeated: Localized(en: "The same again", nl: "Nogmaals hetzelfde")
        case .recoveryCodes: Localized(en: "Recovery codes", nl: "Herstelcodes")
        default:
            Localized(
                en: "Your second factor is set up. Without your telephone each of these codes lets you in once. "
                    + "Keep them where you keep other important papers: they are not shown again.",
                nl: "Uw tweede factor is ingesteld. Zonder uw telefoon geeft elk van deze codes één keer "
                    + "toegang. Bewaar ze bij uw belangrijke papieren: ze worden niet meer getoond."
            )
        }
    }
}
