// Routes of conditions that make a treatment riskier.
import Domain
import HTTPTypes
import UseCases

/// `/api/v1/workups/{workupId}/conditions`.
enum ConditionRoutes {
    static let all: [Route] = [record, read, correct, withdraw]

    private static let path = "/api/v1/workups/{workupId}/conditions"
    private static let document = TreatmentRoutes.document

    private static let record = Route(
        method: .post,
        path: path,
        operationID: "recordCondition",
        summary: "Records a condition that cautions on treatment ask about, present or absent.",
        tag: .treatments,
        permission: .recordTreatment,
        parameters: [Parameters.workupID.declaration],
        body: RecordCondition.Input.codec.schema(),
        success: .created("Everything on treatment.", document),
        problems: [.workupClosed, .conditionExists],
        handler: .signedIn { exchange in
            let workup = try exchange(Parameters.workupID)
            let answer = try await RecordCondition.run(
                workup,
                exchange.decode(RecordCondition.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            return .created(
                answer,
                at: "\(WorkupRoutes.location(workup))/conditions/\(ID<ConditionDocument>(answer.id))"
            )
        }
    )

    private static let read = Route(
        method: .get,
        path: "\(path)/{conditionId}",
        operationID: "readCondition",
        summary: "Reads one condition.",
        tag: .treatments,
        permission: .readWorkups,
        parameters: parameters + [Parameters.asOf.declaration],
        success: .document("The condition.", ConditionDocument.codec.schema()),
        handler: .signedIn { exchange in
            let id = try exchange(Parameters.conditionID).description
            return try .member(of: try await TreatmentRoutes.treatments(of: exchange).body, "conditions", id: id)
        }
    )

    private static let correct = Route(
        method: .put,
        path: "\(path)/{conditionId}",
        operationID: "correctCondition",
        summary: "Corrects a condition with a reason.",
        tag: .treatments,
        permission: .recordTreatment,
        parameters: parameters,
        body: RecordCondition.Input.codec.schema(),
        needsVersion: true,
        success: .document("Everything on treatment; the ETag is the condition's.", document),
        problems: [.workupClosed],
        handler: .signedIn { try await correct($0, isWithdrawn: false) }
    )

    private static let withdraw = Route(
        method: .post,
        path: "\(path)/{conditionId}/withdrawal",
        operationID: "withdrawCondition",
        summary: "Takes back a condition with a reason.",
        tag: .treatments,
        permission: .recordTreatment,
        parameters: parameters,
        body: RecordCondition.Input.codec.schema(),
        needsVersion: true,
        success: .document("Everything on treatment; the ETag is the condition's.", document),
        problems: [.workupClosed],
        handler: .signedIn { try await correct($0, isWithdrawn: true) }
    )

    private static let parameters = [Parameters.workupID.declaration, Parameters.conditionID.declaration]

    private static func correct(_ exchange: Exchange, isWithdrawn: Bool) async throws -> Reply {
        .document(
            try await RecordCondition.correct(
                exchange(Parameters.workupID),
                exchange(Parameters.conditionID),
                expecting: exchange.expectedVersion(),
                isWithdrawn: isWithdrawn,
                exchange.decode(RecordCondition.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
        )
    }
}
