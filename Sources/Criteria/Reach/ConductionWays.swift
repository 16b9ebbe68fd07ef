// What a conduction study could still show: of a value not recorded, and of a nerve not studied yet.
import Domain

/// The ways of facts about conduction.
struct ConductionWays {
    let compiled: CompiledSet
    let store: WayStore

    // MARK: A nerve not studied yet

    /// The ways in which a motor entry of a nerve not studied yet would satisfy a node, or not.
    func ways(_ node: Int, _ nerve: NerveSide, _ isMet: Bool) -> Ways {
        compiled.entries.ways(
            node,
            isMet,
            in: store,
            leaf: { leaf, isMet in
                let segmentNode = compiled.segmentOfEntryLeaf[leaf]
                guard segmentNode >= 0 else { return ways(compiled.entries.leaves[leaf], nerve, isMet) }
                // A study without such a segment is always possible.
                return isMet ? ways(segmentNode: segmentNode, nerve, true) : .nothing
            },
            inner: { ways($0, nerve, $1) },
            verdict: { _ in .unknown }
        )
    }

    /// The ways of a segment of such an entry. One is enough, since a rule asks for some segment.
    private func ways(segmentNode: Int, _ nerve: NerveSide, _ isMet: Bool) -> Ways {
        compiled.segments.ways(
            segmentNode,
            isMet,
            in: store,
            leaf: { ways(compiled.segments.leaves[$0], nerve, $1) },
            inner: { ways(segmentNode: $0, nerve, $1) },
            verdict: { _ in .unknown }
        )
    }

    private func ways(_ leaf: EntryLeaf, _ nerve: NerveSide, _ isMet: Bool) -> Ways {
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

    private func ways(_ leaf: SegmentLeaf, _ nerve: NerveSide, _ isMet: Bool) -> Ways {
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

    // MARK: Values

    /// F-waves are absent (value 0), present (1) or not recorded (2).
    func fWave(_ question: FWaveQuestion, _ entry: Int, _ isMet: Bool) -> Ways {
        let value: Int =
            switch question {
            case .absent: 0
            case .present: 1
            case .notRecorded: 2
            }
        let all: FactValues = [.value(0), .value(1), .value(2)]
        return store.way(Fact(.fWave, entry), isMet ? .value(value) : all.subtracting(.value(value)), by: .conduction)
    }

    func entryQuantity(
        _ quantity: EntryQuantity,
        _ threshold: Threshold,
        _ entry: Int,
        _ isMet: Bool
    ) -> Ways {
        let values = compiled.cells.values(quantity, threshold, isMet)
        let way = store.way(Fact(.entryQuantity, entry, quantity.ordinal), values, by: .conduction)
        guard quantity == .fLatencyPercentOfLimit else { return way }
        // A latency needs an F-wave; without one every question about the latency is not met.
        let withWave = store.and(way, fWave(.present, entry, true))
        return isMet ? withWave : store.or(withWave, fWave(.absent, entry, true))
    }

    func segmentQuantity(
        _ quantity: SegmentQuantity,
        _ threshold: Threshold,
        _ segment: Int,
        _ isMet: Bool
    ) -> Ways {
        let values = compiled.cells.values(quantity, threshold, isMet)
        return store.way(Fact(.segmentQuantity, segment, quantity.ordinal), values, by: .conduction)
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

extension Nerve {
    /// Whether a motor study of the nerve may have a site there.
    fileprivate func canBeStimulated(at site: StimulationSite) -> Bool {
        switch region {
        case .arm: site.isOnArm && !(self == .ulnar && site == .elbow)
        case .leg: !site.isOnArm
        case .other: true
        }
    }
}
