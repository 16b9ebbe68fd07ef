// Examples of the cautions that the examination raises.
import Criteria
import Domain
import FoundationEssentials

extension CautionExample {
    private static func signs(_ signs: [SignCode: Sign], protocolCode: String = "mmn") -> CaseFile {
        FactCases.file(protocolCode: protocolCode, examinations: [FactCases.examination(signs: signs)])
    }

    private static func reflex(_ finding: ReflexFinding) -> CaseFile {
        FactCases.file(examinations: [
            FactCases.examination(reflexes: [Reflex(tendon: .knee, side: .left, finding: finding)])
        ])
    }

    private static func history(_ examination: NeurologicalExamination) -> CaseFile {
        FactCases.file(examinations: [examination])
    }

    private static func sensory(_ response: SensoryResponse, protocolCode: String = "mmn") -> CaseFile {
        FactCases.file(
            protocolCode: protocolCode,
            studies: [
                NerveConductionStudy(
                    origin: FactCases.origin(nil),
                    sensory: [SensoryConduction(nerve: .sural, side: .left, statedResponse: response)]
                )
            ]
        )
    }

    private static func grades(
        _ left: MRCGrade?,
        _ right: MRCGrade,
        _ distribution: WeaknessDistribution = .focalAsymmetric
    ) -> CaseFile {
        let strength = [(Side.left, left), (.right, right)].compactMap { side, grade in
            grade.map { MuscleStrength(muscle: MuscleName(.biceps), side: side, grade: $0) }
        }
        return history(FactCases.examination(distribution: distribution, strength: strength))
    }

    static let ofExamination: [CautionExample] = [
        CautionExample(
            .redFlagUpperMotorNeuron,
            "upper motor neuron signs",
            signs([.upperMotorNeuron: .present]),
            not: signs([.upperMotorNeuron: .absent])
        ),
        CautionExample(
            .redFlagUpperMotorNeuron,
            "spastic tone",
            signs([.spasticTone: .present]),
            not: signs([.spasticTone: .notEvaluable])
        ),
        CautionExample(
            .redFlagUpperMotorNeuron,
            "clonus",
            signs([.clonus: .present]),
            not: signs([.clonus: .absent])
        ),
        CautionExample(
            .redFlagUpperMotorNeuron,
            "extensor plantar",
            signs([.extensorPlantar: .present]),
            not: signs([.extensorPlantar: .absent])
        ),
        CautionExample(
            .redFlagUpperMotorNeuron,
            "pseudobulbar",
            signs([.pseudobulbar: .present]),
            not: signs([.pseudobulbar: .absent])
        ),
        CautionExample(.redFlagUpperMotorNeuron, "a reflex with clonus", reflex(.clonus), not: reflex(.brisk)),
        CautionExample(.redFlagBulbar, signs([.bulbarMarked: .present]), not: signs([.bulbarMarked: .absent])),
        CautionExample(.redFlagRespiratory, signs([.respiratory: .present]), not: signs([.respiratory: .notExamined])),
        CautionExample(
            .redFlagDiffuseOnset,
            signs([.diffuseSymmetricWeaknessAtOnset: .present]),
            not: signs([.diffuseSymmetricWeaknessAtOnset: .absent])
        ),
        CautionExample(
            .redFlagSensory,
            "sensory loss",
            signs([.objectiveSensoryLoss: .present]),
            not: signs([.objectiveSensoryLoss: .present], protocolCode: "cidp")
        ),
        CautionExample(.redFlagSensory, "abnormal study", sensory(.abnormal), not: sensory(.normal)),
        CautionExample(
            .redFlagSensory,
            "absent response",
            sensory(.absent),
            not: sensory(.absent, protocolCode: "cidp")
        ),
        CautionExample(
            .redFlagAcuteOnset,
            "acute course",
            history(FactCases.examination(course: .acute)),
            not: history(FactCases.examination(course: .monophasic))
        ),
        CautionExample(
            .redFlagAcuteOnset,
            "less than 8 weeks",
            history(FactCases.examination("2026-01-12", onset: "2025-11-18")),
            not: history(FactCases.examination("2026-01-12", onset: "2025-11-17"))
        ),
        CautionExample(
            .redFlagAcuteOnset,
            "less than 2 months",
            history(FactCases.examination(months: 1.9)),
            not: history(FactCases.examination(months: 2))
        ),
        CautionExample(
            .redFlagAcuteOnset,
            "not where the onset lies after the examination",
            history(FactCases.examination("2026-01-12", onset: "2026-01-12")),
            not: history(FactCases.examination("2026-01-12", onset: "2026-01-13"))
        ),
        CautionExample(.asymmetryNotShown, "above grade 3", grades(4, 4), not: grades(4, 5)),
        CautionExample(.asymmetryNotShown, "at grade 3 or below", grades(3, 4), not: grades(3, 5)),
        CautionExample(.asymmetryNotShown, "pairs exist", grades(4, 4), not: grades(nil, 4)),
        CautionExample(
            .asymmetryNotShown,
            "asymmetric",
            grades(5, 5, .multifocalAsymmetric),
            not: grades(5, 5, .symmetric)
        ),
    ]
}
