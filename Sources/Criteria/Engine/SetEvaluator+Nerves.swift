// Counting nerves: motor nerves that satisfy rules, and sensory nerves that are normal or not.
import Domain

extension SetEvaluator {
    // MARK: Motor nerves

    /// The places, among the studied nerves, of those that a count ranges over; nil where it asks for affected limbs and
    /// none is known.
    func range(of count: NerveCount) -> [Int]? {
        if count.isOfAffectedLimbs, numbers.affectedLimbs.isEmpty { return nil }
        return numbers.nerves.indices.filter { index in
            let nerve = numbers.nerves[index].nerveSide
            if let among = count.among, !among.contains(nerve.nerve) { return false }
            guard count.isOfAffectedLimbs else { return true }
            return nerve.limb.map(numbers.affectedLimbs.contains) ?? false
        }
    }

    /// Whether there are different nerves, one for each rule: met where there are such nerves, not met where even with
    /// those that are unknown there are not, else unknown; unknown where no nerve of the range was studied (clinical
    /// reference section 0, `atLeast`).
    func judged(_ count: NerveCount, _ slots: [Int]) -> Judged {
        guard let range = range(of: count), !range.isEmpty else { return Judged(.unknown) }
        let verdicts = slotVerdicts(slots, range)
        let verdict: Verdict =
            if NerveAssignment.exists(verdicts, where: { $0 == .met }) {
                .met
            } else if NerveAssignment.exists(verdicts, where: { $0 != .notMet }) {
                .unknown
            } else {
                .notMet
            }
        return Judged(verdict, evidence(verdict, verdicts, range))
    }

    /// For each slot the verdict of each nerve of the range; slots that ask the same are worked out once.
    private func slotVerdicts(_ slots: [Int], _ range: [Int]) -> [[Verdict]] {
        var rows: [[Verdict]] = []
        rows.reserveCapacity(slots.count)
        for (index, slot) in slots.enumerated() {
            if index > 0, slot == slots[index - 1] {
                rows.append(rows[index - 1])
            } else {
                rows.append(range.map { nerveVerdict(slot, nerve: $0) })
            }
        }
        return rows
    }

    /// The entries of the nerves that decide: those that meet a slot, else those that are open, else all.
    private func evidence(_ verdict: Verdict, _ rows: [[Verdict]], _ range: [Int]) -> [CasePlace] {
        var places: [CasePlace] = []
        for (offset, nerve) in range.enumerated() {
            guard verdict == .notMet || rows.contains(where: { $0[offset] == verdict }) else { continue }
            places += numbers.nerves[nerve].entries.map { numbers.entries[$0].place }
        }
        return places
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

/// Giving each slot a nerve of its own.
enum NerveAssignment {
    /// Whether every slot can have a nerve that is allowed for it, each another one.
    static func exists(_ rows: [[Verdict]], where isAllowed: (Verdict) -> Bool) -> Bool {
        var used: [Int] = []
        return assign(rows, 0, &used, isAllowed)
    }

    private static func assign(
        _ rows: [[Verdict]],
        _ slot: Int,
        _ used: inout [Int],
        _ isAllowed: (Verdict) -> Bool
    ) -> Bool {
        guard slot < rows.count else { return true }
        for nerve in rows[slot].indices where isAllowed(rows[slot][nerve]) && !used.contains(nerve) {
            used.append(nerve)
            if assign(rows, slot + 1, &used, isAllowed) { return true }
            used.removeLast()
        }
        return false
    }
}
