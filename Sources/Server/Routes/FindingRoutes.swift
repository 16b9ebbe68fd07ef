// Routes of findings: recorded, corrected, withdrawn, with every version kept.
import Domain
import HTTPTypes
import UseCases

/// `/api/v1/workups/{workupId}/findings`.
enum FindingRoutes {
    static let all: [Route] = [list, record, read, correct, withdraw]

    private static let kind = Parameter<FindingKind>.query(
        "kind",
        "Findings of this kind only.",
        .word(FindingKind.allCases)
    )

    private static let list = Route(
        method: .get,
        path: "/api/v1/workups/{workupId}/findings",
        operationID: "listFindings",
        summary: "Lists the findings of a workup, the newest version of each.",
        tag: .findings,
        permission: .readWorkups,
        parameters: [Parameters.workupID.declaration, kind.declaration, Parameters.asOf.declaration],
        success: .page("The findings.", FindingDocument.codec.schema()),
        handler: .signedIn { exchange in
            .page(
                try await ListFindings.run(
                    exchange(Parameters.workupID),
                    kind: exchange[kind],
                    asOf: exchange[Parameters.asOf],
                    call: exchange.call,
                    in: exchange.environment
                ),
                of: exchange
            )
        }
    )

    private static let record = Route(
        method: .post,
        path: "/api/v1/workups/{workupId}/findings",
        operationID: "recordFinding",
        summary: "Records a finding; the step that it completes becomes reported.",
        tag: .findings,
        permission: .recordFindings,
        parameters: [Parameters.workupID.declaration],
        body: RecordFinding.Input.codec.schema(),
        success: .created("The finding with its versions.", RowSchemas.findingRecord),
        problems: [.workupClosed],
        handler: .signedIn { exchange in
            let workup = try exchange(Parameters.workupID)
            let answer = try await RecordFinding.run(
                workup,
                exchange.decode(RecordFinding.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            return .created(
                answer,
                at: "\(WorkupRoutes.location(workup))/findings/\(ID<FindingRecord>(answer.id))"
            )
        }
    )

    private static let read = Route(
        method: .get,
        path: "/api/v1/workups/{workupId}/findings/{findingId}",
        operationID: "readFinding",
        summary: "Reads a finding with every version of it.",
        tag: .findings,
        permission: .readWorkups,
        parameters: [
            Parameters.workupID.declaration, Parameters.findingID.declaration, Parameters.asOf.declaration,
        ],
        success: .document("The finding with its versions.", RowSchemas.findingRecord),
        handler: .signedIn { exchange in
            .document(
                try await ReadFinding.run(
                    exchange(Parameters.workupID),
                    exchange(Parameters.findingID),
                    asOf: exchange[Parameters.asOf],
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let correct = Route(
        method: .put,
        path: "/api/v1/workups/{workupId}/findings/{findingId}",
        operationID: "correctFinding",
        summary: "Corrects a finding with a reason; the old version stays.",
        tag: .findings,
        permission: .recordFindings,
        parameters: [Parameters.workupID.declaration, Parameters.findingID.declaration],
        body: CorrectFinding.Input.codec.schema(),
        needsVersion: true,
        success: .document("The finding with its versions.", RowSchemas.findingRecord),
        problems: [.workupClosed],
        handler: .signedIn { exchange in
            .document(
                try await CorrectFinding.run(
                    exchange(Parameters.workupID),
                    exchange(Parameters.findingID),
                    expecting: exchange.expectedVersion(),
                    exchange.decode(CorrectFinding.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let withdraw = Route(
        method: .post,
        path: "/api/v1/workups/{workupId}/findings/{findingId}/withdrawal",
        operationID: "withdrawFinding",
        summary: "Withdraws a finding that should not have been recorded; it stays in the history.",
        tag: .findings,
        permission: .recordFindings,
        parameters: [Parameters.workupID.declaration, Parameters.findingID.declaration],
        body: WithdrawFinding.Input.codec.schema(),
        needsVersion: true,
        success: .document("The finding with its versions.", RowSchemas.findingRecord),
        problems: [.workupClosed, .findingWithdrawn],
        handler: .signedIn { exchange in
            .document(
                try await WithdrawFinding.run(
                    exchange(Parameters.workupID),
                    exchange(Parameters.findingID),
                    expecting: exchange.expectedVersion(),
                    exchange.decode(WithdrawFinding.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )
}
