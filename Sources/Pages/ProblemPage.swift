// The page that explains a type of problem, at the address that problem documents name.
package import Domain

extension PlainPage {
    /// What a problem type means and what to do about it.
    package static func problem(
        code: String,
        statusCode: Int,
        title: String,
        meaning: String,
        language: Language
    ) -> PlainPage {
        PlainPage(
            language: language,
            title: title,
            pieces: [
                .paragraph(meaning),
                .entry(name: Localized(en: "Type", nl: "Type")[language], text: "/problems/\(code)", link: nil),
                .entry(
                    name: Localized(en: "HTTP status", nl: "HTTP-status")[language],
                    text: String(statusCode),
                    link: nil
                ),
            ]
        )
    }
}
