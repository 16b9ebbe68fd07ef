// A case as the rules compare it: facts, and the numbers of every motor and sensory study, worked out once for all sets.
import Domain

/// A motor nerve of one side with all its entries.
struct StudiedNerve: Sendable {
    let nerveSide: NerveSide
    /// The places of its entries among those of the case.
    let entries: [Int]
}

/// A sensory nerve of one side with all its studies.
struct SensoryNerve: Sendable {
    let nerveSide: NerveSide
    let places: [CasePlace]
    /// Not met where a study is abnormal or absent, met where all are normal, else unknown.
    let isNormal: Verdict
}

/// A case as the rules compare it. A class for the reason that `CaseFacts` is one.
final class CaseNumbers: Sendable {
    let facts: CaseFacts
    /// The motor entries with something recorded, in the order of the file.
    let entries: [EntryNumbers]
    /// The motor nerves that were studied, in the order of the file.
    let nerves: [StudiedNerve]
    /// The sensory nerves that were studied, in the order of the file.
    let sensory: [SensoryNerve]
    let affectedLimbs: [Limb]

    init(_ facts: CaseFacts) {
        self.facts = facts
        let studies = facts.file.nerveConductionStudies
        let filters = studies.map { $0.lowFrequencyFilterHz.flatMap(ExactNumber.init(_:)) }
        entries = facts.conduction.motor.map { entry in
            EntryNumbers(entry, filterHz: entry.place.index.flatMap { filters[$0] })
        }
        .filter(\.isStudied)
        nerves = Self.grouped(entries.indices, by: { [entries] in entries[$0].nerveSide }).map(StudiedNerve.init)
        let readings = facts.conduction.sensory
        sensory = Self.grouped(readings.indices, by: { readings[$0].nerveSide }).map { nerveSide, indices in
            let verdicts = indices.map { readings[$0].reading.isNormal }
            return SensoryNerve(
                nerveSide: nerveSide,
                places: indices.map { readings[$0].place },
                isNormal: verdicts.contains(.notMet) ? .notMet : verdicts.contains(.unknown) ? .unknown : .met
            )
        }
        affectedLimbs = facts.affectedLimbs
    }

    /// Indices by nerve and side, in the order of the file. Few and short: looking through them is faster than hashing.
    private static func grouped(
        _ indices: Range<Int>,
        by nerveSide: (Int) -> NerveSide
    ) -> [(NerveSide, [Int])] {
        var groups: [(NerveSide, [Int])] = []
        for index in indices {
            let key = nerveSide(index)
            if let place = groups.firstIndex(where: { $0.0 == key }) {
                groups[place].1.append(index)
            } else {
                groups.append((key, [index]))
            }
        }
        return groups
    }

    /// The sensory nerve of a side; nil where it was not studied.
    func sensoryNerve(_ nerveSide: NerveSide) -> SensoryNerve? { sensory.first { $0.nerveSide == nerveSide } }

    /// The sensory nerves that stand for those of a motor nerve.
    func sensoryCompanions(of nerve: NerveSide, _ substitutes: [Nerve: SensorySubstitute]) -> [SensoryNerve] {
        switch substitutes[nerve.nerve] {
        case nil: sensory.filter { $0.nerveSide == nerve }
        case .nerves(let nerves):
            sensory.filter { $0.nerveSide.side == nerve.side && nerves.contains($0.nerveSide.nerve) }
        case .sameLimb: sensory.filter { $0.nerveSide.limb == nerve.limb }
        }
    }
}
