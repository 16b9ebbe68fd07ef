// The reflexes as they count: of each tendon and side the latest that was examined.
package import Domain

/// The reflexes of a case.
///
/// Source: clinical reference section 0 (latest) and clause C4, House (unchecked).
package struct ReflexFacts: Sendable, Hashable {
    private let reflexes: [Stated<ReflexFinding>?]

    /// Reads the examinations, the earliest first; `notExamined` states nothing.
    init(_ examinations: ExaminationOrder) {
        var reflexes = [Stated<ReflexFinding>?](repeating: nil, count: Tendon.count * 2)
        for index in examinations.indices {
            for reflex in examinations[index].reflexes where reflex.finding != .notExamined {
                reflexes[Self.slot(reflex.tendon, reflex.side)] =
                    Stated(reflex.finding, at: CasePlace(.examinations, index))
            }
        }
        self.reflexes = reflexes
    }

    /// The latest finding of a reflex; nil where it was not examined.
    package func reflex(_ tendon: Tendon, _ side: Side) -> Stated<ReflexFinding>? {
        reflexes[Self.slot(tendon, side)]
    }

    /// Whether reflexes of a limb are reduced: some absent or reduced, and none brisk or with clonus; not met where the
    /// limb was examined otherwise, unknown where it was not.
    package func areReduced(in limb: Limb) -> Judged {
        var places: [CasePlace] = []
        var isReduced = false
        var isBrisk = false
        for tendon in Tendon.tendons(of: limb) {
            guard let reflex = reflex(tendon, limb.side) else { continue }
            if !places.contains(reflex.place) { places.append(reflex.place) }
            switch reflex.value {
            case .absent, .reduced: isReduced = true
            case .brisk, .clonus: isBrisk = true
            case .normal, .notExamined: break
            }
        }
        return Judged(places.isEmpty ? .unknown : Verdict(isReduced && !isBrisk), places)
    }

    /// Whether a limb that was examined, with no reduced reflex so far, may still be found to have one: no reflex of it is
    /// brisk, and some tendon was not tested.
    package func mayStillBeReduced(in limb: Limb) -> Bool {
        var isOpen = false
        for tendon in Tendon.tendons(of: limb) {
            switch reflex(tendon, limb.side)?.value {
            case .brisk, .clonus: return false
            case nil: isOpen = true
            case .absent, .reduced, .normal, .notExamined: break
            }
        }
        return isOpen
    }

    /// The examinations that found a reflex with clonus.
    package var clonus: [CasePlace] {
        reflexes.reduce(into: []) { places, reflex in
            guard let reflex, reflex.value == .clonus, !places.contains(reflex.place) else { return }
            places.append(reflex.place)
        }
    }

    private static func slot(_ tendon: Tendon, _ side: Side) -> Int { tendon.ordinal * 2 + (side == .left ? 0 : 1) }
}

extension Tendon {
    fileprivate static let count = allCases.count

    fileprivate static func tendons(of limb: Limb) -> [Tendon] { limb.isArm ? arms : legs }
    private static let arms: [Tendon] = [.biceps, .triceps, .brachioradialis]
    private static let legs: [Tendon] = [.knee, .ankle]

    fileprivate var ordinal: Int {
        switch self {
        case .biceps: 0
        case .triceps: 1
        case .brachioradialis: 2
        case .knee: 3
        case .ankle: 4
        }
    }
}

extension Limb {
    /// The side of the limb.
    package var side: Side { self == .leftArm || self == .leftLeg ? .left : .right }
}
