// The ways in which open facts about the patient answer what a rule asks.
import Domain

extension ReachFinder {
    /// The ways in which a question about the patient gets an answer.
    ///
    /// What is known stays as it is. Counts of nerves and of studies are open as long as nerves can still be studied.
    func leafWays(_ place: Int, _ isMet: Bool) -> Ways {
        let leaf = compiled.patient.leaves[place]
        let verdict = evaluator.leafVerdict(place)
        switch leaf {
        case .nerves: return compiled.nerveCounts[place].map { nerveWays($0, verdict, isMet) } ?? .none
        case .everyEntry(let among, _):
            return everyEntryWays(among, compiled.slotsOfPatientLeaf[place][0], verdict, isMet)
        case .sensoryNormal(let asked): return sensoryNormalWays(asked, verdict, isMet)
        case .sensoryAbnormal(let count, let isOfAffectedLimbs):
            return sensoryAbnormalWays(count, isOfAffectedLimbs, verdict, isMet)
        case .sensoryDemyelination(let asked): return demyelinationWays(asked, verdict, isMet)
        default: break
        }
        if verdict == .notMet, isMet, compiled.mayStayOpen[place] { return waysFromNotMet(leaf) }
        guard verdict == .unknown else { return Ways(verdict == (isMet ? .met : .notMet)) }
        return examinationWays(leaf, isMet) ?? testWays(leaf, evaluator.judged(place), isMet)
    }

    /// The ways in which what was not examined yet still meets a question that is not met by what was.
    private func waysFromNotMet(_ leaf: PatientLeaf) -> Ways {
        switch leaf {
        // What the needle suggests gives way to a sign that is found absent.
        case .excluded(.myopathy): facts.signs[.myopathy] == nil ? sign(.myopathy, isPresent: false) : .none
        case .reflexesReduced(let extent): reflexWays(extent, true)
        // A group that is strong so far, where a muscle was not graded.
        case .weak(let group):
            facts.strength.isIncomplete(group) ? flag(.muscleGroup, true, by: .examination, group.ordinal) : .none
        default: .none
        }
    }

    /// A fact that is answered by yes or no.
    private func flag(_ kind: Fact.Kind, _ isSo: Bool, by steps: StepSet, _ first: Int = 0, _ second: Int = 0) -> Ways {
        store.way(Fact(kind, first, second), isSo ? .yes : .no, by: steps)
    }

    // MARK: Examination

    private func examinationWays(_ leaf: PatientLeaf, _ isMet: Bool) -> Ways? {
        switch leaf {
        case .absent(let code): return sign(code, isPresent: !isMet)
        case .present(let code): return sign(code, isPresent: isMet)
        case .notPresent(let code): return isMet ? .nothing : sign(code, isPresent: true)
        case .course(let courses, let unclear):
            // A course that is recorded and says nothing clear stays unclear.
            guard facts.history.course == nil else { return Ways.none }
            let all = Course.allCases.filter { $0 != .unknown && !unclear.contains($0) }
            return oneOf(.course, Course.allCases, isMet ? courses : all.filter { !courses.contains($0) })
        case .durationLonger, .durationAtLeast: return flag(.duration, isMet, by: .examination)
        case .distribution(let distributions):
            let all = WeaknessDistribution.allCases.filter { $0 != .notExamined }
            return oneOf(.distribution, all, all.filter { distributions.contains($0) == isMet })
        case .limbPredominance(let limbs):
            let all = LimbPredominance.allCases.filter { $0 != .unknown }
            return oneOf(.limbPredominance, all, all.filter { limbs.contains($0) == isMet })
        case .ageAtOnset: return flag(.age, isMet, by: stepsOfAgeAtOnset)
        case .weakRegionsBelow: return flag(.regions, isMet, by: .examination)
        case .motorNerves(let bound, let among): return motorNerveWays(bound, among, isMet)
        case .motorNerveLimbs(let bound):
            guard facts.history.motorNerves == nil else { return Ways.none }
            return counted(.motorNerveLimbs, bound, from: 1, isMet, 0)
        case .sensoryLoss(let extent): return sensoryLossWays(extent, isMet)
        case .reflexesReduced(let extent): return reflexWays(extent, isMet)
        case .weak(let group): return flag(.muscleGroup, isMet, by: .examination, group.ordinal)
        case .strong(let group): return flag(.muscleGroup, !isMet, by: .examination, group.ordinal)
        case .noWeakGrade: return Ways.none
        default: return nil
        }
    }

    private func sign(_ code: SignCode, isPresent: Bool) -> Ways {
        flag(.sign, isPresent, by: .examination, code.ordinal)
    }

    /// One of some codes.
    private func oneOf<Choice: Hashable>(_ kind: Fact.Kind, _ all: [Choice], _ accepted: [Choice]) -> Ways {
        var values: FactValues = []
        for (index, choice) in all.enumerated() where accepted.contains(choice) { values.insert(.value(index)) }
        return store.way(Fact(kind), values, by: .examination)
    }

    /// A count that satisfies a bound, up to seven.
    private func counted(_ kind: Fact.Kind, _ bound: CountBound, from lowest: Int, _ isMet: Bool, _ first: Int) -> Ways
    {
        let values = (lowest...7).filter { bound.allows($0) == isMet }
            .reduce(into: FactValues()) { $0.insert(.value($1)) }
        return store.way(Fact(kind, first), values, by: .examination)
    }

    private func motorNerveWays(_ bound: CountBound, _ among: [Nerve]?, _ isMet: Bool) -> Ways {
        let key = (among ?? []).reduce(0) { $0 | 1 << $1.ordinal }
        return counted(.motorNerves, bound, from: 0, isMet, key)
    }

    private func sensoryLossWays(_ extent: SensoryLossExtent, _ isMet: Bool) -> Ways {
        let loss = facts.signs.isPresent(.objectiveSensoryLoss)
        // Absent beside minor vibration loss says nothing clear, and stays so.
        if loss == .notMet { return .none }
        let limbs = flag(.sensoryLossLimbs, isMet, by: .examination)
        if loss == .met { return limbs }
        let present = sign(.objectiveSensoryLoss, isPresent: true)
        guard isMet else {
            let isAbsentClear = facts.signs.isPresent(.minorVibrationLossLegs) != .met
            let absent = isAbsentClear ? sign(.objectiveSensoryLoss, isPresent: false) : .none
            return extent == .oneLimb ? absent : store.or(absent, store.and(present, limbs))
        }
        return extent == .oneLimb ? present : store.and(present, limbs)
    }

    /// The steps that settle the age at onset together: what is not known of onset and birth date, or only in part. A birth
    /// date known in part is enough where the onset can still be anything.
    private var stepsOfAgeAtOnset: StepSet {
        let birthDate = facts.age.birthDate
        guard let onset = facts.history.onsetDays else {
            return birthDate == nil ? [.examination, .patientDetails] : .examination
        }
        guard birthDate?.exactDay == nil else { return .examination }
        return birthDate == nil || onset.lowerBound == onset.upperBound
            ? .patientDetails : [.examination, .patientDetails]
    }

    /// Where no limb is known to be affected: those that the examination may still find to be, by a weak motor nerve where
    /// these were not asked for, or by a muscle that was not graded.
    var limbsToCome: [Limb] {
        guard facts.history.motorNerves != nil else { return Limb.allCases }
        return Limb.allCases.filter(isIncomplete)
    }

    /// Where limbs are known to be affected: the others in which a weak muscle may still be found, since some were not
    /// graded. Clauses about affected limbs ask for their reflexes, so only limbs whose reflexes are reduced or still open.
    var furtherLimbs: [Limb] {
        let known = numbers.affectedLimbs
        guard !known.isEmpty else { return [] }
        return Limb.allCases.filter { limb in
            !known.contains(limb) && isIncomplete(limb)
                && (isReflexKnown(in: limb, true) || isReflexOpen(in: limb, true))
        }
    }

    /// Those of some limbs whose reflexes are known to be reduced.
    func limbsOfReducedReflexes(_ limbs: [Limb]) -> [Limb] { limbs.filter { isReflexKnown(in: $0, true) } }

    /// That the examination finds one more limb to be affected, with reduced reflexes.
    func coming(_ limb: Limb) -> Ways {
        let index = Limb.allCases.firstIndex(of: limb) ?? 0
        let weak = flag(.affectedLimbs, true, by: .examination, index + 1)
        return isReflexKnown(in: limb, true)
            ? weak : store.and(weak, flag(.reflex, true, by: .examination, index))
    }

    /// Whether a muscle of a limb was not graded.
    private func isIncomplete(_ limb: Limb) -> Bool {
        let groups: [MuscleGroup] = limb.isArm ? [.armProximal, .armDistal] : [.legProximal, .legDistal]
        return groups.contains { facts.strength.isIncomplete(BodyRegion(group: $0, side: limb.side)) }
    }

    /// That the examination finds limbs to be affected.
    var limbsComing: Ways { limbsToCome.isEmpty ? .none : flag(.affectedLimbs, true, by: .examination) }

    /// Whether it is known that the reflexes of a limb are reduced, or that they are not.
    private func isReflexKnown(in limb: Limb, _ isMet: Bool) -> Bool {
        facts.reflexes.areReduced(in: limb).verdict == (isMet ? .met : .notMet)
    }

    /// Whether a further examination may find that the reflexes of a limb are reduced, or that they are not.
    private func isReflexOpen(in limb: Limb, _ isMet: Bool) -> Bool {
        switch facts.reflexes.areReduced(in: limb).verdict {
        case .unknown: true
        case .notMet: isMet && facts.reflexes.mayStillBeReduced(in: limb)
        case .met: false
        }
    }

    /// Where no limb is known to be affected, the examination names limbs: such whose reflexes are as asked, or still open.
    private func reflexWaysOfLimbsToCome(_ isMet: Bool) -> Ways {
        let fitting = limbsToCome.filter { isReflexOpen(in: $0, isMet) || isReflexKnown(in: $0, isMet) }
        guard !fitting.isEmpty else { return .none }
        var ways = limbsComing
        if !fitting.contains(where: { isReflexKnown(in: $0, isMet) }) {
            ways = store.and(ways, flag(.reflex, isMet, by: .examination, Limb.allCases.count))
        }
        return isMet ? store.and(ways, limbsWithReducedReflexes) : ways
    }

    /// Where all affected limbs must have reduced reflexes and weak nerves are still to be named: that these lie in no more
    /// limbs than may have such reflexes.
    private var limbsWithReducedReflexes: Ways {
        let count = Limb.allCases.count { isReflexKnown(in: $0, true) || isReflexOpen(in: $0, true) }
        guard facts.history.motorNerves == nil, count > 0, count < Limb.allCases.count else { return .nothing }
        let counts = (1...count).reduce(into: FactValues()) { $0.insert(.value($1)) }
        return store.way(Fact(.motorNerveLimbs), counts, by: .examination)
    }

    private func reflexWays(_ extent: ReflexExtent, _ isMet: Bool) -> Ways {
        guard let limbs = evaluator.limbs(extent) else { return reflexWaysOfLimbsToCome(isMet) }
        var result = isMet ? Ways.nothing : .none
        for (index, limb) in Limb.allCases.enumerated() where limbs.contains(limb) {
            let ways =
                isReflexOpen(in: limb, isMet)
                ? flag(.reflex, isMet, by: .examination, index) : Ways(isReflexKnown(in: limb, isMet))
            result = isMet ? store.and(result, ways) : store.or(result, ways)
        }
        if isMet, extent == .affectedLimbs, !result.isEmpty { result = store.and(result, limbsWithReducedReflexes) }
        return result
    }

    // MARK: Tests

    private func testWays(_ leaf: PatientLeaf, _ judged: Judged, _ isMet: Bool) -> Ways {
        switch leaf {
        case .excluded(.otherNeuropathy):
            let bySign = sign(.otherNeuropathy, isPresent: !isMet)
            // An item that is recorded and not normal stays so; the panel is never a reason against.
            guard isMet, !facts.laboratory.isMinimumPanelAbnormal else { return bySign }
            return store.or(bySign, flag(.panel, true, by: .blood))
        case .excluded(.myopathy):
            var ways = store.or(sign(.myopathy, isPresent: !isMet), flag(.needle, isMet, by: .needle))
            if isMet, facts.laboratory.band(.ck) == nil { ways = store.or(ways, flag(.kinase, true, by: .blood)) }
            return ways
        case .antiGM1Raised:
            // A borderline result stays what it is, so that not all can be negative.
            let isBorderline = facts.file.antibodies.contains { $0.isIgMAntiGM1 && $0.band == .borderline }
            return isMet || !isBorderline ? flag(.antiGM1, isMet, by: .antibodies) : .none
        case .proteinRaised, .proteinBelow: return flag(.spinalFluid, isMet, by: .lumbarPuncture)
        case .dissociation(let rule): return dissociationWays(rule, isMet)
        case .plexusMriAbnormal: return flag(.plexusMri, isMet, by: .plexusMri)
        case .ultrasoundEnlarged: return ultrasoundWays(isOpenByAge: !judged.evidence.isEmpty, isMet)
        case .improvement: return flag(.improvement, isMet, by: .response)
        default: return .none
        }
    }

    /// The age decides where sites are enlarged already (U2 counts in adults only); else sites are still to be measured,
    /// and a normal one says no at any age.
    private func ultrasoundWays(isOpenByAge: Bool, _ isMet: Bool) -> Ways {
        let age = flag(.age, isMet, by: .patientDetails, PatientAge.adultYears)
        if isOpenByAge { return age }
        let measured = flag(.ultrasound, isMet, by: .ultrasound)
        guard isMet else { return measured }
        switch facts.age.isAtLeast(PatientAge.adultYears, on: nil) {
        case .met: return measured
        case .unknown: return store.and(measured, age)
        case .notMet: return .none
        }
    }

    /// One sample has to fit, or every open one not to: by what it lacks, or by the age.
    private func dissociationWays(_ rule: CerebrospinalDissociation, _ isMet: Bool) -> Ways {
        let open = facts.spinalFluid.openSamples(rule)
        let sample = flag(.spinalFluid, isMet, by: .lumbarPuncture)
        guard !open.isEmpty else { return sample }
        let age = flag(.age, isMet, by: .patientDetails, rule.ageYears)
        let ways = open.map { lacking -> Ways in
            switch (lacking.isIncomplete, lacking.isOpenByAge) {
            case (true, true): isMet ? store.and(sample, age) : sample
            case (true, false): sample
            case (false, _): age
            }
        }
        return ways.dropFirst().reduce(ways[0]) { isMet ? store.or($0, $1) : store.and($0, $1) }
    }
}

extension MuscleGroup {
    fileprivate var ordinal: Int {
        switch self {
        case .armProximal: 0
        case .armDistal: 1
        case .legProximal: 2
        case .legDistal: 3
        }
    }
}
