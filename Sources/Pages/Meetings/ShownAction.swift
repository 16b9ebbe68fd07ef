// An action of a meeting as pages show it, with what the reader may do with it.
import Domain
import FoundationEssentials
import Reports

/// An action as pages show it.
struct ShownAction {
    let what: String
    let owner: String
    let due: String
    let state: String
    /// By which it is said to be done; nil where that cannot be.
    let done: ShownForm?
    /// Where it is given to somebody else, gets another day, or is dropped; nil where that cannot be.
    let changeAddress: String?

    init(_ action: MeetingAction, of item: MeetingCase, _ subject: MeetingSubject, key: String) {
        let wording = subject.wording
        what = action.what
        owner = action.owner
        due = action.dueOn.map { wording.date($0) } ?? wording(WorklistWord.noDate)
        state = subject.view.state(action)
        let mayFinish = subject.mayFinish(action)
        let mayChange = subject.mayChangeActions || mayFinish
        changeAddress = mayChange ? subject.address(of: item, "/actions/\(action.id)/change") : nil
        guard action.state == .open, mayFinish else {
            done = nil
            return
        }
        var form = TeamForm(
            action: subject.address(of: item, "/actions/\(action.id)"),
            [],
            button: wording(MeetingPageWord.markDone),
            key: "\(key)-\(action.id)",
            version: action.version
        )
        form.given = [TeamForm.Given("/state", MeetingActionState.done.rawValue)]
        done = ShownForm(form)
    }
}
