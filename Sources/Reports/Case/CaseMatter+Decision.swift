// What the meetings said of the case: decision, dissent, the patient's preference, actions, attendance.
import Domain

extension CaseMatter {
    /// The meetings to report on, the latest first.
    var meetings: [WorkupMeeting] {
        document.meetings.filter { $0.discussion.status != .removed }
            .sorted { ($1.meeting.startsAt, $1.meeting.id) < ($0.meeting.startsAt, $0.meeting.id) }
    }

    /// The last meeting that discussed the case; one that was cancelled or did not come to it is none.
    var decidedMeeting: WorkupMeeting? { meetings.first(where: \.isDecided) }

    private func heading(_ meeting: MeetingHead) -> String {
        var text = "\(wording(MeetingWord.meeting)) \(wording.instant(meeting.startsAt))"
        if let place = meeting.place { text += ", \(place)" }
        return "\(text) (\(wording.lowercasingFirst(meeting.status.label(language))))"
    }

    var decision: ReportSection {
        var blocks: [ReportBlock] = [.facts(ownDiagnosis)]
        if meetings.isEmpty { blocks.append(.paragraph(.nothing, wording(MeetingWord.noMeeting))) }
        for meeting in meetings { blocks += told(meeting) }
        return section(.decision, blocks)
    }

    /// What came of a meeting, under its heading.
    func told(_ meeting: WorkupMeeting) -> [ReportBlock] {
        [.heading(code: meeting.meeting.id.description, text: heading(meeting.meeting))] + outcome(of: meeting)
    }

    /// The clinician's own conclusion, named as theirs.
    var ownDiagnosis: [ReportFact] {
        guard let diagnosis = document.diagnosis else {
            return [wording.fact(MeetingWord.ownDiagnosis, ReportValue(wording(MeetingWord.noDiagnosis), .nothing))]
        }
        var stated = [diagnosis.statedBy].compactMap { $0 }
        if let on = diagnosis.statedOn { stated.append(wording.date(on)) }
        return [
            wording.fact(MeetingWord.ownDiagnosis, ReportValue(diagnosis.text, .strong)),
            wording.fact(MeetingWord.statedBy, text: stated.joined(separator: ", ")),
        ]
    }

    private func outcome(of meeting: WorkupMeeting) -> [ReportBlock] {
        let discussion = meeting.discussion
        if meeting.meeting.status == .cancelled {
            return [.facts([wording.fact(MeetingWord.cancelledReason, text: meeting.meeting.reason)])]
                + typed(discussion, discussion.writtenFields)
        }
        switch discussion.status {
        case .planned, .removed:
            let typed = typed(discussion, discussion.typedFields)
            return typed.isEmpty ? [.paragraph(.nothing, wording(MeetingWord.plannedFor))] : typed
        case .notDiscussed:
            return [
                .facts(
                    withSigned(
                        [wording.fact(MeetingWord.notDiscussedReason, text: discussion.notDiscussedReason)],
                        meeting
                    )
                        + changeFacts(meeting)
                )
            ] + typed(discussion, discussion.typedFields)
        case .discussed: return [.facts(decisionFacts(meeting))]
        }
    }

    /// What was typed of a case and settled by nobody, each field marked as such; nothing where nothing was typed.
    private func typed(_ discussion: MeetingCase, _ fields: [MeetingOutcomeField]) -> [ReportBlock] {
        guard !fields.isEmpty else { return [] }
        let facts = fields.map { field in
            let word = field.word
            let label = "\(wording(word)) (\(wording(MeetingWord.typed)))"
            return ReportFact(
                code: "\(word.rawValue).typed",
                label: label,
                value: ReportValue(wording.text(of: field, discussion) ?? "")
            )
        }
        return [.paragraph(.note, wording(MeetingWord.typedOnly)), .facts(facts)]
    }

    /// Every field of the proforma: one left open says so in words.
    private func decisionFacts(_ item: WorkupMeeting) -> [ReportFact] {
        let (discussion, meeting) = (item.discussion, item.meeting)
        var facts = [
            wording.fact(MeetingWord.diagnosis, wording.value(text: discussion.diagnosis, orElse: .notRecorded)),
            wording.fact(MeetingWord.certainty, text: discussion.certainty),
            wording.fact(
                MeetingWord.decision,
                discussion.decision.map { ReportValue($0, .strong) } ?? wording.nothing(.notDecided)
            ),
            wording.fact(MeetingWord.dissent, wording.value(text: discussion.dissent, orElse: .none)),
            wording.fact(MeetingWord.preference, text: discussion.patientPreference),
            wording.fact(MeetingWord.furtherTests, wording.value(text: discussion.furtherTests, orElse: .none)),
            wording.fact(MeetingWord.informsPatient, text: discussion.informsPatient),
            wording.fact(MeetingWord.informedBy, discussion.informedBy.map { wording.value($0) }),
            wording.fact(MeetingWord.trialEligibility, text: discussion.trialEligibility),
            wording.fact(MeetingWord.responsible, text: discussion.responsibleClinician),
            wording.fact(MeetingWord.nextReview, discussion.nextReviewOn.map { wording.value($0) }),
        ]
        facts = withSigned(facts, item) + changeFacts(item)
        if meeting.status == .signed {
            let at = meeting.signedAt.map { wording.instant($0) }
            facts.append(
                wording.fact(
                    MeetingWord.signedBy,
                    text: [meeting.signedBy, at].compactMap { $0 }.joined(separator: ", ")
                )
            )
        }
        return facts
    }

    /// Why a case was changed; only one recorded after sign-off is an amendment.
    private func changeFacts(_ item: WorkupMeeting) -> [ReportFact] {
        let discussion = item.discussion
        if item.meeting.isAmended(discussion) {
            let amendments = signedCase(item)?.later ?? [discussion]
            return amendments.map { wording.fact(MeetingWord.amended, text: wording.amendment($0)) }
        }
        return discussion.reason.map { [wording.fact(MeetingWord.reason, text: $0)] } ?? []
    }

    /// What was signed of a case that was amended.
    func signedCase(_ item: WorkupMeeting) -> SignedCase? { SignedCase(item.amended, of: item.meeting) }

    /// Beside each fact of an outcome that reads other than it was signed, what was signed; and what was signed of what the facts
    /// do not tell.
    private func withSigned(_ facts: [ReportFact], _ item: WorkupMeeting) -> [ReportFact] {
        guard let amended = signedCase(item) else { return facts }
        var signed: [String: ReportFact] = [:]
        func add(_ word: MeetingWord, _ value: (MeetingCase) -> String?) {
            guard amended.differs(in: value) else { return }
            signed[word.rawValue] = ReportFact(
                code: "\(word.rawValue).signed",
                label: "\(wording(word)) (\(wording(MeetingWord.asSigned)))",
                value: wording.value(text: value(amended.signed), orElse: .notRecorded)
            )
        }
        add(.status) { $0.status.label(language) }
        for field in MeetingOutcomeField.allCases { add(field.word) { wording.text(of: field, $0) } }
        let beside = facts.flatMap { [$0, signed.removeValue(forKey: $0.code)].compactMap(\.self) }
        return beside + signed.sorted { $0.key < $1.key }.map(\.value)
    }

    // MARK: Actions

    var actions: ReportSection {
        let rows = meetings.flatMap { meeting in
            meeting.discussion.actions.map { row(of: $0, meeting: meeting.meeting) }
        }
        guard !rows.isEmpty else { return section(.actions, [.paragraph(.nothing, wording(MeetingWord.noActions))]) }
        let columns = [
            wording.column(MeetingWord.what), wording.column(MeetingWord.owner), wording.dates(MeetingWord.due),
            wording.column(MeetingWord.state), wording.dates(MeetingWord.meeting),
        ]
        return section(.actions, [.table(wording.table(MeetingWord.actions, columns, rows))])
    }

    private func row(of action: MeetingAction, meeting: MeetingHead) -> ReportRow {
        .cells([
            ReportValue(action.what), ReportValue(action.owner),
            action.dueOn.map { wording.value($0) } ?? wording.nothing(.notRecorded),
            wording.actionState(action, today: document.today),
            ReportValue(wording.date(wording.day(of: meeting.startsAt)), code: meeting.id.description),
        ])
    }

    // MARK: Attendance

    var attendance: ReportSection {
        let held = decidedMeeting.flatMap { $0.meeting.wasHeld ? $0 : nil } ?? meetings.first(where: \.meeting.wasHeld)
        guard let meeting = (held ?? latestMeeting)?.meeting, !meeting.attendance.isEmpty else {
            return section(.attendance, [.paragraph(.nothing, wording(MeetingWord.noAttendance))])
        }
        func fact(_ word: MeetingWord, _ people: [Attendee]) -> ReportFact {
            let names = people.map { "\($0.name) (\(wording.role($0.role).text))" }.joined(separator: "; ")
            return wording.fact(word, wording.value(text: names, orElse: .none))
        }
        let people =
            meeting.wasHeld
            ? [
                fact(.present, meeting.attendance.filter(\.isPresent)),
                fact(.absent, meeting.attendance.filter { !$0.isPresent }),
            ] : [fact(.invited, meeting.attendance)]
        return section(
            .attendance,
            [.facts([wording.fact(MeetingWord.ofMeeting, text: heading(meeting))] + people)]
        )
    }
}

extension WorkupMeeting {
    /// Whether the case was discussed.
    var isDecided: Bool { meeting.status != .cancelled && discussion.status == .discussed }
}

extension MeetingHead {
    /// Whether it is known who came; of a meeting that was not held it is only known who was invited.
    fileprivate var wasHeld: Bool { status == .held || status == .signed }
}

extension Wording {
    /// Where an action stands; an open one whose day is past is *overdue*, where the day is known.
    func actionState(_ action: MeetingAction, today: LocalDate?) -> ReportValue {
        var text = action.state.label(language)
        var isOverdue = false
        if action.state == .open, let today, let due = action.dueOn, due < today {
            text += ", \(self(StepWord.overdue))"
            isOverdue = true
        }
        if action.state == .done, let on = action.doneOn { text += " \(date(on))" }
        if let reason = action.reason { text += ": \(reason)" }
        return ReportValue(text, code: action.state.rawValue, isOverdue ? .warning : .plain)
    }

    /// Who was invited, in which role, and of a meeting that was held who came.
    func attendanceTable(_ meeting: MeetingHead) -> ReportTable {
        let rows = meeting.attendance.map { person in
            let cells = [ReportValue(person.name), role(person.role)]
            guard meeting.wasHeld else { return ReportRow.cells(cells) }
            return ReportRow.cells(
                cells + [
                    person.isPresent
                        ? ReportValue(self(MeetingWord.present).lowercased(), code: "present")
                        : ReportValue(self(MeetingWord.absentPerson), code: "absent", .nothing)
                ]
            )
        }
        let columns = [MeetingWord.name, .role] + (meeting.wasHeld ? [.presence] : [])
        return table(meeting.wasHeld ? MeetingWord.attendance : .invited, columns.map { column($0) }, rows)
    }

    /// A role code with its label, or the free words of a guest.
    func role(_ role: String) -> ReportValue {
        guard let code = CareRole(rawValue: role) else { return value(text: role, orElse: .notRecorded) }
        return value(code)
    }
}
