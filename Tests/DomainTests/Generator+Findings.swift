// Random findings of every kind that keep the rules of the format.
import Domain
import Foundation

extension Generator {
    mutating func origin() -> FindingOrigin {
        FindingOrigin(
            performedOn: maybe { $0.partialDate() },
            performedBy: maybe { $0.text() },
            organisation: maybe { $0.text() },
            note: maybe { $0.note() }
        )
    }

    mutating func motorNerve() -> NerveSide { NerveSide(nerve: element(of: Nerve.motor), side: code()) }

    mutating func muscle() -> MuscleName { chance(80) ? MuscleName(code(Muscle.self)) : MuscleName(text()) }

    mutating func examination() -> NeurologicalExamination {
        var stated: [SignCode: Sign] = [:]
        for sign in SignCode.allCases where chance(50) { stated[sign] = code(Sign.self) }
        let mayList = stated[.objectiveSensoryLoss] != .absent
        return NeurologicalExamination(
            origin: origin(),
            supersedes: chance(20),
            history: maybe {
                History(
                    onset: $0.maybe { $0.partialDate() },
                    durationMonths: $0.maybe { $0.decimal(1_500) },
                    course: $0.maybe { $0.code() },
                    onsetLimb: $0.maybe { $0.code() },
                    limbPredominance: $0.maybe { $0.code() }
                )
            },
            weakness: maybe {
                Weakness(
                    distribution: $0.maybe { $0.code() },
                    motorNerves: $0.maybe { $0.list(0...3) { $0.motorNerve() } }
                )
            },
            strength: list(0...4) {
                MuscleStrength(
                    muscle: $0.muscle(),
                    side: $0.code(),
                    grade: MRCGrade(halves: $0.int(0...10)) ?? 5
                )
            },
            reflexes: list(0...3) { Reflex(tendon: $0.code(), side: $0.code(), finding: $0.code()) },
            signs: Signs(stated),
            sensoryLossLimbs: mayList ? Limb.allCases.filter { _ in chance(20) } : []
        )
    }

    mutating func motorStudy() -> MotorConduction {
        let nerve = element(of: Nerve.motor)
        let sites = StimulationSite.allCases.filter { site in
            guard nerve != .ulnar || site != .elbow else { return false }
            return chance(40) && (nerve.region == .leg) != site.isOnArm
        }
        return MotorConduction(
            nerve: nerve,
            side: code(),
            muscle: maybe { RecordingMuscle($0.text()) },
            limits: maybe {
                MotorLimits(
                    amplitudeLowerMv: $0.maybe { $0.decimal(20) },
                    latencyUpperMs: $0.maybe { $0.positive(20) },
                    velocityLowerMps: $0.maybe { $0.positive(80) },
                    fWaveUpperMs: $0.maybe { $0.positive(90) }
                )
            },
            sites: sites.enumerated().map { motorSite($0.element, isFirst: $0.offset == 0) },
            fWave: maybe { $0.fWave() }
        )
    }

    mutating func motorSite(_ site: StimulationSite, isFirst: Bool) -> MotorSite {
        let isAbsent = chance(20)
        return MotorSite(
            site: site,
            latencyMs: isAbsent ? nil : maybe { $0.measured(40) },
            amplitudeMv: isAbsent ? nil : maybe { $0.measured(20) },
            areaMvMs: isAbsent ? nil : maybe { $0.measured(60) },
            durationMs: isAbsent ? nil : maybe { $0.measured(30) },
            distanceMm: maybe { $0.measured(600) },
            response: isAbsent ? .absent : nil,
            entrapmentSite: isFirst ? nil : maybe { $0.chance(50) },
            longSegment: isFirst ? nil : maybe { $0.chance(50) }
        )
    }

    mutating func fWave() -> FWave {
        if chance(30) { return FWave(persistencePercent: maybe { _ in 0 }, absent: true) }
        return FWave(
            minimalLatencyMs: maybe { $0.positive(90) },
            persistencePercent: maybe { $0.decimal(100) },
            absent: maybe { _ in false }
        )
    }

    mutating func sensoryStudy() -> SensoryConduction {
        let response = maybe { $0.code(SensoryResponse.self) }
        let isAbsent = response == .absent
        return SensoryConduction(
            nerve: element(of: Nerve.allCases.filter { $0 != .ulnar }),
            side: code(),
            site: maybe { $0.code() },
            segment: maybe { $0.text() },
            amplitudeUv: isAbsent ? nil : maybe { $0.measured(60) },
            velocityMps: isAbsent ? nil : maybe { $0.positive(80) },
            latencyMs: isAbsent ? nil : maybe { $0.positive(9) },
            statedResponse: response,
            limits: maybe {
                SensoryLimits(
                    amplitudeLowerUv: $0.maybe { $0.decimal(20) },
                    latencyUpperMs: $0.maybe { $0.positive(9) },
                    velocityLowerMps: $0.maybe { $0.positive(80) }
                )
            }
        )
    }

    mutating func conductionStudy() -> NerveConductionStudy {
        NerveConductionStudy(
            origin: origin(),
            laboratory: maybe { $0.text() },
            lowFrequencyFilterHz: maybe { $0.positive(20) },
            normalLimits: maybe { _ in "buschbacher-2016" },
            skinTemperatures: list(0...3) { SkinTemperature(limb: $0.code(), celsius: $0.measured(50)) },
            motor: list(0...5) { $0.motorStudy() },
            sensory: list(0...5) { $0.sensoryStudy() }
        )
    }

    mutating func needle() -> NeedleExamination {
        NeedleExamination(
            origin: origin(),
            muscles: list(0...4) {
                NeedleMuscle(
                    muscle: $0.muscle(),
                    side: $0.maybe { $0.code() },
                    insertional: $0.maybe { $0.code() },
                    fibrillations: $0.maybe { $0.int(0...4) },
                    positiveSharpWaves: $0.maybe { $0.int(0...4) },
                    fasciculations: $0.maybe { $0.int(0...4) },
                    unitDuration: $0.maybe { $0.code() },
                    unitAmplitude: $0.maybe { $0.code() },
                    polyphasia: $0.maybe { $0.code() },
                    recruitment: $0.maybe { $0.code() }
                )
            }
        )
    }

    mutating func antibody() -> AntibodyResult {
        let value = maybe { $0.decimal(10_000) }
        return AntibodyResult(
            origin: origin(),
            sampledOn: maybe { $0.partialDate() },
            antigen: element(of: ["GM1", "GD1b", "GM1:GalC"]),
            isotype: code(),
            method: maybe { $0.text() },
            value: value,
            comparator: value == nil ? nil : maybe { $0.code() },
            unit: maybe { $0.text() },
            band: maybe { $0.code() }
        )
    }

    mutating func image() -> Imaging {
        if chance(50) {
            return .mri(
                MagneticResonanceImage(
                    origin: origin(),
                    region: element(of: ["brachialPlexus", "lumbosacralPlexus", "cervicalSpine"]),
                    t2Hyperintensity: maybe { $0.code() },
                    diffuseNerveSwelling: maybe { $0.code() }
                )
            )
        }
        return .ultrasound(
            NerveUltrasound(
                origin: origin(),
                measurements: list(0...4) { generator in
                    let level = generator.code(UltrasoundLevel.self)
                    let nerve = generator.code(Nerve.self).rawValue
                    return UltrasoundMeasurement(
                        nerveName: level.isOfPlexus ? generator.maybe { $0.text() } : nerve,
                        side: generator.code(),
                        level: level,
                        crossSectionMm2: generator.positive(40)
                    )
                }
            )
        )
    }

    mutating func finding() -> Finding {
        switch code(FindingKind.self) {
        case .neurologicalExamination: .neurologicalExamination(examination())
        case .nerveConductionStudy: .nerveConductionStudy(conductionStudy())
        case .needleExamination: .needleExamination(needle())
        case .antibody: .antibody(antibody())
        case .cerebrospinalFluid:
            .cerebrospinalFluid(
                CerebrospinalFluid(
                    origin: origin(),
                    sampledOn: maybe { $0.partialDate() },
                    proteinGramPerLitre: maybe { $0.decimal(9) },
                    proteinUpperGramPerLitre: maybe { $0.positive(1) },
                    leukocytesPerMicrolitre: maybe { $0.decimal(900) }
                )
            )
        case .imaging: .imaging(image())
        case .laboratory:
            .laboratory(
                LaboratoryResult(
                    origin: origin(),
                    code: chance(80) ? code(LaboratoryTest.self).rawValue : "ownTest",
                    value: maybe { $0.decimal(9_999) },
                    unit: maybe { $0.text() },
                    band: maybe { $0.code() }
                )
            )
        }
    }
}
