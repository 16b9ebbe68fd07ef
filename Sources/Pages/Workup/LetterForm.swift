// The form that asks for a letter.
import Domain
import Reports

/// Asks for a letter.
package enum LetterForm {
    /// The form of a letter about a workup.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - key: of the form.
    ///   - typed: what was typed, where it comes again.
    /// - Returns: the form.
    package static func form(_ subject: WorkupSubject, key: String, typed: FormTyped? = nil) -> TeamForm {
        let wording = subject.wording
        let fields = [
            FormField(
                "/to",
                .choice([
                    FormOption(LetterRecipient.generalPractitioner.rawValue, wording(PapersWord.toPractitioner)),
                    FormOption(LetterRecipient.regionalHospital.rawValue, wording(PapersWord.toHospital)),
                ]),
                label: wording(PapersWord.to),
                isRequired: true,
                value: LetterRecipient.generalPractitioner.rawValue
            ),
            FormField(
                "/language",
                .choice(Language.allCases.map { FormOption($0.rawValue, PapersWord.inLanguage.text[$0]) }),
                label: wording(PapersWord.language),
                isRequired: true,
                value: subject.language.rawValue
            ),
            FormField(
                "/format",
                .choice([
                    FormOption(ReportFormat.pdf.rawValue, wording(PapersWord.file)),
                    FormOption(ReportFormat.html.rawValue, wording(PapersWord.page)),
                ]),
                label: wording(PapersWord.form),
                isRequired: true,
                value: ReportFormat.pdf.rawValue
            ),
            FormField(
                "/message",
                .area(rows: 3),
                label: wording(PapersWord.message),
                hint: wording(PapersWord.messageHint)
            ),
        ]
        var form = TeamForm(
            action: subject.address("/letter"),
            [FormGroup(nil, fields)],
            button: wording(PapersWord.print),
            key: key
        )
        form.typed = typed
        return form
    }
}
