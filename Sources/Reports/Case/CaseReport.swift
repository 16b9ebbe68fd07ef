// The case report: everything a meeting needs of one patient's workup, as known at one instant, in one language.
package import Criteria
package import Domain

/// The report on one workup, ready to be rendered as HTML, text or JSON.
package struct CaseReport: Sendable, Hashable {
    /// The form of the JSON report and of the content that is hashed.
    package static let format = "workup-report/1"

    /// The language of every word of the report's own.
    package let language: Language
    /// The title.
    package let title: String
    /// The workup it speaks of.
    package let workupID: ID<Workup>
    /// The version of the workup's own fields.
    package let workupVersion: Int
    /// The instant it speaks of; nil is now.
    package let asOf: Instant?
    /// The day that *overdue* and ages were counted on.
    package let today: LocalDate
    /// The protocol and its version.
    package let protocolCode: String
    /// The version of the protocol that the workup is on.
    package let protocolVersion: Int
    /// What stands on every page.
    package let banner: ReportBanner
    /// The sections, in the order of the meeting's proforma: all of it, as text and JSON have it.
    package let sections: [ReportSection]
    /// What a meeting reads first, as HTML and PDF have it before the annex.
    package let brief: [ReportSection]
    /// What the first pages say in short, in whole.
    package let annex: ReportAnnex
    /// Who printed it, and when; not part of the content that is hashed.
    package let printing: ReportPrinting
    /// What the footer says before the hash and after it.
    package let footer: ReportFooter

    /// Builds the report; a pure function of its arguments. `criteriaSets` give names and published figures to the
    /// answers that the document carries; `standing` is what only this reader sees of the patient.
    package init(
        document: WorkupDocument,
        protocol careProtocol: CareProtocol,
        criteriaSets: [CriteriaSet],
        standing: PatientStanding = .ordinary,
        language: Language,
        printedBy: String,
        printedAt: Instant,
        clock: LocalClock = .utc
    ) {
        let wording = Wording(language, clock: clock)
        let matter = CaseMatter(
            document: document,
            careProtocol: careProtocol,
            criteriaSets: criteriaSets,
            wording: wording
        )
        self.language = language
        title = wording(FrameWord.caseReport)
        workupID = document.id
        workupVersion = document.version
        asOf = document.asOf
        today = document.today
        protocolCode = document.protocolCode
        protocolVersion = document.protocolVersion
        banner = matter.banner.seen(standing, wording)
        sections = matter.sections
        brief = matter.brief
        annex = matter.annex
        printing = ReportPrinting(by: printedBy, at: printedAt)
        footer = ReportFooter(
            identity: matter.footerIdentity,
            printed: "\(wording(FrameWord.printedBy)) \(printedBy), \(wording.instant(printedAt))",
            contentHashLabel: wording(FrameWord.contentHash)
        )
    }
}

/// What follows the first pages of a report, on pages of its own.
package struct ReportAnnex: Sendable, Hashable {
    /// Its heading.
    package let heading: String
    /// What it holds.
    package let sections: [ReportSection]
    /// What the first pages say of it where it follows them.
    package let follows: String
    /// What they say where it was left out.
    package let leftOut: String
}

/// The words at the foot of every page.
package struct ReportFooter: Sendable, Hashable {
    /// Identifier and report version.
    package let identity: String
    /// Printed by, printed at.
    package let printed: String
    /// What stands before the hash.
    package let contentHashLabel: String
}

/// What the sections are made of: the record, the protocol and the words.
struct CaseMatter {
    let document: WorkupDocument
    let careProtocol: CareProtocol
    let criteriaSets: [CriteriaSet]
    let wording: Wording
    let cycles: [InfusionCycle]

    init(document: WorkupDocument, careProtocol: CareProtocol, criteriaSets: [CriteriaSet], wording: Wording) {
        self.document = document
        self.careProtocol = careProtocol
        self.criteriaSets = criteriaSets
        self.wording = wording
        cycles = InfusionCycle.cycles(of: document.treatments, by: careProtocol)
    }

    var language: Language { wording.language }

    /// The sections in the order of clinical guidance for meetings.
    var sections: [ReportSection] {
        [
            question, identification, examination, conduction, needle, laboratory, imaging, criteria, steps, treatment,
            outcome,
            options, decision, actions, attendance, closing,
        ]
    }

    /// A section of this report.
    func section(_ title: SectionTitle, _ blocks: [ReportBlock]) -> ReportSection {
        ReportSection(title: title, heading: wording(title), blocks: blocks)
    }

    /// The name of a step in the words of the protocol, or its code where the protocol has no such step.
    func stepName(_ code: String) -> String {
        careProtocol.step(code)?.names[language] ?? StepCode.words(ofMissing: code)?[language] ?? code
    }

    /// A source: a publication as it is cited, what is none in words.
    func sourceName(_ source: String) -> String { SourceWords.words(of: source)?[language] ?? source }

    /// Says that there is nothing and which kind of nothing it is, as the step that would bring it stands.
    ///
    /// *Not needed* is not *could not*, and neither is *not done yet*.
    func absence(_ word: some ReportWord, steps codes: String...) -> ReportBlock {
        let step = document.steps.first { codes.contains($0.code) }
        var text = wording(word)
        if let step {
            text += ": \(wording.lowercasingFirst(step.state.label(language)))"
            if let reason = step.reason { text += " (\(reason))" }
        } else {
            text += ": \(wording(NothingWord.notDone))"
        }
        return .paragraph(.nothing, text + ".")
    }
}
