// The patient's information sheet: what the disease is, what is known of this patient, tests, treatments and whom to ask, in
// plain words. Every sentence of fact is one of `SheetFact`; what is said of the patient comes from the record.
import Domain

/// A link that a centre gives its patients.
package struct PaperLink: Sendable, Hashable {
    /// What is found there.
    package let name: String
    /// The address or telephone number, as it is to be read.
    package let address: String

    /// A link.
    package init(name: String, address: String) {
        self.name = name
        self.address = address
    }

    /// Reads `Name = address; Name = address`.
    ///
    /// - Parameter text: the setting; a part without a name or an address is left out.
    /// - Returns: the links in their order.
    package static func links(_ text: String) -> [PaperLink] {
        text.split(separator: ";").compactMap { part in
            let pieces = part.split(separator: "=", maxSplits: 1).map { trimmed($0) }
            guard pieces.count == 2, !pieces[0].isEmpty, !pieces[1].isEmpty else { return nil }
            return PaperLink(name: pieces[0], address: pieces[1])
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}

extension ReportRendering {
    /// The form of the sheet's JSON.
    package static let sheetFormat = "workup-patient-sheet/1"

    /// The sheet for one patient, or the general one.
    ///
    /// - Parameters:
    ///   - case: the workup with its protocol; nil for the sheet that speaks of nobody.
    ///   - about: whether the text about MMN goes with it; nil leaves that to `isAboutMmn`.
    ///   - organisations: names by code, to say which hospital it is.
    ///   - links: where to find fellow patients, aids and more.
    ///   - request: form, language and who prints.
    ///   - digest: makes the hash.
    /// - Returns: the bytes of the form.
    package static func patientSheet(
        _ case: MeetingReportCase?,
        about: DiseaseText? = nil,
        organisations: [String: String],
        links: [PaperLink],
        _ request: ReportRequest,
        digest: ReportDigest
    ) -> [UInt8] {
        let wording = Wording(request.language, clock: request.clock)
        let matter = `case`.map {
            CaseMatter(document: $0.document, careProtocol: $0.careProtocol, criteriaSets: [], wording: wording)
        }
        let sheet = SheetMatter(
            matter: matter,
            about: about,
            organisations: organisations,
            links: links,
            wording: wording
        )
        return SheetReport(
            format: sheetFormat,
            kind: "leaflet",
            title: wording(SheetWord.title),
            members: [
                ("workup", matter?.document.id.description), ("asOf", matter?.document.asOf?.description),
            ],
            banner: matter?.patientBanner
                ?? ReportBanner(name: wording(SheetWord.general), identity: [], state: [], alerts: [], asOf: nil),
            sections: sheet.sections,
            identity: matter?.patientIdentity,
            request: request
        ).rendered(digest)
    }
}

/// What the sheet is made of.
struct SheetMatter {
    let matter: CaseMatter?
    let about: DiseaseText?
    let organisations: [String: String]
    let links: [PaperLink]
    let wording: Wording

    /// What is said of the disease is about MMN alone.
    private var isAboutMmn: Bool { matter?.document.isAboutMmn(about) ?? true }

    var sections: [ReportSection] {
        let general: [ReportSection] = [
            section(
                .sheetTests,
                [.testsDiffer],
                [.examination],
                [.conduction, .needle],
                [.blood, .antibodiesAbsent],
                [.fluid],
                [.imaging]
            ),
            section(
                .sheetTreatment,
                [.together],
                [.ivigFirst, .ivigHelps],
                [.ivigStart, .ivigContinues, .ivigStops],
                [.scig],
                [.otherTreatments, .corticosteroid],
                [.movement]
            ),
        ]
        let disease = section(.sheetDisease, [.wire, .sheath], [.rare, .onset], [.spread, .wheelchair])
        let products = section(
            .sheetProducts,
            [.brands, .brandDiffers],
            [.batch],
            [.reactions, .tellDoctor, .vaccines, .measles]
        )
        let known = matter.map { KnownToPatient(matter: $0, wording: wording).section }
        let body: [ReportSection?] =
            isAboutMmn
            ? [disease, known] + general + [
                products.adding(batchCard), section(.sheetAnaesthesia, [.anaesthesia]), centre, furtherHelp,
            ]
            : [
                known,
                ReportSection(
                    title: .sheetDisease,
                    heading: wording(matter?.document.isDiagnosisStated == true ? SheetWord.aboutIt : .unknownStill),
                    blocks: [.paragraph(.plain, wording(SheetWord.noLeaflet))]
                ),
                givenProducts.adding(batchCard),
                ReportSection(title: .sheetCentre, heading: wording(SectionTitle.sheetCentre), blocks: contact),
                furtherHelp,
            ]
        return body.compactMap { $0 } + [closing]
    }

    /// What holds of immunoglobulin whatever it is given for, where this patient had any.
    private var givenProducts: ReportSection {
        let options = matter?.document.treatments.map(\.option) ?? []
        return options.contains(.ivig) || options.contains(.scig)
            ? section(.sheetProducts, [.batch], [.reactions, .tellDoctor, .vaccines, .measles])
            : section(.sheetProducts, [.batch])
    }

    private func section(_ title: SectionTitle, _ paragraphs: [SheetFact]...) -> ReportSection {
        ReportSection(
            title: title,
            heading: wording(title),
            blocks: paragraphs.map { .paragraph(.plain, wording.facts($0)) }
        )
    }

    /// The last treatments with product and batch; nothing where none was given.
    private var batchCard: [ReportBlock] {
        guard let matter else { return [] }
        let given = matter.document.treatments.flatMap(\.administrations).sorted { ($1.on, $1.id) < ($0.on, $0.id) }
        guard !given.isEmpty else { return [] }
        let rows = given.prefix(6).map { administration in
            ReportRow.cells([
                wording.value(administration.on), wording.value(text: administration.product, orElse: .notRecorded),
                wording.value(text: administration.lot, orElse: .notRecorded),
                wording.value(administration.grams, unit: "g", orElse: .notRecorded),
            ])
        }
        let columns = [
            wording.dates(TreatmentWord.dates), wording.column(TreatmentWord.product),
            wording.column(TreatmentWord.lots), wording.figures(TreatmentWord.grams),
        ]
        return [.table(wording.table(SheetWord.batchCaption, columns, rows))]
    }

    /// Where the disease is known, and whom this patient asks.
    private var centre: ReportSection {
        section(.sheetCentre, [.centre, .nearby]).adding(contact)
    }

    private var contact: [ReportBlock] {
        guard let document = matter?.document else { return [] }
        let hospital = organisations[document.organisation] ?? document.organisation
        return [
            .lines([
                wording.fact(SheetWord.contact, text: document.assignee?.name),
                wording.fact(SheetWord.atHospital, text: hospital),
                // To be filled in by hand: no number is recorded.
                wording.fact(SheetWord.telephone, ReportValue("…………………………")),
            ])
        ]
    }

    private var furtherHelp: ReportSection {
        let blocks: [ReportBlock] =
            links.isEmpty
            ? [.paragraph(.plain, wording(SheetWord.linksNone))]
            : [
                .lines(
                    links.enumerated().map { index, link in
                        ReportFact(code: "link.\(index)", label: link.name, value: ReportValue(link.address))
                    }
                )
            ]
        return ReportSection(title: .sheetHelp, heading: wording(SectionTitle.sheetHelp), blocks: blocks)
    }

    private var closing: ReportSection {
        ReportSection(
            title: .sheetAbout,
            heading: wording(SectionTitle.sheetAbout),
            blocks: [
                .paragraph(.fixed, wording(SheetWord.ask)), .paragraph(.fixed, wording(FrameWord.notValidated)),
            ]
        )
    }
}

extension ReportSection {
    /// The section with more at its end.
    func adding(_ more: [ReportBlock]) -> ReportSection {
        ReportSection(title: title, heading: heading, blocks: blocks + more)
    }
}

extension CaseMatter {
    /// Who a paper is about: name, birth date, sex and numbers, without how the workup stands.
    var patientBanner: ReportBanner {
        let whole = banner
        return ReportBanner(name: whole.name, identity: whole.identity, state: [], alerts: [], asOf: whole.asOf)
    }

    /// The number of the patient and of the workup, as a footer prints them.
    var patientIdentity: String {
        let number = document.patient.identifiers.first.map { "\($0.system.label(language)) \($0.masked)" }
        let workup = "\(wording(FrameWord.workup)) \(document.id), \(wording(FrameWord.version)) \(document.version)"
        return [number, workup].compactMap { $0 }.joined(separator: " · ")
    }
}
