// The page on which views of the worklist are kept and removed.
import Domain
import Pages
import Reports
import UseCases

/// `/worklist/views` and what is below it.
enum WorklistViewPageRoutes {
    static let all = [show, keep, remove]

    private static let path = "/worklist/views"
    private static let done = Parameter<ViewDone>.query("done", "What was just done.", .word(ViewDone.allCases))
    private static let asked = WorklistQuery.parameters.filter { !["cursor", "limit"].contains($0.name) }

    private static let show = Route.page(
        path,
        "worklistViewsPage",
        "The kept views of the worklist, and the form that keeps what was asked for as another one.",
        .readWorkups,
        in: .worklist,
        parameters: asked + [done.declaration]
    ) { exchange in
        let items = asked.compactMap { parameter in
            exchange.open.arguments.texts[parameter.name].map {
                WorklistAsked.Item(name: parameter.name, value: $0)
            }
        }
        var (page, shell) = try await exchange.worklistViewsPage(WorklistAsked(items))
        shell.notice = exchange[done].map { exchange.wording($0.word) }
        return exchange.show(page, in: shell)
    }

    private static let keep = Route.pageForm(
        path,
        "keepWorklistViewForm",
        "Keeps a view of the worklist under a name.",
        .keepViews,
        in: .worklist,
        problems: [.worklistViewExists]
    ) { exchange, form in
        try await exchange.answering(form) { typed in
            // A query that cannot be read was not made by our page: the form comes with that of the whole list.
            let asked = try? WorklistQuery.asked(typed.values["/query"] ?? "")
            return try await exchange.worklistViewsPage(asked ?? WorklistAsked([]), typed)
        } with: {
            try await form.using(KeepWorklistView.Input.codec) { input in
                _ = try await KeepWorklistView.run(
                    input.asking(try WorklistQuery.kept(input.query)),
                    call: exchange.call,
                    in: exchange.environment
                )
                return .redirect(to: "\(path)?done=kept")
            }
        }
    }

    private static let remove = Route.pageForm(
        "\(path)/{viewId}/removal",
        "endWorklistViewForm",
        "Removes a kept view of the worklist, for everybody who has it.",
        .keepViews,
        in: .worklist,
        parameters: [Parameters.viewID.declaration]
    ) { exchange, _ in
        _ = try await EndWorklistView.run(
            exchange(Parameters.viewID),
            call: exchange.call,
            in: exchange.environment
        )
        return .redirect(to: "\(path)?done=removed")
    }
}

/// What was just done with a view, as an address says it.
private enum ViewDone: String, CaseIterable {
    case kept, removed

    var word: WorklistViewWord {
        switch self {
        case .kept: .kept
        case .removed: .removed
        }
    }
}

extension PageExchange {
    /// The page of kept views.
    fileprivate func worklistViewsPage(
        _ asked: WorklistAsked,
        _ typed: FormTyped? = nil
    ) async throws -> (page: WorklistViewsPage, shell: PageShell) {
        let choices = try await ReadWorklistChoices.run(
            meeting: asked["meeting"].flatMap { ID<Meeting>($0) },
            call: call,
            in: environment
        )
        let matter = WorklistMatter(
            lines: [],
            asked: asked,
            protocols: choices.protocols,
            criteriaSets: environment.criteriaSets,
            next: nil,
            views: [],
            meetings: choices.meetings,
            counts: nil,
            changesAddress: nil,
            reader: call.actor,
            wording: wording
        )
        let page = WorklistViewsPage(
            matter,
            views: choices.views.map { ($0, WorklistAsked(view: $0)) },
            teams: choices.teams.map { ($0.code, $0.name) },
            key: newKey,
            typed
        )
        return (page, shell(at: asked.keepingAddress))
    }
}
