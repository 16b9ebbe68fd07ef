// The second reading of the map of the body: muscle groups, limbs, which of them are weak, and reflexes per limb.
import Domain

/// A part of a limb: near to or far from the trunk.
enum NaiveGroup: CaseIterable {
    case armProximal, armDistal, legProximal, legDistal

    /// The muscles of the catalogue in section 6d.
    var muscles: [String] {
        switch self {
        case .armProximal: ["deltoid", "biceps", "triceps"]
        case .armDistal:
            [
                "wristExtensors", "fingerExtensors", "extensorIndicis", "wristFlexors", "abductorPollicisBrevis",
                "fingerFlexors", "firstDorsalInterosseous", "abductorDigitiMinimi",
            ]
        case .legProximal: ["iliopsoas", "quadriceps", "hamstrings"]
        case .legDistal: ["tibialisAnterior", "toeExtensors", "peroneusLongus", "gastrocnemius", "toeFlexors"]
        }
    }

    /// The limb it belongs to.
    func limb(_ side: Side) -> Limb {
        switch (self, side) {
        case (.armProximal, .left), (.armDistal, .left): .leftArm
        case (.armProximal, .right), (.armDistal, .right): .rightArm
        case (.legProximal, .left), (.legDistal, .left): .leftLeg
        case (.legProximal, .right), (.legDistal, .right): .rightLeg
        }
    }
}

/// The limb of a nerve; nil for those that belong to none.
func naiveLimb(_ nerve: NerveSide) -> Limb? {
    switch nerve.nerve {
    case .median, .ulnar, .radial, .musculocutaneous, .axillary, .lateralAntebrachial, .medialAntebrachial:
        nerve.side == .left ? .leftArm : .rightArm
    case .peroneal, .tibial, .femoral, .sural, .superficialPeroneal, .saphenous:
        nerve.side == .left ? .leftLeg : .rightLeg
    case .facial, .phrenic, .accessory: nil
    }
}

extension NaiveCase {
    /// Weak (met) when some graded muscle is below 5, strong (not met) when graded and all 5, else unknown.
    private func isWeak(_ strengths: [MuscleStrength]) -> Verdict {
        if strengths.contains(where: { $0.grade < 5 }) { return .met }
        return strengths.isEmpty ? .unknown : .notMet
    }

    /// Whether a group is weak, either side.
    func isWeak(_ group: NaiveGroup) -> Verdict {
        isWeak(grades.filter { group.muscles.contains($0.muscle.text) })
    }

    /// Whether a group of one side is weak: a region.
    func isWeak(_ group: NaiveGroup, _ side: Side) -> Verdict {
        isWeak(grades.filter { group.muscles.contains($0.muscle.text) && $0.side == side })
    }

    /// Weak when one of two groups is, strong when both are strong.
    func isWeak(_ one: NaiveGroup, or other: NaiveGroup) -> Verdict {
        naiveAny([isWeak(one), isWeak(other)])
    }

    /// The limbs with a weak nerve or a grade below 5.
    var affectedLimbs: [Limb] {
        var limbs = (weakNerves ?? []).compactMap { naiveLimb($0) }
        for strength in grades where strength.grade < 5 {
            for group in NaiveGroup.allCases where group.muscles.contains(strength.muscle.text) {
                limbs.append(group.limb(strength.side))
            }
        }
        return naiveDistinct(limbs)
    }

    /// The reflexes of a limb.
    private func reflexes(of limb: Limb) -> [Reflex] {
        reflexes.filter { reflex in
            switch reflex.tendon {
            case .biceps, .triceps, .brachioradialis: limb == (reflex.side == .left ? .leftArm : .rightArm)
            case .knee, .ankle: limb == (reflex.side == .left ? .leftLeg : .rightLeg)
            }
        }
    }

    /// The tendons of a limb that were not tested.
    func untestedTendons(_ limb: Limb) -> [Tendon] {
        let all: [Tendon] = limb.isArm ? [.triceps, .biceps, .brachioradialis] : [.ankle, .knee]
        let tested = reflexes(of: limb).map(\.tendon)
        return all.filter { !tested.contains($0) }
    }

    /// Whether a further examination may find the reflexes of a limb reduced: none was tested, or none of those tested is
    /// reduced or brisk and another one is left.
    func mayReflexesBeReduced(_ limb: Limb) -> Bool {
        let found = reflexes(of: limb).map(\.finding)
        return !untestedTendons(limb).isEmpty && found.allSatisfy { $0 == .normal }
    }

    /// The muscles of a region that were not graded.
    func ungradedMuscles(_ group: NaiveGroup, _ side: Side) -> [String] {
        group.muscles.filter { muscle in !grades.contains { $0.side == side && $0.muscle.text == muscle } }
    }

    /// Whether the reflexes of a limb are reduced: some absent or reduced and none brisk.
    func areReflexesReduced(_ limb: Limb) -> Verdict {
        let found = reflexes(of: limb).map(\.finding)
        if found.isEmpty { return .unknown }
        let isReduced = found.contains(.absent) || found.contains(.reduced)
        let isBrisk = found.contains(.brisk) || found.contains(.clonus)
        return naive(isReduced && !isBrisk)
    }
}
