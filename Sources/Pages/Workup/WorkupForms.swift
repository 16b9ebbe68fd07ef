// The forms about a workup itself: the clinician's diagnosis, its question and who follows it, closing and reopening.
package import Domain
import Reports

/// Makes the forms about a workup.
package enum WorkupForms {
    /// The clinician's own diagnosis. What the criteria say never stands in it beforehand.
    package static func diagnosis(_ subject: WorkupSubject, statedBy: String, key: String) -> TeamForm {
        let (wording, stated) = (subject.wording, subject.document.diagnosis)
        let fields = [
            FormField(
                "/diagnosis/text",
                .area(rows: 4),
                label: wording(WorkupWord.diagnosisWords),
                isRequired: true,
                value: stated?.text ?? ""
            ),
            FormField(
                "/diagnosis/statedBy",
                .text,
                label: wording(WorkupWord.statedBy),
                value: stated?.statedBy ?? statedBy
            ),
            FormField(
                "/diagnosis/statedOn",
                .day,
                label: wording(WorkupWord.statedOn),
                hint: wording(FindingFormWord.dayHint),
                value: stated?.statedOn?.description ?? subject.document.today.description
            ),
        ]
        return form(subject, "/diagnosis", [FormGroup(nil, fields)], WorkupFormWord.saveDiagnosis, key)
    }

    /// Question, referrer, and who follows it.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - people: who could follow it.
    ///   - organisations: which could answer for it.
    ///   - key: of the form.
    /// - Returns: the form.
    package static func change(
        _ subject: WorkupSubject,
        people: [FormOption],
        organisations: [FormOption],
        key: String
    ) -> TeamForm {
        let (wording, document) = (subject.wording, subject.document)
        let fields = [
            FormField("/question", .area(rows: 3), label: wording(WorkupWord.question), value: document.question ?? ""),
            FormField("/referredBy", .text, label: wording(FrameWord.referredBy), value: document.referredBy ?? ""),
            FormField(
                "/assigneeId",
                .list(people, any: wording(StepPageWord.nobodyNamed)),
                label: wording(FrameWord.assignee),
                value: document.assignee?.id.description ?? ""
            ),
            FormField(
                "/organisation",
                .list(organisations, any: nil),
                label: wording(FrameWord.organisation),
                hint: wording(WorkupFormWord.organisationHint),
                value: document.organisation
            ),
            FormField("/reason", .area(rows: 2), label: wording(StepPageWord.reason)),
        ]
        var form = form(subject, "/change", [FormGroup(nil, fields)], StepPageWord.save, key)
        form.sendsChangesOnly = true
        return form
    }

    /// Closing an open workup, or reopening a closed one.
    package static func closing(_ subject: WorkupSubject, reopens: Bool, key: String) -> AskedForm {
        let wording = subject.wording
        let fields = [
            FormField("/reason", .area(rows: 3), label: wording(StepPageWord.reason), isRequired: true),
            FormField(
                "/on",
                .day,
                label: wording(WorkupFormWord.on),
                hint: wording(PatientPageWord.openedOnHint)
            ),
        ]
        let word: WorkupFormWord = reopens ? .reopen : .close
        let open = subject.document.steps.filter(\.state.isOpen).map { subject.view.stepName($0.code) }
        let left = open.isEmpty ? [] : ["\(wording(WorkupFormWord.openSteps)): \(open.joined(separator: ", "))."]
        return AskedForm(
            title: wording(word),
            lead: wording(reopens ? WorkupFormWord.reopenLead : WorkupFormWord.closeLead),
            consequences: reopens ? [wording(WorkupFormWord.reopenLead)] : [wording(WorkupFormWord.closeLead)] + left,
            form(subject, reopens ? "/reopen" : "/close", [FormGroup(nil, fields)], CheckWord.next, key),
            button: wording(word),
            patient: WorkupFrame(subject, at: nil),
            wording.language
        )
    }

    private static func form(
        _ subject: WorkupSubject,
        _ path: String,
        _ groups: [FormGroup],
        _ button: some ReportWord,
        _ key: String
    ) -> TeamForm {
        var form = TeamForm(
            action: "/workups/\(subject.document.id)\(path)",
            groups,
            button: subject.wording(button),
            key: key,
            version: subject.document.version
        )
        form.cancelAddress = subject.address()
        return form
    }
}

/// The words of the forms about a workup.
package enum WorkupFormWord: String, ReportWord {
    case stateDiagnosis, changeDiagnosis, saveDiagnosis, diagnosisLead, change, changeLead, organisationHint, close,
        closeLead, reopen, reopenLead, on
    case newest, saved, openSteps

    package var text: Localized {
        switch self {
        case .stateDiagnosis: WorkupWord.stateDiagnosis.text
        case .changeDiagnosis: WorkupWord.changeDiagnosis.text
        case .saveDiagnosis: Localized(en: "State this diagnosis", nl: "Deze diagnose stellen")
        case .diagnosisLead:
            Localized(
                en:
                    "Your own conclusion, in your own words. What the criteria say stands beside it and is never taken over.",
                nl:
                    "Uw eigen conclusie, in uw eigen woorden. Wat de criteria zeggen staat ernaast en wordt nooit overgenomen."
            )
        case .change: Localized(en: "Change this workup", nl: "Dit traject wijzigen")
        case .changeLead:
            Localized(en: "What is left as it is stays as it is.", nl: "Wat u laat staan, blijft zoals het is.")
        case .organisationHint:
            Localized(
                en: "Another organisation takes the workup over: it answers for it from then on.",
                nl: "Een andere organisatie neemt het traject over: die is er vanaf dan verantwoordelijk voor."
            )
        case .close: Localized(en: "Close this workup", nl: "Dit traject afsluiten")
        case .closeLead:
            Localized(
                en: "Nothing is lost by closing. Steps that are still open stay as they are and are shown as such.",
                nl: "Door afsluiten gaat niets verloren. Stappen die nog open staan blijven zo en worden zo getoond."
            )
        case .reopen: Localized(en: "Reopen this workup", nl: "Dit traject heropenen")
        case .reopenLead:
            Localized(en: "It goes on where it was closed.", nl: "Het gaat verder waar het is afgesloten.")
        case .openSteps: Localized(en: "Still open", nl: "Nog open")
        case .on: Localized(en: "On which day", nl: "Op welke dag")
        case .newest:
            Localized(
                en:
                    "Somebody changed this workup while you were typing. What you typed is kept below; look at the overview "
                    + "before you save.",
                nl: "Iemand heeft dit traject gewijzigd terwijl u typte. Wat u typte staat nog hieronder; bekijk het "
                    + "overzicht voordat u bewaart."
            )
        case .saved: Localized(en: "The workup is saved.", nl: "Het traject is bewaard.")
        }
    }
}
