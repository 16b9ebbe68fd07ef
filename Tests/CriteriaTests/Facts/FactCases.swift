// Smallest cases for the tests of facts.
import Criteria
import Domain
import FoundationEssentials
import Testing

/// Makes cases that hold nothing but what a test is about.
enum FactCases {
    static let openedOn = day("2026-01-12")

    static func day(_ text: String) -> LocalDate {
        guard let day = LocalDate(text) else { preconditionFailure("\(text) is no day") }
        return day
    }

    static func date(_ text: String?) -> PartialDate? { text.flatMap { PartialDate($0) } }

    static func origin(_ performedOn: String?) -> FindingOrigin { FindingOrigin(performedOn: date(performedOn)) }

    static func examination(
        _ performedOn: String? = "2026-01-12",
        supersedes: Bool = false,
        onset: String? = nil,
        months: Decimal? = nil,
        course: Course? = nil,
        onsetLimb: OnsetLimb? = nil,
        predominance: LimbPredominance? = nil,
        distribution: WeaknessDistribution? = nil,
        nerves: [NerveSide]? = nil,
        strength: [MuscleStrength] = [],
        reflexes: [Reflex] = [],
        signs: [SignCode: Sign] = [:],
        limbs: [Limb] = []
    ) -> NeurologicalExamination {
        NeurologicalExamination(
            origin: origin(performedOn),
            supersedes: supersedes,
            history: History(
                onset: date(onset),
                durationMonths: months,
                course: course,
                onsetLimb: onsetLimb,
                limbPredominance: predominance
            ),
            weakness: Weakness(distribution: distribution, motorNerves: nerves),
            strength: strength,
            reflexes: reflexes,
            signs: Signs(signs),
            sensoryLossLimbs: limbs
        )
    }

    static func file(
        protocolCode: String = "mmn",
        born: String? = nil,
        examinations: [NeurologicalExamination] = [],
        studies: [NerveConductionStudy] = [],
        needles: [NeedleExamination] = [],
        antibodies: [AntibodyResult] = [],
        samples: [CerebrospinalFluid] = [],
        images: [Imaging] = [],
        laboratory: [LaboratoryResult] = [],
        treatments: [Treatment] = [],
        outcomes: [OutcomeMeasurement] = []
    ) -> CaseFile {
        CaseFile(
            source: nil,
            patient: born.map { Patient(familyName: "Test", birthDate: date($0)) },
            workup: CaseWorkup(protocolCode: protocolCode, openedOn: openedOn),
            examinations: examinations,
            nerveConductionStudies: studies,
            needleExaminations: needles,
            antibodies: antibodies,
            cerebrospinalFluids: samples,
            imaging: images,
            laboratory: laboratory,
            treatments: treatments,
            outcomes: outcomes
        )
    }

    static func facts(_ examinations: NeurologicalExamination..., born: String? = nil) -> CaseFacts {
        CaseFacts(file(born: born, examinations: examinations))
    }

    static func laboratory(_ code: String, _ band: LaboratoryBand?, on performedOn: String? = nil) -> LaboratoryResult {
        LaboratoryResult(origin: origin(performedOn), code: code, band: band)
    }
}
