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
    let letter: ShownForm
    let faults: FaultSummary?

    /// What can be printed of a workup.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - letter: asks whom a letter is for, in which language and form, and what its sender adds.
    package init(_ subject: WorkupSubject, letter: TeamForm) {
        title = subject.wording(PapersWord.title)
        patient = WorkupFrame(subject, at: .papers)
        self.letter = ShownForm(letter)
        faults = FaultSummary(letter)
        var papers = [subject.caseReport, subject.sheet]
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

    /// A paper in each language, as a page and as a file.
    private func links(_ path: String, _ query: [String] = [], about: PapersWord? = nil) -> [PapersPage.Link] {
        Language.allCases.flatMap { language in
            ["html", "pdf"].map { format in
                let part = about.map { ", \($0.text[language])" } ?? ""
                return PapersPage.Link(
                    text: "\(PapersWord.inLanguage.text[language]), \(format.uppercased())\(part)",
                    address: api(path, query + ["format=\(format)", "language=\(language.rawValue)"]),
                    language: language.rawValue
                )
            }
        }
    }

    fileprivate var caseReport: PapersPage.Paper {
        PapersPage.Paper(
            id: "paper-case",
            name: wording(FrameWord.caseReport),
            what: wording(PapersWord.caseReportHint),
            links: links("/report") + links("/report", ["part=first"], about: .firstAlone)
        )
    }

    /// That it is for the reader to say whether the diagnosis is MMN; nil where none is stated.
    var saysDiagnosis: String? {
        guard document.isDiagnosisStated else { return nil }
        let words = document.diagnosis.map { "\(wording(PapersWord.stated)): “\($0.text)”." }
        return [words, wording(PapersWord.isItMmn)].compactMap { $0 }.joined(separator: " ")
    }

    fileprivate var sheet: PapersPage.Paper {
        let general = Language.allCases.map { language in
            PapersPage.Link(
                text: "\(PapersWord.inLanguage.text[language]), PDF, \(PapersWord.general.text[language])",
                address: "/api/v1/information-sheet?format=pdf&language=\(language.rawValue)",
                language: language.rawValue
            )
        }
        let isOpen = document.protocolCode == "mmn" && !document.isDiagnosisStated
        let own =
            isOpen
            ? links("/information-sheet")
            : links("/information-sheet", ["about=mmn"], about: .withMmn)
                + links("/information-sheet", ["about=none"], about: .withoutMmn)
        return PapersPage.Paper(
            id: "paper-sheet",
            name: wording(PapersWord.sheet),
            what: [wording(PapersWord.sheetHint), saysDiagnosis].compactMap { $0 }.joined(separator: " "),
            links: own + general
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
    case title, audited, inLanguage, caseReportHint, caseFile, caseFileHint, firstAlone, sheet, sheetHint, general
    case letter, letterHint, to, toPractitioner, toHospital, language, form, page, file, message, messageHint, print
    case hospital, hospitalOfRecord, hospitalHint, aboutMmn, withMmn, withoutMmn, stated, isItMmn

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
        case .firstAlone: Localized(en: "first pages alone", nl: "alleen de eerste bladzijden")
        case .sheet: Localized(en: "Information sheet for the patient", nl: "Informatieblad voor de patiënt")
        case .sheetHint:
            Localized(
                en: "In plain words: the disease, what was found and what is open, treatment, the batch card.",
                nl: "In gewone woorden: de ziekte, wat gevonden is en wat open staat, behandeling, de batchkaart."
            )
        case .general: Localized(en: "without a patient", nl: "zonder patiënt")
        case .letter: Localized(en: "Letter", nl: "Brief")
        case .letterHint:
            Localized(
                en: "Made of the record: who does what, treatment, what to watch, next steps, whom to call.",
                nl:
                    "Gemaakt uit het dossier: wie wat doet, behandeling, waar op te letten, volgende stappen, wie te bellen."
            )
        case .to: Localized(en: "For", nl: "Voor")
        case .toPractitioner: Localized(en: "the general practitioner", nl: "de huisarts")
        case .toHospital: Localized(en: "the regional hospital", nl: "het streekziekenhuis")
        case .hospital: Localized(en: "Which hospital", nl: "Welk ziekenhuis")
        case .hospitalOfRecord:
            Localized(en: "the one that the record names", nl: "het ziekenhuis dat het dossier noemt")
        case .hospitalHint:
            Localized(
                en:
                    "For a letter to the regional hospital. The record names one where it referred or takes care; where there are several, choose.",
                nl:
                    "Voor een brief aan het streekziekenhuis. Het dossier noemt er een als dat verwees of zorg geeft; zijn er meer, kies dan."
            )
        case .aboutMmn: Localized(en: "What is said of MMN in general", nl: "Wat er in het algemeen over MMN staat")
        case .withMmn: Localized(en: "with the text about MMN", nl: "met de tekst over MMN")
        case .withoutMmn: Localized(en: "without the text about MMN", nl: "zonder de tekst over MMN")
        case .stated: Localized(en: "Diagnosis of the clinician", nl: "Diagnose van de arts")
        case .isItMmn:
            Localized(
                en: "A diagnosis is stated: you say whether the text about MMN goes with it.",
                nl: "Er is een diagnose gesteld: u zegt of de tekst over MMN erbij hoort."
            )
        case .language: Localized(en: "Language", nl: "Taal")
        case .form: Localized(en: "As", nl: "Als")
        case .page: Localized(en: "page (HTML)", nl: "pagina (HTML)")
        case .file: Localized(en: "file (PDF)", nl: "bestand (PDF)")
        case .message: Localized(en: "Your own message", nl: "Uw eigen bericht")
        case .messageHint:
            Localized(
                en: "Printed at the head of the letter, and not kept.",
                nl: "Staat boven aan de brief, en wordt niet bewaard."
            )
        case .print: Localized(en: "Make the letter", nl: "Maak de brief")
        case .caseFile: Localized(en: "Case file", nl: "Casusbestand")
        case .caseFileHint:
            Localized(
                en: "Everything that was recorded, for another system or hospital.",
                nl: "Alles wat is vastgelegd, voor een ander systeem of ziekenhuis."
            )
        }
    }
}
