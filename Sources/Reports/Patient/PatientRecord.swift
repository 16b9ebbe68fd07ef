// All of a patient's record on one page that needs nothing else: what it holds, then every workup as its report shows it.
package import Criteria
package import Domain

extension ReportRendering {
    /// The whole record of one patient as one standalone HTML document, to be read by the patient.
    package static func patientRecord(
        _ patient: PatientDocument,
        cases: [MeetingReportCase],
        criteriaSets: [CriteriaSet],
        _ request: ReportRequest,
        digest: ReportDigest
    ) -> [UInt8] {
        let wording = Wording(request.language, clock: request.clock)
        let reports = cases.map { item in
            CaseReport(
                document: item.document,
                protocol: item.careProtocol,
                criteriaSets: criteriaSets,
                language: request.language,
                printedBy: request.printedBy,
                printedAt: request.printedAt,
                clock: request.clock
            )
        }
        let hashes = reports.map { digest(CaseReportJSON.content(of: $0)) }
        let cover = RecordCover(patient: patient, cases: cases, wording: wording, printing: request)
        var body = cover.sheet(contentHash: digest(Array(hashes.joined(separator: " ").utf8)))
        for (report, hash) in zip(reports, hashes) {
            body += CaseReportHTML.sheet(report, contentHash: hash, headingLevel: 2)
        }
        return HTMLPage.render(
            language: request.language,
            title: "\(wording(RecordWord.title)) · \(CaseMatter.name(of: patient))",
            body: body
        )
    }
}

/// The first sheet: whose record, and what is in it.
private struct RecordCover {
    let patient: PatientDocument
    let cases: [MeetingReportCase]
    let wording: Wording
    let printing: ReportRequest

    func sheet(contentHash: String) -> String {
        var sections = HTMLWriter(reservingBytes: 8 << 10)
        sections.section(person, level: 2)
        sections.section(contents, level: 2)
        sections.section(closing, level: 2)
        var title = HTMLWriter()
        title.element("h1", wording(RecordWord.title))
        return HTMLPage.sheet(
            kind: "case",
            banner: ReportBanner(
                name: CaseMatter.name(of: patient),
                identity: [wording.fact(FrameWord.born, patient.birthDate.map { wording.value($0) })],
                state: [],
                alerts: [],
                asOf: nil
            ),
            footer: ReportFooter(
                identity:
                    "\(wording(FrameWord.patient)) \(patient.id), \(wording(FrameWord.version)) \(patient.version)",
                printed: "\(wording(FrameWord.printedBy)) \(printing.printedBy), "
                    + wording.instant(printing.printedAt),
                contentHashLabel: wording(FrameWord.contentHash)
            ),
            contentHash: contentHash,
            title: title.string,
            sections: sections.string
        )
    }

    private var person: ReportSection {
        var facts = [
            wording.fact(FrameWord.name, ReportValue(CaseMatter.name(of: patient))),
            wording.fact(FrameWord.born, patient.birthDate.map { wording.value($0) }),
            wording.fact(FrameWord.sex, wording.value(patient.sex)),
        ]
        // It is the patient's own number: a copy for the patient has all of it.
        facts += patient.identifiers.map { identifier in
            ReportFact(
                code: identifier.system.description,
                label: identifier.system.label(wording.language),
                value: ReportValue(identifier.value)
            )
        }
        if let leading = patient.mergedInto {
            facts.append(wording.fact(RecordWord.mergedInto, ReportValue(leading.description, .warning)))
        }
        if !patient.mergedFrom.isEmpty {
            let others = patient.mergedFrom.map(\.description).joined(separator: ", ")
            facts.append(wording.fact(RecordWord.mergedFrom, ReportValue(others, .warning)))
        }
        return ReportSection(
            title: .identification,
            heading: wording(SectionTitle.identification),
            blocks: [.facts(facts)]
        )
    }

    private var contents: ReportSection {
        guard !cases.isEmpty else {
            return section([.paragraph(.nothing, wording(RecordWord.noWorkups))])
        }
        let rows = cases.map { item in
            let document = item.document
            return ReportRow.cells([
                ReportValue(item.careProtocol.names[wording.language]), wording.value(document.openedOn),
                wording.value(document.status), ReportValue(String(document.findings.count)),
                ReportValue(String(document.treatments.count)), ReportValue(document.id.description),
            ])
        }
        let columns = [
            wording.column(RecordWord.examination), wording.dates(FrameWord.openedOn), wording.column(FrameWord.status),
            wording.figures(RecordWord.results), wording.figures(RecordWord.treatments),
            wording.column(FrameWord.workupID),
        ]
        return section([
            .paragraph(.plain, wording(RecordWord.explanation)),
            .table(wording.table(RecordWord.workups, columns, rows)),
        ])
    }

    private var closing: ReportSection {
        ReportSection(
            title: .closing,
            heading: wording(SectionTitle.closing),
            blocks: [
                .paragraph(.fixed, wording(RecordWord.complete)), .paragraph(.fixed, wording(RecordWord.correction)),
            ]
        )
    }

    private func section(_ blocks: [ReportBlock]) -> ReportSection {
        ReportSection(title: .recordContents, heading: wording(SectionTitle.recordContents), blocks: blocks)
    }
}

/// The words of the first sheet.
package enum RecordWord: String, ReportWord {
    case title, explanation, workups, examination, results, treatments, noWorkups, complete, correction
    case mergedInto, mergedFrom

    package var text: Localized {
        switch self {
        case .title: Localized(en: "Your whole record", nl: "Uw hele dossier")
        case .explanation:
            Localized(
                en: "Each of the examinations below has its own report on the pages after this one.",
                nl: "Elk van de onderzoeken hieronder heeft een eigen verslag op de bladzijden hierna."
            )
        case .workups: Localized(en: "Examinations", nl: "Onderzoeken")
        case .examination: Localized(en: "Examination", nl: "Onderzoek")
        case .results: Localized(en: "Results", nl: "Uitslagen")
        case .treatments: Localized(en: "Treatments", nl: "Behandelingen")
        case .noWorkups: Localized(en: "No examination is recorded.", nl: "Er is geen onderzoek vastgelegd.")
        case .complete:
            Localized(
                en:
                    "This is everything that this record holds of you now. Earlier versions of what was corrected, and who "
                    + "used your record, are given when you ask for them.",
                nl:
                    "Dit is alles wat dit dossier nu van u bevat. Eerdere versies van wat verbeterd is, en wie uw dossier "
                    + "gebruikte, krijgt u als u erom vraagt."
            )
        case .correction:
            Localized(
                en:
                    "Is something wrong? Ask the team that treats you to correct it. What stood there before stays readable.",
                nl:
                    "Klopt er iets niet? Vraag het team dat u behandelt om het te verbeteren. Wat er eerst stond blijft "
                    + "leesbaar."
            )
        case .mergedInto:
            Localized(en: "Continued in another record", nl: "Gaat verder in een ander dossier")
        case .mergedFrom:
            Localized(en: "Has other records joined to it", nl: "Heeft andere dossiers die erbij horen")
        }
    }
}
