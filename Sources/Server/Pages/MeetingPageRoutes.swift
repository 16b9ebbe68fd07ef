// The pages of meetings: the list, planning and changing one, its agenda, its sign-off.
import Domain
import Pages
import Reports
import UseCases

/// `/meetings` and what is below it, without its cases.
enum MeetingPageRoutes {
    static let all = [list, newPage, newForm, read, changePage, changeForm, addPage, addForm, sign]

    private static let one = [Parameters.meetingID.declaration]
    static let saved = Parameter<MeetingDone>.query("done", "What was just done.", MeetingDone.codec)

    private static let list = Route.page(
        "/meetings",
        "meetingsPage",
        "The meetings, planned ones first.",
        .readMeetings,
        in: .meetings
    ) { exchange in
        let page = try await ListMeetings.run(
            from: nil,
            to: nil,
            organisation: nil,
            call: exchange.call,
            in: exchange.environment
        )
        let rows = try JSONReader.read(page.body, limits: .ownDocuments)["items"]?.array ?? []
        let mayPlan = Permission.planMeetings.roles.contains(exchange.call.actor.role)
        return exchange.show(
            MeetingsPage(
                try rows.map { try MeetingHead.codec.decode($0) },
                now: exchange.environment.now(),
                mayPlan: mayPlan,
                exchange.wording
            ),
            at: "/meetings"
        )
    }

    private static let newPage = Route.page(
        "/meetings/new",
        "newMeetingPage",
        "The page on which a meeting is planned.",
        .planMeetings,
        in: .meetings
    ) { exchange in
        let (page, shell) = try await exchange.newMeetingPage()
        return exchange.show(page, in: shell)
    }

    private static let newForm = Route.pageForm(
        "/meetings/new",
        "newMeetingForm",
        "Plans a meeting, and shows it.",
        .planMeetings,
        in: .meetings
    ) { exchange, form in
        try await exchange.answering(form) { typed in
            try await exchange.newMeetingPage(typed)
        } with: {
            try await form.using(MeetingHeadTyped.codec) { typed in
                let answer = try await PlanMeeting.run(
                    typed.plan(exchange.invitable(), exchange.wording),
                    call: exchange.call,
                    in: exchange.environment
                )
                return .redirect(to: "/meetings/\(ID<Meeting>(answer.id))?done=saved")
            }
        }
    }

    private static let read = Route.page(
        "/meetings/{meetingId}",
        "meetingPage",
        "A meeting with its agenda, actions, attendance and amendments.",
        .readMeetings,
        in: .meetings,
        parameters: one + [saved.declaration],
        problems: [.notFound]
    ) { exchange in
        var (page, shell) = try await exchange.meetingPage()
        shell.notice = exchange[saved].map { exchange.wording($0.word) }
        return exchange.show(page, in: shell)
    }

    private static let changePage = Route.page(
        "/meetings/{meetingId}/change",
        "changeMeetingPage",
        "The page on which time, place and people of a meeting are changed.",
        .planMeetings,
        in: .meetings,
        parameters: one,
        problems: [.notFound]
    ) { exchange in
        let (page, shell) = try await exchange.changeMeetingPage()
        return exchange.show(page, in: shell)
    }

    private static let changeForm = Route.pageForm(
        "/meetings/{meetingId}/change",
        "changeMeetingForm",
        "Changes time, place, people or status of a meeting, and shows it.",
        .planMeetings,
        in: .meetings,
        parameters: one,
        problems: MeetingRoutes.changing
    ) { exchange, form in
        try await exchange.answering(form) { typed in
            try await exchange.changeMeetingPage(typed)
        } with: {
            let (meeting, version) = (try exchange(Parameters.meetingID), try form.version())
            let offered = try await exchange.invitable(to: try await exchange.meeting())
            return try await form.using(MeetingHeadTyped.codec) { typed in
                _ = try await ChangeMeeting.run(
                    meeting,
                    expecting: version,
                    typed.change(offered, exchange.wording),
                    call: exchange.call,
                    in: exchange.environment
                )
                return .redirect(to: "/meetings/\(meeting)?done=saved")
            }
        }
    }

    private static let addPage = Route.page(
        "/meetings/{meetingId}/add",
        "addMeetingCasePage",
        "The page on which a case is chosen from the worklist for the agenda.",
        .planMeetings,
        in: .meetings,
        parameters: one + [Parameters.cursor.declaration],
        problems: [.notFound]
    ) { exchange in
        let (page, shell) = try await exchange.addCasePage()
        return exchange.show(page, in: shell)
    }

    private static let addForm = Route.pageForm(
        "/meetings/{meetingId}/add",
        "addMeetingCaseForm",
        "Puts a case on the agenda, and shows it.",
        .planMeetings,
        in: .meetings,
        parameters: one,
        problems: [.meetingSigned, .meetingCancelled, .caseOnAgenda]
    ) { exchange, form in
        try await exchange.answering(form) { typed in
            try await exchange.addCasePage(typed)
        } with: {
            let meeting = try exchange(Parameters.meetingID)
            return try await form.using(AddMeetingCase.Input.codec) { input in
                _ = try await AddMeetingCase.run(meeting, input, call: exchange.call, in: exchange.environment)
                return .redirect(to: "/meetings/\(meeting)?done=added")
            }
        }
    }

    private static let sign = Route.pageForm(
        "/meetings/{meetingId}/sign",
        "signMeetingForm",
        "Signs a meeting, and shows it.",
        .decideMeetings,
        in: .meetings,
        parameters: one,
        problems: MeetingRoutes.signing
    ) { exchange, form in
        try await exchange.answering(form) { typed in
            try await exchange.meetingPage(typed)
        } with: {
            let meeting = try exchange(Parameters.meetingID)
            _ = try await SignMeeting.run(
                meeting,
                expecting: form.version(),
                form.value(SignMeeting.Input.codec),
                call: exchange.call,
                in: exchange.environment
            )
            return .redirect(to: "/meetings/\(meeting)?done=signed")
        }
    }
}

/// What was just done to a meeting, as an address says it.
enum MeetingDone: String, CaseIterable {
    case saved, added, removed, signed, written, kept, amended, actionAdded, actionDone, actionChanged

    var word: MeetingPageWord {
        switch self {
        case .saved: .saved
        case .added: .added
        case .removed: .removed
        case .signed: .signed
        case .written: .fieldSaved
        case .kept: .kept
        case .amended: .amended
        case .actionAdded: .actionAdded
        case .actionDone: .actionDone
        case .actionChanged: .actionChanged
        }
    }

    static let codec: Codec<MeetingDone> = .textual(
        schema: Schema(("type", "string"), ("enum", .array(allCases.map { .string($0.rawValue) }))),
        expecting: Localized(en: "what was done", nl: "wat er gedaan is"),
        { MeetingDone(rawValue: $0) },
        text: { $0.rawValue }
    )
}
