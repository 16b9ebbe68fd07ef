// Every code that a person can see has a label in both languages.
import Domain
import Testing

@Suite("Labels")
struct LabelTests {
    static let codes: [any Code.Type] = [
        Sign.self, Side.self, Limb.self, Nerve.self, StimulationSite.self, Muscle.self, MuscleGroup.self, SignCode.self,
        Course.self, OnsetLimb.self, LimbPredominance.self, WeaknessDistribution.self, Tendon.self, ReflexFinding.self,
        MotorResponse.self, SensoryResponse.self, InsertionalActivity.self, UnitSize.self, Polyphasia.self,
        Recruitment.self,
        Isotype.self, Comparator.self, AntibodyBand.self, LaboratoryBand.self, LaboratoryTest.self,
        ImagingModality.self,
        UltrasoundLevel.self, FindingKind.self, TreatmentOption.self, OutcomeMeasure.self, Sex.self, INSZWarning.self,
        OrganisationKind.self, Role.self, CaseSourceKind.self, CaseFormat.self, StepCode.self, Verdict.self,
        CriteriaCategory.self, BlockAnswer.self, Term.self,
    ]

    @Test("every code has a label in every language, and two codes of a set never share one")
    func labels() {
        for type in LabelTests.codes { check(type) }
    }

    private func check<C: Code>(_ type: C.Type) {
        for language in Language.allCases {
            let labels = type.allCases.map { $0.label(language) }
            #expect(labels.allSatisfy { !$0.isEmpty }, "\(type)")
            #expect(Set(labels).count == labels.count, "\(type) \(language)")
        }
        #expect(Set(type.allCases.map(\.rawValue)).count == type.allCases.count)
    }

    @Test(
        "labels follow the clinical list",
        arguments: [
            (TreatmentOption.plasmaExchange.label(.nl), "Plasmaferese"), (TreatmentOption.ivig.label(.en), "IVIg"),
            (Role.technician.label(.nl), "KNF-laborant"), (Sign.notEvaluable.label(.nl), "niet te beoordelen"),
            (Sign.notEvaluable.label(.en), "not assessable"),
            (OrganisationKind.regionalHospital.label(.nl), "Streekziekenhuis"),
            (NerveSide(nerve: .ulnar, side: .left).label(.nl), "n. ulnaris links"),
            (MuscleName("somethingElse").label(.nl), "somethingElse"),
            (MuscleName(.biceps).label(.nl), "m. biceps brachii"),
            (RecordingMuscle("EIP").label(.en), "extensor indicis proprius"),
            (RecordingMuscle("XYZ").label(.en), "XYZ"),
        ]
    )
    func known(label: String, expected: String) {
        #expect(label == expected)
    }
}
