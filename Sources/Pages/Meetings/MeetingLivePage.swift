// The screen in the room: one case at a time, the case in short and beside it what comes of it, field by field.
package import Domain
import FoundationEssentials
import Reports

/// The screen in the room.
package struct MeetingLivePage: PageModel {
    /// Its words.
    package typealias Words = MeetingPageWord
    /// The name of its template.
    package static let template = "meetinglive"

    struct Link {
        let label: String
        let address: String
        let isCurrent: Bool
    }

    struct Section {
        let id: String
        let heading: String
        /// Whether it stands open to begin with.
        let isOpen: Bool
        let content: TrustedHTML
    }

    /// A field of the outcome with who wrote there.
    struct Writing {
        let id: String
        let name: String
        let action: String
        let hidden: [ShownForm.Hidden]
        let fields: [ShownForm.Field]
        let button: String
        let writer: String?
        let theirs: String?
        let theirsBy: String?
    }

    package let title: String
    let patient: WorkupFrame?
    let lead: String
    let question: String?
    let late: String?
    let previous: Link?
    let next: Link?
    let links: [Link]
    let meetingAddress: String
    let verdicts: [WorkupPage.Verdict]
    let hasVerdicts: Bool
    let sections: [Section]
    /// What was found since it was signed.
    let after: AfterMeeting
    let isSigned: Bool
    let isSettled: Bool
    let writings: [Writing]
    let mayWrite: Bool
    let outcome: [MeetingPage.Fact]
    let settle: ShownForm?
    let addAction: ShownForm?
    let actions: [ShownAction]
    let hasActions: Bool
    let amendAddress: String?
    let faults: FaultSummary?
    /// What was typed into a field that cannot be written any more.
    let unsaved: String?

    /// The screen in the room.
    ///
    /// - Parameters:
    ///   - subject: the meeting.
    ///   - versions: every version of the case, oldest first; not empty.
    ///   - current: the workup of the case as it is now, of a signed meeting.
    ///   - people: who can be named to do something.
    ///   - now: the instant of looking.
    ///   - key: from which the keys of its forms are made.
    ///   - typed: what was typed into one of its forms.
    package init(
        _ subject: MeetingSubject,
        versions: [MeetingCase],
        current: WorkupSubject?,
        people: [FormOption],
        now: Instant,
        key: String,
        _ typed: FormTyped? = nil
    ) {
        let wording = subject.wording
        let cases = subject.document.cases
        let newest = versions[versions.count - 1]
        // The agenda has the actions as they are now; a version those of its own moment.
        let item = cases.first { $0.id == newest.id } ?? newest
        let index = cases.firstIndex { $0.id == item.id } ?? 0
        let workup = subject.workup(of: item)
        title = "\(wording(MeetingPageWord.room)): \(subject.name(of: item))"
        patient = workup.map { WorkupFrame($0, at: nil) }
        lead =
            "\(wording(MeetingPageWord.line)) \(index + 1) \(wording(MeetingPageWord.ofCases)) \(cases.count) · "
            + subject.state(of: item)
        question = item.question.map { asked in
            let amended = subject.view.amended(item, versions, in: \.question)
            return amended.map { "\(asked) (\($0))" } ?? asked
        }
        late = item.lateReason
        func link(_ index: Int, _ label: String) -> Link? {
            guard cases.indices.contains(index) else { return nil }
            return Link(label: label, address: subject.liveAddress(cases[index]), isCurrent: cases[index].id == item.id)
        }
        previous = link(index - 1, wording(MeetingPageWord.previous))
        next = link(index + 1, wording(MeetingPageWord.next))
        links = cases.indices.compactMap { link($0, "\($0 + 1). \(subject.name(of: cases[$0]))") }
        meetingAddress = subject.address()
        verdicts = workup?.verdicts ?? []
        hasVerdicts = !verdicts.isEmpty
        sections = workup.map(MeetingLivePage.sections) ?? []
        after = AfterMeeting(workup, now: current)
        isSigned = subject.head.status == .signed
        isSettled = item.status != .planned
        mayWrite = subject.mayDecide
        let forms = MeetingCaseForms(subject, item, people: people, key: key)
        var faults: [FaultSummary] = []
        writings =
            subject.mayDecide
            ? MeetingOutcomeField.allCases.map { field in
                let form = forms.writing(field, typed)
                if let summary = FaultSummary(form) { faults.append(summary) }
                return Writing(field, form, versions, reader: subject.reader.name, now: now, wording)
            } : []
        outcome = MeetingOutcomeField.allCases.map { field in
            subject.fact(wording(field.word), item, versions: versions) { field.shown($0, wording) }
        }
        func shown(_ form: TeamForm?) -> ShownForm? {
            guard var form else { return nil }
            if let typed, typed.values["/field"] == nil, form.isSource(of: typed) { form.typed = typed }
            if let summary = FaultSummary(form) { faults.append(summary) }
            return ShownForm(form)
        }
        settle = shown(subject.mayDecide ? forms.settling : nil)
        addAction = shown(subject.mayDecide ? forms.action(fromRoom: true) : nil)
        actions = item.actions.map { ShownAction($0, of: item, subject, key: key) }
        hasActions = !actions.isEmpty
        amendAddress = subject.mayAmend ? subject.address(of: item) : nil
        unsaved = subject.mayDecide ? nil : typed?.values["/text"]
        if let typed, faults.isEmpty {
            var whole = TeamForm(action: "", [], button: "", key: key)
            whole.typed = typed
            if let summary = FaultSummary(whole) { faults.append(summary) }
        }
        self.faults = faults.first
    }

    private static func sections(of workup: WorkupSubject) -> [Section] {
        [SectionTitle.examination, .conduction, .criteria, .treatment].map { title in
            Section(
                id: "short-\(title.rawValue)",
                heading: workup.wording(title),
                isOpen: title == .examination || title == .conduction,
                content: TrustedHTML(workup.view.blocks(title))
            )
        }
    }
}

extension MeetingCaseForms {
    /// Agreeing on an action, with the way back to the room.
    func action(fromRoom: Bool) -> TeamForm {
        var form = action
        if fromRoom { form.given.append(TeamForm.Given("room", "true")) }
        return form
    }
}

extension MeetingLivePage.Writing {
    /// For how long somebody who wrote counts as writing, in seconds.
    private static let writingSecondsMax: Int64 = 600

    init(
        _ field: MeetingOutcomeField,
        _ form: TeamForm,
        _ versions: [MeetingCase],
        reader: String,
        now: Instant,
        _ wording: Wording
    ) {
        let shown = ShownForm(form)
        id = "writing-\(field.rawValue)"
        name = field.rawValue
        action = shown.action
        hidden = shown.hidden
        fields = shown.groups.flatMap(\.fields)
        button = shown.button
        // The last one who changed the field, and since when their own changes of it follow each other.
        var last: (by: String, since: Instant, at: Instant)?
        for (earlier, later) in zip([nil] + versions.map(Optional.some), versions) {
            guard field.text(of: later) != earlier.flatMap({ field.text(of: $0) }) else { continue }
            let by = later.recordedBy ?? wording(NothingWord.notRecorded)
            last = (by, last?.by == by ? last?.since ?? later.recordedAt : later.recordedAt, later.recordedAt)
        }
        let other = last.flatMap { $0.by == reader ? nil : $0 }
        writer = other.map { other in
            let isWriting =
                now.microsecondsSince1970 - other.at.microsecondsSince1970 < Self.writingSecondsMax * 1_000_000
            return isWriting
                ? "\(other.by) \(wording(MeetingPageWord.writing)) \(wording.local(other.since).time)"
                : "\(other.by) \(wording(MeetingPageWord.written)) \(wording.instant(other.at))"
        }
        // What was typed against an earlier text comes again beside the one that stands there now.
        let standing = versions.last.flatMap { field.text(of: $0) } ?? ""
        let original = form.typed?.values["/original"] ?? standing
        let isConflict = form.typed != nil && FormLines.plain(original) != FormLines.plain(standing)
        theirs = isConflict ? (standing.isEmpty ? wording(MeetingPageWord.toFill) : standing) : nil
        theirsBy = isConflict ? last?.by : nil
    }
}

/// Texts as forms give them back.
enum FormLines {
    /// With one kind of line end, without blanks around it.
    static func plain(_ text: String) -> String {
        var rest = text.replacing("\r\n", with: "\n")[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
