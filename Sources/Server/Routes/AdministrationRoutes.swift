// Routes of what was given and what it brought: administrations, batches, outcomes.
import Domain
import HTTPTypes
import UseCases

/// Administrations of a course, outcome measurements, and the look-up of a batch.
enum AdministrationRoutes {
    static let all: [Route] = [
        record, check, correct, withdraw, recordOutcome, readOutcome, correctOutcome, withdrawOutcome, findLot,
    ]

    private static let path = "/api/v1/workups/{workupId}/treatments/{courseId}/administrations"
    private static let document = TreatmentRoutes.document

    private static let record = Route(
        method: .post,
        path: path,
        operationID: "recordAdministration",
        summary: "Records an administration with product and batch; a withdrawn product is refused.",
        tag: .treatments,
        permission: .recordTreatment,
        parameters: [Parameters.workupID.declaration, Parameters.courseID.declaration],
        body: RecordAdministration.Input.codec.schema(),
        success: .created("Everything on treatment.", document),
        problems: [.workupClosed],
        handler: .signedIn { exchange in
            let (workup, course) = (try exchange(Parameters.workupID), try exchange(Parameters.courseID))
            let answer = try await RecordAdministration.run(
                workup,
                course: course,
                exchange.decode(RecordAdministration.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            // An administration is read as part of its course.
            return .created(answer, at: "\(WorkupRoutes.location(workup))/treatments/\(course)")
        }
    )

    private static let check = Route(
        method: .post,
        path: "\(path)/check",
        operationID: "checkAdministration",
        summary: "Lists the cautions that an administration would raise; nothing is recorded.",
        tag: .treatments,
        permission: .recordTreatment,
        parameters: [Parameters.workupID.declaration, Parameters.courseID.declaration],
        body: RecordAdministration.Input.codec.schema(),
        success: .page("The cautions.", CheckAdministration.itemSchema),
        handler: .signedIn { exchange in
            .page(
                try await CheckAdministration.run(
                    exchange(Parameters.workupID),
                    course: exchange(Parameters.courseID),
                    exchange.decode(RecordAdministration.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                ),
                of: exchange
            )
        }
    )

    private static let correct = Route(
        method: .put,
        path: "\(path)/{administrationId}",
        operationID: "correctAdministration",
        summary: "Corrects an administration with a reason.",
        tag: .treatments,
        permission: .recordTreatment,
        parameters: parameters,
        body: RecordAdministration.Input.codec.schema(),
        needsVersion: true,
        success: .document("Everything on treatment; the ETag is the administration's.", document),
        problems: [.workupClosed],
        handler: .signedIn { try await correct($0, isWithdrawn: false) }
    )

    private static let withdraw = Route(
        method: .post,
        path: "\(path)/{administrationId}/withdrawal",
        operationID: "withdrawAdministration",
        summary: "Takes back an administration that was not given, with a reason.",
        tag: .treatments,
        permission: .recordTreatment,
        parameters: parameters,
        body: RecordAdministration.Input.codec.schema(),
        needsVersion: true,
        success: .document("Everything on treatment; the ETag is the administration's.", document),
        problems: [.workupClosed],
        handler: .signedIn { try await correct($0, isWithdrawn: true) }
    )

    private static let parameters = [
        Parameters.workupID.declaration, Parameters.courseID.declaration, Parameters.administrationID.declaration,
    ]

    private static func correct(_ exchange: Exchange, isWithdrawn: Bool) async throws -> Reply {
        .document(
            try await RecordAdministration.correct(
                exchange(Parameters.workupID),
                course: exchange(Parameters.courseID),
                exchange(Parameters.administrationID),
                expecting: exchange.expectedVersion(),
                isWithdrawn: isWithdrawn,
                exchange.decode(RecordAdministration.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
        )
    }

    // MARK: Outcomes

    private static let recordOutcome = Route(
        method: .post,
        path: "/api/v1/workups/{workupId}/outcomes",
        operationID: "recordOutcome",
        summary: "Records an outcome measurement.",
        tag: .treatments,
        permission: .recordTreatment,
        parameters: [Parameters.workupID.declaration],
        body: RecordOutcome.Input.codec.schema(),
        success: .created("Everything on treatment.", document),
        problems: [.workupClosed],
        handler: .signedIn { exchange in
            let workup = try exchange(Parameters.workupID)
            let answer = try await RecordOutcome.run(
                workup,
                exchange.decode(RecordOutcome.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            return .created(
                answer,
                at: "\(WorkupRoutes.location(workup))/outcomes/\(ID<OutcomeMeasurement>(answer.id))"
            )
        }
    )

    private static let readOutcome = Route(
        method: .get,
        path: "/api/v1/workups/{workupId}/outcomes/{outcomeId}",
        operationID: "readOutcome",
        summary: "Reads one measurement.",
        tag: .treatments,
        permission: .readWorkups,
        parameters: [
            Parameters.workupID.declaration, Parameters.outcomeID.declaration, Parameters.asOf.declaration,
        ],
        success: .document("The measurement.", OutcomeDocument.codec.schema()),
        handler: .signedIn { exchange in
            let id = try exchange(Parameters.outcomeID).description
            return try .member(of: try await TreatmentRoutes.treatments(of: exchange).body, "outcomes", id: id)
        }
    )

    private static let outcomeParameters = [Parameters.workupID.declaration, Parameters.outcomeID.declaration]

    private static let correctOutcome = Route(
        method: .put,
        path: "/api/v1/workups/{workupId}/outcomes/{outcomeId}",
        operationID: "correctOutcome",
        summary: "Corrects a measurement with a reason.",
        tag: .treatments,
        permission: .recordTreatment,
        parameters: outcomeParameters,
        body: RecordOutcome.Input.codec.schema(),
        needsVersion: true,
        success: .document("Everything on treatment; the ETag is the measurement's.", document),
        problems: [.workupClosed],
        handler: .signedIn { try await correctOutcome($0, isWithdrawn: false) }
    )

    private static let withdrawOutcome = Route(
        method: .post,
        path: "/api/v1/workups/{workupId}/outcomes/{outcomeId}/withdrawal",
        operationID: "withdrawOutcome",
        summary: "Takes back a measurement with a reason.",
        tag: .treatments,
        permission: .recordTreatment,
        parameters: outcomeParameters,
        body: RecordOutcome.Input.codec.schema(),
        needsVersion: true,
        success: .document("Everything on treatment; the ETag is the measurement's.", document),
        problems: [.workupClosed],
        handler: .signedIn { try await correctOutcome($0, isWithdrawn: true) }
    )

    private static func correctOutcome(_ exchange: Exchange, isWithdrawn: Bool) async throws -> Reply {
        .document(
            try await RecordOutcome.correct(
                exchange(Parameters.workupID),
                exchange(Parameters.outcomeID),
                expecting: exchange.expectedVersion(),
                isWithdrawn: isWithdrawn,
                exchange.decode(RecordOutcome.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
        )
    }

    // MARK: Batches

    private static let findLot = Route(
        method: .post,
        path: "/api/v1/lots/search",
        operationID: "findLot",
        summary: "Finds who received a batch: the recall question.",
        tag: .treatments,
        permission: .findLots,
        body: FindLot.Input.codec.schema(),
        success: .json(
            "The administrations, and how many patients more received the batch whom the caller may not see.",
            .page(of: RowSchemas.lotLine, countsOtherPatients: true)
        ),
        problems: [.tooManyResults],
        handler: .signedIn { exchange in
            .page(
                try await FindLot.run(
                    exchange.decode(FindLot.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                ),
                of: exchange
            )
        }
    )
}
