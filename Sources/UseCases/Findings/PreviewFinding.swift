// What the service computes of a finding before it is kept: segments with their block, and values that are hardly possible.
package import Domain

/// Looks at a finding that is being typed. Nothing of it is kept, and nothing of a patient is read for it.
package enum PreviewFinding {
    /// What the criteria say of the finding by itself.
    ///
    /// - Parameters:
    ///   - finding: as it was typed.
    ///   - careProtocol: the version of the protocol that the workup is on.
    ///   - environment: the outside.
    /// - Returns: the evaluation of a case that consists of the finding; its pointers lead into the list of its kind.
    package static func run(
        _ finding: Finding,
        on careProtocol: CareProtocol,
        in environment: Environment
    ) -> CaseEvaluation {
        var examinations: [NeurologicalExamination] = []
        var studies: [NerveConductionStudy] = []
        var needles: [NeedleExamination] = []
        var antibodies: [AntibodyResult] = []
        var fluids: [CerebrospinalFluid] = []
        var images: [Imaging] = []
        var results: [LaboratoryResult] = []
        switch finding {
        case .neurologicalExamination(let value): examinations = [value]
        case .nerveConductionStudy(let value): studies = [value]
        case .needleExamination(let value): needles = [value]
        case .antibody(let value): antibodies = [value]
        case .cerebrospinalFluid(let value): fluids = [value]
        case .imaging(let value): images = [value]
        case .laboratory(let value): results = [value]
        }
        let file = CaseFile(
            source: nil,
            patient: nil,
            workup: CaseWorkup(protocolCode: careProtocol.code, openedOn: environment.today),
            examinations: examinations,
            nerveConductionStudies: studies,
            needleExaminations: needles,
            antibodies: antibodies,
            cerebrospinalFluids: fluids,
            imaging: images,
            laboratory: results
        )
        return environment.criteria(file, careProtocol)
    }
}
