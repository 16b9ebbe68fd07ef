// The form of a blood panel: the tests that its step asks for, the others of the catalogue below them.
import Domain
package import Reports

/// Makes the form of a blood panel.
package enum PanelForm {
    /// The form of the results of a step.
    ///
    /// - Parameters:
    ///   - codes: of the tests that the step asks for.
    ///   - action: where it is sent to.
    ///   - key: of the form.
    ///   - wording: language and clock.
    /// - Returns: the form.
    package static func form(_ codes: [String], action: String, key: String, _ wording: Wording) -> TeamForm {
        var parts = FindingFormParts(nil, wording)
        parts.addOrigin(origin: "")
        let asked = codes.map { code in (code, LaboratoryTest(rawValue: code)) }
        let others = LaboratoryTest.allCases.filter { !codes.contains($0.rawValue) }.sorted {
            wording($0.label).lowercased() < wording($1.label).lowercased()
        }
        parts.addTests(asked, from: 0, ResultFormWord.panelTests, isFolded: false)
        parts.addTests(others.map { ($0.rawValue, $0) }, from: asked.count, ResultFormWord.otherTests, isFolded: true)
        var form = TeamForm(action: action, parts.groups, button: wording(FindingFormWord.save), key: key)
        form.given = parts.given
        return form
    }
}

extension FindingFormParts {
    fileprivate mutating func addTests(
        _ tests: [(code: String, test: LaboratoryTest?)],
        from first: Int,
        _ heading: ResultFormWord,
        isFolded: Bool
    ) {
        let rows = tests.enumerated().map { index, line in
            let place = "/results/\(first + index)"
            let name = line.test.map { wording($0.label) } ?? line.code
            given.append(TeamForm.Given("=\(place)/code", line.code))
            let value = wording(ResultFormWord.value)
            let bands = FormOption.all(LaboratoryBand.self, language)
            return FormGrid.Row(
                name,
                [
                    FormField("\(place)/value", .number(unit: nil), label: "\(name): \(value)"),
                    FormField(
                        "\(place)/unit",
                        .text,
                        label: "\(name): \(wording(ResultFormWord.unit))",
                        value: line.test?.usualUnit ?? ""
                    ),
                    FormField(
                        "\(place)/band",
                        .list(bands, any: wording(NothingWord.notRecorded)),
                        label: "\(name): \(wording(ResultFormWord.band))"
                    ),
                ]
            )
        }
        let grid = FormGrid(
            caption: wording(heading),
            corner: wording(ResultFormWord.test),
            columns: [ResultFormWord.value, .unit, .band].map { wording($0) },
            rows: rows
        )
        let hint = isFolded ? nil : wording(ResultFormWord.panelHint)
        groups.append(FormGroup(wording(heading), hint: hint, [], grids: [grid], isFolded: isFolded))
    }
}
