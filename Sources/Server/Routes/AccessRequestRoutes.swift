// Routes of requests for access: what the clash of a number becomes, and how it is decided on.
import Domain
import HTTPTypes
import UseCases

/// `/api/v1/access-requests`, and the decision beside the patient.
enum AccessRequestRoutes {
    static let all: [Route] = [ask, list, decide]

    private static let requestID = Parameter<ID<AccessRequest>>.path("requestId", "The request.", .id())

    private static let limit = Parameter<Int>.query(
        "limit",
        "How many on a page; 100 where left out.",
        .integer(1...ListAccessRequests.pageSizeMax)
    )

    private static let ask = Route(
        method: .post,
        path: "/api/v1/access-requests",
        operationID: "requestAccess",
        summary:
            "Asks to see the patient with a number, for your organisation. The answer says nothing of whether there is "
            + "one: whoever sees the patient decides.",
        tag: .access,
        permission: .changePatients,
        body: RequestAccess.Input.codec.schema(),
        success: RouteSuccess(
            status: .accepted,
            summary: "That it was received.",
            content: [("application/json", RequestAccess.Received.codec.schema())],
            fields: []
        ),
        problems: [.tooManyAccessRequests],
        handler: .signedIn { exchange in
            let answer = try await RequestAccess.run(
                exchange.decode(RequestAccess.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            return .json(answer.body, status: .accepted)
        }
    )

    private static let list = Route(
        method: .get,
        path: "/api/v1/access-requests",
        operationID: "listAccessRequests",
        summary: "What other organisations ask to see of your patients, and nobody decided on, the newest first.",
        tag: .access,
        permission: .readPatients,
        parameters: [Parameters.cursor.declaration, limit.declaration],
        success: .page("The requests.", RowSchemas.accessRequestLine),
        handler: .signedIn { exchange in
            .page(
                try await ListAccessRequests.run(
                    cursor: exchange[Parameters.cursor],
                    limit: exchange[limit] ?? 100,
                    call: exchange.call,
                    in: exchange.environment
                ),
                of: exchange
            )
        }
    )

    private static let decide = Route(
        method: .post,
        path: "/api/v1/patients/{patientId}/access-requests/{requestId}/decision",
        operationID: "decideAccessRequest",
        summary: "Grants or refuses a request for access; what is granted counts at once.",
        tag: .access,
        permission: .shareRecords,
        parameters: [Parameters.patientID.declaration, requestID.declaration],
        body: DecideAccessRequest.Input.codec.schema(),
        success: .document("Relations, objections and requests.", RowSchemas.access),
        problems: [.requestNotYours],
        handler: .signedIn { exchange in
            .document(
                try await DecideAccessRequest.run(
                    exchange(Parameters.patientID),
                    exchange(requestID),
                    exchange.decode(DecideAccessRequest.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )
}

extension RowSchemas {
    static let accessRequestLine = record(
        "AccessRequestLine",
        [
            ("id", uuid),
            (
                "patient",
                record(
                    "RequestedPatient",
                    [("id", uuid), ("familyName", text), ("givenNames", list(text)), ("sex", text)],
                    optional: [("birthDate", partialDate)]
                )
            ),
            ("organisation", text), ("userName", text), ("requestedAt", instant),
        ],
        optional: [("reason", text)]
    )

    static let accessRequest = record(
        "AccessRequest",
        [
            ("id", uuid), ("organisation", text), ("userName", text), ("requestedAt", instant),
        ],
        optional: [
            ("reason", text), ("isGranted", flag), ("decisionReason", text), ("decidedAt", instant),
            ("decidedBy", text),
        ]
    )
}
