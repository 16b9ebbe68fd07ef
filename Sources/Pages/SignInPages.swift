// The pages of signing in: login and password, second factor, setting one up, choosing a password.
package import Domain

/// What a person typed that was not right, as a page tells it.
package struct PageTrouble: Sendable, Hashable {
    /// What went wrong as a whole; nil where only fields are at fault.
    package var message: String?
    /// What is wrong with each field, by its name.
    package var faults: [String: [String]] = [:]

    package init(message: String? = nil, faults: [String: [String]] = [:]) {
        self.message = message
        self.faults = faults
    }

    /// Nothing went wrong.
    package static let none = PageTrouble()

    /// What went wrong as a whole, as a piece of a page.
    var pieces: [PlainPage.Piece] { message.map { [.alert($0)] } ?? [] }
}

extension PlainPage {
    /// Login and password.
    ///
    /// - Parameters:
    ///   - login: what was typed before.
    ///   - provider: where the hospital's own sign-in begins; nil where there is none.
    ///   - trouble: what was not right.
    ///   - language: of the page.
    /// - Returns: the page.
    package static func signIn(
        login: String = "",
        provider: String? = nil,
        _ trouble: PageTrouble = .none,
        in language: Language
    ) -> PlainPage {
        PlainPage(
            language: language,
            title: Localized(en: "Sign in", nl: "Aanmelden")[language],
            pieces: trouble.pieces + providerPieces(provider, language) + [
                .form(
                    PageForm(
                        action: "/sign-in",
                        fields: [
                            PageForm.Field(
                                "login",
                                .login,
                                label: Localized(en: "Login", nl: "Aanmeldnaam")[language],
                                value: login,
                                faults: trouble.faults["login"] ?? []
                            ),
                            PageForm.Field(
                                "password",
                                .presentPassword,
                                label: Localized(en: "Password", nl: "Wachtwoord")[language],
                                hint: Localized(
                                    en: "The first time: the set-up secret you were given.",
                                    nl: "De eerste keer: het geheim dat u hebt gekregen."
                                )[language],
                                faults: trouble.faults["password"] ?? []
                            ),
                        ],
                        button: Localized(en: "Sign in", nl: "Aanmelden")[language]
                    )
                )
            ]
        )
    }

    /// A code of the authenticator app, or a recovery code.
    package static func secondFactor(_ trouble: PageTrouble = .none, in language: Language) -> PlainPage {
        PlainPage(
            language: language,
            title: Localized(en: "Second factor", nl: "Tweede factor")[language],
            pieces: trouble.pieces + [
                .form(codeForm("/sign-in/factor", trouble, language)),
                .form(giveUp(language)),
            ]
        )
    }

    /// The secret of a new second factor, and the first code that confirms it.
    ///
    /// - Parameters:
    ///   - secret: as a person types it.
    ///   - address: what an app opens.
    ///   - trouble: what was not right.
    ///   - language: of the page.
    /// - Returns: the page.
    package static func newFactor(
        secret: String,
        address: String,
        _ trouble: PageTrouble = .none,
        in language: Language
    ) -> PlainPage {
        PlainPage(
            language: language,
            title: Localized(en: "Set up a second factor", nl: "Een tweede factor instellen")[language],
            pieces: trouble.pieces + [
                .paragraph(
                    Localized(
                        en: "Workup is opened with your password and a code of an authenticator app on your telephone. "
                            + "Add an account in the app and type this secret, or open the link on the telephone itself.",
                        nl: "Workup opent u met uw wachtwoord en een code van een authenticator-app op uw telefoon. "
                            + "Voeg in de app een account toe en typ dit geheim, of open de link op de telefoon zelf."
                    )[language]
                ),
                .codes([secret]),
                .entry(
                    name: Localized(en: "On this device", nl: "Op dit apparaat")[language],
                    text: Localized(en: "Open in the app", nl: "Openen in de app")[language],
                    link: address
                ),
                .form(
                    PageForm(
                        action: "/sign-in/new-factor",
                        fields: [
                            codeField(
                                Localized(en: "The code that the app shows", nl: "De code die de app toont"),
                                trouble,
                                language
                            )
                        ],
                        button: Localized(en: "Confirm", nl: "Bevestigen")[language]
                    )
                ),
                .form(giveUp(language)),
            ]
        )
    }

    /// A password that is chosen for the first time, or after a reset.
    package static func firstPassword(_ trouble: PageTrouble = .none, in language: Language) -> PlainPage {
        PlainPage(
            language: language,
            title: Localized(en: "Choose a password", nl: "Kies een wachtwoord")[language],
            pieces: trouble.pieces + [
                .form(
                    PageForm(
                        action: "/sign-in/password",
                        fields: newPasswordFields(trouble, language),
                        button: Localized(en: "Keep", nl: "Bewaren")[language]
                    )
                ),
                .form(giveUp(language)),
            ]
        )
    }

    // MARK: Parts

    /// A form for a code.
    static func codeForm(_ action: String, _ trouble: PageTrouble, _ language: Language) -> PageForm {
        PageForm(
            action: action,
            fields: [
                codeField(
                    Localized(
                        en: "Code of your authenticator app, or a recovery code",
                        nl: "Code van uw authenticator-app, of een herstelcode"
                    ),
                    trouble,
                    language
                )
            ],
            button: Localized(en: "Go on", nl: "Verder")[language]
        )
    }

    /// A new password, twice.
    static func newPasswordFields(_ trouble: PageTrouble, _ language: Language) -> [PageForm.Field] {
        [
            PageForm.Field(
                "password",
                .newPassword,
                label: Localized(en: "New password", nl: "Nieuw wachtwoord")[language],
                hint: Localized(
                    en: "Take 15 characters or more: several words that have nothing to do with you. At least 8.",
                    nl: "Neem 15 tekens of meer: enkele woorden die niets met u te maken hebben. Minstens 8."
                )[language],
                faults: trouble.faults["password"] ?? []
            ),
            PageForm.Field(
                "repeated",
                .newPassword,
                label: Localized(en: "The same again", nl: "Nogmaals hetzelfde")[language],
                faults: trouble.faults["repeated"] ?? []
            ),
        ]
    }

    private static func codeField(_ label: Localized, _ trouble: PageTrouble, _ language: Language) -> PageForm.Field {
        PageForm.Field("code", .code, label: label[language], faults: trouble.faults["code"] ?? [])
    }

    private static func giveUp(_ language: Language) -> PageForm {
        PageForm(
            action: "/sign-out",
            button: Localized(en: "Not me: start again", nl: "Dit ben ik niet: opnieuw beginnen")[language]
        )
    }
}
