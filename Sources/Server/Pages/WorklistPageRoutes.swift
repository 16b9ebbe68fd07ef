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
        // Taken before the list is read: what changes meanwhile is told.
        let place = exchange.open.service.changes.place
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
            views: views(of: exchange, asked, worklist.choices.views),
            meetings: worklist.choices.meetings,
            counts: worklist.counts,
            changesAddress: "\(WorklistChangeRoutes.path)?after=\(place.text)",
            reader: exchange.call.actor,
            wording: exchange.wording
        )
        return exchange.show(WorklistPage(matter), at: asked.address)
    }

    /// The views that everybody has, then the kept ones. One at most is the present one.
    private static func views(
        of exchange: PageExchange,
        _ asked: WorklistAsked,
        _ kept: [WorklistView]
    ) -> [WorklistPage.View] {
        let actor = exchange.call.actor
        let open = WorklistAsked.Item(name: "status", value: WorkupStatus.open.rawValue)
        var standard: [(WorklistWord, [WorklistAsked.Item])] = [(.all, [open])]
        if let user = actor.userID {
            standard.append((.own, [open, .init(name: "assignee", value: user.description)]))
        }
        standard.append((.ownOverdue, [open, .init(name: "overdue", value: "true")]))
        let own = kept.map { (view: $0, asked: WorklistAsked(view: $0)) }
        let present = own.first { Set($0.asked.items) == Set(asked.kept.items) }?.view.id
        return standard.map { word, items in
            let view = WorklistAsked(items)
            return WorklistPage.View(
                name: exchange.wording(word),
                address: view.address,
                isCurrent: present == nil && Set(view.query) == Set(asked.query)
            )
        }
            + own.map { view, asked in
                WorklistPage.View(
                    name: view.team.map { "\(view.name) (\($0))" } ?? view.name,
                    address: asked.address,
                    isCurrent: view.id == present
                )
            }
    }
}

extension WorklistAsked {
    /// What a kept view asks. It was read before it was kept; what the list does not know any more is told by the list.
    init(view: WorklistView) {
        self = WorklistAsked(QueryText(view.query).items.map { .init(name: $0.name, value: $0.value) }).kept
    }
}
