// Routes of unusual access: the queue of what a person has to judge, looking for more, judgements, and marks on patients.
import Domain
import HTTPTypes
import UseCases

/// `/api/v1/audit/reviews`, `/api/v1/audit/marks` and `/api/v1/audit/destructions`.
enum ReviewRoutes {
    static let all: [Route] = [list, find, judge, mark, destruction]

    private static let path = "/api/v1/audit/reviews"
    private static let reviewID = Parameter<ID<ReviewAccess>>.path("reviewId", "The access to be judged.", .id())
    private static let limit = Parameter<Int>.query(
        "limit",
        "How many on a page; 100 where left out.",
        .integer(1...ReviewAccess.pageSizeMax)
    )

    /// Whether the queue shows what was judged already; the page has the same parameter.
    static let includesJudged = Parameter<Bool>.query(
        "includesJudged",
        "Whether what was judged already is shown too; not where left out.",
        .bool
    )

    private static let list = Route(
        method: .get,
        path: path,
        operationID: "listReviews",
        summary: "Unusual access that a person has to judge, the oldest first; patients by id alone.",
        tag: .audit,
        permission: .readAudit,
        parameters: [includesJudged.declaration, Parameters.cursor.declaration, limit.declaration],
        success: .page("The queue.", RowSchemas.reviewLine),
        handler: .signedIn { exchange in
            let input = ReviewAccess.Input(
                days: 0,
                includesJudged: exchange[includesJudged] ?? false,
                cursor: exchange[Parameters.cursor],
                limit: exchange[limit] ?? 100
            )
            return .page(
                try await ReviewAccess.run(input, call: exchange.call, in: exchange.environment).page,
                of: exchange
            )
        }
    )

    private static let find = Route(
        method: .post,
        path: "\(path)/search",
        operationID: "findUnusualAccess",
        summary: "Looks through the log for unusual access and puts what is new into the queue.",
        tag: .audit,
        permission: .readAudit,
        body: ReviewAccess.Input.searchCodec.schema(),
        success: .json(
            "How many are new.",
            RowSchemas.record("ReviewSearch", [("newCount", RowSchemas.integer)])
        ),
        handler: .signedIn { exchange in
            let found = try await ReviewAccess.run(
                exchange.decode(ReviewAccess.Input.searchCodec),
                call: exchange.call,
                in: exchange.environment
            )
            return .json(JSONValue.object(("newCount", .integer(found.newCount))).bytes)
        }
    )

    private static let judge = Route(
        method: .post,
        path: "\(path)/{reviewId}/judgements",
        operationID: "judgeAccess",
        summary: "Keeps what a person makes of an unusual access; a later judgement counts in place of an earlier one.",
        tag: .audit,
        permission: .readAudit,
        parameters: [reviewID.declaration],
        body: JudgeAccess.Input.codec.schema(),
        success: .created("The judgement.", JudgeAccess.Judgement.codec.schema()),
        problems: [.ownAccount],
        handler: .signedIn { exchange in
            let answer = try await JudgeAccess.run(
                exchange(reviewID),
                exchange.decode(JudgeAccess.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            // A judgement is read as part of the queue.
            return .created(answer, at: path)
        }
    )

    private static let mark = Route(
        method: .post,
        path: "/api/v1/audit/marks",
        operationID: "markPatient",
        summary:
            "Marks a patient as well known or as a colleague, so that every access is judged, or takes the mark away.",
        tag: .audit,
        permission: .readAudit,
        body: MarkPatient.Input.codec.schema(),
        success: .json("The mark.", MarkPatient.Mark.codec.schema()),
        problems: [.notFound],
        handler: .signedIn { exchange in
            .json(
                try await MarkPatient.run(
                    exchange.decode(MarkPatient.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                ).body
            )
        }
    )
}

extension ReviewRoutes {
    fileprivate static let destruction = Route(
        method: .post,
        path: "/api/v1/audit/destructions",
        operationID: "proposeDestruction",
        summary:
            "Asks for a record, or the log's lines about it, to be destroyed, by somebody who is signed in: the machine's "
            + "administrator does it within thirty days, or not at all.",
        tag: .audit,
        permission: .readAudit,
        body: ProposeDestruction.Input.codec.schema(),
        success: .json("What was asked, and until when it stands.", ProposeDestruction.Proposal.codec.schema()),
        problems: [.notFound, .roleMayNot, .freshFactorNeeded, .signInUnfinished],
        handler: .session { exchange in
            guard exchange.session.stage == .full, let factorAt = exchange.session.factorAt else {
                throw Problem(.signInUnfinished)
            }
            let call = Call(
                actor: exchange.session.actor,
                origin: .rest,
                networkAddress: exchange.visit.networkAddress,
                requestID: exchange.visit.requestID,
                proof: .session(factorAt: factorAt)
            )
            return .json(
                try await ProposeDestruction.run(
                    exchange.decode(ProposeDestruction.Input.codec),
                    call: call,
                    in: exchange.environment
                )
            )
        }
    )
}

extension RowSchemas {
    static let reviewLine = record(
        "ReviewLine",
        [
            ("id", uuid), ("kind", words(ReviewAccess.kindWords)), ("userName", text), ("beganAt", instant),
            ("endedAt", instant), ("patientCount", integer), ("foundAt", instant),
        ],
        optional: [
            ("userId", uuid), ("patientId", uuid), ("eventId", uuid), ("relationId", uuid), ("reason", text),
            ("objectionId", uuid), ("objectedTo", text), ("eventCount", integer), ("account", text),
            ("verdict", words(ReviewAccess.verdictWords)), ("note", text), ("judgedAt", instant), ("judgedBy", text),
        ]
    )
}
