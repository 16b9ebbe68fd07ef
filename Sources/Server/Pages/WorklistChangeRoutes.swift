// The stream of what changes in the worklist while somebody looks at it.
import Domain
import HTTPTypes
import UseCases

/// `/worklist/changes`.
enum WorklistChangeRoutes {
    static let all = [changes]

    static let path = "/worklist/changes"

    private static let after = Parameter<ChangePlace>.query(
        "after",
        "What is known already, as the page of the worklist gave it; from now on where left out.",
        .textual(
            schema: Schema(("type", "string"), ("pattern", #"^[0-9a-f]{1,32}-[0-9]{1,15}$"#)),
            expecting: Localized(en: "a place that the page gave", nl: "een plaats die de pagina gaf"),
            { ChangePlace($0) },
            text: { $0.text }
        )
    )

    private static let changes = Route(
        method: .get,
        path: path,
        operationID: "worklistChanges",
        summary: "Tells which of the reader's workups change: `changed` with their ids, `ended` with the session.",
        tag: .pages,
        permission: .readWorkups,
        parameters: [after.declaration],
        success: .text("Server-sent events, with nothing of a patient.", "text/event-stream"),
        problems: [.signInUnfinished],
        handler: .watching { exchange in
            try await exchange.call.authorise(.readWorkups, in: exchange.service.environment)
            guard let user = exchange.call.actor.userID, let slot = exchange.service.streams.open(for: user) else {
                throw exchange.service.limits.refusedStream()
            }
            let stream = ChangeStream(
                service: exchange.service,
                token: exchange.token,
                call: exchange.call,
                // A browser that comes back says what it heard last.
                after: exchange.lastEvent.flatMap { ChangePlace($0) } ?? exchange.arguments.optional(after)
                    ?? exchange.service.changes.place,
                slot: slot
            )
            return .stream(type: "text/event-stream") { writer in try await stream.run(&writer) }
        }
    )
}
