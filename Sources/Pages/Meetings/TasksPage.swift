// What the reader has to do: actions that meetings agreed on, and steps of workups that were given to them.
import Criteria
package import Domain
import FoundationEssentials
package import Reports

/// The words of the page of tasks.
package enum TaskWord: String, ReportWord {
    case title, lead, actions, noActions, steps, noSteps, patient, what, who, due, meeting, overdue, change, changeTitle
    case step, waiting, answers, days, day, owner, ownerHint, ownerWords, ownerWordsHint, nobody, state, reason
    case reasonHint, save, changed, own, batches, acting

    package var text: Localized {
        switch self {
        case .title: Localized(en: "My tasks", nl: "Mijn taken")
        case .lead:
            Localized(
                en: "What was given to you or your organisation; what is overdue stands first.",
                nl: "Wat aan u of uw organisatie is gegeven; wat te laat is staat bovenaan."
            )
        case .actions: Localized(en: "Actions from meetings", nl: "Acties uit overleggen")
        case .noActions: Localized(en: "No action is open.", nl: "Er staat geen actie open.")
        case .steps: Localized(en: "Steps of workups", nl: "Stappen van trajecten")
        case .noSteps:
            Localized(
                en: "No open step was given to you or your organisation.",
                nl: "Er is geen open stap aan u of uw organisatie gegeven."
            )
        case .patient: Localized(en: "Patient", nl: "Patiënt")
        case .what: Localized(en: "What", nl: "Wat")
        case .who: Localized(en: "Who", nl: "Wie")
        case .due: Localized(en: "By when", nl: "Uiterlijk")
        case .meeting: Localized(en: "Meeting", nl: "Overleg")
        case .overdue: Localized(en: "overdue", nl: "te laat")
        case .change: Localized(en: "Change", nl: "Wijzigen")
        case .changeTitle: Localized(en: "Change an action", nl: "Een actie wijzigen")
        case .step: Localized(en: "Step", nl: "Stap")
        case .waiting: Localized(en: "Waiting", nl: "Wacht")
        case .answers: Localized(en: "Workup of", nl: "Traject van")
        case .days: Localized(en: "days", nl: "dagen")
        case .day: Localized(en: "day", nl: "dag")
        case .owner: Localized(en: "Who does it", nl: "Wie het doet")
        case .ownerHint:
            Localized(
                en: "Their organisation sees the action among its tasks.",
                nl: "Hun organisatie ziet de actie bij haar taken."
            )
        case .ownerWords: Localized(en: "or somebody without an account", nl: "of iemand zonder account")
        case .ownerWordsHint:
            Localized(
                en: "The action stays with the organisation that holds the meeting.",
                nl: "De actie blijft bij de organisatie die het overleg houdt."
            )
        case .nobody: Localized(en: "nobody with an account", nl: "niemand met een account")
        case .state: Localized(en: "The action is", nl: "De actie is")
        case .reason: Localized(en: "Reason", nl: "Reden")
        case .reasonHint: Localized(en: "Needed where the action is dropped.", nl: "Nodig als de actie vervalt.")
        case .save: Localized(en: "Save", nl: "Bewaren")
        case .changed: Localized(en: "The action is changed.", nl: "De actie is gewijzigd.")
        case .own: Localized(en: "you", nl: "u")
        case .batches: Localized(en: "Who received a batch", nl: "Wie een batch kreeg")
        case .acting: Localized(en: "Change it", nl: "Wijzigen")
        }
    }
}

/// The page of tasks.
package struct TasksPage: PageModel {
    /// Its words.
    package typealias Words = TaskWord
    /// The name of its template.
    package static let template = "tasks"

    struct Action {
        let patient: String
        let address: String
        let what: String
        let who: String
        let due: String
        let isOverdue: Bool
        let meeting: String
        let meetingAddress: String
        let changeAddress: String?
        let done: ShownForm?
    }

    struct Step {
        let patient: String
        let address: String
        let step: String
        let state: String
        let due: String
        let isOverdue: Bool
        let waiting: String
        let organisation: String
        let note: String?
    }

    package let title: String
    let actions: [Action]
    let hasActions: Bool
    let mayChange: Bool
    let steps: [Step]
    let hasSteps: Bool
    let batchesAddress: String?

    /// The page of tasks.
    ///
    /// - Parameters:
    ///   - actions: open actions of meetings, those that are due first.
    ///   - steps: open steps, those that are due first.
    ///   - protocols: of the steps, for their names.
    ///   - rights: what the reader's role may do.
    ///   - key: from which the keys of its forms are made.
    ///   - wording: language and clock.
    package init(
        actions: [MeetingActionLine],
        steps: [TaskLine],
        protocols: [ProtocolVersion: CareProtocol],
        rights: WorkupRights,
        key: String,
        _ wording: Wording
    ) {
        title = wording(TaskWord.title)
        mayChange = rights.contains(.planMeetings)
        self.actions = actions.map { Action($0, mayChange: rights.contains(.planMeetings), key: key, wording) }
        hasActions = !actions.isEmpty
        self.steps = steps.map { line in
            let version = ProtocolVersion(code: line.protocolCode, version: line.protocolVersion)
            let step = protocols[version]?.steps.first { $0.code == line.step }
            return Step(line, name: step?.names[wording.language] ?? line.step, wording)
        }
        hasSteps = !steps.isEmpty
        batchesAddress = rights.contains(.findLots) ? "/batches" : nil
    }
}

extension TaskPatient {
    /// `VISSER, Jan`.
    fileprivate var shownName: String {
        [familyName.uppercased(), givenNames.joined(separator: " ")].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension TasksPage.Action {
    init(_ line: MeetingActionLine, mayChange: Bool, key: String, _ wording: Wording) {
        let item = "/meetings/\(line.meetingID)/cases/\(line.caseID)"
        patient = line.patient.shownName
        address = item
        what = line.what
        who = line.isOwn ? "\(line.owner) (\(wording(TaskWord.own)))" : line.owner
        due = line.dueOn.map { wording.date($0) } ?? wording(WorklistWord.noDate)
        isOverdue = line.isOverdue
        meeting = wording.date(wording.day(of: line.meetingStartsAt))
        meetingAddress = "/meetings/\(line.meetingID)"
        changeAddress = mayChange ? "\(item)/actions/\(line.id)/change?tasks=true" : nil
        var form = TeamForm(
            action: "\(item)/actions/\(line.id)",
            [],
            button: wording(MeetingPageWord.markDone),
            key: "\(key)-\(line.id)",
            version: line.version
        )
        form.given = [
            TeamForm.Given("/state", MeetingActionState.done.rawValue), TeamForm.Given("tasks", "true"),
        ]
        done = mayChange ? ShownForm(form) : nil
    }
}

extension TasksPage.Step {
    init(_ line: TaskLine, name: String, _ wording: Wording) {
        patient = line.patient.shownName
        address = "/workups/\(line.workupID)/steps/\(AddressText.encoded(line.step))"
        step = name
        state = wording(line.state.label)
        due = line.dueOn.map { wording.date($0) } ?? wording(WorklistWord.noDate)
        isOverdue = line.isOverdue
        waiting = wording.count(line.waitingDays, one: TaskWord.day, many: TaskWord.days)
        organisation = line.organisation
        note = line.note
    }
}

/// Makes the form by which an action is given to somebody else, gets another day, is done or dropped.
package enum MeetingActionForm {
    /// The form.
    ///
    /// - Parameters:
    ///   - action: as it stands.
    ///   - address: of the case of the meeting.
    ///   - people: who can be named.
    ///   - key: of the form.
    ///   - fromTasks: whether one came from the page of tasks, and goes back there.
    ///   - wording: language and clock.
    /// - Returns: the form.
    package static func form(
        _ action: MeetingAction,
        of address: String,
        people: [FormOption],
        key: String,
        fromTasks: Bool,
        _ wording: Wording
    ) -> TeamForm {
        var fields = owner(people, action, wording)
        fields.insert(
            FormField(
                "/what",
                .area(rows: 2),
                label: wording(MeetingPageWord.actionWhat),
                isRequired: true,
                value: action.what
            ),
            at: 0
        )
        fields += [
            FormField(
                "/dueOn",
                .day,
                label: wording(MeetingPageWord.actionDue),
                hint: wording(MeetingPageWord.startsOnHint),
                value: action.dueOn?.description ?? ""
            ),
            FormField(
                "/state",
                .choice(FormOption.all(MeetingActionState.self, wording.language)),
                label: wording(TaskWord.state),
                isRequired: true,
                value: action.state.rawValue
            ),
            FormField(
                "/reason",
                .area(rows: 2),
                label: wording(TaskWord.reason),
                hint: wording(TaskWord.reasonHint)
            ),
        ]
        var form = TeamForm(
            action: "\(address)/actions/\(action.id)/change",
            [FormGroup(nil, fields)],
            button: wording(TaskWord.save),
            key: key,
            version: action.version
        )
        // What stands there can be changed, not emptied in silence.
        form.given = [
            TeamForm.Given("~/what", action.what), TeamForm.Given("~/dueOn", action.dueOn?.description ?? ""),
        ]
        if fromTasks { form.given.append(TeamForm.Given("tasks", "true")) }
        form.cancelAddress = fromTasks ? "/tasks" : address
        return form
    }

    /// Whoever does it: one of those who have an account, or somebody in words.
    static func owner(_ people: [FormOption], _ action: MeetingAction?, _ wording: Wording) -> [FormField] {
        var options = people
        if let action, let id = action.ownerID?.description, !options.contains(where: { $0.value == id }) {
            options.append(FormOption(id, action.owner))
        }
        // Somebody without an account stands there until another one is chosen or written.
        let standing = action.flatMap { $0.ownerID == nil ? $0.owner : nil }
        return [
            FormField(
                "/ownerId",
                .list(options, any: standing ?? wording(TaskWord.nobody)),
                label: wording(TaskWord.owner),
                hint: wording(TaskWord.ownerHint),
                isRequired: true,
                value: action?.ownerID?.description ?? ""
            ),
            FormField(
                "/owner",
                .text,
                label: wording(TaskWord.ownerWords),
                hint: wording(TaskWord.ownerWordsHint)
            ),
        ]
    }
}
