// One meeting: its agenda in order, who comes, the actions, its sign-off and what was amended after it.
package import Domain
import Reports

/// One meeting.
package struct MeetingPage: PageModel {
    /// Its words.
    package typealias Words = MeetingPageWord
    /// The name of its template.
    package static let template = "meeting"

    struct Fact {
        let label: String
        let value: String
        let isNothing: Bool
    }

    /// A case on the agenda.
    struct Line {
        let number: String
        let patient: String
        let patientDetail: String?
        let address: String
        let question: String
        let presenter: String
        let state: String
        let late: String?
        let decision: String?
        let up: ShownForm?
        let down: ShownForm?
        let actions: [ShownAction]
        let hasActions: Bool
    }

    /// What the chair signs of a case.
    struct Look {
        let number: String
        let patient: String
        let facts: [Fact]
        let actions: [String]
        let hasActions: Bool
    }

    package let title: String
    let facts: [Fact]
    let lines: [Line]
    let hasLines: Bool
    let hasActions: Bool
    let hidden: String?
    let isSigned: Bool
    let mayPlan: Bool
    let isReadOnly: Bool
    let isElsewhere: Bool
    let changeAddress: String?
    let addAddress: String?
    let liveAddress: String?
    let worklistAddress: String?
    let reportAddress: String
    let pdfAddress: String
    let attendance: TrustedHTML
    let amendments: TrustedHTML
    let hasAmendments: Bool
    /// By which the reader signs, with all that is signed; nil where they cannot.
    let sign: ShownForm?
    let looks: [Look]
    let present: String
    /// What changed since the reader looked it through, where that is why it was not signed.
    let changed: TrustedHTML
    let hasChanged: Bool
    let openCases: String?
    /// Who signs or when, where that is not the reader now.
    let signNote: String?
    let faults: FaultSummary?

    /// One meeting.
    ///
    /// - Parameters:
    ///   - subject: the meeting.
    ///   - now: the instant of looking.
    ///   - key: from which the keys of its forms are made.
    ///   - typed: what came of its sign-off, where that could not be.
    package init(_ subject: MeetingSubject, now: Instant, key: String, _ typed: FormTyped? = nil) {
        let (head, wording, cases) = (subject.head, subject.wording, subject.document.cases)
        title = subject.name
        facts = subject.facts
        lines = cases.enumerated().map { subject.line($0.element, index: $0.offset, of: cases.count, key: key) }
        hasLines = !cases.isEmpty
        hasActions = lines.contains(where: \.hasActions)
        hidden = subject.document.hiddenCaseCount.map { "\($0) \(wording(MeetingPageWord.hidden))" }
        isSigned = head.status == .signed
        mayPlan = subject.mayPlan
        isReadOnly = !subject.rights.contains(.planMeetings)
        isElsewhere = !isReadOnly && !subject.isOwn
        changeAddress =
            head.status != .signed && subject.isOwn && subject.rights.contains(.planMeetings)
            ? subject.address("/change") : nil
        addAddress = subject.mayPlan ? subject.address("/add") : nil
        liveAddress = cases.isEmpty || head.status == .cancelled ? nil : subject.address("/live")
        worklistAddress = cases.isEmpty ? nil : "/worklist?meeting=\(head.id)"
        let report = "/api/v1/meetings/\(head.id)/report?language=\(wording.language.rawValue)"
        reportAddress = "\(report)&format=html"
        pdfAddress = "\(report)&format=pdf"
        attendance = TrustedHTML(subject.view.attendance)
        amendments = TrustedHTML(subject.view.amendments)
        hasAmendments = !subject.view.amendments.isEmpty
        let open = cases.filter { $0.status == .planned }
        openCases =
            subject.mayDecide && !open.isEmpty
            ? open.map { subject.name(of: $0) }.joined(separator: "; ") : nil
        present = subject.presentWords
        changed = TrustedHTML(typed?.values["/seen"].flatMap(MeetingState.init).map(subject.view.changes) ?? "")
        hasChanged = !changed.markup.isEmpty
        let isReady = subject.mayDecide && open.isEmpty && !cases.isEmpty && hidden == nil
        signNote = isReady ? subject.signNote(now: now) : nil
        let isSignable = isReady && signNote == nil
        looks = isSignable ? cases.enumerated().map { subject.look($0.element, number: $0.offset + 1) } : []
        var form = TeamForm(
            action: subject.address("/sign"),
            [],
            button: wording(MeetingPageWord.sign),
            key: "\(key)-sign",
            version: head.version
        )
        form.given = [TeamForm.Given("/seen", subject.document.state?.text ?? "")]
        form.typed = typed
        sign = isSignable ? ShownForm(form) : nil
        // A sign-off that was refused says so, whoever sent it.
        faults = FaultSummary(form)
    }
}

extension MeetingSubject {
    fileprivate var facts: [MeetingPage.Fact] {
        func fact(_ word: MeetingWord, _ value: String?) -> MeetingPage.Fact {
            MeetingPage.Fact(
                label: wording(word),
                value: value ?? wording(NothingWord.notRecorded),
                isNothing: value == nil
            )
        }
        var facts = [
            fact(.status, wording(head.status.label)), fact(.place, head.place), fact(.chair, head.chair),
            fact(.coordinator, head.coordinator), fact(.organisation, head.organisation),
        ]
        if let by = head.signedBy, let at = head.signedAt {
            facts.append(fact(.signedBy, "\(by), \(wording.instant(at))"))
        }
        if let reason = head.reason { facts.append(fact(.reason, reason)) }
        return facts
    }

    /// Why the reader does not sign a meeting that is ready for it; nil where they do.
    fileprivate func signNote(now: Instant) -> String? {
        if !head.hasChair { return wording(MeetingPageWord.noChairYet) }
        if !isChair { return "\(head.chair ?? "") \(wording(MeetingPageWord.chairSigns))" }
        return head.startsAt > now ? "\(wording(MeetingPageWord.notBegun)) \(wording.instant(head.startsAt))." : nil
    }

    /// Who came, and who did not.
    fileprivate var presentWords: String {
        let groups = [(MeetingWord.present, true), (.absent, false)].compactMap { word, isPresent -> String? in
            let names = head.attendance.filter { $0.isPresent == isPresent }.map(\.name)
            return names.isEmpty ? nil : "\(wording(word)): \(names.joined(separator: ", "))."
        }
        return groups.isEmpty ? wording(MeetingWord.noAttendance) : groups.joined(separator: " ")
    }

    /// What is signed of a case: decision and dissent always, the rest where it was written.
    fileprivate func look(_ item: MeetingCase, number: Int) -> MeetingPage.Look {
        let always: Set<MeetingOutcomeField> =
            item.status == .discussed ? [.decision, .dissent, .patientPreference] : []
        var facts = [MeetingPage.Fact(label: wording(MeetingWord.status), value: state(of: item), isNothing: false)]
        for field in MeetingOutcomeField.allCases where field != .notDiscussedReason {
            let value = field.shown(item, wording)
            guard value != nil || always.contains(field) else { continue }
            facts.append(
                MeetingPage.Fact(
                    label: wording(field.word),
                    value: value ?? wording(NothingWord.notRecorded),
                    isNothing: value == nil
                )
            )
        }
        return MeetingPage.Look(
            number: "\(number)",
            patient: name(of: item),
            facts: facts,
            actions: item.actions.map { action in
                let due = action.dueOn.map { wording.date($0) } ?? wording(WorklistWord.noDate)
                return "\(action.what) · \(action.owner) · \(due) · \(view.state(action))"
            },
            hasActions: !item.actions.isEmpty
        )
    }

    fileprivate func line(_ item: MeetingCase, index: Int, of count: Int, key: String) -> MeetingPage.Line {
        func move(to place: Int, _ word: MeetingPageWord) -> ShownForm? {
            guard mayPlan, (1...count).contains(place) else { return nil }
            var form = TeamForm(
                action: address(of: item, "/place"),
                [],
                button: wording(word),
                key: "\(key)-\(item.id)-\(place)"
            )
            form.given = [TeamForm.Given("/place", "\(place)")]
            return ShownForm(form)
        }
        return MeetingPage.Line(
            number: "\(index + 1)",
            patient: name(of: item),
            patientDetail: view.details(of: item),
            address: address(of: item),
            question: fact("", item, \.question).value,
            presenter: item.presenter ?? wording(NothingWord.notRecorded),
            state: state(of: item),
            late: item.lateReason,
            decision: item.status == .discussed ? fact("", item, \.decision).value : nil,
            up: move(to: index, .moveUp),
            down: move(to: index + 2, .moveDown),
            actions: item.actions.map { ShownAction($0, of: item, self, key: key) },
            hasActions: !item.actions.isEmpty
        )
    }
}
