// Routes of the cases of a meeting: agenda lines, decisions, actions.
import Domain
import HTTPTypes
import UseCases

/// `/api/v1/meetings/{meetingId}/cases`.
enum MeetingCaseRoutes {
    static let all: [Route] = [add, read, change, write, move, addAction, changeAction]

    private static let path = "/api/v1/meetings/{meetingId}/cases"
    private static let parameters = [Parameters.meetingID.declaration, Parameters.caseID.declaration]
    private static let document = MeetingRoutes.document

    private static let add = Route(
        method: .post,
        path: path,
        operationID: "addMeetingCase",
        summary: "Puts a workup on the agenda; less than a day before the meeting it takes a reason.",
        tag: .meetings,
        permission: .planMeetings,
        parameters: [Parameters.meetingID.declaration],
        body: AddMeetingCase.Input.codec.schema(),
        success: .created("The meeting.", document),
        problems: [.meetingSigned, .meetingCancelled, .caseOnAgenda],
        handler: .signedIn { exchange in
            let meeting = try exchange(Parameters.meetingID)
            let answer = try await AddMeetingCase.run(
                meeting,
                exchange.decode(AddMeetingCase.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            return .created(
                answer,
                at: "\(MeetingRoutes.location(meeting))/cases/\(ID<MeetingCase>(answer.id))"
            )
        }
    )

    private static let read = Route(
        method: .get,
        path: "\(path)/{caseId}",
        operationID: "readMeetingCase",
        summary: "Reads a case of a meeting.",
        tag: .meetings,
        permission: .readMeetings,
        parameters: parameters + [Parameters.asOf.declaration],
        success: .document("The case.", MeetingCase.codec.schema()),
        handler: .signedIn { exchange in
            let answer = try await ReadMeeting.run(
                exchange(Parameters.meetingID),
                asOf: exchange[Parameters.asOf],
                call: exchange.call,
                in: exchange.environment
            )
            return try .member(of: answer.body, "cases", id: try exchange(Parameters.caseID).description)
        }
    )

    private static let change = Route(
        method: .patch,
        path: "\(path)/{caseId}",
        operationID: "changeMeetingCase",
        summary: "Changes an agenda line, or records diagnosis, decision, dissent and the patient's preference.",
        tag: .meetings,
        permission: .planMeetings,
        parameters: parameters,
        body: ChangeMeetingCase.Input.codec.schema(),
        needsVersion: true,
        success: .document("The meeting; the ETag is the case's.", document),
        problems: MeetingRoutes.changingCase,
        handler: .signedIn { exchange in
            .document(
                try await ChangeMeetingCase.run(
                    exchange(Parameters.meetingID),
                    exchange(Parameters.caseID),
                    expecting: exchange.expectedVersion(),
                    exchange.decode(ChangeMeetingCase.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let write = Route(
        method: .post,
        path: "\(path)/{caseId}/writing",
        operationID: "writeMeetingOutcome",
        summary: "Writes one field of what comes of a case, unless somebody else wrote there since.",
        tag: .meetings,
        permission: .decideMeetings,
        parameters: parameters,
        body: WriteMeetingOutcome.Input.codec.schema(),
        success: .document("The meeting; the ETag is the case's.", document),
        problems: [.meetingSigned, .meetingCancelled, .staleVersion],
        handler: .signedIn { exchange in
            .document(
                try await WriteMeetingOutcome.run(
                    exchange(Parameters.meetingID),
                    exchange(Parameters.caseID),
                    exchange.decode(WriteMeetingOutcome.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let move = Route(
        method: .post,
        path: "\(path)/{caseId}/place",
        operationID: "moveMeetingCase",
        summary: "Moves a case to another place of the agenda.",
        tag: .meetings,
        permission: .planMeetings,
        parameters: parameters,
        body: MoveMeetingCase.Input.codec.schema(),
        success: .document("The meeting; the ETag is the case's.", document),
        problems: [.meetingSigned, .meetingCancelled],
        handler: .signedIn { exchange in
            .document(
                try await MoveMeetingCase.run(
                    exchange(Parameters.meetingID),
                    exchange(Parameters.caseID),
                    exchange.decode(MoveMeetingCase.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )

    private static let addAction = Route(
        method: .post,
        path: "\(path)/{caseId}/actions",
        operationID: "addMeetingAction",
        summary: "Agrees on an action: what, who, by when; once the meeting is signed with a reason.",
        tag: .meetings,
        permission: .decideMeetings,
        parameters: parameters,
        body: AddMeetingAction.Input.codec.schema(),
        success: .created("The meeting.", document),
        problems: [.meetingCancelled],
        handler: .signedIn { exchange in
            let (meeting, item) = (try exchange(Parameters.meetingID), try exchange(Parameters.caseID))
            let answer = try await AddMeetingAction.run(
                meeting,
                item,
                exchange.decode(AddMeetingAction.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            // An action is read as part of its case.
            return .created(answer, at: "\(MeetingRoutes.location(meeting))/cases/\(item)")
        }
    )

    private static let changeAction = Route(
        method: .patch,
        path: "\(path)/{caseId}/actions/{actionId}",
        operationID: "changeMeetingAction",
        summary:
            "Says whether an action is done, as its owner; words, owner and day are for who decides in the meeting.",
        tag: .meetings,
        permission: .finishActions,
        parameters: parameters + [Parameters.actionID.declaration],
        body: ChangeMeetingAction.Input.codec.schema(),
        needsVersion: true,
        success: .document("The meeting; the ETag is the action's.", document),
        problems: [.notYourAction],
        handler: .signedIn { exchange in
            .document(
                try await ChangeMeetingAction.run(
                    exchange(Parameters.meetingID),
                    exchange(Parameters.caseID),
                    exchange(Parameters.actionID),
                    expecting: exchange.expectedVersion(),
                    exchange.decode(ChangeMeetingAction.Input.codec),
                    call: exchange.call,
                    in: exchange.environment
                )
            )
        }
    )
}
