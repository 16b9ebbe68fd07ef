// The form that asks for a letter.
import Domain
import Reports

/// Asks for a letter.
package enum LetterForm {
    /// The form of a letter about a workup.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - organisations: to choose the hospital among, by their codes.
    ///   - key: of the form.
    ///   - typed: what was typed, where it comes again.
    /// - Returns: the form.
    package static func form(
        _ subject: WorkupSubject,
        organisations: [FormOption],
        key: String,
        typed: FormTyped? = nil
    ) -> TeamForm {
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
                "/hospital",
                .list(
                    organisations.filter { $0.value != subject.document.organisation },
                    any: wording(PapersWord.hospitalOfRecord)
                ),
                label: wording(PapersWord.hospital),
                hint: wording(PapersWord.hospitalHint)
            ),
            FormField(
                "/about",
                .choice([
                    FormOption(DiseaseText.mmn.rawValue, wording(PapersWord.withMmn)),
                    FormOption(DiseaseText.nothing.rawValue, wording(PapersWord.withoutMmn)),
                ]),
                label: wording(PapersWord.aboutMmn),
                hint: subject.saysDiagnosis,
                isRequired: true,
                // Once a diagnosis is stated, nobody but the sender says whether it is MMN.
                value: subject.document.isDiagnosisStated
                    ? "" : (subject.document.protocolCode == "mmn" ? DiseaseText.mmn : .nothing).rawValue
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
