// What the agenda page says: head, one line per patient, attendance, fixed sentences.
import Criteria
import Domain

/// What the agenda is made of.
struct MeetingMatter {
    let meeting: MeetingDocument
    let history: MeetingHistory
    /// The cases with their workups; none where a page shows the meeting alone.
    let cases: [MeetingReportCase]
    /// Whom the cases are about, as far as their reader may see them.
    let patients: [MeetingPatient]
    /// The day the meeting is read on; nil where no case says it.
    let today: LocalDate?
    let criteriaSets: [CriteriaSet]
    let wording: Wording

    var head: MeetingHead { meeting.meeting }
    private var language: Language { wording.language }

    /// The lines of the agenda in its order, without those taken off it.
    var lines: [MeetingCase] {
        meeting.cases.filter { $0.status != .removed }.sorted { ($0.position, $0.id) < ($1.position, $1.id) }
    }

    /// The cases that have a report, in the order of the agenda.
    var orderedCases: [MeetingReportCase] {
        lines.compactMap { line in cases.first { $0.document.id == line.workupID } }
    }

    var banner: ReportBanner {
        var state = [
            ReportFact(
                code: "status",
                label: wording(MeetingWord.status),
                value: wording.value(head.status)
            )
        ]
        if let reason = head.reason, head.status == .cancelled {
            state.append(wording.fact(MeetingWord.cancelledReason, text: reason))
        }
        return ReportBanner(
            name: "\(wording(MeetingWord.meeting)) \(wording.instant(head.startsAt))",
            identity: [
                wording.fact(MeetingWord.place, text: head.place),
                wording.fact(MeetingWord.organisation, text: head.organisation),
            ],
            state: state,
            alerts: [],
            asOf: asOfWords
        )
    }

    var footerIdentity: String {
        "\(wording(FrameWord.reportVersion)) \(MeetingReport.format), \(head.id), "
            + "\(wording(FrameWord.version)) \(head.version)"
    }

    var sections: [ReportSection] {
        [
            section(.agenda, [.facts(facts), agenda] + amendments), section(.actions, [actions]),
            section(.attendance, [attendance]),
            section(
                .closing,
                [
                    .paragraph(.fixed, wording(FrameWord.notValidated)),
                    .paragraph(.fixed, wording(FrameWord.noDiagnosis)),
                ]
            ),
        ]
    }

    private func section(_ title: SectionTitle, _ blocks: [ReportBlock]) -> ReportSection {
        ReportSection(title: title, heading: wording(title), blocks: blocks)
    }

    private var facts: [ReportFact] {
        var facts = [
            wording.fact(MeetingWord.date, wording.value(head.startsAt)),
            wording.fact(MeetingWord.place, text: head.place), wording.fact(MeetingWord.chair, text: head.chair),
            wording.fact(MeetingWord.coordinator, text: head.coordinator),
            wording.fact(MeetingWord.caseCount, ReportValue(String(lines.count), number: nil)),
        ]
        if head.status == .signed {
            let at = head.signedAt.map { wording.instant($0) }
            facts.append(
                wording.fact(MeetingWord.signedBy, text: [head.signedBy, at].compactMap { $0 }.joined(separator: ", "))
            )
        }
        return facts
    }

    // MARK: Agenda

    private var agenda: ReportBlock {
        guard !lines.isEmpty else { return .paragraph(.nothing, wording(MeetingWord.noCases)) }
        let columns = [MeetingWord.number, .patient, .protocolName, .question, .criteria, .presenter, .status]
        let rows = lines.enumerated().map { index, line in row(of: line, number: index + 1) }
        return .table(wording.table(MeetingWord.agenda, columns.map { wording.column($0) }, rows))
    }

    private func row(of line: MeetingCase, number: Int) -> ReportRow {
        let matter = cases.first { $0.document.id == line.workupID }
        var status = line.status.label(language)
        if line.status == .notDiscussed, let reason = line.notDiscussedReason { status += ": \(reason)" }
        if !line.typedFields.isEmpty { status += "; \(wording(MeetingWord.typed))" }
        if let reason = line.lateReason { status += "; \(wording(MeetingWord.late)) \(reason)" }
        if let amended = amendments(of: line) {
            status += "; \(wording.lowercasingFirst(wording(MeetingWord.amended))) \(amended)"
        }
        return .cells([
            ReportValue(String(number)), patient(line),
            matter.map { ReportValue($0.careProtocol.names[language], code: $0.careProtocol.code) }
                ?? wording.nothing(.notRecorded),
            wording.value(text: question(of: line, matter), orElse: .notRecorded),
            matter.map(answers) ?? wording.nothing(.notRecorded),
            wording.value(text: line.presenter, orElse: .notRecorded), ReportValue(status, code: line.status.rawValue),
        ])
    }

    /// What is asked; where it was asked otherwise when the meeting was signed, that is told with it.
    private func question(of line: MeetingCase, _ matter: MeetingReportCase?) -> String? {
        guard let amended = wording.told(signedCase(line), \.question) else {
            return line.question ?? matter?.document.question
        }
        return "\(line.question ?? wording(NothingWord.notRecorded)) (\(amended))"
    }

    /// What each set of the protocol answers.
    private func answers(of item: MeetingReportCase) -> ReportValue {
        guard let kept = item.document.evaluation else { return wording.nothing(.notDone) }
        let answers = kept.result.evaluations.filter { item.careProtocol.criteriaSets.contains($0.criteria) }.map {
            set in
            let name = criteriaSets.first { $0.id == set.criteria }?.names[language] ?? set.criteria
            return "\(name): \(set.category.label(language))"
        }
        return wording.value(text: answers.joined(separator: "; "), orElse: .none)
    }

    /// Whom a case is about; their id where the reader may not see the case.
    func patient(_ line: MeetingCase) -> ReportValue {
        let id = line.patientID.description
        guard let patient = known(line) else { return ReportValue(id, code: id) }
        return ReportValue(([CaseMatter.name(of: patient)] + details(of: patient)).joined(separator: ", "), code: id)
    }

    /// Whom a case is about; nil where the reader may not see the case.
    func known(_ line: MeetingCase) -> PatientDocument? { patients.first { $0.workupID == line.workupID }?.patient }

    /// Birth date and first number of a patient.
    func details(of patient: PatientDocument) -> [String] {
        var parts: [String] = []
        if let birthDate = patient.birthDate { parts.append("\(wording(FrameWord.born)) \(wording.date(birthDate))") }
        if let identifier = patient.identifiers.first {
            parts.append("\(identifier.system.label(language)) \(identifier.masked)")
        }
        return parts
    }

    // MARK: Actions and attendance

    private var actions: ReportBlock {
        let rows = lines.flatMap { line in
            line.actions.map { action in
                ReportRow.cells([
                    ReportValue(action.what), ReportValue(action.owner),
                    action.dueOn.map { wording.value($0) } ?? wording.nothing(.notRecorded),
                    state(of: action),
                    patient(line),
                ])
            }
        }
        guard !rows.isEmpty else { return .paragraph(.nothing, wording(MeetingWord.noActions)) }
        let columns = [MeetingWord.what, .owner, .due, .state, .patient]
        return .table(wording.table(MeetingWord.actions, columns.map { wording.column($0) }, rows))
    }

    /// Where an action stands; one added or changed after sign-off says so.
    func state(of action: MeetingAction) -> ReportValue {
        let state = wording.actionState(action, today: today)
        guard let later = afterSignOff(action) else { return state }
        return ReportValue("\(state.text); \(later)", code: state.code, state.emphasis)
    }

    var attendance: ReportBlock {
        head.attendance.isEmpty
            ? .paragraph(.nothing, wording(MeetingWord.noAttendance)) : .table(wording.attendanceTable(head))
    }
}
