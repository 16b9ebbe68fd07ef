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

    /// The meeting that comes, the last one that decided on the case, and in a line those without a decision after it.
    private var briefDecision: ReportSection {
        var blocks: [ReportBlock] = [.facts(ownDiagnosis)]
        if meetings.isEmpty { blocks.append(.paragraph(.nothing, wording(MeetingWord.noMeeting))) }
        if let without = fact(BriefWord.withoutDecision, withoutDecision.map(mention)) {
            blocks.append(.facts([without]))
        }
        for meeting in briefMeetings { blocks += told(meeting) }
        return brief(.decision, nil, blocks)
    }

    /// The coming meeting and the last that discussed the case; one more where that one left the decision open, and one in which
    /// something was typed and not settled: that would be told nowhere else.
    private var briefMeetings: [WorkupMeeting] {
        let decisions = decisionsToTell
        let typed = meetings.first { !$0.isDecided && !$0.discussion.typedFields.isEmpty }
        let wanted = [nextMeeting, decisions.first, typed] + decisions.dropFirst().map(Optional.some)
        var shown: [WorkupMeeting] = []
        for meeting in wanted.compactMap(\.self) where !shown.contains(where: { $0.meeting.id == meeting.meeting.id }) {
            shown.append(meeting)
        }
        return shown
    }

    /// The last meeting that discussed the case; and the last that decided and that stated a diagnosis, where that one left
    /// these open.
    var decisionsToTell: [WorkupMeeting] {
        let discussed = meetings.filter(\.isDecided)
        var told: [WorkupMeeting] = []
        for meeting in [
            discussed.first, discussed.first { $0.discussion.decision != nil },
            discussed.first { $0.discussion.diagnosis != nil },
        ].compactMap({ $0 }) where !told.contains(where: { $0.meeting.id == meeting.meeting.id }) {
            told.append(meeting)
        }
        return told
    }

    /// The meeting that set the next review: the last that says when, since one that says nothing does not take it back.
    var reviewingMeeting: WorkupMeeting? {
        meetings.first { $0.isDecided && $0.discussion.nextReviewOn != nil }
    }

    /// Meetings that were cancelled, did not come to the case or were never held, after the last that discussed it.
    private var withoutDecision: [WorkupMeeting] {
        meetings.prefix { !$0.isDecided }.filter { !isAhead($0) }
    }

    /// `3 Mar 2026: cancelled (chair ill)`.
    private func mention(_ meeting: WorkupMeeting) -> String {
        let isCancelled = meeting.meeting.status == .cancelled
        let states = [
            isCancelled || meeting.discussion.status == .planned ? meeting.meeting.status.label(language) : nil,
            isCancelled ? nil : meeting.discussion.status.label(language),
        ]
        let state = states.compactMap { $0.map(wording.lowercasingFirst) }.joined(separator: ", ")
        let reason = isCancelled ? meeting.meeting.reason : meeting.discussion.notDiscussedReason
        let words = "\(wording.date(wording.day(of: meeting.meeting.startsAt))): \(state)"
        return reason.map { "\(words) (\($0))" } ?? words
    }

    /// The meetings that the first pages do not tell in whole.
    private var earlierDecisions: ReportSection? {
        let shown = briefMeetings.map(\.meeting.id)
        let earlier = meetings.filter { !shown.contains($0.meeting.id) }
        return earlier.isEmpty ? nil : brief(.decision, nil, earlier.flatMap(told))
    }
}
