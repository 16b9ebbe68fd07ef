// Routes of the views of the worklist that an organisation or one of its teams keeps.
import Domain
import HTTPTypes
import UseCases

/// `/api/v1/worklist/views`.
enum WorklistViewRoutes {
    static let all: [Route] = [list, keep, end]

    private static let path = "/api/v1/worklist/views"

    private static let list = Route(
        method: .get,
        path: path,
        operationID: "listWorklistViews",
        summary: "Lists the kept views of the worklist: those of the caller's organisation and teams.",
        tag: .workups,
        permission: .readWorkups,
        success: .page("The views, each with the query of `/api/v1/workups`.", WorklistView.codec.schema()),
        handler: .signedIn { exchange in
            .page(try await ListWorklistViews.run(call: exchange.call, in: exchange.environment), of: exchange)
        }
    )

    private static let keep = Route(
        method: .post,
        path: path,
        operationID: "keepWorklistView",
        summary: "Keeps a query of the worklist under a name, for the organisation or for a team of the caller's.",
        tag: .workups,
        permission: .keepViews,
        body: KeepWorklistView.Input.codec.schema(),
        success: .created("The view; it is read in the list.", WorklistView.codec.schema()),
        problems: [.worklistViewExists],
        handler: .signedIn { exchange in
            let input = try exchange.decode(KeepWorklistView.Input.codec)
            let answer = try await KeepWorklistView.run(
                input.asking(try WorklistQuery.kept(input.query)),
                call: exchange.call,
                in: exchange.environment
            )
            return .created(answer, at: "\(path)/\(ID<WorklistView>(answer.id))")
        }
    )

    private static let end = Route(
        method: .delete,
        path: "\(path)/{viewId}",
        operationID: "endWorklistView",
        summary: "Removes a kept view, for everybody who has it.",
        tag: .workups,
        permission: .keepViews,
        parameters: [Parameters.viewID.declaration],
        success: .json("Which one it was.", RowSchemas.endedView),
        handler: .signedIn { exchange in
            .json(
                try await EndWorklistView.run(
                    exchange(Parameters.viewID),
                    call: exchange.call,
                    in: exchange.environment
                ).body
            )
        }
    )
}
