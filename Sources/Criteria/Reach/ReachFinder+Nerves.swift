// The ways in which studies of nerves, those done and those still to do, answer what a rule counts.
import Domain

extension ReachFinder {
    // MARK: Motor nerves

    /// The motor nerves of both sides.
    private static let motorNerves: [NerveSide] = Nerve.motor.flatMap { nerve in
        Side.allCases.map { NerveSide(nerve: nerve, side: $0) }
    }

    /// A nerve that may fill a slot, and the ways in which it does.
    private struct Candidate {
        let ordinal: Int
        let ways: Ways
    }

    /// Different nerves, one for each slot: those that satisfy it already cost nothing; the others are those that are open
    /// and those that were not studied, of which as many as there are slots are enough.
    func nerveWays(_ count: CompiledCount, _ verdict: Verdict, _ isMet: Bool) -> Ways {
        if verdict == .met { return Ways(isMet) }
        guard isMet else { return nerveWaysNotMet(count, verdict) }
        let range = evaluator.range(of: count)
        let areLimbsKnown = range != nil || !count.isOfAffectedLimbs
        let studied = range?.nerves ?? []
        let slots = count.slots
        var rows: [[Candidate]] = []
        for (index, slot) in slots.enumerated() {
            if index > 0, slot == slots[index - 1] {
                rows.append(rows[index - 1])
            } else {
                rows.append(
                    studiedCandidates(slot, studied, count.slots.count)
                        + furtherCandidates(slot, count)
                        + unstudiedCandidates(slot, count, areLimbsKnown)
                )
            }
        }
        var used: [Int] = []
        let ways = assign(rows, slots, 0, &used)
        return areLimbsKnown
            ? ways : store.and(ways, limbsComing)
    }

    private func studiedCandidates(_ slot: Int, _ range: [Int], _ slots: Int) -> [Candidate] {
        var candidates: [Candidate] = []
        var metCount = 0
        for nerve in range {
            let ordinal = numbers.nerves[nerve].nerveSide.ordinal
            switch evaluator.nerveVerdict(slot, nerve: nerve) {
            case .notMet: continue
            case .met:
                metCount += 1
                if metCount <= slots { candidates.append(Candidate(ordinal: ordinal, ways: .nothing)) }
            case .unknown:
                let ways = ways(slot, .studied(nerve), true)
                if !ways.isEmpty { candidates.append(Candidate(ordinal: ordinal, ways: ways)) }
            }
        }
        return candidates
    }

    /// Nerves that were studied and lie in limbs that may still be found to be affected.
    private func furtherCandidates(_ slot: Int, _ count: CompiledCount) -> [Candidate] {
        guard count.isOfAffectedLimbs else { return [] }
        return furtherLimbs.flatMap { limb in
            studiedCandidates(slot, studiedNerves(count, in: [limb]), count.slots.count).map { candidate in
                Candidate(ordinal: candidate.ordinal, ways: store.and(candidate.ways, coming(limb)))
            }
        }
    }

    /// The studied nerves of some limbs that a count may range over.
    private func studiedNerves(_ count: CompiledCount, in limbs: [Limb]) -> [Int] {
        numbers.nerves.indices.filter { index in
            let nerve = numbers.nerves[index].nerveSide
            return nerve.limb.map(limbs.contains) ?? false && count.among?.contains(nerve.nerve) ?? true
        }
    }

    /// Nerves not studied yet, as many as are asked for: of limbs that may still be found to be affected only where those
    /// that are affected have too few.
    private func unstudiedCandidates(
        _ slot: Int,
        _ count: CompiledCount,
        _ areLimbsKnown: Bool
    ) -> [Candidate] {
        var candidates: [Candidate] = []
        func add(_ limbs: [Limb]?, _ condition: (Limb) -> Ways) {
            for nerve in Self.motorNerves where candidates.count < count.slots.count {
                if let among = count.among, !among.contains(nerve.nerve) { continue }
                if numbers.nerves.contains(where: { $0.nerveSide == nerve }) { continue }
                var ways = ways(slot, .unstudied(nerve), true)
                if let limbs {
                    guard let limb = nerve.limb, limbs.contains(limb) else { continue }
                    ways = store.and(ways, condition(limb))
                }
                if !ways.isEmpty { candidates.append(Candidate(ordinal: nerve.ordinal, ways: ways)) }
            }
        }
        guard count.isOfAffectedLimbs else {
            add(nil) { _ in .nothing }
            return candidates
        }
        add(areLimbsKnown ? numbers.affectedLimbs : limbsToCome) { _ in .nothing }
        add(furtherLimbs) { coming($0) }
        return candidates
    }

    /// All ways of giving each slot a nerve of its own; slots that ask the same take their nerves in one order only.
    private func assign(
        _ rows: [[Candidate]],
        _ slots: [Int],
        _ slot: Int,
        _ used: inout [Int]
    ) -> Ways {
        guard slot < rows.count else { return .nothing }
        var result = Ways.none
        let isSameAsBefore = slot > 0 && slots[slot] == slots[slot - 1]
        let start =
            isSameAsBefore
            ? (rows[slot].firstIndex { $0.ordinal == used[slot - 1] } ?? -1) + 1 : 0
        for candidate in rows[slot][start...] where !used.contains(candidate.ordinal) {
            used.append(candidate.ordinal)
            result = store.or(result, store.and(candidate.ways, assign(rows, slots, slot + 1, &used)))
            used.removeLast()
            if result.needNothing { return result }
        }
        return result
    }

    /// Too few nerves: every nerve that is open turns out not to satisfy some slot. Where none was studied, one that is
    /// studied and does not satisfy it is needed first.
    private func nerveWaysNotMet(_ count: CompiledCount, _ verdict: Verdict) -> Ways {
        if verdict == .notMet { return .nothing }
        guard let range = evaluator.range(of: count), let slot = count.slots.first else { return .none }
        if range.isEmpty {
            let nerve = Self.motorNerves.first { count.among?.contains($0.nerve) ?? true }
            return nerve.map { store.way(Fact(.normalNerve, $0.ordinal), .yes, by: .conduction) } ?? .none
        }
        return range.nerves.reduce(Ways.nothing) { result, nerve in
            guard evaluator.nerveVerdict(slot, nerve: nerve) == .unknown else { return result }
            return store.and(result, ways(slot, .studied(nerve), false))
        }
    }

    /// Every entry of each of some nerves.
    func everyEntryWays(_ among: [Nerve], _ node: Int, _ verdict: Verdict, _ isMet: Bool) -> Ways {
        guard verdict == .unknown else { return Ways(verdict == (isMet ? .met : .notMet)) }
        var result = isMet ? Ways.nothing : .none
        for (index, entry) in numbers.entries.enumerated() where among.contains(entry.nerveSide.nerve) {
            let ways = ways(node, EntrySubject.recorded(index), isMet)
            result = isMet ? store.and(result, ways) : store.or(result, ways)
        }
        for nerve in among where !numbers.entries.contains(where: { $0.nerveSide.nerve == nerve }) {
            let way = store.way(Fact(.normalNerve, nerve.ordinal * 2), isMet ? .yes : .no, by: .conduction)
            result = isMet ? store.and(result, way) : store.or(result, way)
        }
        return result
    }

    // MARK: Sensory nerves

    /// The sensory nerves that a further study would begin with.
    private static let sensoryNerves: [NerveSide] = [
        Nerve.sural, .radial, .ulnar, .median, .superficialPeroneal, .lateralAntebrachial, .medialAntebrachial,
        .saphenous,
    ].flatMap { nerve in Side.allCases.map { NerveSide(nerve: nerve, side: $0) } }

    func sensoryNormalWays(_ asked: SensoryNormality, _ verdict: Verdict, _ isMet: Bool) -> Ways {
        guard verdict == .unknown else { return Ways(verdict == (isMet ? .met : .notMet)) }
        let open = numbers.sensory.filter { $0.isNormal == .unknown }.map(\.nerveSide)
        guard isMet else {
            let nerve = open.first ?? Self.sensoryNerves.first { numbers.sensoryNerve($0) == nil }
            return nerve.map { sensory($0, isNormal: false) } ?? .none
        }
        var wanted = open
        for nerve in asked.each where !numbers.sensory.contains(where: { $0.nerveSide.nerve == nerve }) {
            wanted.append(NerveSide(nerve: nerve, side: .left))
        }
        var known = numbers.sensory.count + wanted.count - open.count
        for nerve in Self.sensoryNerves where known < asked.nervesMin {
            guard numbers.sensoryNerve(nerve) == nil, !wanted.contains(nerve) else { continue }
            wanted.append(nerve)
            known += 1
        }
        guard known >= asked.nervesMin else { return .none }
        return wanted.reduce(Ways.nothing) { store.and($0, sensory($1, isNormal: true)) }
    }

    func sensoryAbnormalWays(_ count: Int, _ isOfAffectedLimbs: Bool, _ verdict: Verdict, _ isMet: Bool) -> Ways {
        if verdict == .met { return Ways(isMet) }
        func isCounted(_ nerve: NerveSide) -> Bool {
            guard isOfAffectedLimbs else { return true }
            let limbs = numbers.affectedLimbs.isEmpty ? limbsToCome : numbers.affectedLimbs
            return nerve.limb.map(limbs.contains) ?? false
        }
        let range = numbers.sensory.filter { isCounted($0.nerveSide) }
        let open = range.filter { $0.isNormal == .unknown }.map(\.nerveSide)
        // Where no limb is known to be affected, nothing is known of the nerves of affected limbs.
        let limbs =
            isOfAffectedLimbs && numbers.affectedLimbs.isEmpty ? limbsComing : .nothing
        guard isMet else {
            if verdict == .notMet { return .nothing }
            guard !range.isEmpty else {
                let nerve = Self.sensoryNerves.first { isCounted($0) }
                return nerve.map { store.and(sensory($0, isNormal: true), limbs) } ?? .none
            }
            return open.reduce(limbs) { store.and($0, sensory($1, isNormal: true)) }
        }
        // Without an affected limb the verdict is open although enough nerves are abnormal already.
        let unstudied = Self.sensoryNerves.filter { isCounted($0) && numbers.sensoryNerve($0) == nil }
        let known = abnormalWays(count, range, unstudied, limbs)
        guard isOfAffectedLimbs else { return known }
        // Or nerves of limbs that may still be found to be affected, one or two of them.
        let further = furtherLimbs
        let choices =
            further.map { [$0] }
            + further.indices.flatMap { one in further[(one + 1)...].map { [further[one], $0] } }
        return choices.reduce(known) { ways, more in
            let others = numbers.sensory.filter { $0.nerveSide.limb.map(more.contains) ?? false }
            let new = Self.sensoryNerves.filter {
                $0.limb.map(more.contains) ?? false && numbers.sensoryNerve($0) == nil
            }
            let condition = more.reduce(limbs) { store.and($0, coming($1)) }
            return store.or(ways, abnormalWays(count, range + others, unstudied + new, condition))
        }
    }

    /// So many of the studied nerves and of those not studied yet are abnormal, with what else is needed.
    private func abnormalWays(
        _ count: Int,
        _ studied: [SensoryNerve],
        _ unstudied: [NerveSide],
        _ condition: Ways
    ) -> Ways {
        let needed = max(0, count - studied.count { $0.isNormal == .notMet })
        let candidates = studied.filter { $0.isNormal == .unknown }.map(\.nerveSide) + unstudied
        guard candidates.count >= needed else { return .none }
        return candidates.prefix(needed).reduce(condition) { store.and($0, sensory($1, isNormal: false)) }
    }

    func demyelinationWays(_ asked: SensoryDemyelination, _ verdict: Verdict, _ isMet: Bool) -> Ways {
        if verdict == .met { return Ways(isMet) }
        if !isMet, verdict == .notMet { return .nothing }
        // Slow studies may still be found wherever a nerve of one side was not studied or says nothing.
        let openNames = asked.among.count { nerve in
            Side.allCases.contains { side in
                numbers.sensoryNerve(NerveSide(nerve: nerve, side: side)).map { $0.isNormal == .unknown } ?? true
            }
        }
        guard verdict == .unknown || openNames >= asked.nerveNamesMin else { return .none }
        return store.way(Fact(.sensoryDemyelination), isMet ? .yes : .no, by: .conduction)
    }
}
