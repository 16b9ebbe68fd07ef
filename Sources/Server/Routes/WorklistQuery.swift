// What may be asked of the worklist, and how it becomes the record's filter.
import Domain
import Pages
import UseCases

/// Reads the filter of the worklist.
enum WorklistQuery {
    private static let status = Parameter<WorkupStatus>.query(
        "status",
        "Open or closed workups only.",
        .word(WorkupStatus.allCases)
    )
    private static let step = Parameter<String>.query("step", "Where this step is open.", .openCode())
    private static let stepState = Parameter<StepState>.query(
        "stepState",
        "Where an open step (`step`, or any) is in this state.",
        .word(StepState.allCases)
    )
    private static let assignee = Parameter<ID<User>>.query(
        "assignee",
        "Where this user follows the workup or one of its open steps.",
        .id()
    )
    private static let overdue = Parameter<Bool>.query(
        "overdue",
        "Only with an overdue step, or only without.",
        .bool
    )
    private static let careProtocol = Parameter<String>.query("protocol", "On this protocol.", .openCode())
    private static let text = Parameter<String>.query(
        "text",
        "Words of the question or the referrer; never of a patient's name.",
        .text(max: 200)
    )
    private static let criteria = Parameter<String>.query(
        "criteria",
        "Where this criteria set gives an answer, or gives `category`.",
        .openCode()
    )
    private static let category = Parameter<CriteriaCategory>.query(
        "category",
        "With this answer of `criteria`; without that, as the highest answer of the protocol's sets.",
        .word(CriteriaCategory.allCases)
    )
    private static let missing = Parameter<String>.query(
        "missing",
        "Where the criteria lack the result of this step.",
        .openCode()
    )
    private static let waitingDaysMin = Parameter<Int>.query(
        "waitingDaysMin",
        "Where the next step has waited for at least so many days.",
        .integer(0...36_500)
    )
    private static let nextState = Parameter<WorklistNextState>.query(
        "nextState",
        "Where the next step is in this state, or no step is open.",
        .word(WorklistNextState.allCases)
    )
    private static let meeting = Parameter<ID<Meeting>>.query(
        "meeting",
        "On the agenda of this meeting.",
        .id()
    )
    private static let wearingOff = Parameter<WorklistWearingOff>.query(
        "wearingOff",
        """
        Where the effect of a treatment that runs is suspected to wear off before the next infusion (`present`: does), and, \
        without an answer in `wearingOff`, treated workups for which this was not worked out yet.
        """,
        .word(WorklistWearingOff.allCases)
    )
    private static let order = Parameter<WorklistOrder>.query(
        "order",
        "By due date, by the highest answer of the protocol's sets, or the longest waiting first; by due date where left out.",
        .word(WorklistOrder.allCases)
    )
    private static let limit = Parameter<Int>.query(
        "limit",
        "How many on a page; 50 where left out.",
        .integer(1...ListWorklist.pageSizeMax)
    )

    /// The parameters of the worklist, in the order of the API document.
    static let parameters = [
        status.declaration, step.declaration, stepState.declaration, assignee.declaration,
        Parameters.organisation.declaration, overdue.declaration, careProtocol.declaration, text.declaration,
        criteria.declaration, category.declaration, missing.declaration, waitingDaysMin.declaration,
        nextState.declaration, meeting.declaration, wearingOff.declaration, order.declaration,
        Parameters.cursor.declaration, limit.declaration,
    ]

    /// The names of what may be asked, in the same order.
    static let names = parameters.map(\.name).filter { $0 != "limit" } + ["counts"]

    /// The names of what a view keeps.
    private static let keptParameters = parameters.filter { !["cursor", "limit"].contains($0.name) }

    /// What a query asks of the list, read as strictly as a request for the list.
    ///
    /// - Parameter query: the query of an address of the list, without its question mark.
    /// - Returns: what it asks, with what a view keeps of it.
    /// - Throws: `UseCaseError` with every fault, at `/query`.
    static func asked(_ query: String) throws(UseCaseError) -> WorklistAsked {
        let text = QueryText(query)
        var faults = text.faults
        for item in text.items where !item.value.isEmpty {
            if let parameter = keptParameters.first(where: { $0.name == item.name }) {
                faults += parameter.faults(item.value)
            } else {
                faults.append(
                    ProblemFault(
                        .parameter(item.name),
                        .unknownField,
                        Localized(
                            en: "A view of the worklist keeps no part \(item.name).",
                            nl: "Een weergave van de werklijst bewaart geen deel \(item.name)."
                        )
                    )
                )
            }
        }
        guard faults.isEmpty else {
            throw .invalid(Faults(faults.map { Fault("/query", $0.code, en: $0.message.en, nl: $0.message.nl) }))
        }
        return WorklistAsked(text.items.map { .init(name: $0.name, value: $0.value) }).kept
    }

    /// The query of a view in the form in which it is kept.
    ///
    /// - Parameter query: the query of an address of the list, without its question mark.
    /// - Returns: the same with what a view does not keep left out.
    /// - Throws: `UseCaseError` with every fault, at `/query`.
    static func kept(_ query: String) throws(UseCaseError) -> String { try asked(query).keptQuery }

    /// What a request asks of the worklist.
    static func filter(of exchange: Exchange) -> WorklistFilter { filter(of: exchange.arguments) }

    /// What a page of the worklist asks of it.
    static func filter(of arguments: Arguments) -> WorklistFilter {
        WorklistFilter(
            status: arguments.optional(status),
            step: arguments.optional(step),
            stepState: arguments.optional(stepState),
            assignee: arguments.optional(assignee),
            organisation: arguments.optional(Parameters.organisation),
            isOverdue: arguments.optional(overdue),
            protocolCode: arguments.optional(careProtocol),
            text: arguments.optional(text),
            criteria: arguments.optional(criteria),
            category: arguments.optional(category),
            missing: arguments.optional(missing),
            waitingDaysMin: arguments.optional(waitingDaysMin),
            nextState: arguments.optional(nextState),
            meeting: arguments.optional(meeting),
            wearingOff: arguments.optional(wearingOff),
            order: arguments.optional(order) ?? .due,
            limit: arguments.optional(limit) ?? 50
        )
    }
}
