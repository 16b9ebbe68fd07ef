// Routes of meetings: planned, changed, signed.
import Domain
import HTTPTypes
import UseCases

/// `/api/v1/meetings`.
enum MeetingRoutes {
    static let all: [Route] = [list, plan, read, change, sign, actions] + MeetingCaseRoutes.all

    static func location(_ id: ID<Meeting>) -> String { "/api/v1/meetings/\(id)" }

    static let document = MeetingDocument.codec.schema()

    private static let list = Route(
        method: .get,
        path: "/api/v1/meetings",
        operationID: "listMeetings",
        summary: "Lists the meetings that start in a period.",
        tag: .meetings,
        permission: .readMeetings,
        parameters: [
            Parameters.from.declaration, Parameters.to.declaration, Parameters.organisation.declaration,
        ],
        success: .page("The meetings, without their cases.", MeetingHead.codec.schema()),
        handler: .signedIn { exchange in
            .page(
                try await ListMeetings.run(
                    from: exchange[Parameters.from],
                    to: exchange[Parameters.to],
                    organisation: exchange[Parameters.organisation],
                    call: exchange.call,
                    in: exchange.environment
                ),
                of: exchange
            )
        }
    )

    private static let plan = Route(
        method: .post,
        path: "/api/v1/meetings",
        operationID: "planMeeting",
        summary: "Plans a meeting.",
        tag: .meetings,
        permission: .planMeetings,
        body: PlanMeeting.Input.codec.schema(),
        success: .created("The meeting.", document),
        handler: .signedIn { exchange in
            let answer = try await PlanMeeting.run(
                exchange.decode(PlanMeeting.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            return .created(answer, at: location(ID(answer.id)))
        }
    )

    private static let read = Route(
        method: .get,
        path: "/api/v1/meetings/{meetingId}",
        operationID: "readMeeting",
        summary: "Reads a meeting with its agenda, decisions and actions.",
        tag: .meetings,
        permission: .readMeetings,
        parameters: [Parameters.meetingID.declaration, Parameters.asOf.declaration],
        success: .document("The meeting.", document),
        handler: .signedIn { exchange in
            .document(
                try await ReadMeeting.run(
                    exchange(Parameters.meetingID),
                    asOf: exchange[Parameters.asOf],
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let change = Route(
        method: .patch,
        path: "/api/v1/meetings/{meetingId}",
        operationID: "changeMeeting",
        summary: "Changes when, where and who, or says that it was held or cancelled.",
        tag: .meetings,
        permission: .planMeetings,
        parameters: [Parameters.meetingID.declaration],
        body: ChangeMeeting.Input.codec.schema(),
        needsVersion: true,
        success: .document("The meeting.", document),
        problems: changing,
        handler: .signedIn { exchange in
            .document(
                try await ChangeMeeting.run(
                    exchange(Parameters.meetingID),
                    expecting: exchange.expectedVersion(),
                    exchange.decode(ChangeMeeting.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let actions = Route(
        method: .get,
        path: "/api/v1/meeting-actions",
        operationID: "listMeetingActions",
        summary: "The open actions of meetings that are yours or of your organisation, those that are due first.",
        tag: .meetings,
        permission: .readMeetings,
        success: .page("The actions.", MeetingActionLine.codec.schema()),
        handler: .signedIn { exchange in
            .page(try await ListMeetingActions.run(call: exchange.call, in: exchange.environment), of: exchange)
        }
    )

    private static let sign = Route(
        method: .post,
        path: "/api/v1/meetings/{meetingId}/signature",
        operationID: "signMeeting",
        summary:
            "Signs a meeting as its chair, naming by the meeting's `state` what was seen; later changes are amendments.",
        tag: .meetings,
        permission: .decideMeetings,
        parameters: [Parameters.meetingID.declaration],
        body: SignMeeting.Input.codec.schema(),
        needsVersion: true,
        success: .document("The meeting.", document),
        problems: signing,
        handler: .signedIn { exchange in
            .document(
                try await SignMeeting.run(
                    exchange(Parameters.meetingID),
                    expecting: exchange.expectedVersion(),
                    exchange.decode(SignMeeting.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    /// Why a meeting is not changed.
    static let changing: [ProblemCode] = [.meetingSigned, .meetingHasOutcomes]

    /// Why a case of a meeting is not changed.
    static let changingCase: [ProblemCode] = [.caseHasOutcome, .meetingSigned, .meetingCancelled, .meetingNotBegun]

    /// Why a meeting is not signed.
    static let signing: [ProblemCode] = [
        .meetingSigned, .meetingCancelled, .meetingNotBegun, .noChair, .notTheChair, .meetingChanged, .casesOpen,
        .noCases,
    ]
}
