// The form of a finding while it is made: groups and given values, and the parts that every kind has.
import Domain
import Reports

/// What the form of a finding consists of.
struct FindingFormParts {
    let wording: Wording
    /// What was recorded and has no field yet.
    var body: FindingBody
    var groups: [FormGroup] = []
    var given: [TeamForm.Given] = []

    init(_ json: JSONValue?, _ wording: Wording) {
        body = FindingBody(json)
        self.wording = wording
    }

    var language: Language { wording.language }

    /// A field for a member of the body.
    mutating func field(
        _ pointer: String,
        _ kind: FormField.Kind,
        _ label: some ReportWord,
        hint: (any ReportWord)? = nil,
        isRequired: Bool = false,
        isShort: Bool = false
    ) -> FormField {
        FormField(
            "/body\(pointer)",
            kind,
            label: wording(label),
            hint: hint.map { $0.text[language] },
            isRequired: isRequired,
            isShort: isShort,
            value: body.take(pointer)
        )
    }

    /// A number: what is recorded is shown with the decimal sign of the language.
    mutating func number(_ pointer: String, _ label: some ReportWord, unit: String?) -> FormField {
        var field = field(pointer, .number(unit: unit), label)
        field.value = localized(field.value)
        return field
    }

    /// A field in the cell of a table.
    mutating func cell(_ row: FindingRow, _ member: String, _ kind: FormField.Kind, label: String) -> FormField {
        var value = row.take(member, &body)
        if case .number = kind { value = localized(value) }
        return FormField(row.name(member), kind, label: label, value: value)
    }

    /// A value that the row has by itself. It makes no row of its own, but for one that was recorded with nothing else.
    mutating func give(_ row: FindingRow, _ member: String, _ value: String) {
        let isBare = row.element.map { body.isTaken($0) } ?? false
        given.append(TeamForm.Given(isBare ? row.name(member) : row.givenName(member), value))
    }

    /// A number as it is written in the language; every digit stays.
    func localized(_ digits: String) -> String {
        language == .nl ? digits.replacing(".", with: ",") : digits
    }

    /// When, by whom, where, and where a result from elsewhere came from: the first group of every form.
    mutating func addOrigin(sampled: Bool = false, origin: String) {
        var fields: [FormField] = []
        if sampled {
            fields.append(field("/sampledOn", .day, FindingFormWord.sampledOn, hint: FindingFormWord.dayHint))
        }
        fields += [
            field("/performedOn", .day, FindingFormWord.performedOn, hint: FindingFormWord.dayHint),
            field("/performedBy", .text, FindingFormWord.performedBy),
            field("/organisation", .text, FindingFormWord.organisation),
            FormField(
                "/origin",
                .text,
                label: wording(FindingFormWord.origin),
                hint: wording(FindingFormWord.originHint),
                value: origin
            ),
        ]
        groups.append(FormGroup(wording(FindingFormWord.whenAndWhere), fields))
    }

    /// Free words: the last group of every form.
    mutating func addNote() {
        groups.append(
            FormGroup(wording(FindingFormWord.remarks), [field("/note", .area(rows: 3), FindingFormWord.note)])
        )
    }
}
