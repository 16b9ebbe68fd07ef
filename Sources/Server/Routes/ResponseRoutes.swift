// Routes of what treatment brought: the response of one workup, and the clinic's rate beside the published ones.
import Domain
import HTTPTypes
import UseCases

/// `/api/v1/workups/{workupId}/response` and `/api/v1/statistics/response`.
enum ResponseRoutes {
    static let all: [Route] = [response, statistics]

    private static let response = Route(
        method: .get,
        path: "/api/v1/workups/{workupId}/response",
        operationID: "readResponse",
        summary: "Judges the response to treatment: responder, wearing-off, deterioration, trials, values by product.",
        tag: .treatments,
        permission: .readWorkups,
        parameters: [Parameters.workupID.declaration, Parameters.asOf.declaration],
        success: .json("The response, as proposed by the rules.", ResponseDocument.codec.schema()),
        handler: .signedIn { exchange in
            .json(
                try await ReadResponse.run(
                    exchange(Parameters.workupID),
                    asOf: exchange[Parameters.asOf],
                    call: exchange.call,
                    in: exchange.environment
                ).body
            )
        }
    )

    private static let protocolCode = Parameter<String>.query(
        "protocol",
        "The code of the protocol; `mmn` where left out.",
        .openCode()
    )

    private static let statistics = Route(
        method: .get,
        path: "/api/v1/statistics/response",
        operationID: "readResponseStatistics",
        summary: "The clinic's response rate to IVIg beside the published ones; hidden under five patients.",
        tag: .reports,
        permission: .readWorkups,
        parameters: [protocolCode.declaration],
        success: .json("The rates with their counts.", ResponseStatistics.codec.schema()),
        handler: .signedIn { exchange in
            .json(
                try await ReadResponseStatistics.run(
                    protocolCode: exchange[protocolCode] ?? "mmn",
                    call: exchange.call,
                    in: exchange.environment
                ).body
            )
        }
    )
}
