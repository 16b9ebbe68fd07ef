// The page of somebody who is signed in: who they are, their password and second factor, signing out everywhere.
package import Domain
import Reports

/// What the account page tells of whoever is signed in.
package struct AccountMatter: Sendable, Hashable {
    let name: String
    let login: String
    let role: String
    let organisation: String?
    /// Where one shows again at the hospital's own sign-in who one is; nil where that is of no use.
    let providerStepUp: String?

    /// Who is signed in, in the page's language.
    ///
    /// - Parameters:
    ///   - name: of the person.
    ///   - login: what they sign in as.
    ///   - role: in words.
    ///   - organisation: its code.
    ///   - providerStepUp: where one shows again at the hospital's own sign-in who one is; nil where that is of no use.
    package init(name: String, login: String, role: String, organisation: String?, providerStepUp: String? = nil) {
        self.name = name
        self.login = login
        self.role = role
        self.organisation = organisation
        self.providerStepUp = providerStepUp
    }
}

/// The page of somebody who is signed in.
package struct AccountPage: PageModel {
    /// Its words.
    package typealias Words = AccountWord
    /// The name of its template.
    package static let template = "account"

    package let title: String
    let faults: FaultSummary?
    let name: String
    let login: String
    let role: String
    let organisation: String?
    let password: CredentialForm
    let stepUp: CredentialForm
    let providerStepUp: CredentialForm?
    let replace: CredentialForm
    let everywhere: CredentialForm

    /// The page of somebody who is signed in.
    ///
    /// - Parameters:
    ///   - matter: who it is.
    ///   - trouble: what was not right.
    ///   - language: of the page.
    package init(_ matter: AccountMatter, _ trouble: PageTrouble = .none, in language: Language) {
        func word(_ word: AccountWord) -> String { word.text[language] }
        title = word(.title)
        name = matter.name
        login = matter.login
        role = matter.role
        organisation = matter.organisation
        let present = CredentialField("current", .presentPassword, label: word(.presentPassword), trouble)
        password = CredentialForm(
            action: "/account/password",
            fields: [present] + CredentialField.newPassword(trouble, language),
            button: word(.change)
        )
        stepUp = .code("/account/step-up", trouble, language)
        providerStepUp = matter.providerStepUp.map { .stepUp(at: $0, language) }
        replace = CredentialForm(action: "/account/new-factor", button: word(.replace), isSecond: true)
        everywhere = CredentialForm(action: "/sign-out/everywhere", button: word(.everywhere), isSecond: true)
        faults = FaultSummary([password, stepUp])
    }
}

/// The words of that page.
package enum AccountWord: String, ReportWord {
    case title, name, login, role, organisation, everywhereText, everywhere
    case otherPassword, presentPassword, change, secondFactor, secondFactorText, replaceText, replace, sessions

    package var text: Localized {
        switch self {
        case .title: Localized(en: "Your account", nl: "Uw account")
        case .name: Localized(en: "Name", nl: "Naam")
        case .login: Localized(en: "Login", nl: "Aanmeldnaam")
        case .role: Localized(en: "Role", nl: "Rol")
        case .organisation: Localized(en: "Organisation", nl: "Organisatie")
        case .sessions: Localized(en: "Other computers", nl: "Andere computers")
        case .everywhereText:
            Localized(
                en: "Ends every session of yours: this one and all others.",
                nl: "Beëindigt al uw sessies: deze en alle andere."
            )
        case .everywhere: Localized(en: "Sign out everywhere", nl: "Overal afmelden")
        case .otherPassword: Localized(en: "Another password", nl: "Een ander wachtwoord")
        case .presentPassword: Localized(en: "Present password", nl: "Huidig wachtwoord")
        case .change: Localized(en: "Change", nl: "Wijzigen")
        case .secondFactor: Localized(en: "Second factor", nl: "Tweede factor")
        case .secondFactorText:
            Localized(
                en: "Some things ask for your second factor again, such as reading the access log or replacing the "
                    + "factor itself. Show it here; it counts for five minutes.",
                nl: "Sommige dingen vragen opnieuw om uw tweede factor, zoals het toegangslog lezen of de factor "
                    + "zelf vervangen. Geef die hier; hij telt vijf minuten."
            )
        case .replaceText:
            Localized(
                en: "A new telephone? The one before counts until the new one is confirmed.",
                nl: "Een nieuwe telefoon? De vorige telt tot de nieuwe is bevestigd."
            )
        case .replace: Localized(en: "Replace the second factor", nl: "De tweede factor vervangen")
        }
    }
}
