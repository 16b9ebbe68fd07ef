// When a step is usually done: counting days from the opening, from the steps before it, or from the first treatment.

/// The usual time until a step is done.
package struct StepInterval: Sendable, Hashable {
    /// From which day the interval counts.
    package enum Anchor: String, Code {
        /// The day the workup was opened.
        case opening
        /// The day the last of the prerequisites was done.
        case prerequisites
        /// The first day of the running course of treatment.
        case treatmentStart

        package var label: Localized {
            switch self {
            case .opening: Localized(en: "from the opening", nl: "vanaf de opening")
            case .prerequisites: Localized(en: "from the steps before it", nl: "vanaf de stappen ervoor")
            case .treatmentStart: Localized(en: "from the start of treatment", nl: "vanaf de start van de behandeling")
            }
        }
    }

    /// The number of days, 0 or more.
    package let days: Int
    /// The day it counts from.
    package let from: Anchor

    /// So many days from a day.
    package init(days: Int, from: Anchor) {
        self.days = days
        self.from = from
    }
}

extension ProtocolStep {
    /// The day by which the step is usually done, or nil where the day it counts from is not known yet.
    ///
    /// A proposal: it is written into the step when it is planned, and people change it.
    package func dueOn(
        openedOn: LocalDate,
        prerequisitesDoneOn: LocalDate? = nil,
        treatmentStartedOn: LocalDate? = nil
    ) -> LocalDate? {
        guard let interval else { return nil }
        let start: LocalDate? =
            switch interval.from {
            case .opening: openedOn
            case .prerequisites: prerequisitesDoneOn
            case .treatmentStart: treatmentStartedOn
            }
        return start?.addingDays(interval.days)
    }
}

/// A proposed day for a step.
package struct StepDueDate: Sendable, Hashable {
    /// The day.
    package let on: LocalDate
    /// Whether it rests on the proposed day of an earlier step that is not done yet.
    package let isEstimate: Bool

    /// A proposed day.
    package init(on: LocalDate, isEstimate: Bool) {
        self.on = on
        self.isEstimate = isEstimate
    }
}

extension CareProtocol {
    /// The proposed day of every step that has one, by step code.
    ///
    /// Where a prerequisite is not done yet, its own proposed day stands in for it and the answer is marked as an
    /// estimate, so that a workup opened today shows when its meeting may be.
    package func dueDates(
        openedOn: LocalDate,
        doneOn: [String: LocalDate],
        treatmentStartedOn: LocalDate? = nil
    ) -> [String: StepDueDate] {
        var known: [String: StepDueDate] = [:]
        // Each pass settles at least one further step of an acyclic protocol; the bound also ends a cyclic one.
        for _ in steps {
            var isSettled = true
            for step in steps where known[step.code] == nil {
                guard
                    let due = dueDate(
                        of: step,
                        openedOn: openedOn,
                        doneOn: doneOn,
                        treatmentStartedOn: treatmentStartedOn,
                        known: known
                    )
                else { continue }
                known[step.code] = due
                isSettled = false
            }
            if isSettled { break }
        }
        return known
    }

    private func dueDate(
        of step: ProtocolStep,
        openedOn: LocalDate,
        doneOn: [String: LocalDate],
        treatmentStartedOn: LocalDate?,
        known: [String: StepDueDate]
    ) -> StepDueDate? {
        guard step.interval?.from == .prerequisites, !step.prerequisites.isEmpty else {
            let due = step.dueOn(
                openedOn: openedOn,
                prerequisitesDoneOn: openedOn,
                treatmentStartedOn: treatmentStartedOn
            )
            return due.map { StepDueDate(on: $0, isEstimate: false) }
        }
        var start: LocalDate?
        var isEstimate = false
        for code in step.prerequisites {
            guard let day = doneOn[code] ?? known[code]?.on else { return nil }
            if doneOn[code] == nil { isEstimate = true }
            start = max(start ?? day, day)
        }
        let due = step.dueOn(openedOn: openedOn, prerequisitesDoneOn: start)
        return due.map { StepDueDate(on: $0, isEstimate: isEstimate) }
    }
}
