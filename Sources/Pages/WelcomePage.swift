// The page at `/`: what runs here, which version, and where the API document is.
package import Domain

extension PlainPage {
    /// What somebody sees who opens the service's address in a browser.
    package static func welcome(version: String, language: Language) -> PlainPage {
        let text = Localized(
            en: "Workup follows a patient from the question “could this be multifocal motor neuropathy?” to a "
                + "diagnosis that can be explained and a treatment that was chosen together.",
            nl: "Workup volgt een patiënt van de vraag “kan dit multifocale motorische neuropathie zijn?” tot een "
                + "diagnose die uit te leggen is en een behandeling die samen is gekozen."
        )
        let how = Localized(
            en: "Today it is used over its REST interface and on the command line (`workup --help`). "
                + "Pages for the team come later.",
            nl: "Vandaag werkt het via de REST-interface en op de opdrachtregel (`workup --help`). "
                + "Pagina's voor het team volgen later."
        )
        return PlainPage(
            language: language,
            title: "Workup",
            pieces: [
                .paragraph(text[language]),
                .paragraph(how[language]),
                .entry(
                    name: Localized(en: "Sign in", nl: "Aanmelden")[language],
                    text: "/sign-in",
                    link: "/sign-in"
                ),
                .entry(name: Localized(en: "Version", nl: "Versie")[language], text: version, link: nil),
                .entry(
                    name: Localized(en: "API document (OpenAPI 3.1)", nl: "API-document (OpenAPI 3.1)")[language],
                    text: "/api/v1/openapi.json",
                    link: "/api/v1/openapi.json"
                ),
                .entry(
                    name: Localized(en: "Is it working?", nl: "Werkt het?")[language],
                    text: "/health/ready",
                    link: "/health/ready"
                ),
            ]
        )
    }
}
