// The pages of the hospital's own sign-in: the button, the ones on the way there and back, and having signed out.
package import Domain

extension PlainPage {
    /// The button that leads to the hospital's own sign-in, and a heading for what follows it.
    static func providerPieces(_ path: String?, _ language: Language) -> [Piece] {
        guard let path else { return [] }
        return [
            .form(
                PageForm(
                    action: path,
                    button: Localized(
                        en: "Sign in with the hospital account",
                        nl: "Aanmelden met het ziekenhuisaccount"
                    )[language]
                )
            ),
            .heading(Localized(en: "With an account of this service", nl: "Met een account van deze dienst")[language]),
        ]
    }

    /// A page that goes on by itself, with a link for whoever it does not take along.
    ///
    /// - Parameters:
    ///   - address: where to.
    ///   - language: of the page.
    /// - Returns: the page.
    package static func goingOn(to address: String, in language: Language) -> PlainPage {
        PlainPage(
            language: language,
            title: Localized(en: "Signing in", nl: "Aanmelden")[language],
            pieces: [
                .entry(
                    name: Localized(en: "One moment", nl: "Een ogenblik")[language],
                    text: Localized(en: "Go on", nl: "Verder")[language],
                    link: address
                )
            ],
            next: address
        )
    }

    /// Signed out here; perhaps not at the provider.
    ///
    /// - Parameters:
    ///   - provider: where one signs out there; nil where there is no such place.
    ///   - language: of the page.
    /// - Returns: the page.
    package static func signedOut(provider: String?, in language: Language) -> PlainPage {
        var pieces: [Piece] = [
            .paragraph(
                Localized(en: "You are signed out of this service.", nl: "U bent bij deze dienst afgemeld.")[language]
            )
        ]
        if let provider {
            pieces.append(
                .paragraph(
                    Localized(
                        en:
                            "On a computer that others use as well, sign out of your hospital account too: else the next "
                            + "person may come in with it.",
                        nl:
                            "Meld u op een computer die ook anderen gebruiken ook af bij uw ziekenhuisaccount: anders kan "
                            + "de volgende ermee binnenkomen."
                    )[language]
                )
            )
            pieces.append(
                .entry(
                    name: Localized(en: "Hospital account", nl: "Ziekenhuisaccount")[language],
                    text: Localized(en: "Sign out there", nl: "Daar afmelden")[language],
                    link: provider
                )
            )
        }
        pieces.append(
            .entry(
                name: Localized(en: "This service", nl: "Deze dienst")[language],
                text: Localized(en: "Sign in again", nl: "Opnieuw aanmelden")[language],
                link: "/sign-in"
            )
        )
        return PlainPage(
            language: language,
            title: Localized(en: "Signed out", nl: "Afgemeld")[language],
            pieces: pieces
        )
    }
}
