// Counting nerves: motor nerves that satisfy rules, and sensory nerves that are normal or not.
import Domain

extension SetEvaluator {
    // MARK: Motor nerves

    /// The places, among the studied nerves, of those that a count ranges over; nil where it asks for affected limbs and
    /// none is known.
    func range(of count: CompiledCount) -> NerveMask? {
        if count.isOfAffectedLimbs, numbers.affectedLimbs.isEmpty { return nil }
        var mask = NerveMask()
        for (index, nerve) in numbers.nerves.enumerated() {
            if let among = count.among, !among.contains(nerve.nerveSide.nerve) { continue }
            if count.isOfAffectedLimbs {
                guard let limb = nerve.nerveSide.limb, numbers.affectedLimbs.contains(limb) else { continue }
            }
            mask.insert(index)
        }
        return mask
    }

    /// Whether there are different nerves, one for each rule: met where there are such nerves, not met where even with
    /// those that are unknown there are not, else unknown; unknown where no nerve of the range was studied (clinical
    /// reference section 0, `atLeast`).
    func tally(_ leaf: Int, _ count: CompiledCount) -> NerveTally {
        let number = memory.leafNumbers[leaf]
        if let known = answers.tallies[number] { return known }
        let tally = tally(count)
        answers.tallies[number] = tally
        return tally
    }

    private func tally(_ count: CompiledCount) -> NerveTally {
        guard let range = range(of: count) else { return NerveTally(isRangeKnown: false) }
        var tally = NerveTally(isRangeKnown: true)
        tally.range = range
        guard !range.isEmpty else { return tally }
        var met: [NerveMask] = []
        var possible: [NerveMask] = []
        for (index, slot) in count.slots.enumerated() {
            if index > 0, slot == count.slots[index - 1] {
                met.append(met[index - 1])
                possible.append(possible[index - 1])
                continue
            }
            let (mine, open) = nerves(in: range, slot)
            met.append(mine)
            possible.append(mine.union(open))
            tally.met.formUnion(mine)
            tally.unknown.formUnion(open)
        }
        tally.verdict =
            NerveMask.areDifferent(met) ? .met : NerveMask.areDifferent(possible) ? .unknown : .notMet
        return tally
    }

    /// The nerves that satisfy a rule, and those of which that is open.
    private func nerves(in range: NerveMask, _ slot: Int) -> (met: NerveMask, unknown: NerveMask) {
        var (met, unknown) = (NerveMask(), NerveMask())
        for nerve in numbers.nerves.indices where range.contains(nerve) {
            switch nerveVerdict(slot, nerve: nerve) {
            case .met: met.insert(nerve)
            case .unknown: unknown.insert(nerve)
            case .notMet: break
            }
        }
        return (met, unknown)
    }

    /// The verdict of a count with the entries of the nerves that decide: those that meet a rule, else those that are open,
    /// else all.
    func judged(_ tally: NerveTally) -> Judged {
        let deciding =
            switch tally.verdict {
            case .met: tally.met
            case .unknown: tally.unknown
            case .notMet: tally.range
            }
        return Judged(
            tally.verdict,
            deciding.nerves.flatMap { numbers.nerves[$0].entries.map { numbers.entries[$0].place } }
        )
    }

    /// Whether each of some nerves was studied and every entry of them satisfies a rule: not met where one does not,
    /// unknown where one is open or a nerve was not studied.
    func judgedEveryEntry(_ among: [Nerve], _ node: Int) -> Judged {
        var result = Verdict.met
        var places: [CasePlace] = []
        var studied: Set<Nerve> = []
        for index in numbers.entries.indices where among.contains(numbers.entries[index].nerveSide.nerve) {
            studied.insert(numbers.entries[index].nerveSide.nerve)
            let verdict = entryVerdict(node, entry: index)
            result = result && verdict
            places.append(numbers.entries[index].place)
        }
        if result == .met, studied.count < among.count { result = .unknown }
        return Judged(result, places)
    }

    // MARK: Sensory nerves

    /// Whether all sensory studies are normal and enough nerves were studied.
    func judgedSensoryNormality(_ asked: SensoryNormality) -> Judged {
        let nerves = numbers.sensory
        let abnormal = nerves.filter { $0.isNormal == .notMet }
        guard abnormal.isEmpty else { return Judged(.notMet, abnormal.flatMap(\.places)) }
        let open = nerves.filter { $0.isNormal == .unknown }
        let areEachStudied = asked.each.allSatisfy { nerve in nerves.contains { $0.nerveSide.nerve == nerve } }
        if open.isEmpty, nerves.count >= asked.nervesMin, areEachStudied {
            return Judged(.met, nerves.flatMap(\.places))
        }
        return Judged(.unknown, (open.isEmpty ? nerves : open).flatMap(\.places))
    }

    /// Whether so many sensory nerves are abnormal or absent.
    func judgedSensoryAbnormality(atLeast count: Int, _ isOfAffectedLimbs: Bool) -> Judged {
        let range = numbers.sensory.filter { nerve in
            !isOfAffectedLimbs || nerve.nerveSide.limb.map(numbers.affectedLimbs.contains) ?? false
        }
        guard !range.isEmpty else { return Judged(.unknown) }
        let abnormal = range.filter { $0.isNormal == .notMet }
        let open = range.filter { $0.isNormal == .unknown }
        let verdict = Verdict.atLeast(count, met: abnormal.count, unknown: open.count)
        let decisive =
            switch verdict {
            case .met: abnormal
            case .unknown: abnormal + open
            case .notMet: range
            }
        return Judged(verdict, decisive.flatMap(\.places))
    }

    /// Ns: slowing in enough of the named nerves, or sparing of the sural nerve (EAN/PNS 2021, secondary; that the median
    /// alone does not count is House, unchecked).
    func judgedSensoryDemyelination(_ asked: SensoryDemyelination) -> Judged {
        let entries = facts.conduction.sensory.filter { asked.among.contains($0.entry.nerve) }
        guard !entries.isEmpty else { return Judged(.unknown) }
        var (met, unknown) = (0, 0)
        for name in asked.among {
            let verdicts = entries.filter { $0.entry.nerve == name }.map { isSlow($0, asked) }
            if verdicts.contains(.met) { met += 1 } else if verdicts.contains(.unknown) { unknown += 1 }
        }
        let slowing = Verdict.atLeast(asked.nerveNamesMin, met: met, unknown: unknown)
        return Judged(slowing || isSuralSpared, entries.map(\.place))
    }

    private func isSlow(_ sensory: SensoryFacts, _ asked: SensoryDemyelination) -> Verdict {
        if sensory.reading == .absent { return .notMet }
        let velocity = Measure.percent(of: sensory.entry.velocityMps, limit: sensory.velocityLowerMps)
        let amplitude = Measure.percent(of: sensory.entry.amplitudeUv, limit: sensory.amplitudeLowerUv)
        let isAmplitudeHigh = amplitude.verdict(.above, asked.amplitudePercentAbove)
        return (velocity.verdict(.below, asked.velocityPercentBelow) && isAmplitudeHigh)
            || (velocity.verdict(.below, asked.velocityPercentBelowWhenLowAmplitude) && !isAmplitudeHigh)
    }

    /// Every sural study normal, and a radial abnormal, or a median with the ulnar of its side.
    private var isSuralSpared: Verdict {
        let sural = numbers.sensory.filter { $0.nerveSide.nerve == .sural }
        let radial = numbers.sensory.filter { $0.nerveSide.nerve == .radial }
        let isRadialAbnormal = Verdict.ofSome(radial) { !$0.isNormal }
        return Self.areNormal(sural) && (isRadialAbnormal || isArmPairAbnormal)
    }

    private var isArmPairAbnormal: Verdict {
        func isAbnormal(_ nerve: Nerve, _ side: Side) -> Verdict {
            numbers.sensoryNerve(NerveSide(nerve: nerve, side: side)).map { !$0.isNormal } ?? .unknown
        }
        return (isAbnormal(.median, .left) && isAbnormal(.ulnar, .left))
            || (isAbnormal(.median, .right) && isAbnormal(.ulnar, .right))
    }
}
