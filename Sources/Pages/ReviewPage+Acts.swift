// The forms beside the queue of unusual access: to mark a patient, and to ask for a destruction. One patient, one choice, why.
import Domain
import Reports

extension ReviewPage {
    /// What a privacy officer does about one patient.
    package enum PatientAct: String, Sendable, Hashable, CaseIterable {
        /// Has every access to the record judged.
        case mark
        /// Asks for the record, or what the log says of it, to go.
        case destruction

        /// The field of what is chosen, as REST calls it too.
        package var choiceField: String {
            switch self {
            case .mark: "kind"
            case .destruction: "matter"
            }
        }

        /// The fields of its form, in their order.
        package var fields: [String] { ["patientId", choiceField, "reason"] }

        /// Where its form is sent to, below the page.
        package var pathEnd: String {
            switch self {
            case .mark: "marks"
            case .destruction: "destructions"
            }
        }
    }

    /// Such a form as it was typed, and what is wrong with it.
    package struct ActDraft: Sendable, Hashable {
        package let act: PatientAct
        let patient: String
        let choice: String
        let reason: String
        /// What is wrong, by the name of the field.
        package var faults: [String: [String]] = [:]

        package init(_ act: PatientAct, patient: String, choice: String, reason: String) {
            self.act = act
            self.patient = patient
            self.choice = choice
            self.reason = reason
        }
    }

    /// The forms, each closed until it is needed.
    var acts: String {
        lines(PatientAct.allCases.map(section))
    }

    /// Every fault of such a form, with a link to its field.
    var actFaultLinks: [String] {
        guard let draft = actDraft else { return [] }
        return draft.act.fields.flatMap { field in
            (draft.faults[field] ?? []).map { fault in
                let id = field == draft.act.choiceField ? choiceID(draft.act, 0) : "\(draft.act.rawValue)-\(field)"
                let label = label(field, of: draft.act)
                return "<li><a href=\"#\(id)\">\(text(label)): \(HTMLText.escaped(fault))</a></li>"
            }
        }
    }

    private func label(_ field: String, of act: PatientAct) -> Localized {
        switch field {
        case "patientId": ReviewWord.patientID
        case "reason": ReviewWord.note
        default: act.legend
        }
    }

    private func choiceID(_ act: PatientAct, _ index: Int) -> String {
        "\(act.rawValue)-\(act.choiceField)-\(act.choices[index].code)"
    }

    private func section(_ act: PatientAct) -> String {
        let typed = actDraft?.act == act ? actDraft : nil
        return """
            <details class="act"\(typed == nil ? "" : " open")>
            <summary>\(text(act.title))</summary>
            \(lines([typed.map { _ in "<p>\(text(ReviewWord.notDone))</p>" }]))
            <form method="post" action="/audit/review/\(act.pathEnd)">
            <p class="hint">\(text(act.meaning))</p>
            \(hidden("includesJudged", String(place.includesJudged)))
            \(lines([place.cursor.map { hidden("cursor", $0) }]))
            \(patientField(act, typed))
            \(choiceField(act, typed))
            \(reasonField(act, typed))
            <button type="submit">\(text(act.title))</button>
            </form>
            </details>
            """
    }

    private func patientField(_ act: PatientAct, _ typed: ActDraft?) -> String {
        let (id, found) = ("\(act.rawValue)-patientId", typed?.faults["patientId"] ?? [])
        return """
            <label for="\(id)">\(text(ReviewWord.patientID))</label>
            <p class="hint" id="patientId-hint-\(act.rawValue)">\(text(ReviewWord.patientIDHint))</p>
            \(faults(found, "patientId", act.rawValue))
            <input id="\(id)" name="patientId" type="text" required autocomplete="off" spellcheck="false" \
            autocapitalize="none" value="\(HTMLText.escaped(typed?.patient ?? ""))"\(described("patientId", act, found))>
            """
    }

    private func choiceField(_ act: PatientAct, _ typed: ActDraft?) -> String {
        let found = typed?.faults[act.choiceField] ?? []
        let described = found.isEmpty ? "" : " aria-describedby=\"\(act.choiceField)-fault-0-\(act.rawValue)\""
        let choices = act.choices.indices.map { index in
            let choice = act.choices[index]
            let mark = typed?.choice == choice.code ? " checked" : ""
            return """
                <label class="choice"><input type="radio" id="\(choiceID(act, index))" name="\(act.choiceField)" \
                value="\(choice.code)" required\(mark)>\(text(choice.text))</label>
                """
        }
        return """
            <fieldset\(described)>
            <legend>\(text(act.legend))</legend>
            \(faults(found, act.choiceField, act.rawValue))
            \(lines(choices))
            </fieldset>
            """
    }

    private func reasonField(_ act: PatientAct, _ typed: ActDraft?) -> String {
        let (id, found) = ("\(act.rawValue)-reason", typed?.faults["reason"] ?? [])
        return """
            <label for="\(id)">\(text(ReviewWord.note))</label>
            <p class="hint" id="reason-hint-\(act.rawValue)">\(text(ReviewWord.noteHint))</p>
            \(faults(found, "reason", act.rawValue))
            <textarea id="\(id)" name="reason" rows="3" maxlength="2000" required\(described("reason", act, found))>
            \(HTMLText.escaped(typed?.reason ?? ""))</textarea>
            """
    }

    /// The attributes that join a field with its hint and what is wrong with it.
    private func described(_ field: String, _ act: PatientAct, _ found: [String]) -> String {
        let ids =
            ["\(field)-hint-\(act.rawValue)"] + found.indices.map { "\(field)-fault-\($0)-\(act.rawValue)" }
        let invalid = found.isEmpty ? "" : " aria-invalid=\"true\""
        return " aria-describedby=\"\(ids.joined(separator: " "))\"\(invalid)"
    }
}
