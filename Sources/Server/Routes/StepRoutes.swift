// Routes of the steps of a workup.
import Domain
import HTTPTypes
import UseCases

/// `/api/v1/workups/{workupId}/steps`.
enum StepRoutes {
    static let all: [Route] = [list, read, move]

    private static let list = Route(
        method: .get,
        path: "/api/v1/workups/{workupId}/steps",
        operationID: "listSteps",
        summary: "Lists the steps of a workup with what they wait for.",
        tag: .steps,
        permission: .readWorkups,
        parameters: [Parameters.workupID.declaration, Parameters.asOf.declaration],
        success: .page("The steps, in the order of the protocol.", StepDocument.codec.schema()),
        handler: .signedIn { exchange in
            .page(
                try await ListSteps.run(
                    exchange(Parameters.workupID),
                    asOf: exchange[Parameters.asOf],
                    call: exchange.call,
                    in: exchange.environment
                ),
                of: exchange
            )
        }
    )

    private static let read = Route(
        method: .get,
        path: "/api/v1/workups/{workupId}/steps/{stepCode}",
        operationID: "readStep",
        summary: "Reads a step with every state it went through.",
        tag: .steps,
        permission: .readWorkups,
        parameters: [
            Parameters.workupID.declaration, Parameters.stepCode.declaration, Parameters.asOf.declaration,
        ],
        success: .document("The step and its history.", RowSchemas.stepRecord),
        handler: .signedIn { exchange in
            .document(
                try await ReadStep.run(
                    exchange(Parameters.workupID),
                    code: exchange(Parameters.stepCode),
                    asOf: exchange[Parameters.asOf],
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let move = Route(
        method: .patch,
        path: "/api/v1/workups/{workupId}/steps/{stepCode}",
        operationID: "moveStep",
        summary: "Moves a step to another state, or changes who does it and when.",
        tag: .steps,
        permission: .moveSteps,
        parameters: [Parameters.workupID.declaration, Parameters.stepCode.declaration],
        body: StepMove.codec.schema(),
        needsVersion: true,
        success: .document("The step and its history.", RowSchemas.stepRecord),
        problems: [.illegalTransition, .cannotStartYet, .resultMissing, .workupClosed],
        handler: .signedIn { exchange in
            .document(
                try await MoveStep.run(
                    exchange(Parameters.workupID),
                    code: exchange(Parameters.stepCode),
                    expecting: exchange.expectedVersion(),
                    exchange.decode(StepMove.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )
}
