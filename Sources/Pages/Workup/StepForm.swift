// The form by which a step is moved: the states that may follow, and the days, people and reasons that go with them.
package import Domain
import FoundationEssentials
import Reports

/// Makes the form of a step.
package enum StepForm {
    /// The form of a step as it stands.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - step: the step.
    ///   - people: who could do it.
    ///   - organisations: code and name of the organisations that could.
    ///   - key: of the form.
    /// - Returns: the form; nil where the reader cannot change the step.
    package static func form(
        _ subject: WorkupSubject,
        _ step: StepDocument,
        people: [FormOption],
        organisations: [FormOption],
        key: String
    ) -> TeamForm? {
        guard subject.may(.moveSteps) else { return nil }
        let words = subject.wording
        var groups = [
            FormGroup(
                words(StepPageWord.whatNow),
                [
                    FormField(
                        "/state",
                        .choice(choices(subject, step)),
                        label: words(StepWord.state),
                        isRequired: true,
                        value: step.state.rawValue
                    ),
                    FormField(
                        "/reason",
                        .area(rows: 2),
                        label: words(StepPageWord.reason),
                        hint: words(StepPageWord.reasonHint)
                    ),
                ]
            )
        ]
        if subject.cannotStart(step) {
            groups.append(
                FormGroup(
                    words(StepPageWord.override),
                    hint: words(StepPageWord.overrideHint),
                    [FormField("/overrideReason", .area(rows: 2), label: words(StepPageWord.overrideReason))]
                )
            )
        }
        groups.append(FormGroup(words(StepPageWord.daysAndPeople), details(subject, step, people, organisations)))
        var form = TeamForm(
            action: subject.address(ofStep: step.code),
            groups,
            button: words(StepPageWord.save),
            key: key,
            version: step.version
        )
        form.cancelAddress = subject.address()
        form.sendsChangesOnly = true
        return form
    }

    private static func choices(_ subject: WorkupSubject, _ step: StepDocument) -> [FormOption] {
        let completion = subject.careProtocol.step(step.code)?.completedBy
        return step.state.legalNext.compactMap { state in
            // A result comes from what was recorded, not from a tick, except where a note is the result.
            if state == .reported, state != step.state, completion != .record(.note) { return nil }
            let label =
                state == step.state
                ? "\(subject.wording(state.label)) (\(subject.wording(StepPageWord.asItIs)))"
                : subject.wording(state.label)
            return FormOption(state.rawValue, label)
        }
    }

    private static func details(
        _ subject: WorkupSubject,
        _ step: StepDocument,
        _ people: [FormOption],
        _ organisations: [FormOption]
    ) -> [FormField] {
        let words = subject.wording
        return [
            FormField(
                "/assigneeId",
                .list(people, any: words(StepPageWord.nobodyNamed)),
                label: words(StepWord.who),
                value: step.assignee?.id.description ?? ""
            ),
            FormField(
                "/organisation",
                .list(organisations, any: words(StepPageWord.notNamed)),
                label: words(StepPageWord.where),
                value: step.organisation ?? ""
            ),
            FormField(
                "/dueOn",
                .day,
                label: words(StepWord.due),
                hint: words(StepPageWord.dayHint),
                value: step.dueOn?.description ?? ""
            ),
            FormField(
                "/scheduledOn",
                .day,
                label: words(StepPageWord.scheduledFor),
                hint: words(StepPageWord.dayHint),
                value: step.scheduledOn?.description ?? ""
            ),
            FormField(
                "/performedOn",
                .day,
                label: words(StepWord.performedOn),
                hint: words(StepPageWord.partialDayHint),
                value: step.performedOn?.description ?? ""
            ),
            FormField(
                "/origin",
                .text,
                label: words(StepWord.origin),
                hint: words(StepPageWord.originHint),
                value: step.origin ?? ""
            ),
            FormField("/note", .area(rows: 3), label: words(StepWord.note), value: step.note ?? ""),
        ]
    }
}

extension FormCheckPage {
    /// The check of beginning a step that waits for others; nil where it waits for nothing.
    ///
    /// - Parameters:
    ///   - step: the step.
    ///   - subject: the workup.
    ///   - form: by which the step is moved.
    ///   - values: what was typed, by the names of the fields.
    package init?(overriding step: StepDocument, of subject: WorkupSubject, _ form: TeamForm, values: [String: String])
    {
        guard subject.cannotStart(step) else { return nil }
        let words = subject.wording
        let names = step.cannotStartYet.map { subject.view.stepName($0) }.joined(separator: ", ")
        self.init(
            title: "\(words(StepPageWord.override)): \(subject.view.stepName(step.code))",
            notes: [
                "\(words(WorkupWord.cannotStartYet)). \(words(WorkupWord.first)): \(names).",
                words(StepPageWord.overrideHint),
            ],
            form,
            values: values,
            button: words(StepPageWord.override),
            patient: WorkupFrame(subject, at: nil),
            subject.language
        )
    }
}
