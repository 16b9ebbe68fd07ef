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

/// Looks for the ways in which the open facts of a case would give rules their verdict.
///
/// A class for the reason that `SetEvaluator` is one.
final class ReachFinder {
    let evaluator: SetEvaluator
    let store: WayStore
    /// The ways of what a conduction study could still show.
    let conduction: ConductionWays
    /// The number of the ways of each node and verdict; -1 where they were not looked for yet.
    private var memo: [Int32]

    /// Looks for ways, and keeps them in a store.
    init(_ evaluator: SetEvaluator, _ store: WayStore) {
        self.evaluator = evaluator
        self.store = store
        conduction = ConductionWays(compiled: evaluator.compiled, store: store)
        memo = Array(repeating: -1, count: evaluator.compiled.patient.nodes.count * 2)
    }

    var compiled: CompiledSet { evaluator.compiled }
    var numbers: CaseNumbers { evaluator.numbers }
    var facts: CaseFacts { evaluator.numbers.facts }

    /// The ways in which a node about the patient gets a verdict.
    func ways(_ node: Int, _ isMet: Bool) -> Ways {
        // What is met stays met, whatever is added; so no way is looked for.
        if isMet, evaluator.patientVerdict(node) == .met { return .nothing }
        let slot = node * 2 + (isMet ? 1 : 0)
        if memo[slot] >= 0 { return Ways(number: memo[slot]) }
        let ways = newWays(node, isMet)
        memo[slot] = ways.number
        return ways
    }

    private func newWays(_ index: Int, _ isMet: Bool) -> Ways {
        let program = compiled.patient
        let node = program.nodes[index]
        switch node.join {
        case .leaf: return leafWays(Int(node.first), isMet)
        case .all: return joinedWays(program.partRange(of: node), every: isMet, isMet)
        case .any: return joinedWays(program.partRange(of: node), every: !isMet, isMet)
        case .not: return ways(program.part(Int(node.first)), !isMet)
        case .atLeast, .unlessRefuted:
            return program.ways(
                index,
                isMet,
                in: store,
                leaf: { self.leafWays($0, $1) },
                inner: { self.ways($0, $1) },
                verdict: { self.evaluator.patientVerdict($0) }
            )
        }
    }

    /// The ways of parts that all have to come to a verdict, or of which one has to. Parts that ask nothing about nerves
    /// are looked at first, since they cost little and may show that there is no way.
    private func joinedWays(_ range: Range<Int>, every: Bool, _ isMet: Bool) -> Ways {
        let compiled = compiled
        var result = every ? Ways.nothing : Ways.none
        for isTurnOfSimple in [true, false] {
            for place in range {
                let part = compiled.patient.part(place)
                guard compiled.isSimple[part] == isTurnOfSimple else { continue }
                let ways = ways(part, isMet)
                result = every ? store.and(result, ways) : store.or(result, ways)
                if every ? result.isEmpty : result.needNothing { return result }
            }
        }
        return result
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
        switch entry {
        case .recorded(let index): ways(node, entry: index, isMet)
        // What a nerve not studied yet would have to show is the same for every case.
        case .imagined(let nerve):
            evaluator.memory.imagined?.ways(node, nerve, isMet, in: store) ?? conduction.ways(node, nerve, isMet)
        }
    }

    private func ways(_ node: Int, entry: Int, _ isMet: Bool) -> Ways {
        compiled.entries.ways(
            node,
            isMet,
            in: store,
            leaf: { self.entryLeafWays($0, entry, $1) },
            inner: { self.ways($0, entry: entry, $1) },
            verdict: { self.evaluator.entryVerdict($0, entry: entry) }
        )
    }

    private func entryLeafWays(_ leaf: Int, _ entry: Int, _ isMet: Bool) -> Ways {
        let segmentNode = compiled.segmentOfEntryLeaf[leaf]
        if segmentNode >= 0 {
            return numbers.entries[entry].segments.indices.reduce(isMet ? Ways.none : .nothing) { result, segment in
                let ways = ways(segmentNode, entry: entry, segment: segment, isMet)
                return isMet ? store.or(result, ways) : store.and(result, ways)
            }
        }
        let verdict = SetEvaluator.entryLeafVerdict(compiled.entries.leaves[leaf], numbers.entries[entry])
        guard verdict == .unknown else { return Ways(verdict == (isMet ? .met : .notMet)) }
        return openWays(compiled.entries.leaves[leaf], numbers.entries[entry], entry, isMet)
    }

    /// The ways out of an unknown question about a recorded entry.
    private func openWays(_ leaf: EntryLeaf, _ entry: EntryNumbers, _ index: Int, _ isMet: Bool) -> Ways {
        switch leaf {
        case .nerve, .someSegment, .distalResponseAbsent: return .none
        case .fWave(let question): return conduction.fWave(question, index, isMet)
        case .distalDurationAbove:
            guard entry.lacksDuration else { return .none }
            return store.way(Fact(.distalDuration, index), isMet ? .yes : .no, by: .conduction)
        case .quantity(let quantity, let threshold):
            guard case .missing = entry.measure(quantity) else { return .none }
            return conduction.entryQuantity(quantity, threshold, index, isMet)
        }
    }

    // MARK: Segments

    /// The ways in which a node about a segment gets a verdict.
    private func ways(_ node: Int, entry: Int, segment: Int, _ isMet: Bool) -> Ways {
        compiled.segments.ways(
            node,
            isMet,
            in: store,
            leaf: { self.segmentLeafWays($0, entry, segment, $1) },
            inner: { self.ways($0, entry: entry, segment: segment, $1) },
            verdict: { self.evaluator.segmentVerdict($0, entry: entry, segment: segment) }
        )
    }

    private func segmentLeafWays(_ place: Int, _ entry: Int, _ segment: Int, _ isMet: Bool) -> Ways {
        let leaf = compiled.segments.leaves[place]
        let recorded = numbers.entries[entry].segments[segment]
        let verdict = SetEvaluator.verdict(leaf, recorded)
        guard verdict == .unknown else { return Ways(verdict == (isMet ? .met : .notMet)) }
        guard case .quantity(let quantity, let threshold) = leaf, case .missing = recorded.measure(quantity)
        else { return .none }
        return conduction.segmentQuantity(quantity, threshold, entry * 32 + segment, isMet)
    }
}
