// The second reading against the level vectors of section 1a, and against boundaries of dates, signs and sensory limits.
import Domain
import FoundationEssentials
import Testing

/// A case of the EFNS/PNS set, put together from the words of the level vectors.
private struct Level {
    var weak: [Nerve] = [.median, .ulnar]
    var signs: [SignCode: Sign] = [
        .objectiveSensoryLoss: .absent, .upperMotorNeuron: .absent, .bulbarMarked: .absent,
        .diffuseSymmetricWeaknessAtOnset: .absent,
    ]
    var motor: [(nerve: Nerve, proximalArea: Decimal)] = []
    var sensory: [Nerve: SensoryResponse] = [:]
    var antiGM1: AntibodyBand?
    var protein: Decimal?
    var isPlexusAbnormal: Bool?
    var improvement: Sign?

    /// Area 24 to 10 in one nerve is definite block; to 16 it is probable.
    static let definite: Decimal = 10
    static let probable: Decimal = 16

    var answer: NaiveAnswer { NaiveCase(file).efns() }

    private var file: CaseFile {
        let day = PartialDate("2026-01-12")!
        let examination = NeurologicalExamination(
            origin: FindingOrigin(performedOn: day),
            history: History(durationMonths: 10, course: .slowlyProgressive),
            weakness: Weakness(
                distribution: .multifocalAsymmetric,
                motorNerves: weak.map { NerveSide(nerve: $0, side: .left) }
            ),
            signs: Signs(signs)
        )
        let study = NerveConductionStudy(
            origin: FindingOrigin(performedOn: day),
            motor: motor.map { nerve, area in
                MotorConduction(
                    nerve: nerve,
                    side: .left,
                    limits: MotorLimits(amplitudeLowerMv: 4),
                    sites: [
                        MotorSite(site: .wrist, amplitudeMv: 8, areaMvMs: 24, durationMs: 5),
                        MotorSite(
                            site: nerve == .ulnar ? .belowElbow : .elbow,
                            amplitudeMv: 8,
                            areaMvMs: area,
                            durationMs: 6
                        ),
                    ]
                )
            },
            sensory: sensory.map { SensoryConduction(nerve: $0.key, side: .left, statedResponse: $0.value) }
        )
        let image = isPlexusAbnormal.map { isAbnormal in
            Imaging.mri(
                MagneticResonanceImage(
                    origin: FindingOrigin(),
                    region: "brachialPlexus",
                    t2Hyperintensity: .present,
                    diffuseNerveSwelling: isAbnormal ? .present : .absent
                )
            )
        }
        return CaseFile(
            source: nil,
            patient: nil,
            workup: CaseWorkup(protocolCode: "mmn", openedOn: day.firstDay),
            examinations: [examination],
            nerveConductionStudies: motor.isEmpty && sensory.isEmpty ? [] : [study],
            antibodies: antiGM1.map {
                [AntibodyResult(origin: FindingOrigin(), antigen: "GM1", isotype: .igM, band: $0)]
            } ?? [],
            cerebrospinalFluids: protein.map {
                [CerebrospinalFluid(origin: FindingOrigin(), proteinGramPerLitre: $0)]
            } ?? [],
            imaging: image.map { [$0] } ?? [],
            treatments: improvement.map {
                [Treatment(course: TreatmentCourse(option: .ivig, objectiveImprovement: $0))]
            } ?? []
        )
    }
}

@Suite("The second reading of the criteria: level vectors")
struct NaiveLevelTests {
    private var oneProbable: Level {
        Level(motor: [(.median, Level.probable)], sensory: [.median: .normal])
    }

    @Test("block with normal sensory conduction in one nerve is definite")
    func definite() {
        let level = Level(motor: [(.median, Level.definite)], sensory: [.median: .normal])
        #expect(level.answer.category == .definite)
    }

    @Test("probable block in two nerves is probable, in one with two supportive results too")
    func probable() {
        let two = Level(
            motor: [(.median, Level.probable), (.ulnar, Level.probable)],
            sensory: [.median: .normal, .ulnar: .normal]
        )
        #expect(two.answer.category == .probable)
        var supported = oneProbable
        (supported.antiGM1, supported.improvement) = (.positive, .present)
        #expect(supported.answer.category == .probable)
    }

    @Test("one supportive result is not enough; not done is unknown; response makes it possible")
    func notProbable() {
        var level = oneProbable
        level.antiGM1 = .strongPositive
        #expect(level.answer.categories[.probable] == .unknown)
        (level.protein, level.isPlexusAbnormal, level.improvement) = (1, false, .absent)
        #expect(level.answer.categories[.probable] == .notMet)
        #expect(level.answer.category == .notMet)
        (level.antiGM1, level.improvement) = (.negative, .present)
        #expect(level.answer.category == .possible)
    }

    @Test("block with one weak nerve is possible")
    func oneNerve() {
        let level = Level(weak: [.median], motor: [(.median, Level.definite)], sensory: [.median: .normal])
        #expect(level.answer.category == .possible)
    }

    @Test("without block, normal sensory conduction and a response are possible")
    func responder() {
        let level = Level(motor: [(.median, 23)], sensory: [.median: .normal], improvement: .present)
        #expect(level.answer.category == .possible)
    }

    @Test(
        "an excluding sign rules the set out",
        arguments: [
            SignCode.upperMotorNeuron, .bulbarMarked, .objectiveSensoryLoss, .diffuseSymmetricWeaknessAtOnset,
        ]
    )
    func exclusion(sign: SignCode) {
        var level = Level(motor: [(.median, Level.definite)], sensory: [.median: .normal])
        level.signs[sign] = .present
        #expect(level.answer.category == .notMet)
    }

    @Test("a nerve with an abnormal sensory study does not count; a sign not examined leaves it open")
    func open() {
        let abnormal = Level(motor: [(.median, Level.definite)], sensory: [.median: .abnormal])
        #expect(abnormal.answer.category == .notMet)
        var unexamined = Level(motor: [(.median, Level.definite)], sensory: [.median: .normal])
        unexamined.signs[.objectiveSensoryLoss] = .notExamined
        #expect(unexamined.answer.category == .undetermined)
    }
}
