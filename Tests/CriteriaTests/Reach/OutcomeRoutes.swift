// The outcomes that may bring a set to a category: every route of the clinical reference, in few steps or many.
import Domain
import Foundation

/// A route to a category: of every list one outcome is taken, and all of them together may bring it.
struct OutcomeRoute {
    private let first: [[Outcome]]
    private let rest: () -> [[Outcome]]

    /// A route whose first lists tell whether it is worth making the others, which are longer.
    init(_ first: [[Outcome]], _ rest: @autoclosure @escaping () -> [[Outcome]]) {
        self.first = first
        self.rest = rest
    }

    /// The lists; none where one is empty.
    var lists: [[Outcome]]? {
        if first.contains(where: \.isEmpty) { return nil }
        let all = first + rest()
        return all.contains(where: \.isEmpty) ? nil : all
    }
}

extension OpenCase {
    /// The routes to a category of the set.
    func routes(to category: CriteriaCategory) -> [OutcomeRoute] {
        switch set {
        case "efns-pns-2010-mmn": routesOfEFNS(category)
        case "aaem-2003-mmn": routesOfAAEM(category)
        case "utrecht-2000-mmn": routesOfUtrecht(category)
        default: routesOfCIDP(category)
        }
    }

    // MARK: - The sets for multifocal motor neuropathy

    private func routesOfEFNS(_ category: CriteriaCategory) -> [OutcomeRoute] {
        let two = [clause("K1", [progressive(weakNerves: 2)])] + exclusions
        let one = [clause("K1one", [progressive(weakNerves: 1)])] + exclusions
        switch category {
        case .definite: return [OutcomeRoute(two, [self.block(1, [.block])])]
        case .probable:
            let supports = [
                clause("S1", [Outcome(isAntiGM1Raised: true)]),
                clause("S2", [Outcome(protein: "0.7")]),
                clause("S3", [Outcome(isPlexusAbnormal: true)]),
                clause("S4", [Outcome(isImproved: true)]),
            ]
            let pairs = pairs(supports).map { one, other in
                OutcomeRoute(two + [one, other], [self.block(1, Self.anyBlock)])
            }
            return [OutcomeRoute(two, [self.block(2, Self.anyBlock)])] + pairs
        case .possible:
            let improved = clause("S4", [Outcome(isImproved: true)])
            return [
                OutcomeRoute(two + [improved], [self.sensoryNormal(atLeast: 1)]),
                OutcomeRoute(one, [self.block(1, Self.anyBlock)]),
            ]
        default: return []
        }
    }

    private static let anyBlock: [MotorOutcome] = [.longBlock, .dispersedBlock, .block]

    private func routesOfAAEM(_ category: CriteriaCategory) -> [OutcomeRoute] {
        let nerves = Outcome(weakNerves: Self.weakNerves(2), signs: [.objectiveSensoryLoss: .absent])
        let centre: [SignCode] = [.spasticTone, .clonus, .extensorPlantar, .pseudobulbar]
        let clinical = [
            clause("A1", [nerves]),
            clause("A1x", [Outcome(signs: [.diffuseSymmetricWeaknessAtOnset: .absent])]),
            clause("A5", [Outcome(signs: Dictionary(uniqueKeysWithValues: centre.map { ($0, .absent) }))]),
            sensoryNormal(atLeast: 3),
        ]
        return [OutcomeRoute(clinical, [self.block(2, category == .definite ? [.block] : Self.anyBlock)])]
    }

    private func routesOfUtrecht(_ category: CriteriaCategory) -> [OutcomeRoute] {
        let open = NaiveRegion.all.map { ($0, false) }
        let course = clause("V1", [Outcome(course: .stepwiseProgressive)])
        let noOther = [
            clause("V7", [Outcome(signs: [.objectiveSensoryLoss: .absent])]),
            clause("V8", [Outcome(signs: [.bulbarMarked: .absent])]),
            clause("V9", [Outcome(signs: [.upperMotorNeuron: .absent])]),
            clause("V10", [Outcome(signs: [.otherNeuropathy: .absent]), Outcome(isPanelNormal: true)]),
            noMyopathy,
        ]
        let clinical = [
            course,
            clause("V2", [Outcome(distribution: .focalAsymmetric)]),
            clause("V3", [Outcome(regions: Dictionary(uniqueKeysWithValues: open))]),
            clause(
                "V6",
                [
                    Outcome(isOnsetFitting: true), Outcome(ageYears: 40), Outcome(isOnsetFitting: true, ageYears: 40),
                ]
            ),
            clause("L1", [Outcome(protein: "0.7")]),
        ]
        switch category {
        case .definite:
            let arms = [
                clause("V4", [Outcome(signs: [.reflexesReducedInAffectedLimb: .present])]),
                clause("V5", [Outcome(predominance: .arm)]),
            ]
            let lists = clinical + noOther + arms
            return [OutcomeRoute(lists, [self.block(1, [.block], isSensoryNormalThroughout: true)])]
        case .probable:
            let lists = clinical + noOther
            return [OutcomeRoute(lists, [self.block(1, [.longBlock, .block], isSensoryNormalThroughout: true)])]
        default:
            let base = [course] + noOther
            let raised = clause("L2", [Outcome(isAntiGM1Raised: true)])
            let abnormal = clause("L3", [Outcome(isPlexusAbnormal: true)])
            return [
                OutcomeRoute(base + [raised], [self.sensoryNormal(atLeast: 1)]),
                OutcomeRoute(base + [abnormal], [self.sensoryNormal(atLeast: 1)]),
                OutcomeRoute(base, [self.sensoryNormal(atLeast: 1), self.slowNerves(1)]),
            ]
        }
    }

    /// Ways to exclude a myopathy; what the needle suggests gives way to a sign that is found absent.
    private var noMyopathy: [Outcome] {
        let absent = Outcome(signs: [.myopathy: .absent])
        if today.clauses["V11"] == .notMet, reading.isPresent(.myopathy) == .unknown { return [absent] }
        return clause("V11", [absent, Outcome(isKinaseNormal: true), Outcome(isNeedleNormal: true)])
    }

    // MARK: - Clauses

    /// Ways to meet a clause: none is needed where it is met, none is left where it is not.
    ///
    func clause(_ id: String, _ outcomes: [Outcome]) -> [Outcome] {
        switch today.clauses[id] {
        case .met: return [Outcome()]
        case .notMet: return []
        case .unknown, nil: break
        }
        if outcomes.count == 1 { return outcomes }
        return outcomes.filter { NaiveCase(adding($0)).answer(set)?.clauses[id] == .met }
    }

    private func pairs<T>(_ list: [T]) -> [(T, T)] {
        list.indices.flatMap { one in list.indices.filter { $0 > one }.map { (list[one], list[$0]) } }
    }

    private var exclusions: [[Outcome]] {
        [
            clause("K2", [Outcome(signs: [.objectiveSensoryLoss: .absent])]),
            clause("X8", [Outcome(signs: [.upperMotorNeuron: .absent])]),
            clause("X9", [Outcome(signs: [.bulbarMarked: .absent])]),
            clause("X11", [Outcome(signs: [.diffuseSymmetricWeaknessAtOnset: .absent])]),
        ]
    }

    private func progressive(weakNerves count: Int) -> Outcome {
        Outcome(
            course: .slowlyProgressive,
            durationMonths: "10",
            distribution: .multifocalAsymmetric,
            weakNerves: Self.weakNerves(count)
        )
    }

    private static func weakNerves(_ count: Int) -> [NerveSide] {
        [NerveSide(nerve: .radial, side: .right), NerveSide(nerve: .ulnar, side: .left)].prefix(count).map { $0 }
    }

    // MARK: - Conduction

    /// The nerves whose motor study can still bring something: those studied, and some of those that were not.
    func openNerves(_ names: [Nerve], unstudied: Int) -> [NerveSide] {
        let studied = reading.motorNerves.filter { names.contains($0.nerve) }
        let others = names.flatMap { nerve in Side.allCases.map { NerveSide(nerve: nerve, side: $0) } }
            .filter { !studied.contains($0) }
        // A nerve beside abnormal sensory conduction can not count for block.
        return studied + others.filter { companion(of: $0) != .notMet }.prefix(unstudied)
    }

    /// The sensory conduction that goes with a motor nerve.
    private func companion(of nerve: NerveSide) -> Verdict {
        guard set == "aaem-2003-mmn", nerve.nerve == .tibial else { return reading.sensoryOf(nerve) }
        return reading.areNormal(reading.sensory.filter { $0.nerveSide == NerveSide(nerve: .sural, side: nerve.side) })
    }

    /// Outcomes in which so many nerves have block and normal sensory conduction, by none to all of them being found.
    private func block(
        _ count: Int,
        _ kinds: [MotorOutcome],
        isSensoryNormalThroughout: Bool = false
    ) -> [Outcome] {
        let throughout = isSensoryNormalThroughout ? openSensoryNormal : [:]
        let studied = reading.motorNerves
        var all = throughout
        for nerve in studied { all.merge(companions(of: nerve)) { $1 } }
        let names: [Nerve] = [.median, .ulnar, .peroneal, .radial, .musculocutaneous, .axillary, .tibial]
        let candidates = openNerves(names, unstudied: 2 + count)
        func outcome(_ nerves: [NerveSide], _ kind: (Int) -> MotorOutcome) -> Outcome {
            var outcome = Outcome(sensory: throughout)
            for (index, nerve) in nerves.enumerated() {
                outcome.motor[nerve] = kind(index)
                outcome.sensory.merge(companions(of: nerve)) { $1 }
            }
            return outcome
        }
        var outcomes = [Outcome(sensory: throughout)]
        outcomes += studied.map { Outcome(sensory: companions(of: $0).merging(throughout) { $1 }) }
        outcomes.append(Outcome(sensory: all))
        for nerve in candidates {
            for kind in kinds {
                let one = outcome([nerve]) { _ in kind }
                outcomes.append(one)
                if count > 1 { outcomes.append(Outcome(sensory: all).merging(one)) }
            }
        }
        if count > 1 {
            for (one, other) in pairs(candidates) {
                for kind in kinds { outcomes.append(outcome([one, other]) { _ in kind }) }
            }
        }
        for nerve in candidates.filter(studied.contains) {
            for seed in 0..<12 as Range<UInt64> { outcomes.append(outcome([nerve]) { _ in .any(seed) }) }
        }
        return outcomes
    }

    /// Normal sensory conduction of the nerves that go with a motor nerve, as far as it is open.
    private func companions(of nerve: NerveSide) -> [NerveSide: SensoryOutcome] {
        let names: [Nerve] =
            switch nerve.nerve {
            case .musculocutaneous: [.lateralAntebrachial]
            case .axillary: Nerve.allCases.filter { $0.region == .arm }
            case .peroneal: [.superficialPeroneal, .sural]
            case .tibial where set == "aaem-2003-mmn": [.sural]
            default: [nerve.nerve]
            }
        let own = reading.sensory.filter { $0.entry.side == nerve.side && names.contains($0.entry.nerve) }
        if own.isEmpty {
            let first: Nerve = nerve.nerve == .axillary ? .lateralAntebrachial : names[0]
            return [NerveSide(nerve: first, side: nerve.side): .normal]
        }
        return Dictionary(own.filter { $0.isNormal == .unknown }.map { ($0.nerveSide, .normal) }) { $1 }
    }

    /// Every study that is open turns out normal.
    var openSensoryNormal: [NerveSide: SensoryOutcome] {
        Dictionary(reading.sensory.filter { $0.isNormal == .unknown }.map { ($0.nerveSide, .normal) }) { $1 }
    }

    /// Every study is normal, and so many nerves are studied, each of some names among them. Which ones come first
    /// matters where one of them goes with a motor nerve that has block.
    func sensoryNormal(atLeast count: Int, each names: [Nerve] = []) -> [Outcome] {
        [Self.sensoryNerves, Self.sensoryNerves.reversed()].map { nerves in
            var outcome = openSensoryNormal
            var studied = naiveDistinct(reading.sensory.map(\.nerveSide))
            for name in names where !studied.contains(where: { $0.nerve == name }) {
                guard let first = nerves.first(where: { $0.nerve == name }) else { continue }
                outcome[first] = .normal
                studied.append(first)
            }
            for nerve in nerves where studied.count < count && !studied.contains(nerve) {
                outcome[nerve] = .normal
                studied.append(nerve)
            }
            return Outcome(sensory: outcome)
        }
    }

    static let sensoryNerves: [NerveSide] = [
        Nerve.median, .sural, .radial, .ulnar, .superficialPeroneal, .lateralAntebrachial, .medialAntebrachial,
        .saphenous,
    ].flatMap { nerve in Side.allCases.map { NerveSide(nerve: nerve, side: $0) } }

    /// Outcomes in which so many motor nerves of some are slow, by none to all of them being found so.
    func slowNerves(
        _ count: Int,
        _ names: [Nerve] = [.ulnar, .peroneal, .tibial, .median],
        where isCounted: (NerveSide) -> Bool = { _ in true }
    ) -> [Outcome] {
        let all = names.flatMap { nerve in Side.allCases.map { NerveSide(nerve: nerve, side: $0) } }.filter(isCounted)
        let studied = reading.motorNerves.filter(all.contains)
        let unstudied = all.filter { !studied.contains($0) }.prefix(count)
        let kinds: [MotorOutcome] = [.slow, .dispersion, .block, .longFWave, .noFWave, .longDuration, .slowVelocity]
        let single: [[NerveSide: MotorOutcome]] =
            unstudied.map { [$0: .slow] } + studied.flatMap { nerve in kinds.map { [nerve: $0] } }
        var outcomes = [Outcome()] + single.map { Outcome(motor: $0) }
        if count > 1 {
            let mixed = pairs(single).filter { $0.0.keys.first != $0.1.keys.first }
            let inOrder = mixed.filter { !Set($0.0.keys.map { $0 }).isDisjoint(with: unstudied) } + mixed
            outcomes += inOrder.prefix(80).map { Outcome(motor: $0.0.merging($0.1) { $1 }) }
        }
        for nerve in studied {
            for seed in 0..<8 as Range<UInt64> { outcomes.append(Outcome(motor: [nerve: .any(seed)])) }
        }
        return outcomes
    }
}
