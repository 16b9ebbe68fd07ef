// The templates of the page and of a sheet, compiled once. Sections are not templates: they have thousands of cells.
import Domain
import Mustache

/// The compiled templates and the style sheet.
enum ReportTemplates {
    static let page = compiled("page.mustache")
    static let sheet = compiled("sheet.mustache")

    /// The whole content of the one `style` element.
    ///
    /// It depends on the language alone (page numbers are made by the print engine), so that a content security policy
    /// can name its hash, and no text of the record ever stands in a style sheet.
    static func style(_ language: Language) -> String {
        switch language {
        case .en: styleEn
        case .nl: styleNl
        }
    }

    private static let styleEn = styleText(.en)
    private static let styleNl = styleText(.nl)

    private static func styleText(_ language: Language) -> String {
        let page = FrameWord.page.text[language]
        let of = FrameWord.pageOf.text[language]
        let numbers = """

            @page { @bottom-right { content: "\(page) " counter(page) " \(of) " counter(pages); \
            font-family: "Liberation Sans", Arial, sans-serif; font-size: 7pt; color: #222; } }

            """
        return (EmbeddedTexts.all["report.css"] ?? "") + numbers
    }

    private static func compiled(_ name: String) -> MustacheTemplate {
        do {
            return try MustacheTemplate(string: EmbeddedTexts.all[name] ?? "")
        } catch {
            // The templates are part of the program; a test renders each of them.
            preconditionFailure("the template \(name) does not compile: \(error)")
        }
    }
}
