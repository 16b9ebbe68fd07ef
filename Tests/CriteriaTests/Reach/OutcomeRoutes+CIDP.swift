// The outcomes that may bring the set for chronic inflammatory demyelinating polyneuropathy to a category, by phenotype.
import Domain
import Foundation

extension OpenCase {
    func routesOfCIDP(_ category: CriteriaCategory) -> [OutcomeRoute] {
        category == .cidp ? routesToCIDP : routesToPossible
    }

    private static let names: [Nerve] = [.median, .ulnar, .radial, .sural]

    private var routesToPossible: [OutcomeRoute] {
        let (typical, distal, motor, sensory) = (typical, distal, pureMotor, pureSensory)
        let improved = clause("U1", [Outcome(isImproved: true)])
        var routes = [
            OutcomeRoute(typical, [self.slowNerves(1), self.abnormal(2)]),
            OutcomeRoute(typical, [self.slowNerves(2), self.abnormal(1)]),
            OutcomeRoute(typical + [improved, enlargedNerves], [self.outside, self.abnormal(2)]),
            OutcomeRoute(typical + [improved, fittingFluid], [self.outside, self.abnormal(2)]),
            OutcomeRoute(distal, [self.slowNerves(1, [.ulnar, .median]), self.abnormal(2)]),
            OutcomeRoute(distal, [self.slowNerves(2, [.peroneal, .tibial]), self.abnormal(2)]),
            OutcomeRoute(motor, [self.slowNerves(1), self.sensoryNormal(atLeast: 4, each: Self.names)]),
            OutcomeRoute(motor, [self.slowNerves(1), self.abnormal(2)]),
            OutcomeRoute(sensory, [self.demyelination, self.allMotorNormal]),
            OutcomeRoute(sensory, [self.slowNerves(1), self.abnormal(2)]),
        ]
        for (clinical, limbs) in multifocalAndFocal {
            routes += [
                OutcomeRoute(clinical, [self.slowNerves(1, where: limbs), self.abnormal(2, where: limbs)]),
                OutcomeRoute(clinical, [self.slowNerves(2, where: limbs), self.abnormal(1, where: limbs)]),
            ]
        }
        return routes
    }

    private var routesToCIDP: [OutcomeRoute] {
        let (typical, distal, motor, sensory) = (typical, distal, pureMotor, pureSensory)
        var routes = [
            OutcomeRoute(typical, [self.slowNerves(2), self.abnormal(2)]),
            OutcomeRoute(distal, [self.slowNerves(2, [.ulnar, .median]), self.abnormal(2)]),
            OutcomeRoute(motor, [self.slowNerves(2), self.sensoryNormal(atLeast: 4, each: Self.names)]),
            OutcomeRoute(motor, [self.slowNerves(2), self.abnormal(2)]),
            OutcomeRoute(sensory, [self.slowNerves(2), self.abnormal(2)]),
        ]
        let pictures = multifocalAndFocal
        for (clinical, limbs) in pictures {
            routes.append(OutcomeRoute(clinical, [self.slowNerves(2, where: limbs), self.abnormal(2, where: limbs)]))
        }
        for pair in supports {
            routes += [
                OutcomeRoute(typical + pair, [self.slowNerves(1), self.abnormal(2)]),
                OutcomeRoute(distal + pair, [self.slowNerves(1, [.ulnar, .median]), self.abnormal(2)]),
                OutcomeRoute(motor + pair, [self.slowNerves(1), self.sensoryNormal(atLeast: 4, each: Self.names)]),
            ]
            // The focal form has no upgrade.
            for (clinical, limbs) in pictures where reading.distribution != .focalAsymmetric {
                routes.append(
                    OutcomeRoute(clinical + pair, [self.slowNerves(1, where: limbs), self.abnormal(2, where: limbs)])
                )
            }
        }
        return routes
    }

    // MARK: - Clinical pictures

    private var course: [Outcome] { clause("C1", [Outcome(course: .slowlyProgressive, durationMonths: "10")]) }

    /// Ways to meet a clause that joins what the examination finds: where it is not met, what was not tested or graded
    /// may still meet it.
    private func picture(_ id: String, _ found: Outcome) -> [Outcome] {
        guard today.clauses[id] == .notMet else { return clause(id, [found]) }
        let isReflexOpen = Limb.allCases.contains { limb in
            reading.areReflexesReduced(limb) == .notMet && reading.mayReflexesBeReduced(limb)
        }
        let isGroupOpen = NaiveGroup.allCases.contains { reading.isWeak($0) == .notMet }
        return isReflexOpen || isGroupOpen ? [found] : []
    }

    private func reflexes(_ limbs: [Limb]) -> [Outcome] {
        let isOpen = limbs.allSatisfy { reading.areReflexesReduced($0) == .met || reading.mayReflexesBeReduced($0) }
        return isOpen ? [Outcome(reflexes: Dictionary(uniqueKeysWithValues: limbs.map { ($0, .reduced) }))] : []
    }

    private var sensoryLoss: [Outcome] {
        clause(
            "C3",
            [Outcome(signs: [.objectiveSensoryLoss: .present], sensoryLossLimbs: [.leftArm, .leftLeg])]
        )
    }

    private var isSymmetric: [Outcome] {
        picture(
            "C2",
            Outcome(
                distribution: .diffuseSymmetric,
                regions: Dictionary(uniqueKeysWithValues: NaiveRegion.all.map { ($0, true) })
            )
        )
    }

    private var typical: [[Outcome]] { [course, isSymmetric, sensoryLoss, reflexes(Limb.allCases)] }

    private var distal: [[Outcome]] {
        let regions = NaiveRegion.all.map { ($0, $0.group == .legDistal) }
        let found = Outcome(
            distribution: .symmetric,
            predominance: .leg,
            regions: Dictionary(uniqueKeysWithValues: regions)
        )
        return [course, picture("Vd", found), sensoryLoss, reflexes([.leftLeg, .rightLeg])]
    }

    private var pureMotor: [[Outcome]] {
        let signs = Outcome(signs: [.objectiveSensoryLoss: .absent])
        return [course, isSymmetric, picture("Vw", signs), reflexes(Limb.allCases)]
    }

    private var pureSensory: [[Outcome]] {
        let found = Outcome(distribution: .noWeakness, signs: [.objectiveSensoryLoss: .present])
        return [course, picture("Vs", found), reflexes([.leftLeg, .rightLeg])]
    }

    /// The multifocal and the focal picture, for the limbs that may be affected, with what lies in them.
    private var multifocalAndFocal: [([[Outcome]], (NerveSide) -> Bool)] {
        var pictures: [([[Outcome]], (NerveSide) -> Bool)] = []
        for distribution in [WeaknessDistribution.multifocalAsymmetric, .focalAsymmetric] {
            guard reading.distribution.map({ $0 == distribution }) ?? true else { continue }
            let isFocal = distribution == .focalAsymmetric
            let picture = picture(isFocal ? "Vf" : "Vm", Outcome(distribution: distribution))
            let all = affectedLimbs(isFocal: isFocal).flatMap { named in
                furtherLimbs(beside: reading.affectedLimbs + named).map { (named, $0) }
            }
            for (affected, further) in all {
                let limbs = naiveDistinct(reading.affectedLimbs + affected + further)
                let nerves = affected.map { limb in
                    NerveSide(
                        nerve: limb.isArm ? .radial : .femoral,
                        side: [.leftArm, .leftLeg].contains(limb) ? .left : .right
                    )
                }
                let loss =
                    isFocal && reading.c3(focal: true) == .met
                    ? [Outcome()]
                    : isFocal && reading.c3(focal: true) == .notMet
                        ? [] : isFocal ? [Outcome(signs: [.objectiveSensoryLoss: .present])] : sensoryLoss
                let clinical: [[Outcome]] = [
                    course, picture,
                    [Outcome(weakNerves: nerves.isEmpty ? nil : nerves, regions: weakRegions(further))],
                    loss, reflexes(limbs),
                ]
                if clinical.contains(where: \.isEmpty) { continue }
                pictures.append((clinical, { nerve in naiveLimb(nerve).map(limbs.contains) ?? false }))
            }
        }
        return pictures
    }

    /// The limbs in which weak nerves may be found, where it is not known which nerves are weak.
    private func affectedLimbs(isFocal: Bool) -> [[Limb]] {
        if reading.weakNerves != nil { return [[]] }
        let all = Limb.allCases
        if isFocal { return all.map { [$0] } }
        return all.indices.flatMap { one in all.indices.filter { $0 > one }.map { [all[one], all[$0]] } }
    }

    /// None, one or two limbs beside some, in which a muscle that was not graded may be weak; two only where nerves of both
    /// were studied.
    private func furtherLimbs(beside known: [Limb]) -> [[Limb]] {
        let open = Limb.allCases.filter { !known.contains($0) && !weakRegions([$0]).isEmpty }
        let nerves = reading.motorNerves + reading.sensory.map(\.nerveSide)
        let studied = open.filter { limb in nerves.contains { naiveLimb($0) == limb } }
        let pairs = studied.indices.flatMap { one in studied[(one + 1)...].map { [studied[one], $0] } }
        return [[]] + (known.isEmpty ? [] : open.map { [$0] } + pairs)
    }

    /// A weak muscle in each of some limbs.
    private func weakRegions(_ limbs: [Limb]) -> [NaiveRegion: Bool] {
        let regions = limbs.compactMap { limb in
            NaiveRegion.all.first { $0.limb == limb && !reading.ungradedMuscles($0.group, $0.side).isEmpty }
        }
        return Dictionary(uniqueKeysWithValues: regions.map { ($0, true) })
    }

    // MARK: - Tests

    var waysToEnlargedNerves: [Outcome] {
        clause(
            "U2",
            [
                Outcome(isPlexusAbnormal: true), Outcome(isUltrasoundEnlarged: true), Outcome(ageYears: 40),
                Outcome(ageYears: 40, isUltrasoundEnlarged: true), Outcome(ageYears: 60, isUltrasoundEnlarged: true),
            ]
        )
    }

    var waysToFittingFluid: [Outcome] {
        clause(
            "U3",
            [
                Outcome(protein: "0.7", leukocytes: "2"), Outcome(ageYears: 40), Outcome(ageYears: 60),
                Outcome(ageYears: 40, protein: "0.55", leukocytes: "2"),
            ]
        )
    }

    /// Two of the three.
    private var supports: [[[Outcome]]] {
        let improved = clause("U1", [Outcome(isImproved: true)])
        return [[improved, enlargedNerves], [improved, fittingFluid], [enlargedNerves, fittingFluid]]
    }

    // MARK: - Conduction

    /// So many sensory nerves of some abnormal, by none to all of them being found so.
    private func abnormal(_ count: Int, where isCounted: (NerveSide) -> Bool = { _ in true }) -> [Outcome] {
        let open = naiveDistinct(reading.sensory.filter { $0.isNormal == .unknown }.map(\.nerveSide))
        let studied = reading.sensory.map(\.nerveSide)
        let others = Self.sensoryNerves.filter { !studied.contains($0) }
        let candidates = (open + others).filter(isCounted)
        return (0...count).map { found in
            Outcome(sensory: Dictionary(uniqueKeysWithValues: candidates.prefix(found).map { ($0, .abnormal) }))
        }
    }

    /// A motor value outside its limit, of a nerve that has none of the motor clauses.
    private var outside: [Outcome] {
        let names: [Nerve] = [.median, .ulnar, .peroneal, .tibial]
        let nerves = openNerves(names, unstudied: 1)
        return [Outcome()]
            + nerves.flatMap { nerve in [MotorOutcome.small, .slow, .noFWave].map { Outcome(motor: [nerve: $0]) } }
    }

    private var allMotorNormal: [Outcome] {
        let names: [Nerve] = [.median, .ulnar, .peroneal, .tibial]
        var motor: [NerveSide: MotorOutcome] = [:]
        for nerve in reading.motorNerves where names.contains(nerve.nerve) { motor[nerve] = .normal }
        for name in names where !reading.motorNerves.contains(where: { $0.nerve == name }) {
            motor[NerveSide(nerve: name, side: .left)] = .normal
        }
        return today.clauses["M0"] == .notMet ? [] : [Outcome(motor: motor)]
    }

    /// Two slow sensory nerves, or sparing of the sural nerve.
    private var demyelination: [Outcome] {
        let names: [Nerve] = [.median, .ulnar, .radial, .sural]
        var outcomes = [Outcome()]
        let nerves = names.flatMap { nerve in Side.allCases.map { NerveSide(nerve: nerve, side: $0) } }
        for (index, one) in nerves.enumerated() {
            outcomes.append(Outcome(sensory: [one: .slow]))
            for other in nerves[(index + 1)...] where other.nerve != one.nerve {
                outcomes.append(Outcome(sensory: [one: .slow, other: .slow]))
            }
        }
        var sparing: [NerveSide: SensoryOutcome] = [:]
        for side in Side.allCases {
            let nerve = NerveSide(nerve: .sural, side: side)
            let studied = reading.sensory.map(\.nerveSide).filter { $0.nerve == .sural }
            if studied.isEmpty ? side == .left : studied.contains(nerve) { sparing[nerve] = .normal }
        }
        for side in Side.allCases {
            let arm = [NerveSide(nerve: .median, side: side), NerveSide(nerve: .ulnar, side: side)]
            outcomes.append(
                Outcome(sensory: sparing.merging([NerveSide(nerve: .radial, side: side): .abnormal]) { $1 })
            )
            outcomes.append(Outcome(sensory: sparing.merging([arm[0]: .abnormal, arm[1]: .abnormal]) { $1 }))
        }
        outcomes.append(Outcome(sensory: sparing))
        return outcomes
    }
}
