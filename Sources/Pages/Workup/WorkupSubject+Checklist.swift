// The checklist of a workup: done is quiet, open work stands out, and what cannot start yet says why.
import Domain
import Reports

extension WorkupSubject {
    /// The steps in the phases of the protocol; what the protocol does not name stands at the end.
    var phases: [WorkupPage.Phase] {
        let known = Set(careProtocol.steps.map(\.code))
        var phases = careProtocol.phases.compactMap { phase -> WorkupPage.Phase? in
            let codes = careProtocol.steps.filter { $0.phase == phase.code }.map(\.code)
            let tasks = codes.compactMap { code in document.steps.first { $0.code == code } }.map(task)
            guard !tasks.isEmpty else { return nil }
            return WorkupPage.Phase(id: "phase-\(phase.code)", name: phase.names[language], tasks: tasks)
        }
        let others = document.steps.filter { !known.contains($0.code) }
        if !others.isEmpty {
            phases.append(
                WorkupPage.Phase(id: "phase-others", name: wording(WorkupWord.otherSteps), tasks: others.map(task))
            )
        }
        return phases
    }

    /// Whether a step waits for others and nobody decided to begin all the same.
    func cannotStart(_ step: StepDocument) -> Bool {
        step.state == .planned && !step.cannotStartYet.isEmpty && step.overrideReason == nil
    }

    private func task(_ step: StepDocument) -> WorkupPage.Task {
        let isBlocked = cannotStart(step)
        return WorkupPage.Task(
            id: "task-\(step.code)",
            name: view.stepName(step.code),
            address: isBlocked ? nil : address(ofStep: step.code),
            hint: hint(step, isBlocked: isBlocked),
            state: stateWords(step, isBlocked: isBlocked),
            stateClass: stateClass(step, isBlocked: isBlocked),
            requirement: requirement(step),
            note: who(step),
            overrideAddress: isBlocked ? address(ofStep: step.code) : nil
        )
    }

    private func stateWords(_ step: StepDocument, isBlocked: Bool) -> String {
        if isBlocked { return wording(WorkupWord.cannotStartYet) }
        return step.isOverdue ? "\(wording(step.state.label)), \(wording(StepWord.overdue))" : wording(step.state.label)
    }

    private func stateClass(_ step: StepDocument, isBlocked: Bool) -> String {
        if isBlocked { return "blocked" }
        if step.isOverdue { return "late" }
        switch step.state {
        case .planned, .requested, .scheduled, .performed: return "open"
        case .reported: return "strong"
        case .reviewed, .notNeeded, .notPossible, .declined, .cancelled: return "done"
        }
    }

    private func requirement(_ step: StepDocument) -> String {
        guard step.requirement == .conditional, let condition = careProtocol.step(step.code)?.condition else {
            return wording(step.requirement.label)
        }
        return "\(wording(step.requirement.label)): \(wording(condition.text))"
    }

    /// One sentence: why it cannot start, why it ended, what it waits for, or what it is for.
    private func hint(_ step: StepDocument, isBlocked: Bool) -> String {
        if isBlocked {
            let names = step.cannotStartYet.map { view.stepName($0) }
            return "\(wording(WorkupWord.first)): \(names.joined(separator: ", "))."
        }
        var parts: [String] = []
        if let reason = step.reason { parts.append(reason) }
        if let override = step.overrideReason { parts.append("\(wording(StepWord.begunAnyway)) \(override)") }
        if let on = step.performedOn { parts.append("\(wording(StepWord.performedOn)) \(wording.date(on))") }
        if step.state == .scheduled, let on = step.scheduledOn {
            parts.append("\(wording(StepWord.scheduledOn)) \(wording.date(on))")
        }
        if step.state.isOpen {
            if let due = step.dueOn { parts.append("\(wording(StepWord.due)) \(wording.date(due))") }
            if let days = step.waitingDays, days > 0 {
                parts.append(wording.count(days, one: FrameWord.dayWaiting, many: FrameWord.daysWaiting))
            }
        }
        if let origin = step.origin { parts.append("\(wording(StepWord.origin)) \(origin)") }
        return parts.joined(separator: " · ")
    }

    private func who(_ step: StepDocument) -> String? {
        let people = [step.assignee?.name, step.organisation].compactMap(\.self)
        let recorded = step.recordedBy.map {
            "\(wording(FrameWord.recordedBy)) \($0), \(wording.date(wording.day(of: step.recordedAt)))"
        }
        let parts = [people.isEmpty ? nil : people.joined(separator: ", "), recorded].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }
}
