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
        self.after = after
        self.limit = limit
    }
}

/// A place in the order of the worklist: due date (nil is after all dates), then workup.
package struct WorklistPlace: Sendable, Hashable {
    package let dueOn: LocalDate?
    package let workup: ID<Workup>

    package init(dueOn: LocalDate?, workup: ID<Workup>) {
        self.dueOn = dueOn
        self.workup = workup
    }
}
