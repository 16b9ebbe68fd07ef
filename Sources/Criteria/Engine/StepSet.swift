// The diagnostic steps that could answer a rule, as a small set.
import Domain

/// Some of the steps whose results the criteria read.
struct StepSet: OptionSet, Hashable, Sendable {
    let rawValue: UInt16

    init(rawValue: UInt16) { self.rawValue = rawValue }

    static let examination = StepSet(rawValue: 1 << 0)
    static let conduction = StepSet(rawValue: 1 << 1)
    static let needle = StepSet(rawValue: 1 << 2)
    static let antibodies = StepSet(rawValue: 1 << 3)
    static let blood = StepSet(rawValue: 1 << 4)
    static let lumbarPuncture = StepSet(rawValue: 1 << 5)
    static let plexusMri = StepSet(rawValue: 1 << 6)
    static let ultrasound = StepSet(rawValue: 1 << 7)
    static let response = StepSet(rawValue: 1 << 8)
    /// The patient's own details: no step, but what a rule may wait for.
    static let patientDetails = StepSet(rawValue: 1 << 9)

    /// The steps with their codes.
    static let codes: [(step: StepSet, code: String)] = [
        (.examination, StepCode.neurologicalExamination.rawValue),
        (.conduction, StepCode.nerveConductionStudy.rawValue),
        (.needle, StepCode.needleExamination.rawValue),
        (.antibodies, StepCode.antiGanglioside.rawValue),
        (.blood, StepCode.bloodPanel.rawValue),
        (.lumbarPuncture, StepCode.lumbarPuncture.rawValue),
        (.plexusMri, StepCode.plexusMri.rawValue),
        (.ultrasound, StepCode.nerveUltrasound.rawValue),
        (.response, StepCode.responseAssessment.rawValue),
        (.patientDetails, "patientDetails"),
    ]

    /// The codes of the steps, in a fixed order.
    var names: [String] {
        guard !isEmpty else { return [] }
        return Self.codes.compactMap { contains($0.step) ? $0.code : nil }
    }
}

extension PatientLeaf {
    /// The steps that could answer the question.
    var steps: StepSet {
        switch self {
        case .absent, .present, .notPresent, .course, .durationLonger, .durationAtLeast, .distribution,
            .limbPredominance, .weakRegionsBelow, .motorNerves, .motorNerveLimbs, .sensoryLoss, .reflexesReduced,
            .weak, .strong, .noWeakGrade:
            .examination
        case .ageAtOnset: [.examination, .patientDetails]
        case .excluded(.otherNeuropathy): [.examination, .blood]
        case .excluded(.myopathy): [.examination, .blood, .needle]
        case .antiGM1Raised: .antibodies
        case .proteinRaised, .proteinBelow, .dissociation: .lumbarPuncture
        case .plexusMriAbnormal: .plexusMri
        case .ultrasoundEnlarged: .ultrasound
        case .improvement: .response
        case .nerves(let count): count.isOfAffectedLimbs ? [.examination, .conduction] : .conduction
        case .everyEntry, .sensoryNormal, .sensoryDemyelination: .conduction
        case .sensoryAbnormal(_, let isOfAffectedLimbs):
            isOfAffectedLimbs ? [.examination, .conduction] : .conduction
        }
    }
}
