// The page that explains a type of problem, at the address that problem documents name, and where somebody is refused.
package import Domain
import Reports

/// What a problem means and what to do about it.
package struct ProblemPage: PageModel {
    /// Its words.
    package typealias Words = ProblemPageWord
    /// The name of its template.
    package static let template = "problem"

    package let title: String
    let meaning: String
    let address: String
    let status: String

    /// What a problem means.
    ///
    /// - Parameters:
    ///   - code: of the problem, the last part of its type.
    ///   - statusCode: of HTTP.
    ///   - title: what it is called.
    ///   - meaning: what it means and what to do about it.
    package init(code: String, statusCode: Int, title: String, meaning: String) {
        self.title = title
        self.meaning = meaning
        address = "/problems/\(code)"
        status = String(statusCode)
    }
}

/// The words of that page.
package enum ProblemPageWord: String, ReportWord {
    case type, status, start

    package var text: Localized {
        switch self {
        case .type: Localized(en: "Type", nl: "Type")
        case .status: Localized(en: "HTTP status", nl: "HTTP-status")
        case .start: Localized(en: "To the start page", nl: "Naar het begin")
        }
    }
}
