// The form of a needle examination: a row for each muscle and side, a column for each thing that the needle finds.
package import Domain
import Reports

/// A muscle that the needle usually examines.
private struct UsualMuscle {
    let muscle: Muscle
    let side: Side?

    /// On both sides, but for the tongue, which has none.
    static let all =
        [
            Muscle.deltoid, .biceps, .extensorIndicis, .firstDorsalInterosseous, .abductorPollicisBrevis,
            .tibialisAnterior, .gastrocnemius, .thoracicParaspinal,
        ].flatMap { muscle in Side.allCases.map { UsualMuscle(muscle: muscle, side: $0) } }
        + [UsualMuscle(muscle: .tongue, side: nil)]
}

extension FindingFormParts {
    /// The groups of a needle examination.
    mutating func addNeedle(origin: String) {
        addOrigin(origin: origin)
        var rows: [FormGrid.Row] = []
        for (index, usual) in UsualMuscle.all.enumerated() {
            let muscle = usual.muscle.rawValue
            let side = usual.side.map { [("side", $0.rawValue)] } ?? []
            let row = needleRow(at: index, [("muscle", muscle)] + side, isWithoutSide: usual.side == nil)
            let heading = [wording(usual.muscle.label), usual.side.map { wording($0.label) }].compactMap(\.self)
            rows.append(needleRow(row, heading.joined(separator: ", ")))
        }
        let known = FormOption.all(Muscle.self, language)
        let first = rows.count
        var others: [FormGrid.Row] = []
        // The last two take a name of one's own.
        let recorded = body.elements(of: "/muscles").count
        for (offset, element) in (body.elements(of: "/muscles") + Array(repeating: "", count: 6)).enumerated() {
            let place = "/muscles/\(first + offset)"
            let row =
                element.isEmpty ? FindingRow(element: nil, place: place) : body.row(element, at: place)
            let name = "\(wording(NeedleFormWord.other)) \(offset + 1)"
            let isFree = offset >= recorded + 4
            let muscleLabel = "\(name): \(wording(NeedleFormWord.muscle))"
            let muscle =
                isFree
                ? cell(row, "muscle", .text, label: muscleLabel) : open(row, "muscle", known, label: muscleLabel)
            let side = cell(row, "side", among: Side.self, label: "\(name): \(wording(NeedleFormWord.side))")
            let found = needleRow(row, name)
            others.append(FormGrid.Row(name, [muscle, side] + found.cells))
        }
        let columns = NeedleFormWord.columns.map { wording($0) }
        let grid = FormGrid(
            caption: wording(NeedleFormWord.muscles),
            corner: wording(NeedleFormWord.muscle),
            columns: columns,
            rows: rows
        )
        let otherGrid = FormGrid(
            caption: wording(NeedleFormWord.others),
            corner: wording(NeedleFormWord.other),
            columns: [wording(NeedleFormWord.muscle), wording(NeedleFormWord.side)] + columns,
            rows: others
        )
        groups.append(
            FormGroup(
                wording(NeedleFormWord.muscles),
                hint: wording(NeedleFormWord.hint),
                [],
                grids: [grid, otherGrid]
            )
        )
        addNote()
    }

    /// The row of a muscle that the form always has.
    private mutating func needleRow(at index: Int, _ members: [(String, String)], isWithoutSide: Bool) -> FindingRow {
        let place = "/muscles/\(index)"
        var row = FindingRow(element: nil, place: place)
        let isOpen =
            !isWithoutSide
            || !body.elements(of: "/muscles").contains { element in
                body.peek("\(element)/muscle") == members[0].1 && !body.peek("\(element)/side").isEmpty
            }
        if isOpen { row = body.row(of: "/muscles", at: place, where: members) }
        for (name, value) in members { give(row, name, value) }
        return row
    }

    private mutating func needleRow(_ row: FindingRow, _ heading: String) -> FormGrid.Row {
        func label(_ word: NeedleFormWord) -> String { "\(heading): \(wording(word))" }
        return FormGrid.Row(
            heading,
            [
                cell(row, "insertional", among: InsertionalActivity.self, label: label(.insertional)),
                cell(row, "fibrillations", .number(unit: nil), label: label(.fibrillations)),
                cell(row, "positiveSharpWaves", .number(unit: nil), label: label(.sharpWaves)),
                cell(row, "fasciculations", .number(unit: nil), label: label(.fasciculations)),
                cell(row, "unitDuration", among: UnitSize.self, label: label(.unitDuration)),
                cell(row, "unitAmplitude", among: UnitSize.self, label: label(.unitAmplitude)),
                cell(row, "polyphasia", among: Polyphasia.self, label: label(.polyphasia)),
                cell(row, "recruitment", among: Recruitment.self, label: label(.recruitment)),
            ]
        )
    }
}

/// The words of the form of a needle examination.
package enum NeedleFormWord: String, ReportWord {
    case muscles, muscle, side, other, others, hint
    case insertional, fibrillations, sharpWaves, fasciculations, unitDuration, unitAmplitude, polyphasia, recruitment

    static let columns: [NeedleFormWord] = [
        .insertional, .fibrillations, .sharpWaves, .fasciculations, .unitDuration, .unitAmplitude, .polyphasia,
        .recruitment,
    ]

    package var text: Localized {
        switch self {
        case .muscles: Localized(en: "Muscles", nl: "Spieren")
        case .muscle: Localized(en: "Muscle", nl: "Spier")
        case .side: Localized(en: "Side", nl: "Zijde")
        case .other: Localized(en: "Other muscle", nl: "Andere spier")
        case .others: Localized(en: "Other muscles", nl: "Andere spieren")
        case .hint:
            Localized(
                en:
                    "A muscle in which nothing is filled in was not examined. Spontaneous activity is graded from 0 to 4.",
                nl:
                    "Een spier waarbij niets is ingevuld is niet onderzocht. Spontane activiteit krijgt een graad van 0 tot en met 4."
            )
        case .insertional: Localized(en: "Insertional activity", nl: "Insertieactiviteit")
        case .fibrillations: Localized(en: "Fibrillations (0–4)", nl: "Fibrillaties (0–4)")
        case .sharpWaves: Localized(en: "Positive sharp waves (0–4)", nl: "Positieve scherpe golven (0–4)")
        case .fasciculations: Localized(en: "Fasciculations (0–4)", nl: "Fasciculaties (0–4)")
        case .unitDuration: Localized(en: "Unit duration", nl: "Duur MUP")
        case .unitAmplitude: Localized(en: "Unit amplitude", nl: "Amplitude MUP")
        case .polyphasia: Localized(en: "Polyphasia", nl: "Polyfasie")
        case .recruitment: Localized(en: "Recruitment", nl: "Rekrutering")
        }
    }
}
