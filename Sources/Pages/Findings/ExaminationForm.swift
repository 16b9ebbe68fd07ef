// The form of a neurological examination: history, weakness, strength, reflexes and signs. What is left open was not
// examined: nothing reads as normal by omission.
import Domain
import Reports

extension FindingFormParts {
    /// The groups of a neurological examination.
    mutating func addExamination(origin: String) {
        addOrigin(origin: origin)
        addHistory()
        addSigns()
        addWeakness()
        addStrength()
        addReflexes()
        addSensoryLoss()
        let supersedes = field(
            "/supersedes",
            .tick,
            ExaminationFormWord.supersedes,
            hint: ExaminationFormWord.supersedesHint
        )
        groups.append(FormGroup(wording(ExaminationFormWord.earlier), [supersedes]))
        addNote()
    }

    private mutating func addHistory() {
        let fields = [
            field("/history/onset", .day, ExaminationFormWord.onset, hint: FindingFormWord.dayHint),
            number("/history/durationMonths", ExaminationFormWord.duration, unit: wording(ExaminationFormWord.months)),
            list("/history/course", Course.self, ExaminationFormWord.course),
            list("/history/onsetLimb", OnsetLimb.self, ExaminationFormWord.onsetLimb),
            list("/history/limbPredominance", LimbPredominance.self, ExaminationFormWord.limbPredominance),
        ]
        groups.append(FormGroup(wording(ExaminationFormWord.history), fields))
    }

    private mutating func addWeakness() {
        let distribution = list("/weakness/distribution", WeaknessDistribution.self, ExaminationFormWord.distribution)
        let none = field("/weakness/motorNerves", .mark("[]"), ExaminationFormWord.noneWeak)
        let path = "/weakness/motorNerves"
        var rows: [FormGrid.Row] = []
        for (index, nerve) in Nerve.motor.enumerated() {
            var cells: [FormField] = []
            for (offset, side) in Side.allCases.enumerated() {
                let members = [("nerve", nerve.rawValue), ("side", side.rawValue)]
                let row = body.row(of: path, at: "\(path)/\(2 * index + offset)", where: members)
                give(row, "nerve", nerve.rawValue)
                let label = "\(wording(nerve.label)), \(wording(side.label))"
                let value = row.element == nil ? "" : side.rawValue
                cells.append(FormField(row.name("side"), .mark(side.rawValue), label: label, value: value))
            }
            rows.append(FormGrid.Row(wording(nerve.label), cells))
        }
        // A nerve that stands there twice goes along as it is.
        for (offset, element) in body.elements(of: path).enumerated() {
            _ = body.row(element, at: "\(path)/\(2 * Nerve.motor.count + offset)")
        }
        let grid = FormGrid(
            caption: wording(ExaminationFormWord.weakNerves),
            corner: wording(ExaminationFormWord.nerve),
            columns: Side.allCases.map { wording($0.label) },
            rows: rows
        )
        groups.append(
            FormGroup(
                wording(ExaminationFormWord.weakness),
                hint: wording(ExaminationFormWord.weakHint),
                [distribution, none],
                grids: [grid]
            )
        )
    }

    // MARK: Strength and reflexes

    private mutating func addStrength() {
        var grids: [FormGrid] = []
        var index = 0
        let columns = Side.allCases.map { wording($0.label) }
        for group in MuscleGroup.allCases {
            let rows = Muscle.allCases.filter { $0.group == group }.map { muscle in
                defer { index += 2 }
                let members = [("muscle", muscle.rawValue)]
                return bothSides(of: "/strength", at: index, wording(muscle.label), members) { parts, row, name in
                    parts.cell(row, "grade", .number(unit: nil), label: "\(name): MRC")
                }
            }
            let caption = "\(wording(ExaminationFormWord.strength)), \(wording(group.label))"
            grids.append(
                FormGrid(caption: caption, corner: wording(ExaminationFormWord.muscle), columns: columns, rows: rows)
            )
        }
        let rows = others(of: "/strength", from: index, free: 3, wording(ExaminationFormWord.otherMuscle)) {
            parts,
            row,
            name in
            func label(_ word: ExaminationFormWord) -> String { "\(name): \(parts.wording(word))" }
            let (muscle, side, grade) = (label(.muscle), label(.side), label(.grade))
            return [
                parts.cell(row, "muscle", .text, label: muscle),
                parts.cell(row, "side", among: Side.self, label: side),
                parts.cell(row, "grade", .number(unit: nil), label: grade),
            ]
        }
        grids.append(
            FormGrid(
                caption: wording(ExaminationFormWord.otherMuscles),
                corner: wording(ExaminationFormWord.otherMuscle),
                columns: [ExaminationFormWord.muscle, .side, .grade].map { wording($0) },
                rows: rows
            )
        )
        groups.append(
            FormGroup(
                wording(ExaminationFormWord.strength),
                hint: wording(ExaminationFormWord.strengthHint),
                [],
                grids: grids
            )
        )
    }

    private mutating func addReflexes() {
        let known = ReflexFinding.allCases.filter { $0 != .notExamined }
        var rows: [FormGrid.Row] = []
        for (index, tendon) in Tendon.allCases.enumerated() {
            let members = [("tendon", tendon.rawValue)]
            rows.append(
                bothSides(of: "/reflexes", at: 2 * index, wording(tendon.label), members) { parts, row, name in
                    let value = row.take("finding", &parts.body)
                    let options = FormOption.some(known, parts.language)
                    let start = parts.wording(ReflexFinding.notExamined.label)
                    let notExamined = ReflexFinding.notExamined.rawValue
                    let kind: FormField.Kind =
                        value == notExamined
                        ? .list([FormOption(notExamined, start)] + options, any: nil) : .list(options, any: start)
                    return FormField(row.name("finding"), kind, label: name, value: value)
                }
            )
        }
        // A reflex that stands there twice goes along as it is; the later one counts.
        for (offset, element) in body.elements(of: "/reflexes").enumerated() {
            _ = body.row(element, at: "/reflexes/\(2 * Tendon.allCases.count + offset)")
        }
        let grid = FormGrid(
            caption: wording(ExaminationFormWord.reflexes),
            corner: wording(ExaminationFormWord.reflex),
            columns: Side.allCases.map { wording($0.label) },
            rows: rows
        )
        groups.append(FormGroup(wording(ExaminationFormWord.reflexes), [], grids: [grid]))
    }

    // MARK: Signs

    private mutating func addSigns() {
        let rows = SignCode.allCases.map { code in
            let label = wording(code.label)
            return FormGrid.Row(label, [sign("/signs/\(code.rawValue)", label: label)])
        }
        let grid = FormGrid(
            caption: wording(ExaminationFormWord.signs),
            corner: wording(ExaminationFormWord.sign),
            columns: Sign.allCases.map { wording($0.label) },
            rows: rows
        )
        groups.append(
            FormGroup(
                wording(ExaminationFormWord.signs),
                hint: wording(ExaminationFormWord.signsHint),
                [],
                grids: [grid]
            )
        )
    }

    private mutating func addSensoryLoss() {
        let ticks = Limb.allCases.enumerated().map { index, limb in
            tick(limb.rawValue, of: "/sensoryLossLimbs", at: index, label: wording(limb.label))
        }
        groups.append(FormGroup(wording(ExaminationFormWord.sensoryLoss), ticks))
    }
}
