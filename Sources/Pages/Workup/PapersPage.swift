// What can be printed of a workup, and taken along.
package import Domain
import Reports

/// What can be printed of a workup.
package struct PapersPage: PageModel {
    /// Its words.
    package typealias Words = PapersWord
    /// The name of its template.
    package static let template = "papers"

    struct Link {
        let text: String
        let address: String
        let language: String
    }

    struct Paper {
        let id: String
        let name: String
        let what: String
        let links: [Link]
    }

    package let title: String
    let patient: WorkupFrame
    let papers: [Paper]

    /// What can be printed of a workup.
    package init(_ subject: WorkupSubject) {
        title = subject.wording(PapersWord.title)
        patient = WorkupFrame(subject, at: .papers)
        var papers = [subject.caseReport]
        if subject.rights.contains(.export) { papers.append(subject.caseFile) }
        self.papers = papers
    }
}

extension WorkupSubject {
    private func api(_ path: String, _ query: [String]) -> String {
        var query = query
        if let asOf = document.asOf { query.append("asOf=\(AddressText.encoded(asOf.description))") }
        let address = "/api/v1/workups/\(document.id)\(path)"
        return query.isEmpty ? address : "\(address)?\(query.joined(separator: "&"))"
    }

    fileprivate var caseReport: PapersPage.Paper {
        let links = Language.allCases.flatMap { language in
            ["html", "pdf"].map { format in
                PapersPage.Link(
                    text: "\(PapersWord.inLanguage.text[language]), \(format.uppercased())",
                    address: api("/report", ["format=\(format)", "language=\(language.rawValue)"]),
                    language: language.rawValue
                )
            }
        }
        return PapersPage.Paper(
            id: "paper-case",
            name: wording(FrameWord.caseReport),
            what: wording(PapersWord.caseReportHint),
            links: links
        )
    }

    fileprivate var caseFile: PapersPage.Paper {
        PapersPage.Paper(
            id: "paper-file",
            name: wording(PapersWord.caseFile),
            what: wording(PapersWord.caseFileHint),
            links: [PapersPage.Link(text: "JSON", address: api("/case", []), language: language.rawValue)]
        )
    }
}

/// The words of that page.
package enum PapersWord: String, ReportWord {
    case title, audited, inLanguage, caseReportHint, caseFile, caseFileHint

    package var text: Localized {
        switch self {
        case .title: Localized(en: "Papers to take along", nl: "Papieren om mee te nemen")
        case .audited:
            Localized(
                en: "Whoever opens or downloads one is in the access log, as for every look at the patient.",
                nl: "Wie er een opent of ophaalt, staat in het toegangslogboek, zoals bij elke inzage van de patiënt."
            )
        case .inLanguage: Localized(en: "In English", nl: "In het Nederlands")
        case .caseReportHint:
            Localized(
                en: "For the meeting: question, findings, criteria side by side, treatment and what is to be decided.",
                nl: "Voor het overleg: vraag, bevindingen, criteria naast elkaar, behandeling en wat te besluiten is."
            )
        case .caseFile: Localized(en: "Case file", nl: "Casusbestand")
        case .caseFileHint:
            Localized(
                en: "Everything that was recorded, for another system or hospital.",
                nl: "Alles wat is vastgelegd, voor een ander systeem of ziekenhuis."
            )
        }
    }
}
