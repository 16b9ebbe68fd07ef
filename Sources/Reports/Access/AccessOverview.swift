// The patient's own overview of access: who did what with the record, when, for which organisation and on what ground, in
// words that a patient understands. For the patient to take home; the privacy officer prints it.
package import Domain

/// What stands in the head of an overview.
package struct AccessOverviewHead: Sendable, Hashable {
    /// The patient.
    package let patient: ID<Patient>
    /// The patient's name, where whoever prints it may know it.
    package let name: String?
    /// The first instant it tells of; nil is the first there is.
    package let from: Instant?
    /// The first instant it no longer tells of; nil is now.
    package let to: Instant?

    /// A head.
    package init(patient: ID<Patient>, name: String?, from: Instant?, to: Instant?) {
        self.patient = patient
        self.name = name
        self.from = from
        self.to = to
    }
}

/// The overview, ready to be rendered.
package struct AccessOverview: Sendable, Hashable {
    /// The form of the JSON.
    package static let format = "workup-access-overview/1"

    let language: Language
    let title: String
    let head: AccessOverviewHead
    let banner: ReportBanner
    let sections: [ReportSection]
    let looks: [AccessLook]
    let printing: ReportPrinting
    let footer: ReportFooter

    /// Builds the overview of some acts, the newest first.
    package init(
        _ head: AccessOverviewHead,
        looks: [AccessLook],
        language: Language,
        printedBy: String,
        printedAt: Instant,
        clock: LocalClock = .utc
    ) {
        let wording = Wording(language, clock: clock)
        self.language = language
        self.head = head
        self.looks = looks
        title = wording(AccessWord.title)
        printing = ReportPrinting(by: printedBy, at: printedAt)
        let period =
            "\(head.from.map(wording.instant) ?? wording(AccessWord.beginning)) – "
            + wording.instant(head.to ?? printedAt)
        banner = ReportBanner(
            name: head.name ?? "\(wording(FrameWord.patient)) \(head.patient)",
            identity: [
                ReportFact(code: "period", label: wording(AccessWord.period), value: ReportValue(period))
            ],
            state: [],
            alerts: [],
            asOf: nil
        )
        footer = ReportFooter(
            identity: "\(AccessOverview.format) · \(wording(FrameWord.patient)) \(head.patient)",
            printed: "\(wording(FrameWord.printedBy)) \(printedBy), \(wording.instant(printedAt))",
            contentHashLabel: wording(FrameWord.contentHash)
        )
        let matter = AccessMatter(looks: looks, wording: wording)
        sections = [matter.summary, matter.list, matter.rights]
    }
}

/// The sections and what they are made of.
private struct AccessMatter {
    let looks: [AccessLook]
    let wording: Wording

    /// How many acts, of how many people, how often by the emergency button, and what was refused.
    var summary: ReportSection {
        let people = Set(looks.map(\.who)).count
        let emergencies = looks.count { $0.ground == .emergency }
        let refused = looks.count(where: \.isRefused)
        let facts = [
            wording.fact(AccessWord.actCount, ReportValue(String(looks.count))),
            wording.fact(AccessWord.peopleCount, ReportValue(String(people))),
            wording.fact(
                AccessWord.emergencyCount,
                ReportValue(String(emergencies), emergencies > 0 ? .warning : .plain)
            ),
            wording.fact(AccessWord.refusedCount, ReportValue(String(refused))),
        ]
        return section(.accessSummary, [.facts(facts)])
    }

    /// Every act, under its month.
    var list: ReportSection {
        guard !looks.isEmpty else {
            return section(.accessLooks, [.paragraph(.nothing, wording(AccessWord.noActs))])
        }
        var rows: [ReportRow] = []
        var month = ""
        for look in looks {
            let day = wording.day(of: look.at)
            let own = "\(wording.month(day.month)) \(day.year)"
            if own != month {
                rows.append(.group(ReportValue(own)))
                month = own
            }
            rows.append(.cells(cells(look)))
        }
        let columns = [
            wording.dates(AccessWord.when), wording.column(AccessWord.who), wording.column(AccessWord.organisation),
            wording.column(AccessWord.what), wording.column(AccessWord.ground),
        ]
        return section(.accessLooks, [.table(wording.table(AccessWord.acts, columns, rows))])
    }

    private func cells(_ look: AccessLook) -> [ReportValue] {
        var what =
            AccessEventWord(rawValue: look.event).map { wording($0) }
            ?? "\(wording(AccessWord.otherAct)) (\(look.event))"
        let categories = look.categories.compactMap { AccessWord(rawValue: $0).map { wording($0) } }
        if !categories.isEmpty { what += " (\(categories.joined(separator: ", ")))" }
        if let record = look.record { what += ". \(wording(AccessWord.joinedRecord)) \(record)" }
        if look.isRefused { what += ". \(wording(AccessWord.refused))" }
        var ground = wording(AccessWord(look.ground))
        if let reason = look.reason { ground += ": \(reason)" }
        let role = look.role?.label(wording.language)
        let place = [look.organisation ?? wording(AccessWord.ownMachine), role].compactMap(\.self)
        return [
            wording.value(look.at), ReportValue(look.who), ReportValue(place.joined(separator: ", ")),
            ReportValue(what, code: look.event, look.isRefused ? .warning : .plain),
            ReportValue(ground, code: look.ground.rawValue, look.ground == .emergency ? .warning : .plain),
        ]
    }

    /// What the overview is and whom to ask.
    var rights: ReportSection {
        section(
            .accessRights,
            [
                .paragraph(.fixed, wording(AccessWord.explanation)),
                .paragraph(.fixed, wording(AccessWord.emergencyNote)),
                .paragraph(.fixed, wording(AccessWord.question)),
            ]
        )
    }

    private func section(_ title: SectionTitle, _ blocks: [ReportBlock]) -> ReportSection {
        ReportSection(title: title, heading: wording(title), blocks: blocks)
    }
}

extension ReportRendering {
    /// The overview of access of one patient.
    package static func accessOverview(
        _ head: AccessOverviewHead,
        looks: [AccessLook],
        _ request: ReportRequest,
        digest: ReportDigest
    ) -> [UInt8] {
        let overview = AccessOverview(
            head,
            looks: looks,
            language: request.language,
            printedBy: request.printedBy,
            printedAt: request.printedAt,
            clock: request.clock
        )
        let hash = digest(overview.content)
        switch request.format {
        case .html, .pdf: return overview.html(contentHash: hash)
        case .text: return overview.text(contentHash: hash)
        case .json: return overview.json(contentHash: hash)
        }
    }
}

extension AccessOverview {
    /// What the content hash is taken of.
    fileprivate var content: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        members(&writer)
        writer.endObject()
        return writer.bytes
    }

    fileprivate func json(contentHash: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        members(&writer)
        writer.member("contentHash", contentHash)
        writer.printing(printing)
        writer.endObject()
        return writer.bytes
    }

    private func members(_ writer: inout JSONWriter) {
        writer.member("format", AccessOverview.format)
        writer.member("language", language.rawValue)
        writer.member("title", title)
        writer.member("patient", head.patient.description)
        writer.member("from", head.from?.description)
        writer.member("to", head.to?.description)
        writer.sections(sections)
    }

    fileprivate func html(contentHash: String) -> [UInt8] {
        var body = HTMLWriter(reservingBytes: 32 << 10)
        for section in sections { body.section(section, level: 2) }
        var heading = HTMLWriter()
        heading.element("h1", title)
        return HTMLPage.render(
            language: language,
            title: "\(title) · \(banner.name)",
            body: HTMLPage.sheet(
                kind: "access",
                banner: banner,
                footer: footer,
                contentHash: contentHash,
                title: heading.string,
                sections: body.string
            )
        )
    }

    fileprivate func text(contentHash: String) -> [UInt8] {
        var writer = TextWriter()
        writer.banner(banner)
        writer.line(title)
        for section in sections { writer.section(section) }
        writer.footer(footer, contentHash: contentHash)
        return writer.bytes
    }
}
