// One case of a meeting: its agenda line, what came of it, its actions, and amending it after sign-off.
package import Domain
import FoundationEssentials
import Reports

/// One case of a meeting.
package struct MeetingCasePage: PageModel {
    /// Its words.
    package typealias Words = MeetingPageWord
    /// The name of its template.
    package static let template = "meetingcase"

    package let title: String
    let patient: WorkupFrame?
    let lead: String
    let facts: [MeetingPage.Fact]
    let outcome: [MeetingPage.Fact]
    /// That nothing of what was typed is kept as the outcome yet.
    let typedOnly: String?
    let actions: [ShownAction]
    let hasActions: Bool
    let isSigned: Bool
    /// What was found since it was signed.
    let after: AfterMeeting
    let amendments: TrustedHTML
    let hasAmendments: Bool
    let line: ShownForm?
    let removal: ShownForm?
    let amend: ShownForm?
    let addAction: ShownForm?
    let faults: FaultSummary?
    let liveAddress: String?
    let workupAddress: String
    let meetingAddress: String

    /// One case of a meeting.
    ///
    /// - Parameters:
    ///   - subject: the meeting.
    ///   - item: the case.
    ///   - current: its workup as it is now, of a signed meeting.
    ///   - people: who can be named to do something.
    ///   - key: from which the keys of its forms are made.
    ///   - typed: what was typed into one of its forms.
    package init(
        _ subject: MeetingSubject,
        _ item: MeetingCase,
        current: WorkupSubject?,
        people: [FormOption],
        key: String,
        _ typed: FormTyped? = nil
    ) {
        let wording = subject.wording
        title = "\(wording(MeetingPageWord.line)) \(wording(MeetingPageWord.ofMeeting)): \(subject.name(of: item))"
        patient = subject.workup(of: item).map { WorkupFrame($0, at: nil) }
        lead = "\(subject.name): \(subject.state(of: item))."
        func fact(_ label: String, _ value: (MeetingCase) -> String?) -> MeetingPage.Fact {
            subject.fact(label, item, value)
        }
        facts =
            [
                fact(wording(MeetingWord.question), \.question),
                fact(wording(MeetingWord.presenter), \.presenter),
            ] + (item.lateReason == nil ? [] : [fact(wording(MeetingPageWord.lateReason), \.lateReason)])
        // Of a case that is still open only what was typed is shown: it is settled by nobody yet.
        outcome = MeetingOutcomeField.allCases.filter { field in
            item.writtenFields.contains(field) || (item.isSettled && field != .notDiscussedReason)
        }.map { field in fact(wording(field.word)) { field.shown($0, wording) } }
        typedOnly = item.status == .planned && !outcome.isEmpty ? wording(MeetingPageWord.typedOnly) : nil
        actions = item.actions.map { ShownAction($0, of: item, subject, key: key) }
        hasActions = !actions.isEmpty
        isSigned = subject.head.status == .signed
        after = AfterMeeting(subject.workup(of: item), now: current)
        let own = subject.view.amendments(item)
        amendments = TrustedHTML(own)
        hasAmendments = !own.isEmpty
        func filled(_ form: TeamForm?) -> TeamForm? {
            guard var form, let typed, form.isSource(of: typed) else { return form }
            form.typed = typed
            return form
        }
        let forms = MeetingCaseForms(subject, item, people: people, key: key)
        let line = filled(subject.mayPlan ? forms.line : nil)
        let removal = filled(subject.mayPlan && item.status == .planned && !item.holdsOutcome ? forms.removal : nil)
        let amend = filled(subject.mayAmend ? forms.amend : nil)
        let addAction = filled(subject.mayDecide || subject.mayAmend ? forms.action : nil)
        self.line = line.map(ShownForm.init)
        self.removal = removal.map(ShownForm.init)
        self.amend = amend.map(ShownForm.init)
        self.addAction = addAction.map(ShownForm.init)
        faults = [line, removal, amend, addAction].compactMap(\.self).compactMap(FaultSummary.init).first
        liveAddress = subject.workup(of: item) == nil ? nil : subject.liveAddress(item)
        workupAddress = "/workups/\(item.workupID)"
        meetingAddress = subject.address()
    }
}

/// The forms of one case of a meeting.
struct MeetingCaseForms {
    let subject: MeetingSubject
    let item: MeetingCase
    let people: [FormOption]
    let key: String
    private let wording: Wording

    init(_ subject: MeetingSubject, _ item: MeetingCase, people: [FormOption], key: String) {
        self.subject = subject
        self.item = item
        self.people = people
        self.key = key
        wording = subject.wording
    }

    private func form(_ path: String, _ name: String, _ fields: [FormField], _ button: MeetingPageWord) -> TeamForm {
        var form = TeamForm(
            action: subject.address(of: item, path),
            [FormGroup(nil, fields)],
            button: wording(button),
            key: "\(key)-\(name)",
            version: item.version
        )
        form.prefix = "\(name)-"
        return form
    }

    /// Question and presenter.
    var line: TeamForm {
        var form = form(
            "",
            "line",
            [
                FormField(
                    "/question",
                    .area(rows: 2),
                    label: wording(MeetingWord.question),
                    value: item.question ?? ""
                ),
                FormField("/presenter", .text, label: wording(MeetingWord.presenter), value: item.presenter ?? ""),
            ],
            .save
        )
        form.sendsChangesOnly = true
        return form
    }

    /// Taking the case off the agenda.
    var removal: TeamForm {
        var form = form(
            "",
            "removal",
            [FormField("/reason", .area(rows: 2), label: wording(MeetingPageWord.removeReason), isRequired: true)],
            .remove
        )
        form.given = [TeamForm.Given("/status", MeetingCaseStatus.removed.rawValue)]
        return form
    }

    /// Amending after sign-off.
    var amend: TeamForm {
        let fields = MeetingOutcomeField.allCases.map { field in
            FormField("/\(field.rawValue)", field.kind, label: wording(field.word), value: field.text(of: item) ?? "")
        }
        let reason = FormField("/reason", .area(rows: 2), label: wording(MeetingPageWord.amendReason), isRequired: true)
        var form = form("", "amend", fields + [reason], .amend)
        // Only what differs is sent; the reason always is.
        form.given = fields.map { TeamForm.Given("~\($0.name)", $0.value) }
        return form
    }

    /// Agreeing on an action.
    var action: TeamForm {
        // Once the meeting is signed what is agreed on besides is an amendment.
        let reason = FormField(
            "/reason",
            .area(rows: 2),
            label: wording(MeetingPageWord.actionReason),
            isRequired: true
        )
        var form = form(
            "/actions",
            "action",
            [FormField("/what", .area(rows: 2), label: wording(MeetingPageWord.actionWhat), isRequired: true)]
                + MeetingActionForm.owner(people, nil, wording)
                + [FormField("/dueOn", .day, label: wording(MeetingPageWord.actionDue))]
                + (subject.head.status == .signed ? [reason] : []),
            .addAction
        )
        form.version = nil
        return form
    }

    /// Settling what came of the case.
    var settling: TeamForm {
        let options = FormOption.some([MeetingCaseStatus.discussed, .notDiscussed], wording.language)
        return form(
            "/outcome",
            "settle",
            [
                FormField(
                    "/status",
                    .choice(options),
                    label: wording(MeetingPageWord.keepStatus),
                    isRequired: true,
                    value: item.status == .notDiscussed ? item.status.rawValue : MeetingCaseStatus.discussed.rawValue
                )
            ],
            .keep
        )
    }

    /// One field of the outcome, saved by itself.
    ///
    /// - Parameters:
    ///   - field: the field.
    ///   - typed: what was typed there, where it could not be saved.
    /// - Returns: the form.
    func writing(_ field: MeetingOutcomeField, _ typed: FormTyped?) -> TeamForm {
        let text = field.text(of: item) ?? ""
        var form = form(
            "/writing",
            field.rawValue,
            // None of them has to be filled in: saying so at each would only be noise.
            [FormField("/text", field.kind, label: wording(field.word), isRequired: true, value: text)],
            .saveField
        )
        form.version = nil
        form.given = [TeamForm.Given("/field", field.rawValue), TeamForm.Given("/original", text)]
        if let typed, typed.values["/field"] == field.rawValue { form.typed = typed }
        return form
    }
}

extension TeamForm {
    /// Whether what was typed was typed into this form: it has a field of every name that came, beside those of all forms.
    func isSource(of typed: FormTyped) -> Bool {
        let own = Set(groups.flatMap(\.allFields).map(\.name))
        let given = Set(given.map(\.name))
        return typed.values.keys.allSatisfy { name in
            ["key", "version"].contains(name) || own.contains(name) || given.contains(name)
                || (sendsChangesOnly && name.hasPrefix("~") && own.contains(String(name.dropFirst())))
        } && given.allSatisfy { typed.values[$0] != nil } && own.contains { typed.values[$0] != nil }
    }
}
