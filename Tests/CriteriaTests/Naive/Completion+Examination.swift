// Completions of history and examination: one more examination that states only what no other one did.
import Domain
import Foundation

extension Completion {
    /// The examinations with one more on the day of the latest, so that no duration changes by it.
    mutating func completedExaminations() -> [NeurologicalExamination] {
        let file = original.file
        var day = original.examinations.last?.origin.performedOn
        if day == nil {
            let onset = original.latest { $0.history?.onset }
            day = PartialDate(max(file.workup.openedOn, onset?.lastDay.addingDays(400) ?? .min))
        }
        let signs = addedSigns()
        let added = NeurologicalExamination(
            origin: FindingOrigin(performedOn: day),
            history: addedHistory(),
            weakness: addedWeakness(),
            strength: addedStrength(),
            reflexes: addedReflexes(),
            signs: Signs(signs),
            sensoryLossLimbs: addedLimbs(signs)
        )
        return file.examinations + [added]
    }

    private mutating func addedHistory() -> History {
        let statesDuration = original.examinations.contains {
            $0.history?.durationMonths != nil || $0.history?.onset != nil
        }
        let predominance: LimbPredominance =
            plan.theme == .motorNeuropathy || plan.theme == .multifocal ? .arm : .leg
        return History(
            durationMonths: statesDuration || !fills() ? nil : 10,
            course: original.course == nil && fills() ? .slowlyProgressive : nil,
            limbPredominance: original.predominance == nil && fills() ? predominance : nil
        )
    }

    private mutating func addedWeakness() -> Weakness {
        let distribution: WeaknessDistribution =
            switch plan.theme {
            case .motorNeuropathy, .multifocal, .wild: .multifocalAsymmetric
            case .focal: .focalAsymmetric
            case .typical, .pureMotor: .diffuseSymmetric
            case .distal: .symmetric
            case .pureSensory: .noWeakness
            }
        let side: Side = original.affectedLimbs.contains(.leftArm) ? .left : .right
        var nerves = [NerveSide(nerve: .radial, side: side)]
        if plan.weakNerves == 0 || plan.theme == .pureSensory { nerves = [] }
        if plan.weakNerves >= 2 { nerves.append(NerveSide(nerve: .ulnar, side: side == .left ? .right : .left)) }
        return Weakness(
            distribution: original.distribution == nil && fills() ? distribution : nil,
            // Where no weakness was found, no weak nerve is left to name.
            motorNerves: original.weakNerves == nil && original.distribution != .noWeakness && fills() ? nerves : nil
        )
    }

    /// A grade for each region without one. Where the group is strong on the other side it is 5, and so it is in a limb
    /// that is not affected, since either was answered already.
    private mutating func addedStrength() -> [MuscleStrength] {
        var strength: [MuscleStrength] = []
        let limbs = original.affectedLimbs
        for group in NaiveGroup.allCases {
            for side in Side.allCases where original.isWeak(group, side) == .unknown && fills() {
                let wanted =
                    switch plan.theme {
                    case .typical, .pureMotor: true
                    case .distal: group == .legDistal
                    case .pureSensory: false
                    case .focal, .motorNeuropathy, .multifocal, .wild: group == .armDistal
                    }
                let isOpen = original.isWeak(group) != .notMet && (limbs.isEmpty || limbs.contains(group.limb(side)))
                strength.append(
                    MuscleStrength(
                        muscle: MuscleName(group.muscles[0]),
                        side: side,
                        grade: wanted && isOpen ? 4 : 5
                    )
                )
            }
        }
        return strength
    }

    /// A reflex for each limb of which none was examined.
    private mutating func addedReflexes() -> [Reflex] {
        var reflexes: [Reflex] = []
        for (tendon, isArm) in [(Tendon.triceps, true), (.ankle, false)] {
            for side in Side.allCases {
                let limb: Limb = isArm ? (side == .left ? .leftArm : .rightArm) : side == .left ? .leftLeg : .rightLeg
                guard original.areReflexesReduced(limb) == .unknown, fills() else { continue }
                let finding: ReflexFinding = plan.areSignsAbsent ? .reduced : .normal
                reflexes.append(Reflex(tendon: tendon, side: side, finding: finding))
            }
        }
        return reflexes
    }

    /// The signs that no examination looked for.
    private mutating func addedSigns() -> [SignCode: Sign] {
        var signs: [SignCode: Sign] = [:]
        let isSensory: Bool =
            switch plan.theme {
            case .typical, .distal, .multifocal, .focal, .pureSensory: true
            case .motorNeuropathy, .pureMotor, .wild: false
            }
        for code in SignCode.allCases where original.isPresent(code) == .unknown && fills() {
            switch code {
            case .objectiveSensoryLoss: signs[code] = isSensory ? .present : .absent
            case .reflexesReducedInAffectedLimb: signs[code] = .present
            case .otherNeuropathy, .myopathy:
                // Panel, needle and creatine kinase may have answered it.
                let clause = code == .myopathy ? "V11" : "V10"
                guard original.utrecht().clauses[clause] == .unknown else { continue }
                signs[code] = plan.isElseHealthy ? .absent : .present
            // Left out, these two count as not present already where the rest of their clauses is answered.
            case .minorVibrationLossLegs: signs[code] = .absent
            case .upperMotorNeuron where original.aaem().clauses["A5"] == .met: signs[code] = .absent
            default: signs[code] = plan.areSignsAbsent || generator.chance(60) ? .absent : .present
            }
        }
        let states = original.isPresent(.objectiveSensoryLoss) == .met && original.c3(focal: false) == .unknown
        if states, fills() { signs[.objectiveSensoryLoss] = .present }
        return signs
    }

    /// The limbs with sensory loss, where the sign is stated now.
    private func addedLimbs(_ signs: [SignCode: Sign]) -> [Limb] {
        guard signs[.objectiveSensoryLoss] == .present else { return [] }
        return plan.theme == .focal ? [.leftArm] : [.leftArm, .leftLeg]
    }
}
