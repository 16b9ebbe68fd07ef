// The conditions that make a treatment riskier: the list on the treatment page, and the forms that record and end them.
package import Domain
import FoundationEssentials
import Reports

/// The recorded conditions as the treatment page shows them.
struct ConditionList {
    struct Line {
        let name: String
        let answer: String
        let isPresent: Bool
        let details: [String]
        let links: [TreatmentPage.Link]
    }

    let lines: [Line]
    let hasLines: Bool
    let newAddress: String?

    /// The recorded conditions of a workup.
    init(_ subject: WorkupSubject) {
        let wording = subject.wording
        let canRecord = subject.may(.recordTreatment)
        lines = subject.document.conditions.map { condition in
            let statement = condition.statement
            let since = statement.since.map { "\(wording(ConditionWord.since)) \(wording.date($0))" }
            let by =
                "\(condition.recordedBy ?? wording(NothingWord.notRecorded)), \(wording.instant(condition.recordedAt))"
            let links: [(ConditionWord, String)] = canRecord ? [(.correct, "correct"), (.withdraw, "withdraw")] : []
            return Line(
                name: wording(statement.condition.label),
                answer: wording(statement.answer.label),
                isPresent: statement.answer == .present,
                details: [since, statement.note, by].compactMap(\.self),
                links: links.map { word, path in
                    TreatmentPage.Link(
                        text: "\(wording(word)): \(wording(statement.condition.label))",
                        address: subject.address("/treatment/conditions/\(condition.id)/\(path)")
                    )
                }
            )
        }
        hasLines = !lines.isEmpty
        newAddress = canRecord ? subject.address("/treatment/conditions/new") : nil
    }
}

/// Makes the forms of conditions.
package enum ConditionForms {
    /// Recording a condition that is not on record yet, or correcting one that is.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - recorded: what stands; nil for a new one.
    ///   - key: of the form.
    /// - Returns: the form.
    package static func record(_ subject: WorkupSubject, _ recorded: ConditionDocument?, key: String) -> TeamForm {
        let wording = subject.wording
        let known = Set(subject.document.conditions.map(\.statement.condition))
        let choices = RecordedCondition.allCases.filter { !known.contains($0) }
        var fields: [FormField] = []
        if recorded == nil {
            fields.append(
                FormField(
                    "/condition",
                    .list(FormOption.some(choices, wording.language), any: wording(ConditionWord.choose)),
                    label: wording(ConditionWord.condition),
                    isRequired: true
                )
            )
        }
        let statement = recorded?.statement
        fields += [
            FormField(
                "/answer",
                .choice(FormOption.some([Sign.present, .absent], wording.language)),
                label: wording(ConditionWord.answer),
                isRequired: true,
                value: statement?.answer.rawValue ?? ""
            ),
            FormField(
                "/since",
                .day,
                label: wording(ConditionWord.since),
                hint: wording(StepPageWord.partialDayHint),
                value: statement?.since?.description ?? ""
            ),
            FormField("/note", .area(rows: 2), label: wording(StepWord.note), value: statement?.note ?? ""),
            FormField(
                "/reason",
                .area(rows: 2),
                label: wording(StepPageWord.reason),
                hint: recorded == nil ? wording(ConditionWord.againHint) : nil,
                isRequired: recorded != nil
            ),
        ]
        return form(subject, recorded, recorded.map { "\($0.id)/correct" } ?? "new", fields, StepPageWord.save, key)
    }

    /// Taking a condition back: it was wrong, or it is over.
    ///
    /// - Parameters:
    ///   - subject: the workup.
    ///   - recorded: what stands.
    ///   - key: of the form.
    /// - Returns: the form.
    package static func withdraw(_ subject: WorkupSubject, _ recorded: ConditionDocument, key: String) -> TeamForm {
        let wording = subject.wording
        let reason = FormField("/reason", .area(rows: 2), label: wording(StepPageWord.reason), isRequired: true)
        var form = form(subject, recorded, "\(recorded.id)/withdraw", [reason], ConditionWord.withdraw, key)
        let statement = recorded.statement
        form.given.append(TeamForm.Given("/answer", statement.answer.rawValue))
        if let since = statement.since { form.given.append(TeamForm.Given("/since", since.description)) }
        if let note = statement.note { form.given.append(TeamForm.Given("/note", note)) }
        return form
    }

    private static func form(
        _ subject: WorkupSubject,
        _ recorded: ConditionDocument?,
        _ path: String,
        _ fields: [FormField],
        _ button: some ReportWord,
        _ key: String
    ) -> TeamForm {
        var form = TeamForm(
            action: "/workups/\(subject.document.id)/treatment/conditions/\(path)",
            [FormGroup(nil, fields)],
            button: subject.wording(button),
            key: key,
            version: recorded?.version
        )
        if let recorded { form.given = [TeamForm.Given("/condition", recorded.statement.condition.rawValue)] }
        form.cancelAddress = subject.address("/treatment")
        return form
    }
}

/// The words of conditions.
package enum ConditionWord: String, ReportWord {
    case title, lead, nothing, new, correct, withdraw, withdrawLead, choose, condition, answer, since, againHint

    package var text: Localized {
        switch self {
        case .title: Localized(en: "What makes a treatment riskier", nl: "Wat een behandeling riskanter maakt")
        case .lead:
            Localized(
                en: "Cautions on immunoglobulin ask about these. What is not recorded counts as unknown.",
                nl: "Aandachtspunten bij immunoglobuline vragen hiernaar. Wat niet is vastgelegd telt als onbekend."
            )
        case .nothing: Localized(en: "No condition was recorded yet.", nl: "Er is nog geen aandoening vastgelegd.")
        case .new: Localized(en: "Record a condition", nl: "Aandoening vastleggen")
        case .correct: Localized(en: "Correct", nl: "Verbeteren")
        case .withdraw: Localized(en: "Take back", nl: "Intrekken")
        case .withdrawLead:
            Localized(
                en: "The record keeps what it said. Cautions no longer count with it.",
                nl: "Het dossier bewaart wat er stond. Aandachtspunten rekenen er niet meer mee."
            )
        case .choose: Localized(en: "choose", nl: "kies")
        case .condition: Localized(en: "Condition", nl: "Aandoening")
        case .answer: Localized(en: "Does the patient have it", nl: "Heeft de patiënt dit")
        case .since: Localized(en: "Since", nl: "Sinds")
        case .againHint:
            Localized(
                en: "Only for one that was taken back before.",
                nl: "Alleen voor een die eerder is ingetrokken."
            )
        }
    }
}
