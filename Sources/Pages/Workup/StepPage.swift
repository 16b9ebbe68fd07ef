// A step of a workup: what it is for, where it stands, what can happen to it now, and what happened before.
package import Domain
import FoundationEssentials
import Reports

/// What happened to a step, as the record tells it.
package struct StepHistoryLine: Sendable, Hashable {
    /// Counts the versions of the step.
    package let version: Int
    package let state: StepState
    package let recordedAt: Instant
    package let recordedBy: String?
    package let dueOn: LocalDate?
    package let scheduledOn: LocalDate?
    package let performedOn: PartialDate?
    package let reason: String?
    package let overrideReason: String?
    package let note: String?
    package let origin: String?
    package let stateSince: LocalDate

    /// The JSON of a line.
    package static let codec: Codec<StepHistoryLine> = .object(
        nil,
        StepHistoryLine.init,
        .required("version", \.version, .integer(1...Int(Int32.max))),
        .required("state", \.state, .code),
        .required("recordedAt", \.recordedAt, .instant),
        .optional("recordedBy", \.recordedBy, .text(max: 200)),
        .optional("dueOn", \.dueOn, .date),
        .optional("scheduledOn", \.scheduledOn, .date),
        .optional("performedOn", \.performedOn, .partialDate),
        .optional("reason", \.reason, .note()),
        .optional("overrideReason", \.overrideReason, .note()),
        .optional("note", \.note, .note()),
        .optional("origin", \.origin, .text(max: 200)),
        .required("stateSince", \.stateSince, .date)
    )
}

/// A step of a workup.
package struct StepPage: PageModel {
    /// Its words.
    package typealias Words = StepPageWord
    /// The name of its template.
    package static let template = "step"

    struct Fact {
        let label: String
        let value: String
        let isNothing: Bool
    }

    /// A sentence of the protocol with where it comes from.
    struct Hint {
        let text: String
        let source: String
    }

    struct Line {
        let head: String
        let details: [String]
        let by: String
    }

    package let title: String
    let patient: WorkupFrame
    let lead: String
    let blocked: String?
    let facts: [Fact]
    let hints: [Hint]
    let checklist: [Hint]
    let hasChecklist: Bool
    let resultAddress: String?
    let resultWords: String
    let recordAddress: String?
    let recordWords: String
    let form: ShownForm?
    let faults: FaultSummary?
    let history: [Line]

    /// A step of a workup.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - step: the step as it stands.
    ///   - history: what happened to it, newest first.
    ///   - form: what can happen to it now; nil where the reader cannot change it.
    package init(_ subject: WorkupSubject, _ step: StepDocument, history: [StepHistoryLine], form: TeamForm?) {
        let wording = subject.wording
        let known = subject.careProtocol.step(step.code)
        title = subject.view.stepName(step.code)
        patient = WorkupFrame(subject, at: nil)
        lead = subject.stepLead(step)
        blocked =
            subject.cannotStart(step)
            ? "\(wording(WorkupWord.cannotStartYet)). \(wording(WorkupWord.first)): "
                + "\(step.cannotStartYet.map { subject.view.stepName($0) }.joined(separator: ", "))." : nil
        facts = subject.stepFacts(step, known)
        func hint(_ text: SourcedText) -> Hint {
            Hint(text: wording(text.text), source: "\(subject.citation(text.source)) · \(wording(text.status.label))")
        }
        hints = (known?.hints ?? []).map(hint)
        checklist = (known?.checklist ?? []).map { hint($0.statement) }
        hasChecklist = known?.checklist.isEmpty == false
        resultAddress = step.findingID.map { subject.address("/findings/\($0)") }
        resultWords = wording(StepPageWord.seeResult)
        recordAddress = subject.may(.recordFindings) ? known?.recordPath.map { subject.address($0) } : nil
        recordWords = wording(step.findingID == nil ? StepPageWord.recordResult : StepPageWord.recordAnother)
        self.form = form.map(ShownForm.init)
        faults = form.flatMap(FaultSummary.init)
        self.history = history.map { subject.line($0) }
    }
}

extension WorkupSubject {
    fileprivate func stepLead(_ step: StepDocument) -> String {
        var text = "\(wording(step.state.label)), \(wording(StepWord.since)) \(wording.date(step.stateSince))"
        if step.state.isOpen, let days = step.waitingDays {
            text += ", " + wording.count(days, one: FrameWord.dayWaiting, many: FrameWord.daysWaiting)
        }
        if step.isOverdue { text += ", \(wording(StepWord.overdue))" }
        return text + "."
    }

    fileprivate func stepFacts(_ step: StepDocument, _ known: ProtocolStep?) -> [StepPage.Fact] {
        func fact(_ word: some ReportWord, _ value: String?, _ nothing: NothingWord = .notRecorded) -> StepPage.Fact {
            StepPage.Fact(label: wording(word), value: value ?? wording(nothing), isNothing: value == nil)
        }
        var facts = [
            fact(StepPageWord.requirement, requirementWords(step, known)),
            fact(StepPageWord.doneBy, known.map { $0.roles.map { wording($0.label) }.joined(separator: ", ") }),
            fact(StepWord.who, [step.assignee?.name, step.organisation].compactMap(\.self).nonEmptyText),
            fact(StepWord.due, step.dueOn.map { wording.date($0) }),
        ]
        if let on = step.scheduledOn { facts.append(fact(StepWord.scheduledOn, wording.date(on))) }
        if let on = step.performedOn { facts.append(fact(StepWord.performedOn, wording.date(on))) }
        if let origin = step.origin { facts.append(fact(StepWord.origin, origin)) }
        if let reason = step.reason { facts.append(fact(StepPageWord.reason, reason)) }
        if let override = step.overrideReason { facts.append(fact(StepWord.begunAnyway, override)) }
        if let note = step.note { facts.append(fact(StepWord.note, note)) }
        let names = step.prerequisites.map { view.stepName($0) }
        facts.append(fact(StepPageWord.after, names.nonEmptyText, .none))
        if let known { facts.append(fact(StepPageWord.burden, wording(WorkupWord.burden(known.burden)))) }
        return facts
    }

    private func requirementWords(_ step: StepDocument, _ known: ProtocolStep?) -> String {
        guard let condition = known?.condition else { return wording(step.requirement.label) }
        return "\(wording(step.requirement.label)): \(wording(condition.text))"
    }

    fileprivate func line(_ line: StepHistoryLine) -> StepPage.Line {
        var details: [String] = []
        if let on = line.dueOn { details.append("\(wording(StepWord.due)) \(wording.date(on))") }
        if let on = line.scheduledOn { details.append("\(wording(StepWord.scheduledOn)) \(wording.date(on))") }
        if let on = line.performedOn { details.append("\(wording(StepWord.performedOn)) \(wording.date(on))") }
        if let origin = line.origin { details.append("\(wording(StepWord.origin)) \(origin)") }
        if let reason = line.reason { details.append("\(wording(StepPageWord.reason)): \(reason)") }
        if let reason = line.overrideReason { details.append("\(wording(StepWord.begunAnyway)) \(reason)") }
        if let note = line.note { details.append("\(wording(StepWord.note)): \(note)") }
        return StepPage.Line(
            head: wording(line.state.label),
            details: details,
            by: "\(line.recordedBy ?? wording(NothingWord.notRecorded)), \(wording.instant(line.recordedAt)) · "
                + "\(wording(FrameWord.version)) \(line.version)"
        )
    }
}

extension [String] {
    /// The texts with commas between them; nil where there are none.
    fileprivate var nonEmptyText: String? { isEmpty ? nil : joined(separator: ", ") }
}
