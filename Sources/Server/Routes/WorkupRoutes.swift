// Routes of workups: the worklist, one whole workup, its own fields, closing and reopening.
import Domain
import HTTPTypes
import Records
import UseCases

/// `/api/v1/workups`.
enum WorkupRoutes {
    static let all: [Route] = [list, read, change, close, reopen]

    static func location(_ id: ID<Workup>) -> String { "/api/v1/workups/\(id)" }

    private static let document = WorkupDocument.codec.schema()

    // MARK: The worklist

    private enum Filter {
        static let status = Parameter<WorkupStatus>.query(
            "status", "Open or closed workups only.", .word(WorkupStatus.allCases))
        static let step = Parameter<String>.query("step", "Where this step is open.", .openCode())
        static let stepState = Parameter<StepState>.query(
            "stepState", "Where an open step (`step`, or any) is in this state.", .word(StepState.allCases))
        static let assignee = Parameter<ID<User>>.query(
            "assignee", "Where this user follows the workup or one of its open steps.", .id())
        static let overdue = Parameter<Bool>.query(
            "overdue", "Only with an overdue step, or only without.", .bool)
        static let careProtocol = Parameter<String>.query("protocol", "On this protocol.", .openCode())
        static let text = Parameter<String>.query(
            "text", "Words of the question or the referrer; never of a patient's name.", .text(max: 200))
        static let limit = Parameter<Int>.query(
            "limit", "How many on a page; 50 where left out.", .integer(1...ListWorklist.pageSizeMax))
    }

    private static let list = Route(
        method: .get, path: "/api/v1/workups", operationID: "listWorklist",
        summary: "The worklist: overdue first, then by due date, undated last.", tag: .workups,
        permission: .readWorkups,
        parameters: [
            Filter.status.declaration, Filter.step.declaration, Filter.stepState.declaration,
            Filter.assignee.declaration, Parameters.organisation.declaration, Filter.overdue.declaration,
            Filter.careProtocol.declaration, Filter.text.declaration, Parameters.cursor.declaration,
            Filter.limit.declaration,
        ],
        success: .page("One page of the worklist.", RowSchemas.worklistLine),
        handler: .signedIn { exchange in
            let filter = WorklistFilter(
                status: exchange[Filter.status], step: exchange[Filter.step], stepState: exchange[Filter.stepState],
                assignee: exchange[Filter.assignee], organisation: exchange[Parameters.organisation],
                isOverdue: exchange[Filter.overdue], protocolCode: exchange[Filter.careProtocol],
                text: exchange[Filter.text], limit: exchange[Filter.limit] ?? 50)
            return .page(
                try await ListWorklist.run(
                    filter, cursor: exchange[Parameters.cursor], call: exchange.call, in: exchange.environment),
                of: exchange)
        })

    // MARK: One workup

    private static let read = Route(
        method: .get, path: "/api/v1/workups/{workupId}", operationID: "readWorkup",
        summary: "Reads a whole workup: patient, steps, findings, treatments, meetings.", tag: .workups,
        permission: .readWorkups, parameters: [Parameters.workupID.declaration, Parameters.asOf.declaration],
        success: .document("The whole workup.", document),
        handler: .signedIn { exchange in
            .document(
                try await ReadWorkup.run(
                    exchange(Parameters.workupID), asOf: exchange[Parameters.asOf], call: exchange.call,
                    in: exchange.environment))
        })

    private static let change = Route(
        method: .patch, path: "/api/v1/workups/{workupId}", operationID: "changeWorkup",
        summary: "Changes the question, the referrer, who follows it, or the clinician's diagnosis.", tag: .workups,
        permission: .changeWorkups, parameters: [Parameters.workupID.declaration],
        body: ChangeWorkup.Input.codec.schema(), needsVersion: true,
        success: .document("The whole workup.", document), problems: [.workupClosed],
        handler: .signedIn { exchange in
            .document(
                try await ChangeWorkup.run(
                    exchange(Parameters.workupID), expecting: exchange.expectedVersion(),
                    exchange.decode(ChangeWorkup.Input.codec), call: exchange.call, in: exchange.environment))
        })

    private static let close = Route(
        method: .post, path: "/api/v1/workups/{workupId}/close", operationID: "closeWorkup",
        summary: "Closes a workup with a reason.", tag: .workups, permission: .changeWorkups,
        parameters: [Parameters.workupID.declaration], body: CloseWorkup.Input.codec.schema(), needsVersion: true,
        success: .document("The whole workup.", document), problems: [.workupClosed],
        handler: .signedIn { exchange in
            .document(
                try await CloseWorkup.run(
                    exchange(Parameters.workupID), expecting: exchange.expectedVersion(),
                    exchange.decode(CloseWorkup.Input.codec), call: exchange.call, in: exchange.environment))
        })

    private static let reopen = Route(
        method: .post, path: "/api/v1/workups/{workupId}/reopen", operationID: "reopenWorkup",
        summary: "Reopens a closed workup with a reason.", tag: .workups, permission: .changeWorkups,
        parameters: [Parameters.workupID.declaration], body: CloseWorkup.Input.codec.schema(), needsVersion: true,
        success: .document("The whole workup.", document), problems: [.workupOpen],
        handler: .signedIn { exchange in
            .document(
                try await ReopenWorkup.run(
                    exchange(Parameters.workupID), expecting: exchange.expectedVersion(),
                    exchange.decode(CloseWorkup.Input.codec), call: exchange.call, in: exchange.environment))
        })
}

extension Codec where Value: RawRepresentable<String> & Sendable {
    /// One of the words of a closed set.
    static func word(_ all: [Value]) -> Codec {
        let list = all.map(\.rawValue).joined(separator: ", ")
        return .textual(
            schema: Schema(("type", "string"), ("enum", .array(all.map { .string($0.rawValue) }))),
            expecting: Localized(en: "one of: \(list)", nl: "een van: \(list)"), { Value(rawValue: $0) },
            text: { $0.rawValue })
    }
}
