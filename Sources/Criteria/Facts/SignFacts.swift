// What counts of each sign when several examinations state it.
package import Domain

/// A sign as it counts.
package struct StatedSign: Hashable, Sendable {
    /// Whether the sign counts as present; else it counts as absent.
    package let isPresent: Bool
    /// The examination that decided.
    package let place: CasePlace
    /// A later examination that found the sign absent without superseding the finding that counts.
    package let contradictedBy: CasePlace?

    init(isPresent: Bool, at place: CasePlace, contradictedBy: CasePlace? = nil) {
        self.isPresent = isPresent
        self.place = place
        self.contradictedBy = contradictedBy
    }
}

/// The signs of a case.
///
/// Source: case format section 2. The latest examination that examined a sign counts; but a sign that must be absent
/// counts as present when any examination found it, unless a later one marked `supersedes` found it absent.
package struct SignFacts: Sendable, Hashable {
    /// By the order of the codes; nil where no examination examined the sign.
    private let signs: [StatedSign?]
    /// The limbs with objective sensory loss, of the latest examination that found it and names limbs.
    package let sensoryLossLimbs: Stated<[Limb]>?

    /// Reads the examinations, the earliest first.
    init(_ examinations: ExaminationOrder) {
        var signs = [StatedSign?](repeating: nil, count: SignCode.count)
        var limbs: Stated<[Limb]>?
        for index in examinations.indices {
            let examination = examinations[index]
            let place = CasePlace(.examinations, index)
            for (code, sign) in examination.signs.stated where sign.isExamined {
                let before = signs[code.ordinal]
                if sign == .absent, code.mustBeAbsent, !examination.supersedes, let before, before.isPresent {
                    signs[code.ordinal] = StatedSign(isPresent: true, at: before.place, contradictedBy: place)
                } else {
                    signs[code.ordinal] = StatedSign(isPresent: sign == .present, at: place)
                }
            }
            switch examination.signs[.objectiveSensoryLoss] {
            case .present:
                if !examination.sensoryLossLimbs.isEmpty { limbs = Stated(examination.sensoryLossLimbs, at: place) }
            case .absent:
                if examination.supersedes { limbs = nil }
            case .notExamined, .notEvaluable: break
            }
        }
        self.signs = signs
        sensoryLossLimbs = limbs
    }

    /// The sign as it counts; nil where no examination examined it.
    package subscript(code: SignCode) -> StatedSign? { signs[code.ordinal] }

    /// Whether a sign is present; unknown where it was not examined.
    package func isPresent(_ code: SignCode) -> Verdict { Verdict(self[code]?.isPresent) }

    /// Whether a sign is absent; unknown where it was not examined.
    package func isAbsent(_ code: SignCode) -> Verdict { !isPresent(code) }

    /// The examinations behind what counts of a sign.
    package func evidence(_ code: SignCode) -> [CasePlace] {
        guard let sign = self[code] else { return [] }
        return [sign.place] + (sign.contradictedBy.map { [$0] } ?? [])
    }
}

extension SignCode {
    /// Whether some criteria set asks for the absence of the sign: X8 to X11, K2, A1 and A5, V7 to V11, Vw. Where another
    /// clause asks for the presence of the same sign (C3), it reads the same value: a sign has one value in a case.
    package var mustBeAbsent: Bool {
        switch self {
        case .upperMotorNeuron, .bulbarMarked, .objectiveSensoryLoss, .diffuseSymmetricWeaknessAtOnset, .spasticTone,
            .clonus, .extensorPlantar, .pseudobulbar, .otherNeuropathy, .myopathy, .minorVibrationLossLegs:
            true
        case .cranialNerve, .respiratory, .reflexesReducedInAffectedLimb, .fasciculations, .cramps, .atrophy: false
        }
    }

    fileprivate static let count = allCases.count

    /// The codes by their place in a table of all signs.
    static let byOrdinal = allCases.sorted { $0.ordinal < $1.ordinal }

    /// The place in a table of all signs. Written out, since looking it up among all codes is slow.
    var ordinal: Int {
        switch self {
        case .upperMotorNeuron: 0
        case .bulbarMarked: 1
        case .cranialNerve: 2
        case .respiratory: 3
        case .objectiveSensoryLoss: 4
        case .minorVibrationLossLegs: 5
        case .diffuseSymmetricWeaknessAtOnset: 6
        case .reflexesReducedInAffectedLimb: 7
        case .fasciculations: 8
        case .cramps: 9
        case .atrophy: 10
        case .spasticTone: 11
        case .clonus: 12
        case .extensorPlantar: 13
        case .pseudobulbar: 14
        case .otherNeuropathy: 15
        case .myopathy: 16
        }
    }
}
