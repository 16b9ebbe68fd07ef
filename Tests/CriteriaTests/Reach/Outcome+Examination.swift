// What a further examination finds: only what no earlier one answered for the set.
import Domain
import Foundation

extension OpenCase {
    /// The examinations, with one more where the outcome has something of it.
    func examinations(_ outcome: Outcome, _ onset: PartialDate?) -> [NeurologicalExamination] {
        let signs = signs(outcome)
        let limbs = sensoryLossLimbs(outcome, signs)
        var stated = signs
        if !limbs.isEmpty { stated[.objectiveSensoryLoss] = .present }
        let added = NeurologicalExamination(
            origin: FindingOrigin(performedOn: latestDay),
            history: History(
                onset: onset,
                durationMonths: isDurationOpen ? outcome.durationMonths.map(naiveDecimal) : nil,
                course: reading.course == nil ? outcome.course : nil,
                limbPredominance: reading.predominance == nil ? outcome.predominance : nil
            ),
            weakness: Weakness(
                distribution: reading.distribution == nil ? outcome.distribution : nil,
                motorNerves: areWeakNervesOpen ? outcome.weakNerves : nil
            ),
            strength: strength(outcome),
            reflexes: reflexes(outcome),
            signs: Signs(stated),
            sensoryLossLimbs: limbs
        )
        let nothing = NeurologicalExamination(
            origin: FindingOrigin(performedOn: latestDay),
            history: History(),
            weakness: Weakness()
        )
        return added == nothing ? file.examinations : file.examinations + [added]
    }

    private var isDurationOpen: Bool {
        switch set {
        case "efns-pns-2010-mmn": reading.isLongerThanOneMonth == .unknown
        case "ean-pns-2021-cidp": reading.isAtLeastEightWeeks == .unknown
        default: false
        }
    }

    /// Where no weakness was found, no weak nerve is left to name.
    private var areWeakNervesOpen: Bool { reading.weakNerves == nil && reading.distribution != .noWeakness }

    /// Utrecht counts regions; the CIDP set asks for a group, either side, and for limbs with a weak muscle.
    private func strength(_ outcome: Outcome) -> [MuscleStrength] {
        outcome.regions.sorted { $0.key.order < $1.key.order }.compactMap { region, isWeak in
            let isOfUtrecht = set == "utrecht-2000-mmn"
            let known = isOfUtrecht ? reading.isWeak(region.group, region.side) : reading.isWeak(region.group)
            // Wherever a muscle was not graded it may be weak.
            guard known == .unknown || (isWeak && !isOfUtrecht),
                let muscle = reading.ungradedMuscles(region.group, region.side).first
            else { return nil }
            return MuscleStrength(
                muscle: MuscleName(muscle),
                side: region.side,
                grade: isWeak ? 4 : 5
            )
        }
    }

    private func reflexes(_ outcome: Outcome) -> [Reflex] {
        Limb.allCases.compactMap { limb in
            guard let finding = outcome.reflexes[limb], let tendon = reading.untestedTendons(limb).first else {
                return nil
            }
            let isReduced = finding == .reduced || finding == .absent
            let isOpen =
                reading.areReflexesReduced(limb) == .unknown || (isReduced && reading.mayReflexesBeReduced(limb))
            guard isOpen else { return nil }
            return Reflex(tendon: tendon, side: limb == .leftArm || limb == .leftLeg ? .left : .right, finding: finding)
        }
    }

    private func signs(_ outcome: Outcome) -> [SignCode: Sign] {
        outcome.signs.filter { code, sign in
            guard reading.isPresent(code) == .unknown else { return false }
            switch code {
            // Panel, needle and creatine kinase may have answered it; what the needle suggests gives way to an absent sign.
            case .otherNeuropathy: return today.clauses["V10"].map { $0 == .unknown } ?? true
            case .myopathy:
                return today.clauses["V11"].map { $0 == .unknown || ($0 == .notMet && sign == .absent) } ?? true
            // Left out, these two count as not present already.
            case .minorVibrationLossLegs: return sign == .absent
            case .upperMotorNeuron: return sign == .absent || today.clauses["A5"] != .met
            default: return true
            }
        }
    }

    /// The limbs, where sensory loss is found now, or was and no limb was named.
    private func sensoryLossLimbs(_ outcome: Outcome, _ signs: [SignCode: Sign]) -> [Limb] {
        guard let limbs = outcome.sensoryLossLimbs, set == "ean-pns-2021-cidp" else { return [] }
        if signs[.objectiveSensoryLoss] == .present { return limbs }
        let isOpen = reading.isPresent(.objectiveSensoryLoss) == .met && reading.c3(focal: false) == .unknown
        return isOpen ? limbs : []
    }
}

extension NaiveRegion {
    fileprivate var order: Int { NaiveRegion.all.firstIndex(of: self) ?? 0 }
}
