// What the reader has to do: actions that meetings agreed on, and steps of workups that were given to them.
import Criteria
package import Domain
import FoundationEssentials
package import Reports

/// The words of the page of tasks.
package enum TaskWord: String, ReportWord {
    case title, lead, actions, noActions, steps, noSteps, patient, what, who, due, meeting, overdue, change, changeTitle
    case step, waiting, answers, days, day, owner, ownerHint, ownerWords, ownerWordsHint, nobody, state, reason
    case reasonHint, reasonAmends, remark, finishTitle, save, changed, own, unseen, batches, acting

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
        case .reasonAmends:
            Localized(
                en:
                    "Needed where what was agreed changes, since the meeting is signed, and where the action is dropped.",
                nl: "Nodig als de afspraak verandert, want het overleg is ondertekend, en als de actie vervalt."
            )
        case .remark: Localized(en: "Remark", nl: "Opmerking")
        case .finishTitle: Localized(en: "Say whether the action is done", nl: "Aangeven of de actie gedaan is")
        case .unseen:
            Localized(
                en: "They do not see the case: share it with them, or give the action to somebody else.",
                nl: "Zij zien de casus niet: deel die met hen, of geef de actie aan iemand anders."
            )
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
        /// What is to be done where the owner does not see the case.
        let unseen: String?
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
    ///   - organisation: the code of the reader's.
    ///   - rights: what the reader's role may do.
    ///   - key: from which the keys of its forms are made.
    ///   - wording: language and clock.
    package init(
        actions: [MeetingActionLine],
        steps: [TaskLine],
        protocols: [ProtocolVersion: CareProtocol],
        organisation: String?,
        rights: WorkupRights,
        key: String,
        _ wording: Wording
    ) {
        title = wording(TaskWord.title)
        self.actions = actions.map { Action($0, organisation: organisation, rights: rights, key: key, wording) }
        mayChange = self.actions.contains { $0.changeAddress != nil }
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
    init(
        _ line: MeetingActionLine,
        organisation: String?,
        rights: WorkupRights,
        key: String,
        _ wording: Wording
    ) {
        // The owner says whether it is done, and so do those who keep what the meeting agreed on.
        let mayChange =
            line.isOwn || (line.organisation == organisation && rights.contains(.planMeetings))
        let item = "/meetings/\(line.meetingID)/cases/\(line.caseID)"
        patient = line.patient.shownName
        address = item
        what = line.what
        who = line.isOwn ? "\(line.owner) (\(wording(TaskWord.own)))" : line.owner
        due = line.dueOn.map { wording.date($0) } ?? wording(WorklistWord.noDate)
        unseen = line.ownerSeesCase == false ? wording(TaskWord.unseen) : nil
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
