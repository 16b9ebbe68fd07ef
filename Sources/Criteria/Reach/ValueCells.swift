// The thresholds that a set holds each number against: between them a number makes no difference.
import Domain

/// The bounds of each quantity in a set, and the values of a fact that satisfy a threshold.
///
/// Of n bounds the number line has 2n + 1 parts: below the first, at it, between it and the next, and so on.
struct ValueCells: Sendable {
    private var segmentBounds: [SegmentQuantity: [ExactNumber]] = [:]
    private var entryBounds: [EntryQuantity: [ExactNumber]] = [:]

    init(_ set: CriteriaSet) {
        var segments: [SegmentQuantity: [ExactNumber]] = [:]
        var entries: [EntryQuantity: [ExactNumber]] = [:]
        func visit(_ rule: Rule<SegmentLeaf>) {
            rule.forEach { part in
                if case .leaf(.quantity(let quantity, let threshold)) = part {
                    segments[quantity, default: []].append(threshold.number)
                }
            }
        }
        func visit(_ rule: Rule<EntryLeaf>) {
            rule.forEach { part in
                switch part {
                case .leaf(.quantity(let quantity, let threshold)):
                    entries[quantity, default: []].append(threshold.number)
                case .leaf(.someSegment(let inner)): visit(inner)
                default: break
                }
            }
        }
        func visit(_ rule: Rule<NerveLeaf>) {
            rule.forEach { part in
                if case .leaf(.someEntry(let inner)) = part { visit(inner) }
            }
        }
        for rule in set.segments { visit(rule.rule) }
        for rule in set.entries { visit(rule.rule) }
        for rule in set.nerves { visit(rule.rule) }
        for rule in set.patient.map(\.named.rule) + set.levels.map(\.rule) {
            rule.forEach { part in
                switch part {
                case .leaf(.nerves(let count)): for slot in count.slots { visit(slot) }
                case .leaf(.everyEntry(_, let inner)): visit(inner)
                default: break
                }
            }
        }
        segmentBounds = segments.mapValues(Self.sorted)
        entryBounds = entries.mapValues(Self.sorted)
    }

    private static func sorted(_ numbers: [ExactNumber]) -> [ExactNumber] {
        var distinct: [ExactNumber] = []
        for number in numbers where !distinct.contains(where: { $0.isEqual(to: number) }) { distinct.append(number) }
        return distinct.sorted { $0.decimal < $1.decimal }
    }

    /// The values of a segment's number that satisfy, or do not satisfy, a threshold.
    func values(_ quantity: SegmentQuantity, _ threshold: Threshold, _ isMet: Bool) -> FactValues {
        Self.values(segmentBounds[quantity] ?? [], threshold, isMet)
    }

    /// The values of an entry's number that satisfy, or do not satisfy, a threshold.
    func values(_ quantity: EntryQuantity, _ threshold: Threshold, _ isMet: Bool) -> FactValues {
        Self.values(entryBounds[quantity] ?? [], threshold, isMet)
    }

    private static func values(_ bounds: [ExactNumber], _ threshold: Threshold, _ isMet: Bool) -> FactValues {
        guard let place = bounds.firstIndex(where: { $0.isEqual(to: threshold.number) }) else { return [] }
        var values: FactValues = []
        for cell in 0...(bounds.count * 2) {
            let ordering: ExactRatio.Ordering = cell < place * 2 + 1 ? .below : cell == place * 2 + 1 ? .equal : .above
            if threshold.comparison.allows(ordering) == isMet { values.insert(.value(cell)) }
        }
        return values
    }
}
