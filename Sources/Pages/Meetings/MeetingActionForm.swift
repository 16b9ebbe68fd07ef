// The forms by which an action of a meeting is changed, and by which its owner says whether it is done.
package import Domain
import FoundationEssentials
package import Reports

/// Makes the form by which an action is given to somebody else, gets another day, is done or dropped.
package enum MeetingActionForm {
    /// The form.
    ///
    /// - Parameters:
    ///   - action: as it stands.
    ///   - address: of the case of the meeting.
    ///   - people: who can be named.
    ///   - isSigned: whether the meeting is signed.
    ///   - key: of the form.
    ///   - fromTasks: whether one came from the page of tasks, and goes back there.
    ///   - wording: language and clock.
    /// - Returns: the form.
    package static func form(
        _ action: MeetingAction,
        of address: String,
        people: [FormOption],
        isSigned: Bool,
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
                hint: wording(isSigned ? TaskWord.reasonAmends : .reasonHint)
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

    /// The form by which the owner of an action, or whoever keeps what the meeting agreed on, says whether it is done.
    ///
    /// - Parameters:
    ///   - action: as it stands.
    ///   - address: of the case of the meeting.
    ///   - key: of the form.
    ///   - fromTasks: whether one came from the page of tasks, and goes back there.
    ///   - wording: language and clock.
    /// - Returns: the form.
    package static func finishing(
        _ action: MeetingAction,
        of address: String,
        key: String,
        fromTasks: Bool,
        _ wording: Wording
    ) -> TeamForm {
        var form = TeamForm(
            action: "\(address)/actions/\(action.id)/change",
            [
                FormGroup(
                    nil,
                    [
                        FormField(
                            "/state",
                            .choice(FormOption.some([MeetingActionState.open, .done], wording.language)),
                            label: wording(TaskWord.state),
                            isRequired: true,
                            value: action.state.rawValue
                        ),
                        FormField("/reason", .area(rows: 2), label: wording(TaskWord.remark)),
                    ]
                )
            ],
            button: wording(TaskWord.save),
            key: key,
            version: action.version
        )
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
