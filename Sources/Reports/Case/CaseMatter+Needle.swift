// Needle EMG, muscle by muscle.
import Domain
import FoundationEssentials

extension CaseMatter {
    var needle: ReportSection {
        let examinations = ordered { finding in
            if case .needleExamination(let examination) = finding { return examination }
            return nil
        } on: {
            $0.origin.performedOn
        }
        guard !examinations.isEmpty else {
            return section(.needle, [absence(ConductionWord.noNeedle, steps: "needleExamination")])
        }
        var rows: [ReportRow] = []
        for examination in examinations {
            let about = [
                dateWords(examination.origin.performedOn), examination.origin.performedBy,
                examination.origin.organisation, examination.origin.note,
            ]
            rows.append(.group(ReportValue(about.compactMap { $0 }.joined(separator: "; "))))
            rows += examination.muscles.map(row)
        }
        let columns = [
            ConductionWord.muscle, .insertional, .fibrillations, .positiveSharpWaves, .fasciculations, .unitDuration,
            .unitAmplitude, .polyphasia, .recruitment,
        ]
        return section(
            .needle,
            [
                .table(wording.table(ConductionWord.needle, columns.map { wording.column($0) }, rows)),
                .paragraph(.note, wording(ConductionWord.gradeNote)),
            ]
        )
    }

    private func row(of muscle: NeedleMuscle) -> ReportRow {
        func grade(_ grade: Int?) -> ReportValue {
            guard let grade else { return wording.nothing(.notExamined) }
            return ReportValue(String(grade), number: Decimal(grade), grade > 0 ? .strong : .plain)
        }
        let name = [muscle.muscle.label(language), muscle.side?.label(language)].compactMap { $0 }
        return .cells([
            ReportValue(name.joined(separator: " "), code: muscle.muscle.text),
            wording.value(muscle.insertional, orElse: .notExamined), grade(muscle.fibrillations),
            grade(muscle.positiveSharpWaves), grade(muscle.fasciculations),
            wording.value(muscle.unitDuration, orElse: .notExamined),
            wording.value(muscle.unitAmplitude, orElse: .notExamined),
            wording.value(muscle.polyphasia, orElse: .notExamined),
            wording.value(muscle.recruitment, orElse: .notExamined),
        ])
    }
}
