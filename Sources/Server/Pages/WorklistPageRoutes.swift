// The page of the worklist.
import Domain
import Pages
import Reports
import UseCases

/// `/worklist` and what is below it.
enum WorklistPageRoutes {
    static let all = [show]

    private static let counts = Parameter<Bool>.query("counts", "Whether to count the workups in each state.", .bool)

    private static let show = Route.page(
        "/worklist",
        "worklistPage",
        "The worklist of the team.",
        .readWorkups,
        in: .worklist,
        parameters: WorklistQuery.parameters + [counts.declaration]
    ) { exchange in
        var filter = WorklistQuery.filter(of: exchange.open.arguments)
        var asked = WorklistAsked(
            WorklistQuery.names.compactMap { name in
                exchange.open.arguments.texts[name].map { .init(name: name, value: $0) }
            }
        )
        if !exchange.open.hasQuery {
            // Whoever asks for nothing in particular works on what is open.
            filter.status = .open
            asked["status"] = WorkupStatus.open.rawValue
        }
        let worklist = try await ReadWorklist.run(
            filter,
            cursor: exchange[Parameters.cursor],
            isCounting: exchange[counts] == true,
            call: exchange.call,
            in: exchange.environment
        )
        let matter = WorklistMatter(
            lines: worklist.lines,
            asked: asked,
            protocols: worklist.protocols,
            criteriaSets: exchange.environment.criteriaSets,
            next: worklist.next,
            views: views(of: exchange, asked),
            counts: worklist.counts,
            reader: exchange.call.actor,
            wording: exchange.wording
        )
        return exchange.show(WorklistPage(matter), at: asked.address)
    }

    /// The views that everybody has.
    private static func views(of exchange: PageExchange, _ asked: WorklistAsked) -> [WorklistPage.View] {
        let actor = exchange.call.actor
        let open = WorklistAsked.Item(name: "status", value: WorkupStatus.open.rawValue)
        var views: [(WorklistWord, [WorklistAsked.Item])] = [(.all, [open])]
        if let user = actor.userID {
            views.append((.own, [open, .init(name: "assignee", value: user.description)]))
        }
        views.append((.ownOverdue, [open, .init(name: "overdue", value: "true")]))
        return views.map { word, items in
            let view = WorklistAsked(items)
            return WorklistPage.View(
                name: exchange.wording(word),
                address: view.address,
                isCurrent: Set(view.query) == Set(asked.query)
            )
        }
    }
}
