// What an administrator does about a user: each act with its form, and the form of a new user.
package import Domain
import Reports

/// What is done about a user.
package enum UserAct: String, Sendable, Hashable, CaseIterable {
    case role, reset
    case signingOut = "signing-out"
    case disabling, enabling

    /// Where its form is.
    package func address(of login: String) -> String { "\(UserAddress.of(login))/\(rawValue)" }

    /// What it is, as its page and its button say it.
    package var title: Localized {
        switch self {
        case .role: Localized(en: "Change the role", nl: "De rol wijzigen")
        case .reset: Localized(en: "Reset password or second factor", nl: "Wachtwoord of tweede factor opnieuw")
        case .signingOut: Localized(en: "Sign out everywhere", nl: "Overal afmelden")
        case .disabling: Localized(en: "Lock the account", nl: "Het account blokkeren")
        case .enabling: Localized(en: "Unlock the account", nl: "Het account vrijgeven")
        }
    }

    /// What comes of it.
    package var consequence: Localized {
        switch self {
        case .role:
            Localized(
                en: "The new role counts from their next request on. Access to patients follows from it.",
                nl: "De nieuwe rol telt vanaf het volgende verzoek. Toegang tot patiënten volgt eruit."
            )
        case .reset:
            Localized(
                en: "Every session of theirs ends. Make sure that it is they who ask for it.",
                nl: "Al hun sessies eindigen. Ga na dat zij het zelf zijn die het vragen."
            )
        case .signingOut:
            Localized(
                en: "Every session of theirs ends at once; tokens stay.",
                nl: "Al hun sessies eindigen meteen; tokens blijven."
            )
        case .disabling:
            Localized(
                en: "They cannot sign in any more; every session and token of theirs ends.",
                nl: "Zij kunnen niet meer aanmelden; al hun sessies en tokens eindigen."
            )
        case .enabling:
            Localized(
                en: "They sign in with the password and second factor they had; tokens stay revoked.",
                nl:
                    "Zij melden zich aan met het wachtwoord en de tweede factor van voorheen; tokens blijven ingetrokken."
            )
        }
    }

    /// What is said once it is done.
    package var done: Localized {
        switch self {
        case .role: Localized(en: "The role is changed.", nl: "De rol is gewijzigd.")
        case .reset: Localized(en: "It is reset.", nl: "Het is opnieuw ingesteld.")
        case .signingOut: Localized(en: "They are signed out everywhere.", nl: "Diegene is overal afgemeld.")
        case .disabling: Localized(en: "The account is locked.", nl: "Het account is geblokkeerd.")
        case .enabling: Localized(en: "The account is unlocked.", nl: "Het account is vrijgegeven.")
        }
    }

    /// Whether it can be done as the user is now.
    func isOpen(for user: ManagedUser) -> Bool {
        switch self {
        case .enabling: user.disabledAt != nil
        case .disabling: user.disabledAt == nil
        case .signingOut: user.sessionCount > 0
        case .role, .reset: true
        }
    }

    /// Its form.
    ///
    /// - Parameters:
    ///   - login: of the user.
    ///   - key: of the form.
    ///   - language: of the page.
    ///   - typed: what was typed, where it comes again.
    /// - Returns: the form.
    package func form(_ login: String, key: String, _ language: Language, _ typed: FormTyped? = nil) -> TeamForm {
        func word(_ word: UserPageWord) -> String { word.text[language] }
        var fields: [FormField] = []
        switch self {
        case .role:
            let roles = FormOption.all(Role.self, language)
            fields.append(FormField("/role", .list(roles, any: ""), label: word(.role), isRequired: true))
        case .reset:
            fields.append(FormField("password", .tick, label: word(.resetPassword), hint: word(.resetPasswordHint)))
            fields.append(FormField("secondFactor", .tick, label: word(.resetFactor), hint: word(.resetFactorHint)))
        case .signingOut, .disabling, .enabling: break
        }
        fields.append(
            FormField("/reason", .area(rows: 3), label: word(.reason), hint: word(.reasonHint), isRequired: true)
        )
        var form = TeamForm(action: address(of: login), [FormGroup(nil, fields)], button: word(.goOn), key: key)
        form.cancelAddress = UserAddress.of(login)
        form.typed = typed
        return form
    }
}

/// The forms of a new user and of a new token.
package enum UserForms {
    /// A new user.
    ///
    /// - Parameters:
    ///   - key: of the form.
    ///   - language: of the page.
    ///   - typed: what was typed, where it comes again.
    /// - Returns: the form.
    package static func newUser(key: String, _ language: Language, _ typed: FormTyped? = nil) -> TeamForm {
        func word(_ word: UserPageWord) -> String { word.text[language] }
        let roles = FormOption.all(Role.self, language)
        var form = TeamForm(
            action: "/administration/users/new",
            [
                FormGroup(
                    nil,
                    [
                        FormField("/login", .text, label: word(.login), hint: word(.loginHint), isRequired: true),
                        FormField("/name", .text, label: word(.name), isRequired: true),
                        FormField("/role", .list(roles, any: ""), label: word(.role), isRequired: true),
                    ]
                )
            ],
            button: word(.addUser),
            key: key
        )
        form.cancelAddress = AdministrationPlace.users.address
        form.typed = typed
        return form
    }
}

/// The words of the pages of users.
package enum UserPageWord: String, ReportWord {
    case filter, search, any, active, disabled, apply, caption, name, login, role, organisation, state, empty
    case noPassword, noFactor, ready, newUser, addUser, loginHint, newUserLead
    case account, since, signingIn, passwordSet, factorSet, recoveryCodes, setUpUntil, sessions, seen, notYet
    case acts, tokens, tokenName, scopes, ends, revoke, revoked, revokedDone, noTokens, revokeText
    case reason, reasonHint, goOn, resetPassword, resetPasswordHint, resetFactor, resetFactorHint, added

    package var text: Localized {
        switch self {
        case .filter: Localized(en: "Filter", nl: "Filter")
        case .search: Localized(en: "Name or login", nl: "Naam of aanmeldnaam")
        case .any: Localized(en: "all", nl: "alle")
        case .active: Localized(en: "active", nl: "actief")
        case .disabled: Localized(en: "locked", nl: "geblokkeerd")
        case .apply: Localized(en: "Show", nl: "Tonen")
        case .caption: Localized(en: "Users by login", nl: "Gebruikers op aanmeldnaam")
        case .name: Localized(en: "Name", nl: "Naam")
        case .login: Localized(en: "Login", nl: "Aanmeldnaam")
        case .role: Localized(en: "Role", nl: "Rol")
        case .organisation: Localized(en: "Organisation", nl: "Organisatie")
        case .state: Localized(en: "State", nl: "Toestand")
        case .empty: Localized(en: "Nobody fits this filter.", nl: "Niemand past bij dit filter.")
        case .noPassword: Localized(en: "no password yet", nl: "nog geen wachtwoord")
        case .noFactor: Localized(en: "no second factor yet", nl: "nog geen tweede factor")
        case .ready: Localized(en: "active", nl: "actief")
        case .newUser: Localized(en: "Add a user", nl: "Een gebruiker toevoegen")
        case .addUser: Localized(en: "Add the user", nl: "Gebruiker toevoegen")
        case .newUserLead:
            Localized(
                en: "They work for your organisation. After this you are shown a secret for their first sign-in.",
                nl: "Diegene werkt bij uw organisatie. Hierna krijgt u een geheim te zien voor het eerste aanmelden."
            )
        case .loginHint:
            Localized(
                en: "Small letters, digits, dots and hyphens, beginning with a letter.",
                nl: "Kleine letters, cijfers, punten en streepjes, met een letter voorop."
            )
        default: userText
        }
    }

    private var userText: Localized {
        switch self {
        case .account: Localized(en: "The account", nl: "Het account")
        case .since: Localized(en: "Since", nl: "Sinds")
        case .signingIn: Localized(en: "Signing in", nl: "Aanmelden")
        case .passwordSet: Localized(en: "Password chosen", nl: "Wachtwoord gekozen")
        case .factorSet: Localized(en: "Second factor set up", nl: "Tweede factor ingesteld")
        case .recoveryCodes: Localized(en: "Recovery codes left", nl: "Herstelcodes over")
        case .setUpUntil: Localized(en: "Set-up secret counts until", nl: "Geheim om te beginnen telt tot")
        case .sessions: Localized(en: "Open sessions", nl: "Lopende sessies")
        case .seen: Localized(en: "last used", nl: "laatst gebruikt")
        case .notYet: Localized(en: "not yet", nl: "nog niet")
        case .acts: Localized(en: "What can be done", nl: "Wat u kunt doen")
        case .tokens: Localized(en: "API tokens", nl: "API-tokens")
        case .tokenName: Localized(en: "For", nl: "Voor")
        case .scopes: Localized(en: "May", nl: "Mag")
        case .ends: Localized(en: "Ends", nl: "Eindigt")
        case .revoke: Localized(en: "Revoke", nl: "Intrekken")
        case .revoked: Localized(en: "revoked", nl: "ingetrokken")
        case .revokedDone: Localized(en: "The token is revoked.", nl: "Het token is ingetrokken.")
        case .revokeText:
            Localized(
                en: "Every program that uses this token is refused from now on.",
                nl: "Elk programma met dit token wordt vanaf nu geweigerd."
            )
        case .noTokens: Localized(en: "No tokens.", nl: "Geen tokens.")
        case .reason: Localized(en: "Why", nl: "Waarom")
        case .reasonHint:
            Localized(en: "It stands in the access log.", nl: "Het staat in het toegangslogboek.")
        case .goOn: Localized(en: "Go on", nl: "Verder")
        case .resetPassword: Localized(en: "A new password", nl: "Een nieuw wachtwoord")
        case .resetPasswordHint:
            Localized(
                en: "The present one counts no more; you are shown a secret by which they choose another.",
                nl: "Het huidige telt niet meer; u krijgt een geheim te zien waarmee zij een ander kiezen."
            )
        case .resetFactor: Localized(en: "A new second factor", nl: "Een nieuwe tweede factor")
        case .resetFactorHint:
            Localized(
                en: "For a telephone that was lost or replaced.",
                nl: "Voor een telefoon die kwijt of vervangen is."
            )
        default: Localized(en: "The user is added.", nl: "De gebruiker is toegevoegd.")
        }
    }
}
