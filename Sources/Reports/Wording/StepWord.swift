// Words of the steps: what was done, what was not, and why.
package import Domain

/// The words of the section on steps.
package enum StepWord: String, ReportWord {
    case stepsDone, stepsNotDone, step, state, performedOn, who, origin, reason, due, overdue, unmet
    case begunAnyway, since, scheduledOn, summary, ofSteps, overdueCount, noSteps, allDone, noneDone, note

    package var text: Localized {
        switch self {
        case .stepsDone: Localized(en: "Steps with a result", nl: "Stappen met een uitslag")
        case .stepsNotDone: Localized(en: "Steps without a result", nl: "Stappen zonder uitslag")
        case .step: Localized(en: "Step", nl: "Stap")
        case .state: Localized(en: "State", nl: "Stand")
        case .performedOn: Localized(en: "Performed on", nl: "Uitgevoerd op")
        case .who: Localized(en: "Who", nl: "Wie")
        case .origin: Localized(en: "Result from", nl: "Uitslag van")
        case .reason: Localized(en: "Reason and what it waits for", nl: "Reden en waarop het wacht")
        case .due: Localized(en: "Due", nl: "Uiterlijk")
        case .overdue: Localized(en: "overdue", nl: "te laat")
        case .unmet: Localized(en: "cannot start yet, first:", nl: "kan nog niet, eerst:")
        case .begunAnyway: Localized(en: "begun without a prerequisite:", nl: "begonnen zonder voorafgaande stap:")
        case .since: Localized(en: "since", nl: "sinds")
        case .scheduledOn: Localized(en: "scheduled for", nl: "ingepland op")
        case .summary: Localized(en: "Steps settled", nl: "Stappen afgerond")
        case .ofSteps: Localized(en: "of", nl: "van")
        case .overdueCount: Localized(en: "overdue", nl: "te laat")
        case .noSteps: Localized(en: "No steps are recorded.", nl: "Er zijn geen stappen vastgelegd.")
        case .allDone: Localized(en: "Every step has a result.", nl: "Elke stap heeft een uitslag.")
        case .noneDone: Localized(en: "No step has a result yet.", nl: "Nog geen enkele stap heeft een uitslag.")
        case .note: Localized(en: "Note", nl: "Opmerking")
        }
    }
}
