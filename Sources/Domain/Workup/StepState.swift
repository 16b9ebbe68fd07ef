// The states of a diagnostic step and the one table of which may follow which. The schema holds the same table
// (`step_transition`); a test keeps the two equal.

/// Where a diagnostic step stands: on its way to a reviewed result, or ended without one.
package enum StepState: String, Code {
    case planned, requested, scheduled, performed, reported, reviewed
    case notNeeded, notPossible, declined, cancelled

    /// Whether somebody still has something to do for it. A reported step waits for review, so it is open.
    package var isOpen: Bool {
        switch self {
        case .planned, .requested, .scheduled, .performed, .reported: true
        case .reviewed, .notNeeded, .notPossible, .declined, .cancelled: false
        }
    }

    /// Whether it ended without a result; such a state always carries a reason.
    package var isEndedWithoutResult: Bool {
        switch self {
        case .notNeeded, .notPossible, .declined, .cancelled: true
        case .planned, .requested, .scheduled, .performed, .reported, .reviewed: false
        }
    }

    /// Whether a step that waits for this one may begin: a result exists, or it was judged not to be needed.
    /// *Not possible* and *declined* do not settle it: going on then takes an override with a reason.
    package var settlesPrerequisite: Bool { self == .reported || self == .reviewed || self == .notNeeded }

    /// Whether moving here begins the step, which an unmet prerequisite stops.
    package var beginsStep: Bool { self == .requested || self == .scheduled || self == .performed }

    /// The states that may follow this one, itself included (a change of date or person leaves the state).
    ///
    /// A result that arrives from elsewhere makes any step `reported`; an ended step can be planned again.
    package var legalNext: [StepState] {
        switch self {
        case .planned:
            [.planned, .requested, .scheduled, .performed, .reported, .notNeeded, .notPossible, .declined, .cancelled]
        case .requested:
            [.requested, .planned, .scheduled, .performed, .reported, .notNeeded, .notPossible, .declined, .cancelled]
        case .scheduled:
            [.scheduled, .requested, .performed, .reported, .notNeeded, .notPossible, .declined, .cancelled]
        case .performed: [.performed, .reported, .notPossible, .cancelled]
        case .reported: [.reported, .reviewed, .performed]
        case .reviewed: [.reviewed, .reported, .performed]
        case .notNeeded: [.notNeeded, .planned, .reported]
        case .notPossible: [.notPossible, .planned, .reported]
        case .declined: [.declined, .planned, .reported]
        case .cancelled: [.cancelled, .planned, .reported]
        }
    }
}

extension StepState {
    /// The words of the checklist; the Dutch needs a native clinician's eye (clinical sign-off, point 10).
    package var label: Localized {
        switch self {
        case .planned: Localized(en: "Not yet requested", nl: "Nog niet aangevraagd")
        case .requested: Localized(en: "Requested", nl: "Aangevraagd")
        case .scheduled: Localized(en: "Scheduled", nl: "Ingepland")
        case .performed: Localized(en: "Done, no result yet", nl: "Uitgevoerd")
        case .reported: Localized(en: "Result in", nl: "Uitslag bekend")
        case .reviewed: Localized(en: "Reviewed", nl: "Beoordeeld")
        case .notNeeded: Localized(en: "Not needed", nl: "Niet nodig")
        case .notPossible: Localized(en: "Not possible", nl: "Niet mogelijk")
        case .declined: Localized(en: "Declined by the patient", nl: "Patiënt ziet ervan af")
        case .cancelled: Localized(en: "Cancelled", nl: "Geannuleerd")
        }
    }
}
