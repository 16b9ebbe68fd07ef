// What is asked of a patient, answered from the facts: the verdict and the findings it rests on.
import Domain

extension SetEvaluator {
    /// Answers a question about the patient.
    func judge(_ place: Int) -> Judged {
        switch compiled.patient.leaves[place] {
        case .absent(let code): return Judged(facts.signs.isAbsent(code), facts.signs.evidence(code))
        case .present(let code): return Judged(facts.signs.isPresent(code), facts.signs.evidence(code))
        case .notPresent(let code):
            return Judged(Verdict(facts.signs.isPresent(code) != .met), facts.signs.evidence(code))
        case .course(let courses, let unclear):
            return judged(facts.history.course) {
                courses.contains($0) ? .met : unclear.contains($0) ? .unknown : .notMet
            }
        case .durationLonger(let months):
            return Judged(facts.history.durationIsLonger(thanMonths: months), facts.history.durationEvidence)
        case .durationAtLeast(let weeks):
            return Judged(facts.history.durationIsAtLeast(weeks: weeks), facts.history.durationEvidence)
        case .distribution(let distributions):
            return judged(facts.history.distribution) { Verdict(distributions.contains($0)) }
        case .limbPredominance(let limbs):
            return judged(facts.history.limbPredominance) { Verdict(limbs.contains($0)) }
        case .ageAtOnset(let ages): return facts.isAgeAtOnset(from: ages.lowerBound, to: ages.upperBound)
        case .weakRegionsBelow(let bound):
            let (weak, unknown) = facts.strength.regionCounts
            let verdict: Verdict = weak >= bound ? .notMet : weak + unknown < bound ? .met : .unknown
            return Judged(verdict, facts.strength.evidence)
        case .motorNerves(let bound, let among): return judgedMotorNerves(bound, among)
        case .motorNerveLimbs(let bound):
            return judged(facts.history.motorNerves) { nerves in
                let limbs = Set(nerves.compactMap(\.limb))
                return limbs.isEmpty ? .unknown : Verdict(bound.allows(limbs.count))
            }
        case .sensoryLoss(let extent): return judgedSensoryLoss(extent)
        case .reflexesReduced(let extent): return judgedReflexes(extent)
        case .weak(let group): return Judged(facts.strength.strength(of: group).isWeak, facts.strength.evidence)
        case .strong(let group): return Judged(facts.strength.strength(of: group).isStrong, facts.strength.evidence)
        case .noWeakGrade:
            return Judged(Verdict(!facts.strength.grades.contains(where: \.isWeak)), facts.strength.evidence)
        case .excluded(.otherNeuropathy): return facts.hasNoOtherNeuropathy
        case .excluded(.myopathy): return facts.hasNoMyopathy
        case .antiGM1Raised: return facts.antiGM1IsRaised
        case .proteinRaised(let otherwise, let below):
            return facts.spinalFluid.isProteinRaised(above: otherwise, below: below)
        case .proteinBelow(let bound): return facts.spinalFluid.isLatestProtein(below: bound)
        case .dissociation(let rule): return facts.spinalFluid.isProteinRaisedWithFewCells(rule)
        case .plexusMriAbnormal: return facts.imaging.plexusIsAbnormal
        case .ultrasoundEnlarged: return facts.imaging.isEnlargedForCidp
        case .improvement(let options): return facts.hasImproved(on: Set(options))
        case .nerves: return compiled.nerveCounts[place].map { judged(tally(place, $0)) } ?? Judged(.unknown)
        case .everyEntry(let among, _): return judgedEveryEntry(among, compiled.slotsOfPatientLeaf[place][0])
        case .sensoryNormal(let asked): return judgedSensoryNormality(asked)
        case .sensoryAbnormal(let count, let isOfAffectedLimbs):
            return judgedSensoryAbnormality(atLeast: count, isOfAffectedLimbs)
        case .sensoryDemyelination(let asked): return judgedSensoryDemyelination(asked)
        }
    }

    private func judged<Value>(_ stated: Stated<Value>?, _ rule: (Value) -> Verdict) -> Judged {
        guard let stated else { return Judged(.unknown) }
        return Judged(rule(stated.value), [stated.place])
    }

    /// How many motor nerves are weak. A list left out is unknown, but none where the weakness itself is stated as none
    /// (clause A1, checked; elsewhere House, where the distribution decides anyway).
    private func judgedMotorNerves(_ bound: CountBound, _ among: [Nerve]?) -> Judged {
        guard let stated = facts.history.motorNerves else {
            guard let distribution = facts.history.distribution, distribution.value == .noWeakness else {
                return Judged(.unknown)
            }
            return Judged(Verdict(bound.allows(0)), [distribution.place])
        }
        let count = stated.value.count { nerve in among.map { $0.contains(nerve.nerve) } ?? true }
        return Judged(Verdict(bound.allows(count)), [stated.place])
    }

    /// C3 (House, unchecked): see clinical reference section 4a.
    private func judgedSensoryLoss(_ extent: SensoryLossExtent) -> Judged {
        let evidence = facts.signs.evidence(.objectiveSensoryLoss)
        switch facts.signs.isPresent(.objectiveSensoryLoss) {
        case .unknown: return Judged(.unknown)
        case .notMet:
            guard facts.signs.isPresent(.minorVibrationLossLegs) == .met else { return Judged(.notMet, evidence) }
            return Judged(.unknown, evidence.joining(facts.signs.evidence(.minorVibrationLossLegs)))
        case .met:
            if extent == .oneLimb { return Judged(.met, evidence) }
            if let limbs = facts.signs.sensoryLossLimbs {
                return Judged(Verdict(limbs.value.count >= 2), evidence.joining([limbs.place]))
            }
            switch facts.history.distribution?.value {
            case .symmetric, .diffuseSymmetric: return Judged(.met, evidence)
            case .focalAsymmetric, .multifocalAsymmetric, .noWeakness, .notExamined, nil:
                return Judged(.unknown, evidence)
            }
        }
    }

    /// The limbs in which reflexes are asked for; nil where no limb is known to be affected.
    func limbs(_ extent: ReflexExtent) -> [Limb]? {
        switch extent {
        case .allLimbs: Limb.allCases
        case .legs: [.leftLeg, .rightLeg]
        case .affectedLimbs: numbers.affectedLimbs.isEmpty ? nil : numbers.affectedLimbs
        }
    }

    /// C4 (House, unchecked).
    private func judgedReflexes(_ extent: ReflexExtent) -> Judged {
        guard let limbs = limbs(extent) else { return Judged(.unknown) }
        var verdict = Verdict.met
        var evidence: [CasePlace] = []
        for limb in limbs {
            let reduced = facts.reflexes.areReduced(in: limb)
            verdict = verdict && reduced.verdict
            evidence = evidence.joining(reduced.evidence)
        }
        return Judged(verdict, evidence)
    }
}

extension [CasePlace] {
    /// These places and others, each once.
    fileprivate func joining(_ others: [CasePlace]) -> [CasePlace] {
        others.reduce(into: self) { if !$0.contains($1) { $0.append($1) } }
    }
}
