// The steps: those with a result, then those without one and why.
import Domain

extension StepState {
    /// Whether the step brought a result.
    var hasResult: Bool { self == .reported || self == .reviewed }
}

extension CaseMatter {
    var steps: ReportSection {
        guard !document.steps.isEmpty else {
            return section(.steps, [.paragraph(.nothing, wording(StepWord.noSteps))])
        }
        let done = document.steps.filter(\.state.hasResult)
        let notDone = document.steps.filter { !$0.state.hasResult }
        var blocks: [ReportBlock] = [.facts([stepsSummary])]
        blocks.append(
            done.isEmpty
                ? .paragraph(.nothing, wording(StepWord.noneDone))
                : .table(
                    wording.tableWithRemarks(
                        StepWord.stepsDone,
                        [
                            wording.column(StepWord.step), wording.column(StepWord.state),
                            wording.dates(StepWord.performedOn), wording.column(StepWord.who),
                            wording.column(StepWord.note),
                        ],
                        done.map(doneRow)
                    )
                )
        )
        blocks.append(
            notDone.isEmpty
                ? .paragraph(.nothing, wording(StepWord.allDone))
                : .table(
                    wording.tableWithRemarks(
                        StepWord.stepsNotDone,
                        [
                            wording.column(StepWord.step), wording.column(StepWord.state),
                            wording.column(StepWord.due), wording.column(StepWord.who), wording.column(StepWord.reason),
                        ],
                        notDone.map(notDoneRow)
                    )
                )
        )
        return section(.steps, blocks)
    }

    /// `5 of 9, 1 overdue`.
    var stepsSummary: ReportFact {
        let settled = document.steps.count { !$0.state.isOpen || $0.state == .reported }
        let overdue = document.steps.count(where: \.isOverdue)
        var text = "\(settled) \(wording(StepWord.ofSteps)) \(document.steps.count)"
        if overdue > 0 { text += ", \(overdue) \(wording(StepWord.overdueCount))" }
        return wording.fact(StepWord.summary, ReportValue(text, overdue > 0 ? .warning : .plain))
    }

    private func stateValue(_ step: StepDocument) -> ReportValue {
        ReportValue(
            "\(step.state.label(language)), \(wording(StepWord.since)) \(wording.date(step.stateSince))",
            code: step.state.rawValue
        )
    }

    private func stepHead(_ step: StepDocument) -> ReportValue {
        ReportValue("\(stepName(step.code)) (\(step.requirement.label(language)))", code: step.code)
    }

    private func who(_ step: StepDocument) -> ReportValue {
        // Who recorded the step stands in for whoever does it only where nobody is named.
        let recorded =
            step.assignee == nil
            ? step.recordedBy.map { "\(wording.lowercasingFirst(wording(FrameWord.recordedBy))) \($0)" } : nil
        let parts = [step.assignee?.name, step.organisation, recorded]
        return wording.value(text: parts.compactMap { $0 }.joined(separator: ", "), orElse: .notRecorded)
    }

    private func doneRow(_ step: StepDocument) -> ReportRow {
        var remarks: [String] = []
        if let origin = step.origin { remarks.append("\(wording(StepWord.origin)) \(origin)") }
        if let override = step.overrideReason { remarks.append("\(wording(StepWord.begunAnyway)) \(override)") }
        if let reason = step.reason { remarks.append(reason) }
        if let note = step.note { remarks.append(note) }
        return .cells([
            stepHead(step), stateValue(step),
            step.performedOn.map { wording.value($0) } ?? wording.nothing(.notRecorded),
            who(step), wording.value(text: remarks.joined(separator: "; "), orElse: .none),
        ])
    }

    private func notDoneRow(_ step: StepDocument) -> ReportRow {
        var remarks: [String] = []
        if let reason = step.reason { remarks.append(reason) }
        if !step.cannotStartYet.isEmpty {
            remarks.append(
                "\(wording(StepWord.unmet)) \(step.cannotStartYet.map { stepName($0) }.joined(separator: ", "))"
            )
        }
        if let override = step.overrideReason { remarks.append("\(wording(StepWord.begunAnyway)) \(override)") }
        if let on = step.scheduledOn { remarks.append("\(wording(StepWord.scheduledOn)) \(wording.date(on))") }
        if let on = step.performedOn {
            remarks.append("\(wording(StepWord.performedOn).lowercased()) \(wording.date(on))")
        }
        if step.state.isOpen, let days = step.waitingDays {
            remarks.append(wording.count(days, one: FrameWord.dayWaiting, many: FrameWord.daysWaiting))
        }
        if let note = step.note { remarks.append(note) }
        return .cells([
            stepHead(step), stateValue(step), due(step), who(step),
            wording.value(text: remarks.joined(separator: "; "), orElse: .none),
        ])
    }

    private func due(_ step: StepDocument) -> ReportValue {
        guard step.state.isOpen else {
            return ReportValue(step.state.label(language), code: step.state.rawValue, .nothing)
        }
        guard let on = step.dueOn else { return wording.nothing(.notRecorded) }
        guard step.isOverdue else { return wording.value(on) }
        return ReportValue("\(wording.date(on)), \(wording(StepWord.overdue))", code: on.description, .warning)
    }
}
