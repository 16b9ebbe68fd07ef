// The two parts of a printed case: what a meeting reads first, on one page or two, and the annex with everything in whole.
import Domain

extension CaseMatter {
    /// What a meeting reads first, in the order of the house: question, patient, summary, criteria, conduction, other
    /// tests, treatment, options, decision, actions, attendance.
    var brief: [ReportSection] {
        [
            question, briefPatient, briefSummary, briefCriteria, briefConduction, briefTests, briefTreatment,
            briefOptions, briefDecision, actions, attendance, closing,
        ]
    }

    /// All that the first pages say in short; a section that has nothing beyond them is left out.
    var annex: ReportAnnex {
        let sections = annexSections
        let count = sections.flatMap(\.blocks).reduce(0) { count, block in
            switch block {
            case .table: count + 1
            case .tables(let tables): count + tables.count
            default: count
            }
        }
        let words = wording.count(count, one: BriefWord.table, many: BriefWord.tables)
        return ReportAnnex(
            heading: wording(BriefWord.annex),
            sections: sections,
            follows: "\(wording(BriefWord.annexFollows)): \(words).",
            leftOut: "\(wording(BriefWord.annexLeftOut)): \(words)."
        )
    }

    private var annexSections: [ReportSection] {
        [
            examination, conduction, needle, laboratory, imaging, criteria, steps, treatment, annexOutcome, options,
            earlierDecisions,
        ].compactMap { $0 }.filter { section in
            section.blocks.contains { block in
                if case .paragraph(let role, _) = block { return role != .nothing && role != .note }
                return true
            }
        }
    }

    /// A section of the first pages; one without anything says so.
    func brief(_ title: SectionTitle, _ heading: String? = nil, _ blocks: [ReportBlock]) -> ReportSection {
        ReportSection(title: title, heading: heading ?? wording(title), blocks: blocks)
    }

    /// A fact with a word of the first pages.
    func fact(_ word: some ReportWord, _ texts: [String], _ emphasis: ReportEmphasis = .plain) -> ReportFact? {
        texts.isEmpty ? nil : wording.fact(word, ReportValue(texts.joined(separator: "; "), emphasis))
    }

    // MARK: Patient

    /// What the banner does not say of the patient's workup.
    private var briefPatient: ReportSection {
        brief(.identification, wording(FrameWord.patient), [.facts(frameFacts)])
    }

    // MARK: Decision

    /// The case at the meeting that is planned next, and the last one at which something was concluded.
    private var briefDecision: ReportSection {
        var blocks: [ReportBlock] = [.facts(ownDiagnosis)]
        if meetings.isEmpty { blocks.append(.paragraph(.nothing, wording(MeetingWord.noMeeting))) }
        for meeting in meetings.prefix(briefMeetingCount) { blocks += told(meeting) }
        return brief(.decision, nil, blocks)
    }

    /// So many of the meetings, latest first, stand on the first pages.
    private var briefMeetingCount: Int {
        guard let first = meetings.first else { return 0 }
        return first.discussion.status == .planned && meetings.count > 1 ? 2 : 1
    }

    /// The meetings before those that stand on the first pages.
    private var earlierDecisions: ReportSection? {
        let earlier = meetings.dropFirst(briefMeetingCount)
        return earlier.isEmpty ? nil : brief(.decision, nil, earlier.flatMap(told))
    }
}
