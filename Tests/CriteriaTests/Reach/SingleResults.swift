// Single results: what one question more would be answered with, for or against; and any number of them together.
import Domain
import Foundation

extension Outcome {
    /// Every single result that a step may bring.
    static let singles: [Outcome] =
        historyResults + weaknessResults + signResults + limbResults + testResults + motorResults + sensoryResults

    private static let historyResults: [Outcome] =
        Course.allCases.filter { $0 != .unknown }.map { Outcome(course: $0) }
        + ["0.5", "1.5", "10"].map { Outcome(durationMonths: $0) }
        + [LimbPredominance.arm, .leg, .equal].map { Outcome(predominance: $0) }
        + [true, false].map { Outcome(isOnsetFitting: $0) }
        + [10, 40, 60, 80].map { Outcome(ageYears: $0) }

    private static let weaknessResults: [Outcome] = {
        let left = NerveSide(nerve: .radial, side: .left)
        let right = NerveSide(nerve: .ulnar, side: .right)
        let leg = NerveSide(nerve: .peroneal, side: .left)
        let nerves = [[], [left], [leg], [left, right], [left, leg], [left, NerveSide(nerve: .median, side: .left)]]
        return WeaknessDistribution.allCases.filter { $0 != .notExamined }.map { Outcome(distribution: $0) }
            + nerves.map { Outcome(weakNerves: $0) }
            + NaiveRegion.all.flatMap { region in [true, false].map { Outcome(regions: [region: $0]) } }
            + [true, false].map { isWeak in
                Outcome(regions: Dictionary(uniqueKeysWithValues: NaiveRegion.all.map { ($0, isWeak) }))
            }
    }()

    private static let signResults: [Outcome] = SignCode.allCases.flatMap { code in
        [Sign.present, .absent].map { Outcome(signs: [code: $0]) }
    }

    private static let limbResults: [Outcome] =
        Limb.allCases.flatMap { limb in
            [ReflexFinding.reduced, .normal, .brisk].map { Outcome(reflexes: [limb: $0]) }
        }
        + [[Limb.leftArm], [.leftLeg, .rightLeg]].map {
            Outcome(signs: [.objectiveSensoryLoss: .present], sensoryLossLimbs: $0)
        }

    private static let testResults: [Outcome] =
        [true, false].flatMap { isFound in
            [
                Outcome(isAntiGM1Raised: isFound), Outcome(isPlexusAbnormal: isFound),
                Outcome(isUltrasoundEnlarged: isFound), Outcome(isImproved: isFound), Outcome(isPanelNormal: isFound),
                Outcome(isKinaseNormal: isFound), Outcome(isNeedleNormal: isFound),
            ]
        }
        + ["0.3", "0.55", "0.7", "1.2"].flatMap { protein in
            ["2", "20"].map { Outcome(protein: protein, leukocytes: $0) }
        }

    private static let motorResults: [Outcome] = {
        let kinds: [MotorOutcome] = [
            .normal, .block, .longBlock, .dispersedBlock, .slow, .slowVelocity, .longFWave, .noFWave, .dispersion,
            .longDuration, .small,
        ]
        let names: [Nerve] = [.median, .ulnar, .radial, .musculocutaneous, .axillary, .peroneal, .tibial]
        return names.flatMap { nerve in
            Side.allCases.flatMap { side in
                kinds.map { Outcome(motor: [NerveSide(nerve: nerve, side: side): $0]) }
            }
        }
    }()

    private static let sensoryResults: [Outcome] =
        OpenCase.sensoryNerves.flatMap { nerve in
            [SensoryOutcome.normal, .abnormal, .slow].map { Outcome(sensory: [nerve: $0]) }
        }
        + [
            Outcome(sensory: Dictionary(uniqueKeysWithValues: OpenCase.sensoryNerves.map { ($0, .normal) }))
        ]

    /// Some single results at random, few or many.
    static func random(_ generator: inout RandomCase) -> Outcome {
        (0..<generator.element(of: [1, 2, 5, 15, 40])).reduce(Outcome()) { outcome, _ in
            outcome.merging(generator.element(of: singles))
        }
    }
}
