// What the worklist can be narrowed by, and a place in its order.

/// What the worklist is to show, and from where on.
package struct WorklistFilter: Sendable, Hashable {
    package var status: WorkupStatus?
    /// The code of a step that is open.
    package var step: String?
    package var stepState: StepState?
    package var assignee: ID<User>?
    package var organisation: String?
    package var isOverdue: Bool?
    package var protocolCode: String?
    package var text: String?
    /// The id of a criteria set: where it was evaluated, or where it gives `category`.
    package var criteria: String?
    /// The answer of `criteria`; without that, the highest answer of the protocol's sets.
    package var category: CriteriaCategory?
    /// The code of a step whose result the criteria lack.
    package var missing: String?
    /// Where the next step has waited for at least so many days.
    package var waitingDaysMin: Int?
    /// The state of the next step.
    package var nextState: WorklistNextState?
    /// A meeting on whose agenda the workup is.
    package var meeting: ID<Meeting>?
    /// Where the effect of a treatment wears off, or may, or a treated workup was not asked yet.
    package var wearingOff: WorklistWearingOff?
    /// The order of the list.
    package var order: WorklistOrder
    package var after: WorklistPlace?
    package var limit: Int

    package init(
        status: WorkupStatus? = nil,
        step: String? = nil,
        stepState: StepState? = nil,
        assignee: ID<User>? = nil,
        organisation: String? = nil,
        isOverdue: Bool? = nil,
        protocolCode: String? = nil,
        text: String? = nil,
        criteria: String? = nil,
        category: CriteriaCategory? = nil,
        missing: String? = nil,
        waitingDaysMin: Int? = nil,
        nextState: WorklistNextState? = nil,
        meeting: ID<Meeting>? = nil,
        wearingOff: WorklistWearingOff? = nil,
        order: WorklistOrder = .due,
        after: WorklistPlace? = nil,
        limit: Int = 50
    ) {
        self.status = status
        self.step = step
        self.stepState = stepState
        self.assignee = assignee
        self.organisation = organisation
        self.isOverdue = isOverdue
        self.protocolCode = protocolCode
        self.text = text
        self.criteria = criteria
        self.category = category
        self.missing = missing
        self.waitingDaysMin = waitingDaysMin
        self.nextState = nextState
        self.meeting = meeting
        self.wearingOff = wearingOff
        self.order = order
        self.after = after
        self.limit = limit
    }
}

/// The state of the step that comes next, or that none is open.
package enum WorklistNextState: String, Sendable, Hashable, CaseIterable {
    case planned, requested, scheduled, performed, reported
    /// No step is open. Not named `none`, which an optional would take for itself.
    case noStep = "none"
}

/// How surely the effect of a treatment that runs wears off before the next infusion. Where that was not worked out yet, a
/// workup with a course counts as one that may: it is better looked at than left out.
package enum WorklistWearingOff: String, Sendable, Hashable, CaseIterable {
    /// It is suspected or present.
    case suspected
    /// It is present.
    case present
}

/// In which order the worklist stands.
package enum WorklistOrder: String, Sendable, Hashable, CaseIterable {
    /// Overdue first, then by due date, undated last.
    case due
    /// The highest answer of the criteria first, within one answer by due date; what was never evaluated last.
    case category
    /// What has waited longest first; where no step is open last.
    case waiting
}

/// A place in the order of the worklist, after which a page begins.
package struct WorklistPlace: Sendable, Hashable {
    /// Where it stands in an order of the worklist.
    package enum Rank: Sendable, Hashable {
        /// By due date; nil is after all dates.
        case due(LocalDate?)
        /// By the answer, 1 for the highest, then by due date.
        case category(Int, LocalDate?)
        /// By the day since when the next step waits; nil is after all days.
        case waiting(LocalDate?)
    }

    /// Where it stands in its order.
    package let rank: Rank
    /// The workup, by which those of one rank are told apart.
    package let workup: ID<Workup>

    /// The order that the place is of.
    package var order: WorklistOrder {
        switch rank {
        case .due: .due
        case .category: .category
        case .waiting: .waiting
        }
    }

    /// A place.
    package init(_ rank: Rank, workup: ID<Workup>) {
        self.rank = rank
        self.workup = workup
    }
}
