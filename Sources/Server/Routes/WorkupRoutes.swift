// Routes of workups: the worklist, one whole workup, its own fields, closing and reopening.
import Domain
import HTTPTypes
import UseCases

/// `/api/v1/workups`.
enum WorkupRoutes {
    static let all: [Route] = [list, read, change, close, reopen]

    static func location(_ id: ID<Workup>) -> String { "/api/v1/workups/\(id)" }

    private static let document = WorkupDocument.codec.schema()

    private static let list = Route(
        method: .get,
        path: "/api/v1/workups",
        operationID: "listWorklist",
        summary:
            "The worklist: overdue first, then by due date, undated last; or by answer of the criteria, or by waiting.",
        tag: .workups,
        permission: .readWorkups,
        parameters: WorklistQuery.parameters,
        success: .page("One page of the worklist.", RowSchemas.worklistLine),
        handler: .signedIn { exchange in
            let filter = WorklistQuery.filter(of: exchange)
            return .page(
                try await ListWorklist.run(
                    filter,
                    cursor: exchange[Parameters.cursor],
                    call: exchange.call,
                    in: exchange.environment
                ),
                of: exchange
            )
        }
    )

    // MARK: One workup

    private static let read = Route(
        method: .get,
        path: "/api/v1/workups/{workupId}",
        operationID: "readWorkup",
        summary: "Reads a whole workup: patient, steps, findings, treatments, meetings.",
        tag: .workups,
        permission: .readWorkups,
        parameters: [Parameters.workupID.declaration, Parameters.asOf.declaration],
        success: .document("The whole workup.", document),
        handler: .signedIn { exchange in
            .document(
                try await ReadWorkup.run(
                    exchange(Parameters.workupID),
                    asOf: exchange[Parameters.asOf],
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let change = Route(
        method: .patch,
        path: "/api/v1/workups/{workupId}",
        operationID: "changeWorkup",
        summary: "Changes question, referrer, who follows it, or the diagnosis, which a doctor states.",
        tag: .workups,
        permission: .changeWorkups,
        parameters: [Parameters.workupID.declaration],
        body: ChangeWorkup.Input.codec.schema(),
        needsVersion: true,
        success: .document("The whole workup.", document),
        problems: [.workupClosed],
        handler: .signedIn { exchange in
            .document(
                try await ChangeWorkup.run(
                    exchange(Parameters.workupID),
                    expecting: exchange.expectedVersion(),
                    exchange.decode(ChangeWorkup.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let close = Route(
        method: .post,
        path: "/api/v1/workups/{workupId}/close",
        operationID: "closeWorkup",
        summary: "Closes a workup with a reason.",
        tag: .workups,
        permission: .changeWorkups,
        parameters: [Parameters.workupID.declaration],
        body: CloseWorkup.Input.codec.schema(),
        needsVersion: true,
        success: .document("The whole workup.", document),
        problems: [.workupClosed],
        handler: .signedIn { exchange in
            .document(
                try await CloseWorkup.run(
                    exchange(Parameters.workupID),
                    expecting: exchange.expectedVersion(),
                    exchange.decode(CloseWorkup.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let reopen = Route(
        method: .post,
        path: "/api/v1/workups/{workupId}/reopen",
        operationID: "reopenWorkup",
        summary: "Reopens a closed workup with a reason.",
        tag: .workups,
        permission: .changeWorkups,
        parameters: [Parameters.workupID.declaration],
        body: CloseWorkup.Input.codec.schema(),
        needsVersion: true,
        success: .document("The whole workup.", document),
        problems: [.workupOpen],
        handler: .signedIn { exchange in
            .document(
                try await ReopenWorkup.run(
                    exchange(Parameters.workupID),
                    expecting: exchange.expectedVersion(),
                    exchange.decode(CloseWorkup.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )
}

extension Codec where Value: RawRepresentable<String> & Sendable {
    /// One of the words of a closed set.
    static func word(_ all: [Value]) -> Codec {
        let list = all.map(\.rawValue).joined(separator: ", ")
        return .textual(
            schema: Schema(("type", "string"), ("enum", .array(all.map { .string($0.rawValue) }))),
            expecting: Localized(en: "one of: \(list)", nl: "een van: \(list)"),
            { Value(rawValue: $0) },
            text: { $0.rawValue }
        )
    }
}
