// The overview of a workup: the verdict and what comes next, the checklist by phase, what would change the verdict.
import Domain
import FoundationEssentials
import Reports

/// The overview of a workup.
package struct WorkupPage: PageModel {
    /// Its words.
    package typealias Words = WorkupWord
    /// The name of its template.
    package static let template = "workup"

    struct Verdict {
        let set: String
        let category: String
        let status: String
        let reachable: String?
    }

    struct Phase {
        let id: String
        let name: String
        let tasks: [Task]
    }

    /// A step in the list.
    struct Task {
        let id: String
        let name: String
        /// Where its page is; nil for a step that cannot start yet.
        let address: String?
        let hint: String
        let state: String
        let stateClass: String
        let requirement: String
        let note: String?
        let overrideAddress: String?
    }

    struct Fact {
        let label: String
        let value: String
        let isNothing: Bool
    }

    package let title: String
    let patient: WorkupFrame
    let lead: String
    let question: String?
    let verdicts: [Verdict]
    let hasVerdicts: Bool
    let noVerdict: String
    let criteriaAddress: String
    let phases: [Phase]
    let summary: String
    let whatChanges: WhatChanges
    let diagnosis: [Fact]
    let hasDiagnosis: Bool
    let diagnosisAddress: String?
    let facts: [Fact]
    let changeAddress: String?
    let closeAddress: String?
    let closeWords: String
    let accessAddress: String
    let accessWords: String
    let isInPart: Bool
    let closed: String?

    /// The overview of a workup.
    package init(_ subject: WorkupSubject) {
        let (document, wording) = (subject.document, subject.wording)
        title = subject.careProtocol.names[subject.language]
        patient = WorkupFrame(subject, at: .overview)
        lead = subject.leadSentence
        question = document.question
        verdicts = subject.verdicts
        hasVerdicts = document.evaluation != nil
        noVerdict = wording(CriteriaWord.notEvaluated)
        criteriaAddress = subject.address("/criteria")
        phases = subject.phases
        summary = subject.stepsSummary
        whatChanges = WhatChanges(subject)
        diagnosis = subject.diagnosisFacts
        hasDiagnosis = document.diagnosis != nil
        diagnosisAddress = subject.may(.stateDiagnosis) ? subject.address("/diagnosis") : nil
        facts = subject.workupFacts
        changeAddress = subject.may(.changeWorkup) ? subject.address("/change") : nil
        closeAddress =
            subject.rights.contains(.changeWorkup)
            ? subject.address(document.status == .open ? "/close" : "/reopen") : nil
        closeWords = wording(document.status == .open ? WorkupFormWord.close : WorkupFormWord.reopen)
        accessAddress = "/patients/\(document.patient.id)/access"
        accessWords = wording(PatientPageWord.access)
        isInPart = document.sharedInPart == true
        closed = document.status == .closed ? subject.closedSentence : nil
    }
}

extension WorkupSubject {
    /// What the page answers first: what comes next, then the highest answer.
    fileprivate var leadSentence: String {
        var sentences: [String] = []
        if document.status == .open {
            if let fact = view.banner.state.first(where: { $0.code == "nextStep" }) {
                sentences.append("\(wording(WorkupWord.next)): \(fact.value.text).")
            } else {
                sentences.append("\(wording(WorkupWord.nothingNext)).")
            }
        }
        if let result = document.evaluation?.result {
            let own = result.evaluations.filter { careProtocol.criteriaSets.contains($0.criteria) }
            if let best = own.map(\.category).min(by: { $0.rank < $1.rank }) {
                let sets = own.filter { $0.category == best }.map { setName($0.criteria) }
                sentences.append(
                    "\(wording(WorkupWord.highest)): \(wording(best.label)) (\(sets.joined(separator: ", ")))."
                )
            }
        }
        return sentences.joined(separator: " ")
    }

    fileprivate var closedSentence: String {
        let day = document.closedOn.map { " \(wording.date($0))" } ?? ""
        return "\(wording(WorkupWord.closedOn))\(day): \(document.closeReason ?? wording(NothingWord.notRecorded))"
    }

    var verdicts: [WorkupPage.Verdict] {
        (document.evaluation?.result.evaluations ?? []).filter { careProtocol.criteriaSets.contains($0.criteria) }
            .map { set in
                let reachable = set.reachable.map { wording($0.label) }.joined(separator: ", ")
                return WorkupPage.Verdict(
                    set: setName(set.criteria),
                    category: wording(set.category.label),
                    status: "\(wording(CriteriaWord.checked)): \(wording(set.status.label))",
                    reachable: reachable.isEmpty ? nil : "\(wording(CriteriaWord.reachable)): \(reachable)"
                )
            }
    }

    /// `5 of 9, 1 overdue`.
    fileprivate var stepsSummary: String {
        let settled = document.steps.count { !$0.state.isOpen }
        let overdue = document.steps.count(where: \.isOverdue)
        let head = "\(settled) \(wording(StepWord.ofSteps)) \(document.steps.count) \(wording(WorkupWord.settled))"
        return overdue == 0 ? "\(head)." : "\(head), \(overdue) \(wording(StepWord.overdueCount))."
    }

    fileprivate var diagnosisFacts: [WorkupPage.Fact] {
        guard let diagnosis = document.diagnosis else { return [] }
        return [
            fact(WorkupWord.diagnosisWords, diagnosis.text), fact(WorkupWord.statedBy, diagnosis.statedBy),
            fact(WorkupWord.statedOn, diagnosis.statedOn.map { wording.date($0) }),
        ]
    }

    fileprivate var workupFacts: [WorkupPage.Fact] {
        [
            fact(FrameWord.protocolAndVersion, view.protocolName), fact(FrameWord.referredBy, document.referredBy),
            fact(FrameWord.openedOn, wording.date(document.openedOn)),
            fact(FrameWord.organisation, document.organisation), fact(FrameWord.assignee, document.assignee?.name),
            fact(FrameWord.recordedBy, document.recordedBy.map { "\($0), \(wording.instant(document.recordedAt))" }),
        ]
    }

    private func fact(_ word: some ReportWord, _ value: String?) -> WorkupPage.Fact {
        WorkupPage.Fact(label: wording(word), value: value ?? wording(NothingWord.notRecorded), isNothing: value == nil)
    }
}
