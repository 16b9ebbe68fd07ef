// The form by which a case is chosen from the worklist for the agenda.
package import Domain
import FoundationEssentials
package import Reports

/// Makes the form of a new case on the agenda.
package enum MeetingAddForm {
    /// The form that offers some workups.
    ///
    /// - Parameters:
    ///   - lines: the workups to choose from.
    ///   - action: where it is sent to.
    ///   - cancelAddress: where one goes without sending it.
    ///   - key: of the form.
    ///   - wording: language and clock.
    /// - Returns: the form; nil where there is nothing to choose from.
    package static func form(
        _ lines: [WorklistLine],
        action: String,
        cancelAddress: String,
        key: String,
        _ wording: Wording
    ) -> TeamForm? {
        guard !lines.isEmpty else { return nil }
        var form = TeamForm(
            action: action,
            [
                FormGroup(
                    nil,
                    hint: wording(MeetingPageWord.addHint),
                    [
                        FormField(
                            "/workupId",
                            .choice(lines.map { option($0, wording) }),
                            label: wording(MeetingPageWord.chooseCase),
                            isRequired: true
                        ),
                        FormField(
                            "/question",
                            .area(rows: 2),
                            label: wording(MeetingPageWord.caseQuestion),
                            hint: wording(MeetingPageWord.caseQuestionHint)
                        ),
                        FormField("/presenter", .text, label: wording(MeetingPageWord.presenter)),
                        FormField(
                            "/lateReason",
                            .area(rows: 2),
                            label: wording(MeetingPageWord.lateReason),
                            hint: wording(MeetingPageWord.lateReasonHint)
                        ),
                    ]
                )
            ],
            button: wording(MeetingPageWord.add),
            key: key
        )
        form.cancelAddress = cancelAddress
        return form
    }

    private static func option(_ line: WorklistLine, _ wording: Wording) -> FormOption {
        let name = [line.patient.familyName.uppercased(), line.patient.givenNames.joined(separator: " ")]
            .filter { !$0.isEmpty }.joined(separator: ", ")
        let born = line.patient.birthDate.map { "\(wording(FrameWord.born)) \(wording.date($0))" }
        let verdict = line.category.map { wording($0.label) } ?? wording(WorklistWord.notEvaluated)
        return FormOption(
            line.workupID.description,
            [name, born].compactMap(\.self).joined(separator: ", "),
            hint: [line.question, verdict].compactMap(\.self).joined(separator: " · ")
        )
    }
}
