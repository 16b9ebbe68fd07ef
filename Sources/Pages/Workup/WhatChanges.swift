// What would change the answers of the criteria: the steps that still could, the most useful first, and those that cannot.
import Criteria
import Domain
import Reports

/// What would change the answers; the partial `whatchanges` writes it.
struct WhatChanges {
    struct Step {
        let step: String
        let address: String
        let changes: [String]
        let reason: String
        let burden: String?
    }

    let title: String
    let note: String
    let steps: [Step]
    let hasSteps: Bool
    /// Said where there are answers and no step can change one.
    let nothing: String?
    let unnecessaryTitle: String
    let unnecessary: [Step]
    let hasUnnecessary: Bool

    /// What would change the answers on a workup.
    init(_ subject: WorkupSubject) {
        let wording = subject.wording
        let result = subject.document.evaluation?.result
        title = wording(WorkupWord.changes)
        note = wording(WorkupWord.changesNote)
        steps = (result?.nextSteps ?? []).map { subject.change($0, isUseful: true) }
        hasSteps = !steps.isEmpty
        nothing = result != nil && steps.isEmpty ? wording(WorkupWord.nothingChanges) : nil
        unnecessaryTitle = wording(WorkupWord.unnecessary)
        unnecessary = (result?.unnecessarySteps ?? []).filter { next in
            // A step that was done or ended is not worth a word on what it could have changed.
            subject.document.steps.first { $0.code == next.step }?.state == .planned
        }.map { subject.change($0, isUseful: false) }
        hasUnnecessary = !unnecessary.isEmpty
    }
}

extension WorkupSubject {
    fileprivate func change(_ next: NextStep, isUseful: Bool) -> WhatChanges.Step {
        let burden = careProtocol.step(next.step)?.burden
        return WhatChanges.Step(
            step: view.stepName(next.step),
            address: address(ofStep: next.step),
            changes: next.couldChange.map { change in
                let to = change.to.map { wording($0.label) }.joined(separator: ", ")
                let how = wording(change.isAlone ? CriteriaWord.alone : CriteriaWord.together)
                return "\(setName(change.criteria)): \(wording(change.from.label)) → \(to) (\(how))"
            },
            reason: next.reason.text(language),
            burden: isUseful ? burden.map { wording(WorkupWord.burden($0)) } : nil
        )
    }
}
