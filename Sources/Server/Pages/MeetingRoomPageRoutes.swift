// The pages of the cases of a meeting: one case with its agenda line, and the screen in the room.
import Domain
import Pages
import Reports
import UseCases

/// `/meetings/{meetingId}/cases` and `/meetings/{meetingId}/live`.
enum MeetingRoomPageRoutes {
    static let all = [
        read, change, place, addAction, changeAction, actionPage, actionForm, live, write, settle, tasks,
    ]

    private static let base = "/meetings/{meetingId}/cases/{caseId}"
    private static let parameters = [Parameters.meetingID.declaration, Parameters.caseID.declaration]
    private static let done = MeetingPageRoutes.saved
    private static let asked = Parameter<ID<MeetingCase>>.query(
        "case",
        "The case that is shown; the first one without an outcome where left out.",
        .id()
    )

    private static let read = Route.page(
        base,
        "meetingCasePage",
        "A case of a meeting: its agenda line, outcome, actions and amendments.",
        .readMeetings,
        in: .meetings,
        parameters: parameters + [done.declaration],
        problems: [.notFound]
    ) { exchange in
        var (page, shell) = try await exchange.meetingCasePage()
        shell.notice = exchange[done].map { exchange.wording($0.word) }
        return exchange.show(page, in: shell)
    }

    private static let change = Route.pageForm(
        base,
        "changeMeetingCaseForm",
        "Changes an agenda line, takes it off, or amends an outcome after sign-off; shows what is left.",
        .planMeetings,
        in: .meetings,
        parameters: parameters,
        problems: MeetingRoutes.changingCase
    ) { exchange, form in
        try await exchange.answering(form) { typed in
            try await exchange.meetingCasePage(typed)
        } with: {
            let (meeting, item) = (try exchange(Parameters.meetingID), try exchange(Parameters.caseID))
            let version = try form.version()
            return try await form.using(ChangeMeetingCase.Input.codec) { input in
                if input.status == .removed, input.reason == nil { throw UseCaseError.removalWithoutReason }
                _ = try await ChangeMeetingCase.run(
                    meeting,
                    item,
                    expecting: version,
                    input,
                    call: exchange.call,
                    in: exchange.environment
                )
                if input.status == .removed { return .redirect(to: "/meetings/\(meeting)?done=removed") }
                return .redirect(
                    to: "/meetings/\(meeting)/cases/\(item)?done=\(input.reason == nil ? "saved" : "amended")"
                )
            }
        }
    }

    private static let place = Route.pageForm(
        "\(base)/place",
        "moveMeetingCaseForm",
        "Moves a case to another place of the agenda, and shows the agenda.",
        .planMeetings,
        in: .meetings,
        parameters: parameters,
        problems: [.meetingSigned, .meetingCancelled]
    ) { exchange, form in
        try await exchange.answering(form) { _ in
            try await exchange.meetingPage()
        } with: {
            let meeting = try exchange(Parameters.meetingID)
            _ = try await MoveMeetingCase.run(
                meeting,
                exchange(Parameters.caseID),
                form.value(MoveMeetingCase.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            return .redirect(to: "/meetings/\(meeting)")
        }
    }

    private static let addAction = Route.pageForm(
        "\(base)/actions",
        "addMeetingActionForm",
        "Agrees on an action, and shows the page that it was typed on.",
        .decideMeetings,
        in: .meetings,
        parameters: parameters,
        others: ["room"],
        problems: [.meetingCancelled]
    ) { exchange, form in
        let (meeting, item) = (try exchange(Parameters.meetingID), try exchange(Parameters.caseID))
        let isInRoom = form.text["room"] == "true"
        return try await exchange.answering(form) { typed in
            if isInRoom { return try await exchange.roomPage(item, typed) }
            let (page, shell) = try await exchange.meetingCasePage(typed)
            return (page, shell)
        } with: {
            try await form.using(AddMeetingAction.Input.codec) { input in
                _ = try await AddMeetingAction.run(
                    meeting,
                    item,
                    input,
                    call: exchange.call,
                    in: exchange.environment
                )
                return .redirect(
                    to: isInRoom
                        ? "/meetings/\(meeting)/live?case=\(item)&done=actionAdded"
                        : "/meetings/\(meeting)/cases/\(item)?done=actionAdded"
                )
            }
        }
    }

    private static let changeAction = Route.pageForm(
        "\(base)/actions/{actionId}",
        "changeMeetingActionForm",
        "Says that an action is done, and shows the case.",
        .finishActions,
        in: .meetings,
        parameters: parameters + [Parameters.actionID.declaration],
        others: ["tasks"],
        problems: [.notYourAction]
    ) { exchange, form in
        try await exchange.answering(form) { typed in
            try await exchange.meetingCasePage(typed)
        } with: {
            let (meeting, item) = (try exchange(Parameters.meetingID), try exchange(Parameters.caseID))
            _ = try await ChangeMeetingAction.run(
                meeting,
                item,
                exchange(Parameters.actionID),
                expecting: form.version(),
                form.value(ChangeMeetingAction.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            if form.text["tasks"] == "true" { return .redirect(to: "/tasks?done=actionDone") }
            return .redirect(to: "/meetings/\(meeting)/cases/\(item)?done=actionDone")
        }
    }

    private static let fromTasks = Parameter<Bool>.query("tasks", "Whether one came from the page of tasks.", .bool)

    private static let actionPage = Route.page(
        "\(base)/actions/{actionId}/change",
        "changeMeetingActionPage",
        "The page on which an action is given to somebody else, gets another day or is dropped, or its owner says it is done.",
        .finishActions,
        in: .meetings,
        parameters: parameters + [Parameters.actionID.declaration, fromTasks.declaration],
        problems: [.notFound, .notYourAction]
    ) { exchange in
        let (page, shell) = try await exchange.actionPage(fromTasks: exchange[fromTasks] == true)
        return exchange.show(page, in: shell)
    }

    private static let actionForm = Route.pageForm(
        "\(base)/actions/{actionId}/change",
        "reassignMeetingActionForm",
        "Gives an action to somebody else or another day, or says that it is done or dropped.",
        .finishActions,
        in: .meetings,
        parameters: parameters + [Parameters.actionID.declaration],
        others: ["tasks"],
        problems: [.notYourAction]
    ) { exchange, form in
        let isFromTasks = form.text["tasks"] == "true"
        return try await exchange.answering(form) { typed in
            try await exchange.actionPage(fromTasks: isFromTasks, typed)
        } with: {
            let (item, action, subject) = try await exchange.action()
            let version = try form.version()
            return try await form.using(ChangeMeetingAction.Input.codec) { input in
                _ = try await ChangeMeetingAction.run(
                    subject.document.meeting.id,
                    item.id,
                    action.id,
                    expecting: version,
                    subject.mayChangeActions ? input.naming(insteadOf: action) : input,
                    call: exchange.call,
                    in: exchange.environment
                )
                if isFromTasks { return .redirect(to: "/tasks?done=actionChanged") }
                return .redirect(to: "\(subject.address(of: item))?done=actionChanged")
            }
        }
    }

    /// What the reader has to do.
    private static let tasks = Route.page(
        "/tasks",
        "tasksPage",
        "What the reader has to do: actions of meetings and steps, what is overdue first.",
        .readWorkups,
        in: .tasks,
        parameters: [done.declaration]
    ) { exchange in
        let tasks = try await ReadTasks.run(call: exchange.call, in: exchange.environment)
        let page = TasksPage(
            actions: tasks.actions,
            steps: tasks.steps,
            protocols: tasks.protocols,
            organisation: exchange.call.actor.organisationCode,
            rights: WorkupRights(exchange.call.actor.role),
            key: exchange.newKey,
            exchange.wording
        )
        var shell = exchange.shell(at: "/tasks")
        shell.notice = exchange[done].map { exchange.wording($0.word) }
        return exchange.show(page, in: shell)
    }

    // MARK: The room

    private static let live = Route.page(
        "/meetings/{meetingId}/live",
        "meetingLivePage",
        "The screen in the room: one case at a time, with what comes of it.",
        .readMeetings,
        in: .meetings,
        parameters: [Parameters.meetingID.declaration, asked.declaration, done.declaration],
        problems: [.notFound]
    ) { exchange in
        var (page, shell) = try await exchange.roomPage(exchange[asked])
        shell.notice = exchange[done].map { exchange.wording($0.word) }
        return exchange.show(page, in: shell)
    }

    private static let write = Route.pageForm(
        "\(base)/writing",
        "writeMeetingOutcomeForm",
        "Saves one field of what comes of a case, and shows the room.",
        .decideMeetings,
        in: .meetings,
        parameters: parameters,
        problems: [.meetingSigned, .meetingCancelled]
    ) { exchange, form in
        let (meeting, item) = (try exchange(Parameters.meetingID), try exchange(Parameters.caseID))
        return try await exchange.answering(form) { typed in
            try await exchange.roomPage(item, typed)
        } with: {
            try await form.using(WriteMeetingOutcome.Input.codec) { input in
                _ = try await WriteMeetingOutcome.run(
                    meeting,
                    item,
                    input,
                    call: exchange.call,
                    in: exchange.environment
                )
                let place = "writing-\(input.field.rawValue)"
                return .redirect(to: "/meetings/\(meeting)/live?case=\(item)&done=written#\(place)")
            }
        }
    }

    private static let settle = Route.pageForm(
        "\(base)/outcome",
        "settleMeetingCaseForm",
        "Keeps what comes of a case, and shows the room.",
        .decideMeetings,
        in: .meetings,
        parameters: parameters,
        problems: MeetingRoutes.changingCase
    ) { exchange, form in
        let (meeting, item) = (try exchange(Parameters.meetingID), try exchange(Parameters.caseID))
        return try await exchange.answering(form) { typed in
            try await exchange.roomPage(item, typed)
        } with: {
            let version = try form.version()
            return try await form.using(ChangeMeetingCase.Input.codec) { input in
                _ = try await ChangeMeetingCase.run(
                    meeting,
                    item,
                    expecting: version,
                    input,
                    call: exchange.call,
                    in: exchange.environment
                )
                return .redirect(to: "/meetings/\(meeting)/live?case=\(item)&done=kept")
            }
        }
    }
}

extension ChangeMeetingAction.Input {
    /// The same with one owner: a name that was written takes the place of the account that stood there.
    ///
    /// - Parameter action: as it stands.
    /// - Returns: the change.
    /// - Throws: `UseCaseError` where nobody is named any more.
    fileprivate func naming(insteadOf action: MeetingAction) throws(UseCaseError) -> ChangeMeetingAction.Input {
        guard owner != nil || ownerID != nil || action.ownerID == nil else {
            throw .invalid("/owner", .missing, en: "Say who does it.", nl: "Geef aan wie het doet.")
        }
        return ChangeMeetingAction.Input(
            state: state,
            what: what,
            owner: owner,
            ownerID: owner != nil && ownerID == action.ownerID ? nil : ownerID,
            dueOn: dueOn,
            doneOn: doneOn,
            reason: reason
        )
    }
}

extension UseCaseError {
    /// A case goes off the agenda for a reason.
    fileprivate static var removalWithoutReason: UseCaseError {
        invalid(
            "/reason",
            .missing,
            en: "Say why the case is taken off the agenda.",
            nl: "Geef aan waarom de casus van de agenda gaat."
        )
    }
}
