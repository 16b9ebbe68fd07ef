// Routes of evaluations: what the criteria say of a workup now or at an instant, and how their answers went.
import Domain
import HTTPTypes
import UseCases

/// `/api/v1/workups/{workupId}/evaluations`, and `/api/v1/criteria`.
enum EvaluationRoutes {
    static let all: [Route] = [read, history, criteria]

    private static let read = Route(
        method: .get,
        path: "/api/v1/workups/{workupId}/evaluations",
        operationID: "readEvaluations",
        summary: "Reads what every criteria set says of a workup, with its reasons and the findings it saw.",
        tag: .evaluations,
        permission: .readWorkups,
        parameters: [Parameters.workupID.declaration, Parameters.asOf.declaration],
        success: .document(
            "The evaluation; its number is the version.",
            EvaluationDocument.codec.schema()
        ),
        handler: .signedIn { exchange in
            .document(
                try await ReadEvaluation.run(
                    exchange(Parameters.workupID),
                    asOf: exchange[Parameters.asOf],
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let history = Route(
        method: .get,
        path: "/api/v1/workups/{workupId}/evaluations/history",
        operationID: "listEvaluations",
        summary: "Lists every evaluation of a workup, newest first, with the answer of each criteria set.",
        tag: .evaluations,
        permission: .readWorkups,
        parameters: [Parameters.workupID.declaration, Parameters.asOf.declaration],
        success: .page("The evaluations.", RowSchemas.evaluationLine),
        handler: .signedIn { exchange in
            .page(
                try await ListEvaluations.run(
                    exchange(Parameters.workupID),
                    asOf: exchange[Parameters.asOf],
                    call: exchange.call,
                    in: exchange.environment
                ),
                of: exchange
            )
        }
    )

    private static let criteria = Route(
        method: .get,
        path: "/api/v1/criteria",
        operationID: "listCriteriaSets",
        summary: "Lists the criteria sets with what was published of their accuracy, to stand beside a verdict.",
        tag: .evaluations,
        permission: .readProtocols,
        success: .page("The criteria sets.", RowSchemas.criteriaSet),
        handler: .signedIn { exchange in
            .page(try await ListCriteriaSets.run(call: exchange.call, in: exchange.environment), of: exchange)
        }
    )
}
