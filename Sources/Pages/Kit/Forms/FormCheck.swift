// A form whose answers are looked at once more before it is done: what to ask, and the page that shows the answers.
package import Domain
import Reports

/// Two things beside each other, with what differs marked.
package struct Comparison: Sendable, Hashable {
    struct Row: Sendable, Hashable {
        let label: String
        let left: String
        let right: String
        let leftHead: String
        let rightHead: String
        /// A word where the two differ; nil where they are the same.
        let mark: String?
    }

    let caption: String
    let corner: String
    let left: String
    let right: String
    let rows: [Row]

    /// Two things beside each other.
    ///
    /// - Parameters:
    ///   - caption: what is compared.
    ///   - corner: what the first column names.
    ///   - left: the name of the one.
    ///   - right: the name of the other.
    ///   - rows: what each says.
    ///   - differs: the word for what is not the same.
    init(
        caption: String,
        corner: String,
        left: String,
        right: String,
        rows: [(label: String, left: String, right: String)],
        differs: String
    ) {
        (self.caption, self.corner, self.left, self.right) = (caption, corner, left, right)
        self.rows = rows.map { row in
            Row(
                label: row.label,
                left: row.left,
                right: row.right,
                leftHead: left,
                rightHead: right,
                mark: row.left == row.right ? nil : differs
            )
        }
    }
}

/// A form that is checked before it is done, with what its page says.
package struct AskedForm: Sendable {
    /// What the page asks.
    let title: String
    let lead: String?
    /// What has to be known before it is filled in.
    let notes: [String]
    /// What happens when it is done; the check says it.
    let consequences: [String]
    let comparison: Comparison?
    /// The form; its button leads to the check.
    package let form: TeamForm
    /// What does it.
    let button: String
    let patient: WorkupFrame?
    private let language: Language

    /// A form that is checked before it is done.
    ///
    /// - Parameters:
    ///   - title: what the page asks.
    ///   - lead: what it is about.
    ///   - notes: what has to be known before it is filled in.
    ///   - consequences: what happens when it is done.
    ///   - comparison: what is looked at beside each other.
    ///   - form: the form.
    ///   - button: what does it.
    ///   - patient: the banner.
    ///   - language: of the page.
    init(
        title: String,
        lead: String? = nil,
        notes: [String] = [],
        consequences: [String] = [],
        comparison: Comparison? = nil,
        _ form: TeamForm,
        button: String,
        patient: WorkupFrame?,
        _ language: Language
    ) {
        self.title = title
        self.lead = lead
        self.notes = notes
        self.consequences = consequences
        self.comparison = comparison
        self.form = form
        self.button = button
        self.patient = patient
        self.language = language
    }

    /// The page with the form.
    ///
    /// - Parameter typed: what was typed, where it comes again.
    /// - Returns: the page.
    package func page(_ typed: FormTyped? = nil) -> FormPage {
        var form = form
        form.typed = typed
        return FormPage(title: title, lead: lead, notes: notes, comparison: comparison, form, patient: patient)
    }

    /// The page with the answers.
    ///
    /// - Parameter values: what was typed, by the names of the fields.
    /// - Returns: the page.
    package func check(_ values: [String: String]) -> FormCheckPage {
        FormCheckPage(
            title: title,
            notes: consequences,
            comparison: comparison,
            form,
            values: values,
            button: button,
            patient: patient,
            language
        )
    }
}

/// The answers of a form, to be looked at before it is done. Each leads back to its field; nothing typed is lost.
package struct FormCheckPage: PageModel {
    /// Its words.
    package typealias Words = CheckWord
    /// The name of its template.
    package static let template = "formcheck"
    /// The field by which the answers are confirmed, or the form comes again.
    package static let confirmed = "confirmed"

    struct Answer {
        let label: String
        let value: String
        let isNothing: Bool
        /// Where the form comes again, at the field.
        let address: String
    }

    package let title: String
    let patient: WorkupFrame?
    let notes: [String]
    let comparison: Comparison?
    let action: String
    let hidden: [ShownForm.Hidden]
    let answers: [Answer]
    let button: String
    let cancelAddress: String?

    /// The answers of a form.
    ///
    /// - Parameters:
    ///   - title: what the form asks.
    ///   - notes: what happens when it is done.
    ///   - comparison: what is looked at beside each other.
    ///   - form: the form.
    ///   - values: what was typed, by the names of the fields.
    ///   - button: what does it.
    ///   - patient: the banner.
    ///   - language: of the page.
    init(
        title: String,
        notes: [String],
        comparison: Comparison? = nil,
        _ form: TeamForm,
        values: [String: String],
        button: String,
        patient: WorkupFrame?,
        _ language: Language
    ) {
        self.title = "\(CheckWord.check.text[language]): \(title)"
        self.patient = patient
        self.notes = notes
        self.comparison = comparison
        action = form.action
        hidden = values.filter { $0.key != FormCheckPage.confirmed }.sorted { $0.key < $1.key }
            .map { ShownForm.Hidden(name: $0.key, value: $0.value) }
        let wording = Wording(language)
        answers = form.groups.flatMap(\.allFields).compactMap { field in
            let value = values[field.name] ?? ""
            // Where only changes are sent, what was left as it was is no answer.
            if form.sendsChangesOnly, value == field.value { return nil }
            let shown = field.answer(value, wording)
            return Answer(
                label: field.label,
                value: shown ?? CheckWord.leftOpen.text[language],
                isNothing: shown == nil,
                address: "\(form.action)#\(field.firstID(prefix: form.prefix))"
            )
        }
        self.button = button
        cancelAddress = form.cancelAddress
    }
}

extension FormField {
    /// What was answered, in words; nil where it was left open.
    fileprivate func answer(_ value: String, _ wording: Wording) -> String? {
        switch kind {
        case .list(let options, let any):
            if let option = options.first(where: { $0.value == value }) { return option.label }
            return value.isEmpty ? any : value
        case .choice(let options):
            if let option = options.first(where: { $0.value == value }) { return option.label }
        case .day:
            if let date = LocalDate(value) { return wording.date(date) }
        case .tick, .mark: return wording(value.isEmpty ? CheckWord.no : CheckWord.yes)
        case .text, .number, .area, .words: break
        }
        return value.isEmpty ? nil : value
    }
}

/// The words of the page that shows the answers.
package enum CheckWord: String, ReportWord {
    case check, lead, change, cancel, leftOpen, yes, no, next

    package var text: Localized {
        switch self {
        case .check: Localized(en: "Check first", nl: "Eerst controleren")
        case .lead:
            Localized(
                en: "Nothing has been done yet. Look at your answers, then decide.",
                nl: "Er is nog niets gedaan. Kijk uw antwoorden na en beslis dan."
            )
        case .change: Localized(en: "Change", nl: "Wijzigen")
        case .cancel: Localized(en: "Back without doing it", nl: "Terug zonder het te doen")
        case .leftOpen: Localized(en: "left open", nl: "niet ingevuld")
        case .yes: Localized(en: "yes", nl: "ja")
        case .no: Localized(en: "no", nl: "nee")
        case .next: Localized(en: "Go on to the check", nl: "Verder naar de controle")
        }
    }
}
