// Finds what could still change: the ways in which open facts would give a rule its verdict.
import Domain

/// A motor nerve of one side as the rules see it: studied, or not yet.
enum NerveSubject {
    /// The nerve of this place among the studied ones.
    case studied(Int)
    /// A nerve that was not studied.
    case unstudied(NerveSide)
}

/// A motor entry as the rules see it: recorded, or imagined for a nerve that was not studied.
enum EntrySubject {
    case recorded(Int)
    case imagined(NerveSide)
}

/// A segment as the rules see it.
enum SegmentSubject {
    case recorded(entry: Int, segment: Int)
    /// Of an imagined entry; one is enough, since a rule asks for some segment.
    case imagined(NerveSide)
}

/// Looks for the ways in which the open facts of a case would give rules their verdict.
///
/// A class for the reason that `SetEvaluator` is one.
final class ReachFinder {
    let evaluator: SetEvaluator
    let store: WayStore
    private var memo: [Ways?]

    /// Looks for ways of at most so many facts.
    init(_ evaluator: SetEvaluator, literalsMax: Int = .max) {
        self.evaluator = evaluator
        store = WayStore(literalsMax: literalsMax)
        memo = Array(repeating: nil, count: evaluator.compiled.patient.nodes.count * 2)
    }

    var compiled: CompiledSet { evaluator.compiled }
    var cells: ValueCells { evaluator.compiled.cells }
    var numbers: CaseNumbers { evaluator.numbers }
    var facts: CaseFacts { evaluator.numbers.facts }

    /// The ways in which a node about the patient gets a verdict.
    func ways(_ node: Int, _ isMet: Bool) -> Ways {
        // What is met stays met, whatever is added; so no way is looked for.
        if isMet, evaluator.patientVerdict(node) == .met { return .nothing }
        let slot = node * 2 + (isMet ? 1 : 0)
        if let known = memo[slot] { return known }
        let ways = compiled.patient.ways(
            node,
            isMet,
            in: store,
            isFirst: { self.compiled.isSimple[$0] },
            leaf: { self.leafWays($0, $1) },
            inner: { self.ways($0, $1) },
            verdict: { self.evaluator.patientVerdict($0) }
        )
        memo[slot] = ways
        return ways
    }

    // MARK: Nerves

    /// The ways in which a node about a nerve gets a verdict.
    func ways(_ node: Int, _ nerve: NerveSubject, _ isMet: Bool) -> Ways {
        compiled.nerves.ways(
            node,
            isMet,
            in: store,
            leaf: { self.nerveLeafWays($0, nerve, $1) },
            inner: { self.ways($0, nerve, $1) },
            verdict: { node in
                switch nerve {
                case .studied(let index): self.evaluator.nerveVerdict(node, nerve: index)
                case .unstudied: .unknown
                }
            }
        )
    }

    private func nerveLeafWays(_ leaf: Int, _ nerve: NerveSubject, _ isMet: Bool) -> Ways {
        switch compiled.nerves.leaves[leaf] {
        case .someEntry:
            let node = compiled.entryOfNerveLeaf[leaf]
            switch nerve {
            case .unstudied(let nerveSide): return ways(node, EntrySubject.imagined(nerveSide), isMet)
            case .studied(let index):
                let entries = numbers.nerves[index].entries
                return entries.reduce(isMet ? Ways.none : .nothing) { result, entry in
                    let ways = ways(node, EntrySubject.recorded(entry), isMet)
                    return isMet ? store.or(result, ways) : store.and(result, ways)
                }
            }
        case .sensoryNormal(let substitutes):
            let nerveSide: NerveSide =
                switch nerve {
                case .studied(let index): numbers.nerves[index].nerveSide
                case .unstudied(let nerveSide): nerveSide
                }
            return sensoryWays(of: nerveSide, substitutes, isMet)
        }
    }

    /// The ways in which the sensory studies that belong to a motor nerve are normal, or not.
    private func sensoryWays(
        of nerve: NerveSide,
        _ substitutes: [Nerve: SensorySubstitute],
        _ isMet: Bool
    ) -> Ways {
        let companions = numbers.sensoryCompanions(of: nerve, substitutes)
        let open = companions.filter { $0.isNormal == .unknown }.map(\.nerveSide)
        if companions.contains(where: { $0.isNormal == .notMet }) { return Ways(!isMet) }
        guard companions.isEmpty || !open.isEmpty else { return Ways(isMet) }
        if companions.isEmpty {
            let candidate: Nerve =
                switch substitutes[nerve.nerve] {
                case nil: nerve.nerve
                case .nerves(let nerves): nerves.first ?? nerve.nerve
                case .sameLimb: .lateralAntebrachial
                }
            return sensory(NerveSide(nerve: candidate, side: nerve.side), isNormal: isMet)
        }
        return open.reduce(isMet ? Ways.nothing : .none) { result, nerve in
            let way = sensory(nerve, isNormal: isMet)
            return isMet ? store.and(result, way) : store.or(result, way)
        }
    }

    /// That a sensory nerve is normal, or is not.
    func sensory(_ nerve: NerveSide, isNormal: Bool) -> Ways {
        store.way(Fact(.sensoryNerve, nerve.ordinal), isNormal ? .yes : .no, by: .conduction)
    }

    // MARK: Entries

    /// The ways in which a node about a motor entry gets a verdict.
    func ways(_ node: Int, _ entry: EntrySubject, _ isMet: Bool) -> Ways {
        // What a nerve not studied yet would have to show is the same for every case.
        guard case .imagined(let nerve) = entry else { return searchedWays(node, entry, isMet) }
        return compiled.imagined.ways(node, nerve, isMet, in: store) { searchedWays(node, entry, isMet) }
    }

    private func searchedWays(_ node: Int, _ entry: EntrySubject, _ isMet: Bool) -> Ways {
        compiled.entries.ways(
            node,
            isMet,
            in: store,
            leaf: { self.entryLeafWays($0, entry, $1) },
            inner: { self.searchedWays($0, entry, $1) },
            verdict: { node in
                switch entry {
                case .recorded(let index): self.evaluator.entryVerdict(node, entry: index)
                case .imagined: .unknown
                }
            }
        )
    }

    private func entryLeafWays(_ leaf: Int, _ entry: EntrySubject, _ isMet: Bool) -> Ways {
        let question = compiled.entries.leaves[leaf]
        let segmentNode = compiled.segmentOfEntryLeaf[leaf]
        switch entry {
        case .recorded(let index):
            if segmentNode >= 0 {
                return numbers.entries[index].segments.indices.reduce(isMet ? Ways.none : .nothing) { result, segment in
                    let ways = ways(segmentNode, .recorded(entry: index, segment: segment), isMet)
                    return isMet ? store.or(result, ways) : store.and(result, ways)
                }
            }
            let verdict = evaluator.entryLeafVerdict(leaf, entry: index)
            guard verdict == .unknown else { return Ways(verdict == (isMet ? .met : .notMet)) }
            return openWays(question, numbers.entries[index], index, isMet)
        case .imagined(let nerve):
            // A study without such a segment is always possible.
            if segmentNode >= 0 { return isMet ? ways(segmentNode, SegmentSubject.imagined(nerve), true) : .nothing }
            return imaginedWays(question, nerve, isMet)
        }
    }

    /// The ways out of an unknown question about a recorded entry.
    private func openWays(_ leaf: EntryLeaf, _ entry: EntryNumbers, _ index: Int, _ isMet: Bool) -> Ways {
        switch leaf {
        case .nerve, .someSegment, .distalResponseAbsent: return .none
        case .fWave(let question): return fWave(question, index, isMet)
        case .distalDurationAbove:
            guard entry.distal?.duration == nil || entry.filterHz == nil else { return .none }
            return store.way(Fact(.distalDuration, index), isMet ? .yes : .no, by: .conduction)
        case .quantity(let quantity, let threshold):
            guard case .missing = entry.measure(quantity) else { return .none }
            return entryQuantity(quantity, threshold, index, isMet)
        }
    }

    private func imaginedWays(_ leaf: EntryLeaf, _ nerve: NerveSide, _ isMet: Bool) -> Ways {
        let entry = nerve.imaginedEntry
        switch leaf {
        case .nerve(let nerves): return Ways(nerves.contains(nerve.nerve) == isMet)
        case .someSegment: return .none
        case .distalResponseAbsent(let isWanted):
            return store.way(Fact(.distalResponse, entry), isWanted == isMet ? .yes : .no, by: .conduction)
        case .fWave(let question): return fWave(question, entry, isMet)
        case .distalDurationAbove(let rows):
            guard rows.contains(where: { $0.milliseconds[nerve.nerve] != nil }) else { return .none }
            return store.way(Fact(.distalDuration, entry), isMet ? .yes : .no, by: .conduction)
        case .quantity(let quantity, let threshold): return entryQuantity(quantity, threshold, entry, isMet)
        }
    }

    /// F-waves are absent (value 0), present (1) or not recorded (2).
    private func fWave(_ question: FWaveQuestion, _ entry: Int, _ isMet: Bool) -> Ways {
        let value: Int =
            switch question {
            case .absent: 0
            case .present: 1
            case .notRecorded: 2
            }
        let all: FactValues = [.value(0), .value(1), .value(2)]
        return store.way(Fact(.fWave, entry), isMet ? .value(value) : all.subtracting(.value(value)), by: .conduction)
    }

    private func entryQuantity(
        _ quantity: EntryQuantity,
        _ threshold: Threshold,
        _ entry: Int,
        _ isMet: Bool
    ) -> Ways {
        let values = cells.values(quantity, threshold, isMet)
        let way = store.way(Fact(.entryQuantity, entry, quantity.ordinal), values, by: .conduction)
        guard quantity == .fLatencyPercentOfLimit else { return way }
        // A latency needs an F-wave; without one every question about the latency is not met.
        let withWave = store.and(way, fWave(.present, entry, true))
        return isMet ? withWave : store.or(withWave, fWave(.absent, entry, true))
    }

    // MARK: Segments

    /// The ways in which a node about a segment gets a verdict.
    func ways(_ node: Int, _ segment: SegmentSubject, _ isMet: Bool) -> Ways {
        compiled.segments.ways(
            node,
            isMet,
            in: store,
            leaf: { self.ways(self.compiled.segments.leaves[$0], segment, $1) },
            inner: { self.ways($0, segment, $1) },
            verdict: { node in
                switch segment {
                case .recorded(let entry, let index):
                    self.evaluator.segmentVerdict(node, entry: entry, segment: index)
                case .imagined: .unknown
                }
            }
        )
    }

    private func ways(_ leaf: SegmentLeaf, _ segment: SegmentSubject, _ isMet: Bool) -> Ways {
        switch segment {
        case .recorded(let entry, let index):
            let recorded = numbers.entries[entry].segments[index]
            let verdict = SetEvaluator.verdict(leaf, recorded)
            guard verdict == .unknown else { return Ways(verdict == (isMet ? .met : .notMet)) }
            guard case .quantity(let quantity, let threshold) = leaf, case .missing = recorded.measure(quantity)
            else { return .none }
            return segmentQuantity(quantity, threshold, entry * 32 + index, isMet)
        case .imagined(let nerve): return imaginedWays(leaf, nerve, isMet)
        }
    }

    private func imaginedWays(_ leaf: SegmentLeaf, _ nerve: NerveSide, _ isMet: Bool) -> Ways {
        let segment = nerve.imaginedEntry
        func flag(_ kind: Fact.Kind, _ isSo: Bool) -> Ways {
            store.way(Fact(kind, segment), isSo ? .yes : .no, by: .conduction)
        }
        func site(_ kind: Fact.Kind, _ sites: [StimulationSite]) -> Ways {
            let reachable = StimulationSite.allCases.filter { nerve.nerve.canBeStimulated(at: $0) }
            let values = reachable.filter { sites.contains($0) == isMet }
                .reduce(into: FactValues()) { $0.insert(.value($1.proximity)) }
            return store.way(Fact(kind, segment), values, by: .conduction)
        }
        switch leaf {
        case .nerve(let nerves): return Ways(nerves.contains(nerve.nerve) == isMet)
        case .entrapment(let isWanted): return flag(.segmentEntrapment, isWanted == isMet)
        case .long: return flag(.segmentLong, isMet)
        case .distalSite(let sites): return site(.segmentDistalSite, sites)
        case .proximalSite(let sites): return site(.segmentProximalSite, sites)
        case .distanceRecorded(let isWanted): return flag(.segmentDistance, isWanted == isMet)
        case .absentResponse: return flag(.segmentResponse, isMet)
        case .quantity(let quantity, let threshold): return segmentQuantity(quantity, threshold, segment, isMet)
        }
    }

    private func segmentQuantity(
        _ quantity: SegmentQuantity,
        _ threshold: Threshold,
        _ segment: Int,
        _ isMet: Bool
    ) -> Ways {
        let values = cells.values(quantity, threshold, isMet)
        return store.way(Fact(.segmentQuantity, segment, quantity.ordinal), values, by: .conduction)
    }
}

extension NerveSide {
    /// A number for the nerve of this side.
    var ordinal: Int { nerve.ordinal * 2 + (side == .left ? 0 : 1) }

    /// The number of an entry that stands for the nerve while it was not studied; above those of recorded entries.
    var imaginedEntry: Int { 0x10_0000 + ordinal }
}

extension Nerve {
    /// A number for the nerve.
    var ordinal: Int {
        switch self {
        case .median: 0
        case .ulnar: 1
        case .radial: 2
        case .musculocutaneous: 3
        case .axillary: 4
        case .peroneal: 5
        case .tibial: 6
        case .femoral: 7
        case .facial: 8
        case .phrenic: 9
        case .accessory: 10
        case .sural: 11
        case .superficialPeroneal: 12
        case .lateralAntebrachial: 13
        case .medialAntebrachial: 14
        case .saphenous: 15
        }
    }

    /// Whether a motor study of the nerve may have a site there.
    fileprivate func canBeStimulated(at site: StimulationSite) -> Bool {
        switch region {
        case .arm: site.isOnArm && !(self == .ulnar && site == .elbow)
        case .leg: !site.isOnArm
        case .other: true
        }
    }
}

extension SegmentQuantity {
    fileprivate var ordinal: Int {
        switch self {
        case .areaReductionPercent: 0
        case .amplitudeReductionPercent: 1
        case .durationIncreasePercent: 2
        case .distalAmplitudeMv: 3
        case .distalAmplitudePercentOfLimit: 4
        case .velocityPercentOfLimit: 5
        case .distanceMm: 6
        }
    }
}

extension EntryQuantity {
    fileprivate var ordinal: Int {
        switch self {
        case .distalAmplitudeMv: 0
        case .distalAmplitudePercentOfLimit: 1
        case .distalLatencyPercentOfLimit: 2
        case .fLatencyPercentOfLimit: 3
        }
    }
}
