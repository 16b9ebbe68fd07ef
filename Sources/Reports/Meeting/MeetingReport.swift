// The meeting's report: the agenda on one page, then the case report of every patient on it.
package import Criteria
package import Domain

/// A case of the meeting with what its report needs.
package struct MeetingReportCase: Sendable {
    /// The workup.
    package let document: WorkupDocument
    /// The protocol version the workup is on.
    package let careProtocol: CareProtocol
    /// What only this reader sees of the patient.
    package let standing: PatientStanding

    /// A case with its protocol.
    package init(
        document: WorkupDocument,
        protocol careProtocol: CareProtocol,
        standing: PatientStanding = .ordinary
    ) {
        self.document = document
        self.careProtocol = careProtocol
        self.standing = standing
    }
}

/// The report on one meeting, ready to be rendered as HTML, text or JSON.
package struct MeetingReport: Sendable, Hashable {
    /// The form of the JSON report.
    package static let format = "workup-meeting-report/1"

    /// The language of every word of the report's own.
    package let language: Language
    /// The title.
    package let title: String
    /// The meeting it speaks of.
    package let meetingID: ID<Meeting>
    /// The version of the meeting's own fields.
    package let meetingVersion: Int
    /// The instant it speaks of; nil is now. Where a signed meeting was amended the agenda speaks of now, and only the
    /// case reports of the sign-off.
    package let asOf: Instant?
    /// What stands at the top of the agenda.
    package let banner: ReportBanner
    /// Head, agenda, attendance.
    package let sections: [ReportSection]
    /// The case reports in the order of the agenda.
    package let cases: [CaseReport]
    /// Who printed it, and when; not part of the content that is hashed.
    package let printing: ReportPrinting
    /// The words at the foot of the agenda.
    package let footer: ReportFooter

    /// Builds the report; a pure function of its arguments.
    ///
    /// A case without a workup among `cases` stands on the agenda without a report: its reader may not see it. Of a signed
    /// meeting the history tells what was amended.
    package init(
        meeting: MeetingDocument,
        history: MeetingHistory = MeetingHistory(),
        cases: [MeetingReportCase],
        criteriaSets: [CriteriaSet],
        language: Language,
        printedBy: String,
        printedAt: Instant,
        knownAt: Instant? = nil,
        clock: LocalClock = .utc
    ) {
        let wording = Wording(language, clock: clock)
        let matter = MeetingMatter(
            meeting: meeting,
            history: history,
            cases: cases,
            patients: cases.map {
                MeetingPatient(
                    workupID: $0.document.id,
                    organisation: $0.document.organisation,
                    patient: $0.document.patient
                )
            },
            today: cases.first?.document.today,
            criteriaSets: criteriaSets,
            wording: wording
        )
        self.language = language
        title = wording(FrameWord.meetingReport)
        meetingID = meeting.meeting.id
        meetingVersion = meeting.meeting.version
        asOf = matter.isPastSignOff ? nil : cases.first?.document.asOf
        banner = matter.banner
        sections = matter.sections
        self.cases = matter.orderedCases.map {
            CaseReport(
                document: $0.document,
                protocol: $0.careProtocol,
                criteriaSets: criteriaSets,
                standing: $0.standing,
                language: language,
                printedBy: printedBy,
                printedAt: printedAt,
                clock: clock
            )
        }
        printing = ReportPrinting(by: printedBy, at: printedAt, knownAt: knownAt)
        footer = ReportFooter(
            identity: matter.footerIdentity,
            printed: printing.line(wording),
            contentHashLabel: wording(FrameWord.contentHash)
        )
    }
}
