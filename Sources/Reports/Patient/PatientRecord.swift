// All of a patient's record on one page that needs nothing else: what it holds, then every workup as its report shows it and
// what else is recorded of it, then with whom it is shared; and the same of every record that was joined to it.
package import Criteria
package import Domain

/// One record of a person, with every workup in it.
package struct PatientRecordPart: Sendable {
    let patient: PatientDocument
    let cases: [MeetingReportCase]
    let access: AccessDocument
    let joinedAt: Instant?
    let joinReason: String?

    /// A record.
    ///
    /// - Parameters:
    ///   - patient: who it says the person is.
    ///   - cases: every workup.
    ///   - access: who has to do with it.
    ///   - joinedAt: when it was joined to the record that was asked for; nil for that one.
    ///   - joinReason: why it is the same person's.
    package init(
        patient: PatientDocument,
        cases: [MeetingReportCase],
        access: AccessDocument,
        joinedAt: Instant?,
        joinReason: String?
    ) {
        self.patient = patient
        self.cases = cases
        self.access = access
        self.joinedAt = joinedAt
        self.joinReason = joinReason
    }
}

extension ReportRendering {
    /// The whole record of one patient as one standalone HTML document, to be read by the patient. The first part is the
    /// record that was asked for, the others were joined to it.
    package static func patientRecord(
        _ parts: [PatientRecordPart],
        criteriaSets: [CriteriaSet],
        _ request: ReportRequest,
        digest: ReportDigest
    ) -> [UInt8] {
        let wording = Wording(request.language, clock: request.clock)
        let sheets = parts.enumerated().map { index, part in
            PartSheets(
                part: part,
                isFirst: index == 0,
                criteriaSets: criteriaSets,
                wording: wording,
                printing: request
            ).body(digest)
        }
        let name = parts.first.map { CaseMatter.name(of: $0.patient) } ?? ""
        return HTMLPage.render(
            language: request.language,
            title: "\(wording(RecordWord.title)) · \(name)",
            body: sheets.joined()
        )
    }
}

/// The sheets of one record.
private struct PartSheets {
    let part: PatientRecordPart
    let isFirst: Bool
    let criteriaSets: [CriteriaSet]
    let wording: Wording
    let printing: ReportRequest

    private var patient: PatientDocument { part.patient }

    /// First sheet, then the report of each case with what else is recorded of it.
    func body(_ digest: ReportDigest) -> String {
        var hashes: [String] = []
        var sheets: [String] = []
        for item in part.cases {
            let report = CaseReport(
                document: item.document,
                protocol: item.careProtocol,
                criteriaSets: criteriaSets,
                language: wording.language,
                printedBy: printing.printedBy,
                printedAt: printing.printedAt,
                clock: wording.clock
            )
            hashes.append(digest(CaseReportJSON.content(of: report)))
            let hash = hashes[hashes.count - 1]
            sheets.append(CaseReportHTML.sheets(report, part: .all, contentHash: hash, headingLevel: 2))
            let matter = CaseMatter(
                document: item.document,
                careProtocol: item.careProtocol,
                criteriaSets: criteriaSets,
                wording: wording
            )
            if let annex = RecordAnnex(matter: matter).section {
                var html = HTMLWriter(reservingBytes: 16 << 10)
                html.section(annex, level: 3)
                hashes.append(digest(Array(html.string.utf8)))
                sheets.append(
                    sheet(
                        title: "\(wording(RecordWord.examination)) \(item.document.id)",
                        level: 2,
                        contentHash: hashes[hashes.count - 1],
                        html.string
                    )
                )
            }
        }
        return cover(digest, hashes) + sheets.joined()
    }

    private func cover(_ digest: ReportDigest, _ hashes: [String]) -> String {
        var html = HTMLWriter(reservingBytes: 8 << 10)
        let level = isFirst ? 2 : 3
        html.section(person, level: level)
        html.section(contents, level: level)
        html.section(RecordSharing(access: part.access, wording: wording).section, level: level)
        if isFirst { html.section(closing, level: level) }
        let own = digest(Array(html.string.utf8))
        return sheet(
            title: wording(isFirst ? RecordWord.title : .joinedTitle),
            level: level - 1,
            contentHash: digest(Array(([own] + hashes).joined(separator: " ").utf8)),
            html.string
        )
    }

    private func sheet(title: String, level: Int, contentHash: String, _ sections: String) -> String {
        var heading = HTMLWriter()
        heading.element(level == 1 ? "h1" : "h2", title)
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
            title: heading.string,
            sections: sections
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
        if let at = part.joinedAt { facts.append(wording.fact(RecordWord.joinedAt, wording.value(at))) }
        if let reason = part.joinReason { facts.append(wording.fact(RecordWord.joinReason, text: reason)) }
        return ReportSection(
            title: .identification,
            heading: wording(SectionTitle.identification),
            blocks: [.facts(facts)]
        )
    }

    private var contents: ReportSection {
        guard !part.cases.isEmpty else {
            return section([.paragraph(.nothing, wording(RecordWord.noWorkups))])
        }
        let rows = part.cases.map { item in
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
