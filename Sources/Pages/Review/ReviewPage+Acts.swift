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
}

extension ReviewShown {
    /// A form about one patient, closed until it is needed.
    struct Act {
        let id: String
        let title: String
        let isOpen: Bool
        let meaning: String
        let address: String
        let patient: Field
        let choice: Choices
        let reason: Field

        init(_ act: ReviewPage.PatientAct, _ page: ReviewPage) {
            let draft = page.actDraft?.act == act ? page.actDraft : nil
            let code = act.rawValue
            func faults(_ field: String) -> [String] { draft?.faults[field] ?? [] }
            id = code
            title = act.title[page.language]
            isOpen = draft != nil
            meaning = act.meaning[page.language]
            address = "/audit/review/\(act.pathEnd)"
            patient = Field("\(code)-patientId", "patientId", of: code, draft?.patient, faults("patientId"))
            choice = Choices(
                act.choiceField,
                of: code,
                legend: act.legend[page.language],
                act.choices.map { ($0.code, $0.text[page.language]) },
                chosen: draft?.choice,
                faults(act.choiceField)
            )
            reason = Field("\(code)-reason", "reason", of: code, draft?.reason, faults("reason"))
        }
    }

    /// What is wrong with such a form, with a link to each field.
    static func links(_ draft: ReviewPage.ActDraft, _ language: Language) -> [FaultSummary.Link] {
        draft.act.fields.flatMap { field in
            (draft.faults[field] ?? []).map { fault in
                let code = draft.act.rawValue
                let (id, label): (String, Localized) =
                    switch field {
                    case "patientId": ("\(code)-patientId", ReviewWord.patientID.text)
                    case "reason": ("\(code)-reason", ReviewWord.note.text)
                    default: ("\(code)-\(field)-\(draft.act.choices[0].code)", draft.act.legend)
                    }
                return FaultSummary.Link(address: "#\(id)", text: "\(label[language]): \(fault)")
            }
        }
    }
}
