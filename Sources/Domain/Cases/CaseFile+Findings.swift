// The findings of a case as one list, with their places in the file, and a case out of such a list.

/// A finding and where it stands in its case file.
package struct PlacedFinding: Hashable, Sendable {
    /// The JSON pointer, such as `/nerveConductionStudies/0`.
    package let pointer: String
    /// The finding.
    package let finding: Finding
}

extension FindingKind {
    /// The list of a case file that holds findings of this kind.
    package var listName: String {
        switch self {
        case .neurologicalExamination: "examinations"
        case .nerveConductionStudy: "nerveConductionStudies"
        case .needleExamination: "needleExaminations"
        case .antibody: "antibodies"
        case .cerebrospinalFluid: "cerebrospinalFluids"
        case .imaging: "imaging"
        case .laboratory: "laboratory"
        }
    }
}

extension CaseFile {
    /// All findings, in the order of the lists and of the places in them.
    package var findings: [PlacedFinding] {
        placed(examinations.map { .neurologicalExamination($0) })
            + placed(nerveConductionStudies.map { .nerveConductionStudy($0) })
            + placed(needleExaminations.map { .needleExamination($0) })
            + placed(antibodies.map { .antibody($0) })
            + placed(cerebrospinalFluids.map { .cerebrospinalFluid($0) })
            + placed(imaging.map { .imaging($0) })
            + placed(laboratory.map { .laboratory($0) })
    }

    private func placed(_ findings: [Finding]) -> [PlacedFinding] {
        findings.enumerated().map { index, finding in
            PlacedFinding(pointer: "/\(finding.kind.listName)/\(index)", finding: finding)
        }
    }

    /// A case out of findings of any kind; those of one kind keep their order.
    package init(
        source: CaseSource?,
        patient: Patient?,
        workup: CaseWorkup,
        findings: [Finding],
        treatments: [Treatment] = [],
        outcomes: [OutcomeMeasurement] = [],
        diagnosis: Diagnosis? = nil
    ) {
        var examinations: [NeurologicalExamination] = []
        var studies: [NerveConductionStudy] = []
        var needles: [NeedleExamination] = []
        var antibodies: [AntibodyResult] = []
        var samples: [CerebrospinalFluid] = []
        var images: [Imaging] = []
        var laboratory: [LaboratoryResult] = []
        for finding in findings {
            switch finding {
            case .neurologicalExamination(let value): examinations.append(value)
            case .nerveConductionStudy(let value): studies.append(value)
            case .needleExamination(let value): needles.append(value)
            case .antibody(let value): antibodies.append(value)
            case .cerebrospinalFluid(let value): samples.append(value)
            case .imaging(let value): images.append(value)
            case .laboratory(let value): laboratory.append(value)
            }
        }
        self.init(
            source: source,
            patient: patient,
            workup: workup,
            examinations: examinations,
            nerveConductionStudies: studies,
            needleExaminations: needles,
            antibodies: antibodies,
            cerebrospinalFluids: samples,
            imaging: images,
            laboratory: laboratory,
            treatments: treatments,
            outcomes: outcomes,
            diagnosis: diagnosis
        )
    }
}
