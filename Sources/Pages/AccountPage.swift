// The page of somebody who is signed in: who they are, their password and second factor, signing out.
package import Domain

/// What the account page tells of whoever is signed in.
package struct AccountPageModel: Sendable, Hashable {
    let name: String
    let login: String
    let role: String
    let organisation: String?
    /// Where one shows again at the hospital's own sign-in who one is; nil where that is of no use.
    let providerStepUp: String?
    /// Where unusual access is judged; nil for those who may not.
    let reviewAddress: String?

    /// Who is signed in, in the page's language.
    package init(
        name: String,
        login: String,
        role: String,
        organisation: String?,
        providerStepUp: String? = nil,
        reviewAddress: String? = nil
    ) {
        self.providerStepUp = providerStepUp
        self.reviewAddress = reviewAddress
        self.name = name
        self.login = login
        self.role = role
        self.organisation = organisation
    }
}

extension PlainPage {
    /// The page of somebody who is signed in.
    ///
    /// - Parameters:
    ///   - model: who it is.
    ///   - notice: what was just done.
    ///   - trouble: what was not right.
    ///   - language: of the page.
    /// - Returns: the page.
    package static func account(
        _ model: AccountPageModel,
        notice: String? = nil,
        _ trouble: PageTrouble = .none,
        in language: Language
    ) -> PlainPage {
        var pieces = trouble.pieces
        if let notice { pieces.append(.paragraph(notice)) }
        pieces += [
            .entry(name: Localized(en: "Name", nl: "Naam")[language], text: model.name, link: nil),
            .entry(name: Localized(en: "Login", nl: "Aanmeldnaam")[language], text: model.login, link: nil),
            .entry(name: Localized(en: "Role", nl: "Rol")[language], text: model.role, link: nil),
        ]
        if let organisation = model.organisation {
            let name = Localized(en: "Organisation", nl: "Organisatie")[language]
            pieces.append(.entry(name: name, text: organisation, link: nil))
        }
        if let address = model.reviewAddress {
            let name = Localized(en: "The access log", nl: "Het toegangslogboek")[language]
            let text = Localized(en: "Judge unusual access", nl: "Ongewone toegang beoordelen")[language]
            pieces.append(.entry(name: name, text: text, link: address))
        }
        pieces += [
            .form(PageForm(action: "/sign-out", button: Localized(en: "Sign out", nl: "Afmelden")[language])),
            .form(
                PageForm(
                    action: "/sign-out/everywhere",
                    button: Localized(en: "Sign out everywhere", nl: "Overal afmelden")[language]
                )
            ),
            .heading(Localized(en: "Another password", nl: "Een ander wachtwoord")[language]),
            .form(passwordForm(trouble, language)),
            .heading(Localized(en: "Second factor", nl: "Tweede factor")[language]),
            .paragraph(
                Localized(
                    en: "Some things ask for your second factor again, such as reading the access log or replacing the "
                        + "factor itself. Show it here; it counts for five minutes.",
                    nl: "Sommige dingen vragen opnieuw om uw tweede factor, zoals het toegangslog lezen of de factor "
                        + "zelf vervangen. Geef die hier; hij telt vijf minuten."
                )[language]
            ),
            .form(codeForm("/account/step-up", trouble, language)),
        ]
        if let path = model.providerStepUp {
            let button = Localized(en: "Show it with the hospital account", nl: "Met het ziekenhuisaccount")
            pieces.append(.form(PageForm(action: path, button: button[language])))
        }
        pieces += [
            .form(
                PageForm(
                    action: "/account/new-factor",
                    button: Localized(en: "Replace the second factor", nl: "De tweede factor vervangen")[language]
                )
            )
        ]
        return PlainPage(
            language: language,
            title: Localized(en: "Signed in", nl: "Aangemeld")[language],
            pieces: pieces
        )
    }

    /// Recovery codes, which are shown this once.
    package static func recoveryCodes(_ codes: [String], in language: Language) -> PlainPage {
        PlainPage(
            language: language,
            title: Localized(en: "Recovery codes", nl: "Herstelcodes")[language],
            pieces: [
                .paragraph(
                    Localized(
                        en:
                            "Your second factor is set up. Without your telephone each of these codes lets you in once. "
                            + "Keep them where you keep other important papers: they are not shown again.",
                        nl: "Uw tweede factor is ingesteld. Zonder uw telefoon geeft elk van deze codes één keer "
                            + "toegang. Bewaar ze bij uw belangrijke papieren: ze worden niet meer getoond."
                    )[language]
                ),
                .codes(codes),
                .entry(
                    name: Localized(en: "Kept them?", nl: "Bewaard?")[language],
                    text: Localized(en: "Go on", nl: "Verder")[language],
                    link: "/account"
                ),
            ]
        )
    }

    private static func passwordForm(_ trouble: PageTrouble, _ language: Language) -> PageForm {
        let present = PageForm.Field(
            "current",
            .presentPassword,
            label: Localized(en: "Present password", nl: "Huidig wachtwoord")[language],
            faults: trouble.faults["current"] ?? []
        )
        return PageForm(
            action: "/account/password",
            fields: [present] + newPasswordFields(trouble, language),
            button: Localized(en: "Change", nl: "Wijzigen")[language]
        )
    }
}
