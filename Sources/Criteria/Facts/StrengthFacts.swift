// Strength and reflexes: the latest of each muscle and tendon, and what groups, regions and limbs make of them.
package import Domain

/// The latest grade of a muscle of one side.
package struct GradedMuscle: Hashable, Sendable {
    /// The name as recorded.
    package let name: MuscleName
    /// The muscle of the catalogue that is meant, if any.
    package let muscle: Muscle?
    /// Its side.
    package let side: Side
    /// Its grade.
    package let grade: MRCGrade
    /// The examination.
    package let place: CasePlace

    /// Whether the grade is below 5.
    package var isWeak: Bool { grade < 5 }
    /// The limb of the muscle; nil for one that belongs to no limb.
    package var limb: Limb? { muscle?.group.map { $0.isOfArm ? .arm(side) : .leg(side) } }
}

/// What the grades say of several muscles together.
package enum GroupStrength: Hashable, Sendable {
    /// A graded muscle is below 5.
    case weak
    /// Muscles are graded, all 5.
    case strong
    /// None is graded.
    case unknown

    /// Whether it is weak.
    package var isWeak: Verdict {
        switch self {
        case .weak: .met
        case .strong: .notMet
        case .unknown: .unknown
        }
    }

    /// Whether it is strong.
    package var isStrong: Verdict { !isWeak }

    /// Two groups together: weak where one is, strong where both are, else unknown.
    package static func joined(_ first: GroupStrength, _ second: GroupStrength) -> GroupStrength {
        if first == .weak || second == .weak { return .weak }
        return first == .strong && second == .strong ? .strong : .unknown
    }
}

/// A group of muscles of one side: one of the eight regions of clause V3.
package struct BodyRegion: Hashable, Sendable {
    /// The group.
    package let group: MuscleGroup
    /// Its side.
    package let side: Side

    /// A group of one side.
    package init(group: MuscleGroup, side: Side) {
        self.group = group
        self.side = side
    }

    /// All eight.
    package static let all: [BodyRegion] = MuscleGroup.allCases.flatMap { group in
        Side.allCases.map { BodyRegion(group: group, side: $0) }
    }
}

/// Strength as it counts: of each muscle and side the latest grade.
///
/// Source: clinical reference section 0 (latest), 4a (groups) and 6d (the catalogue), House (unchecked).
package struct StrengthFacts: Sendable, Hashable {
    /// The latest grade of each muscle and side, muscles outside the catalogue too.
    package let grades: [GradedMuscle]
    private let regions: [GroupStrength]
    /// Of each region whether a muscle of it was not graded.
    private let areIncomplete: [Bool]

    /// Reads the examinations, the earliest first.
    init(_ examinations: ExaminationOrder) {
        var grades: [GradedMuscle] = []
        // The place in `grades` of each muscle of the catalogue, by side.
        var places = [Int?](repeating: nil, count: CatalogueMuscle.count * 2)
        for index in examinations.indices {
            let place = CasePlace(.examinations, index)
            if grades.isEmpty { grades.reserveCapacity(examinations[index].strength.count) }
            for entry in examinations[index].strength {
                let known = CatalogueMuscle.ordinals[entry.muscle.text]
                let graded = GradedMuscle(
                    name: entry.muscle,
                    muscle: known.map { CatalogueMuscle.all[$0] },
                    side: entry.side,
                    grade: entry.grade,
                    place: place
                )
                let slot = known.map { $0 * 2 + (entry.side == .left ? 0 : 1) }
                let before =
                    slot.map { places[$0] }
                    ?? grades.firstIndex { $0.muscle == nil && $0.name == entry.muscle && $0.side == entry.side }
                if let before {
                    grades[before] = graded
                } else {
                    if let slot { places[slot] = grades.count }
                    grades.append(graded)
                }
            }
        }
        self.grades = grades
        regions = StrengthFacts.regions(of: grades)
        var lacking = CatalogueMuscle.countsByRegion
        for case (let slot?, .some) in zip(CatalogueMuscle.regionSlots, places) {
            lacking[slot] -= 1
        }
        areIncomplete = lacking.map { $0 > 0 }
    }

    private static func regions(of grades: [GradedMuscle]) -> [GroupStrength] {
        var regions = [GroupStrength](repeating: .unknown, count: MuscleGroup.count * 2)
        for graded in grades {
            guard let group = graded.muscle?.group else { continue }
            let slot = group.ordinal * 2 + (graded.side == .left ? 0 : 1)
            if graded.isWeak {
                regions[slot] = .weak
            } else if regions[slot] == .unknown {
                regions[slot] = .strong
            }
        }
        return regions
    }

    /// A region: weak (affected), strong (unaffected) or unknown.
    package func strength(of region: BodyRegion) -> GroupStrength {
        regions[region.group.ordinal * 2 + (region.side == .left ? 0 : 1)]
    }

    /// A group, both sides: weak where a graded muscle of it is below 5, strong where it is graded and all are 5.
    package func strength(of group: MuscleGroup) -> GroupStrength {
        let (left, right) = (regions[group.ordinal * 2], regions[group.ordinal * 2 + 1])
        if left == .weak || right == .weak { return .weak }
        return left == .strong || right == .strong ? .strong : .unknown
    }

    /// Whether some muscle of a region was not graded, so that a weak one may still be found in it.
    package func isIncomplete(_ region: BodyRegion) -> Bool {
        areIncomplete[region.group.ordinal * 2 + (region.side == .left ? 0 : 1)]
    }

    /// Whether some muscle of a group was not graded, on either side.
    package func isIncomplete(_ group: MuscleGroup) -> Bool {
        areIncomplete[group.ordinal * 2] || areIncomplete[group.ordinal * 2 + 1]
    }

    /// The arms: their two groups together.
    package var arms: GroupStrength { .joined(strength(of: .armProximal), strength(of: .armDistal)) }
    /// The legs.
    package var legs: GroupStrength { .joined(strength(of: .legProximal), strength(of: .legDistal)) }
    /// The upper parts of arms and legs.
    package var proximal: GroupStrength { .joined(strength(of: .armProximal), strength(of: .legProximal)) }
    /// The lower parts of arms and legs.
    package var distal: GroupStrength { .joined(strength(of: .armDistal), strength(of: .legDistal)) }

    /// How many of the eight regions are weak, and of how many nothing is known.
    package var regionCounts: (weak: Int, unknown: Int) {
        regions.reduce(into: (weak: 0, unknown: 0)) { counts, region in
            switch region {
            case .weak: counts.weak += 1
            case .unknown: counts.unknown += 1
            case .strong: break
            }
        }
    }

    /// The examinations with grades that count.
    package var evidence: [CasePlace] {
        grades.reduce(into: []) { if !$0.contains($1.place) { $0.append($1.place) } }
    }
}

/// The places of the catalogue's muscles in tables. `Muscle.allCases` and a muscle's raw value are made anew each time.
private enum CatalogueMuscle {
    static let all = Muscle.allCases
    static let count = all.count
    static let ordinals = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($0.element.rawValue, $0.offset) })
    /// Of each muscle and side the region it lies in; nil for those of no group.
    static let regionSlots: [Int?] = all.flatMap { muscle in
        [0, 1].map { side in muscle.group.map { $0.ordinal * 2 + side } }
    }
    /// How many muscles each region has.
    static let countsByRegion: [Int] = regionSlots.reduce(into: Array(repeating: 0, count: MuscleGroup.count * 2)) {
        if let slot = $1 { $0[slot] += 1 }
    }
}

extension MuscleGroup {
    fileprivate static let count = allCases.count

    fileprivate var ordinal: Int {
        switch self {
        case .armProximal: 0
        case .armDistal: 1
        case .legProximal: 2
        case .legDistal: 3
        }
    }
}
