// The second reading of the clinical clauses of ean-pns-2021-cidp: section 4a of the clinical reference.
import Domain

extension NaiveCase {
    /// C1: progressive or relapsing over eight weeks or more; an acute one is open.
    var c1: Verdict {
        let course: Verdict =
            switch course {
            case .slowlyProgressive, .stepwiseProgressive, .relapsing: .met
            case .monophasic, .stable: .notMet
            case .acute, .unknown, nil: .unknown
            }
        return naiveAll([course, isAtLeastEightWeeks])
    }

    /// Whether the distribution is a certain one.
    private func isDistributed(_ wanted: WeaknessDistribution) -> Verdict {
        guard let distribution else { return .unknown }
        return naive(distribution == wanted)
    }

    /// C2: diffuse symmetric, or symmetric with arms, legs, proximal and distal muscles weak.
    var c2: Verdict {
        naiveAny([
            isDistributed(.diffuseSymmetric),
            naiveAll([
                isDistributed(.symmetric),
                isWeak(.armProximal, or: .armDistal), isWeak(.legProximal, or: .legDistal),
                isWeak(.armProximal, or: .legProximal), isWeak(.armDistal, or: .legDistal),
            ]),
        ])
    }

    /// C3: objective sensory loss in two limbs or more; for the focal form one is enough.
    func c3(focal: Bool) -> Verdict {
        switch isAbsent(.objectiveSensoryLoss) {
        case .unknown: return .unknown
        case .met: return isAbsent(.minorVibrationLossLegs) == .notMet ? .unknown : .notMet
        case .notMet: break
        }
        if focal { return .met }
        let limbs = naiveDistinct(latest { $0.sensoryLossLimbs.isEmpty ? nil : $0.sensoryLossLimbs } ?? [])
        if !limbs.isEmpty { return naive(limbs.count >= 2) }
        return distribution == .symmetric || distribution == .diffuseSymmetric ? .met : .unknown
    }

    /// C4 for some limbs; unknown where none is named.
    func c4(_ limbs: [Limb]) -> Verdict {
        limbs.isEmpty ? .unknown : naiveAll(limbs.map(areReflexesReduced))
    }

    private var typical: Verdict {
        naiveAll([c1, c2, c3(focal: false), c4([.leftArm, .rightArm, .leftLeg, .rightLeg])])
    }

    private var distal: Verdict {
        naiveAll([
            c1, isDistributed(.symmetric), isWeak(.legDistal), naiveNot(isWeak(.armProximal)),
            naiveNot(isWeak(.legProximal)), predominance.map { naive($0 == .leg) } ?? .unknown, c3(focal: false),
            c4([.leftLeg, .rightLeg]),
        ])
    }

    /// The limbs of the weak nerves; nil where none is listed.
    private var limbsOfWeakNerves: [Limb]? {
        let limbs = naiveDistinct((weakNerves ?? []).compactMap { naiveLimb($0) })
        return limbs.isEmpty ? nil : limbs
    }

    private var multifocal: Verdict {
        naiveAll([
            c1, c3(focal: false), c4(affectedLimbs), isDistributed(.multifocalAsymmetric),
            limbsOfWeakNerves.map { naive($0.count >= 2) } ?? .unknown,
        ])
    }

    private var focal: Verdict {
        naiveAll([
            c1, c3(focal: true), c4(affectedLimbs), isDistributed(.focalAsymmetric),
            limbsOfWeakNerves.map { naive($0.count == 1) } ?? .unknown,
        ])
    }

    private var pureMotor: Verdict {
        naiveAll([
            c1, c2, c4([.leftArm, .rightArm, .leftLeg, .rightLeg]), isAbsent(.objectiveSensoryLoss),
            naive(isAbsent(.minorVibrationLossLegs) != .notMet),
        ])
    }

    private var pureSensory: Verdict {
        naiveAll([
            c1, isDistributed(.noWeakness), naive(!grades.contains { $0.grade < 5 }),
            naiveNot(isAbsent(.objectiveSensoryLoss)), c4([.leftLeg, .rightLeg]),
        ])
    }

    /// The clinical clauses by their ids.
    var cidpClinical: [String: Verdict] {
        [
            "C1": c1, "C2": c2, "C3": c3(focal: false), "C4": c4([.leftArm, .rightArm, .leftLeg, .rightLeg]),
            "Vt": typical, "Vd": distal, "Vm": multifocal, "Vf": focal, "Vw": pureMotor, "Vs": pureSensory,
        ]
    }
}
