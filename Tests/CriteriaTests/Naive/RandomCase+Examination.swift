// Random examinations: a nearly complete one, and sometimes others before or after it that say something else.
import Domain
import Foundation

extension RandomCase {
    mutating func examinations() -> [NeurologicalExamination] {
        if chance(gap / 2) { return [] }
        var examinations = [examination(isFull: true)]
        while chance(15 + deviation), examinations.count < 4 {
            let other = examination(isFull: chance(20))
            examinations.insert(other, at: chance(50) ? 0 : examinations.count)
        }
        return examinations
    }

    private mutating func examination(isFull: Bool) -> NeurologicalExamination {
        let saved = gap
        gap = isFull ? gap : 75
        defer { gap = saved }
        let day =
            chance(saved) ? nil : isFull && chance(80) ? PartialDate(today) : partial(today.addingDays(int(-90...90)))
        let signs = signs(isFull: isFull)
        return NeurologicalExamination(
            origin: FindingOrigin(performedOn: day),
            supersedes: chance(isFull ? 10 : 40),
            history: chance(gap) ? nil : history(day?.firstDay ?? today),
            weakness: chance(gap) ? nil : weakness(),
            strength: strength(),
            reflexes: reflexes(),
            signs: Signs(signs),
            sensoryLossLimbs: signs[.objectiveSensoryLoss] == .present ? sensoryLossLimbs() : []
        )
    }

    private mutating func history(_ day: LocalDate) -> History {
        var months: Decimal?
        var onset: PartialDate?
        if chance(50) {
            months = value(usual: "6 10 10.5 24", edges: "0.9 1 1.1 1.9 2 2.1")
        } else if chance(95) {
            onset = onsetDate(day)
            if chance(10) { months = any("1 2 10") }
        }
        let course: Course =
            theme == .motorNeuropathy || chance(60)
            ? element(of: [.slowlyProgressive, .stepwiseProgressive]) : .relapsing
        let predominance: LimbPredominance = theme == .motorNeuropathy || theme == .multifocal ? .arm : .leg
        return History(
            onset: onset,
            durationMonths: months,
            course: mostly(usually(course, or: Course.allCases)),
            onsetLimb: mostly(code()),
            limbPredominance: mostly(usually(predominance, or: LimbPredominance.allCases))
        )
    }

    /// Long before the day, or a month or eight weeks before it.
    private mutating func onsetDate(_ day: LocalDate) -> PartialDate {
        guard chance(edge) else { return partial(day.addingMonths(-int(3...60)).addingDays(-int(0...28))) }
        let near = chance(50) ? day.addingMonths(-1) : day.addingDays(-56)
        return partial(near.addingDays(int(-2...2)))
    }

    private mutating func weakness() -> Weakness {
        let distribution: WeaknessDistribution =
            switch theme {
            case .motorNeuropathy, .wild: chance(70) ? .multifocalAsymmetric : .focalAsymmetric
            case .multifocal: .multifocalAsymmetric
            case .focal: .focalAsymmetric
            case .typical, .pureMotor: chance(50) ? .symmetric : .diffuseSymmetric
            case .distal: .symmetric
            case .pureSensory: .noWeakness
            }
        var nerves: [NerveSide] = []
        switch theme {
        case .pureSensory: break
        case .focal:
            let side = side()
            nerves = [Nerve.median, .ulnar, .radial].filter { _ in chance(60) }.map { NerveSide(nerve: $0, side: side) }
        default:
            let names: [Nerve] = [.median, .ulnar, .radial, .peroneal, .tibial, .musculocutaneous, .femoral]
            for _ in 0..<(chance(theme == .multifocal ? 5 : 25) ? 1 : int(2...4)) {
                nerves.append(NerveSide(nerve: element(of: names), side: side()))
            }
        }
        if chance(deviation) { nerves.append(NerveSide(nerve: element(of: Nerve.motor), side: side())) }
        if chance(deviation / 2) { nerves = [] }
        return Weakness(
            distribution: mostly(usually(distribution, or: WeaknessDistribution.allCases)),
            motorNerves: mostly(nerves)
        )
    }

    /// Grades such that the groups of the theme are weak and strong, with a muscle of no group now and then.
    private mutating func strength() -> [MuscleStrength] {
        var strength: [MuscleStrength] = []
        let isSymmetric = theme == .typical || theme == .pureMotor
        let share = theme == .motorNeuropathy || theme == .multifocal || theme == .focal ? 25 : 75
        for group in NaiveGroup.allCases {
            let isWeak =
                switch theme {
                case .typical, .pureMotor: true
                case .distal: group == .legDistal || (group == .armDistal && chance(30))
                case .pureSensory: false
                case .focal: group == .armDistal
                case .motorNeuropathy, .multifocal, .wild: chance(theme == .wild ? 50 : 25)
                }
            for side in Side.allCases where !chance(gap) {
                let isWeakHere = isWeak && (isSymmetric || theme == .distal || chance(60))
                for muscle in group.muscles where !chance(60) {
                    let halves = isWeakHere && chance(share) ? int(4...9) : 10
                    let grade = MRCGrade(halves: usually(halves, or: [0, 9, 10])) ?? 5
                    strength.append(MuscleStrength(muscle: MuscleName(muscle), side: side, grade: grade))
                }
            }
        }
        if chance(5) { strength.append(MuscleStrength(muscle: MuscleName("tongue"), side: side(), grade: 4)) }
        if chance(5), let first = strength.first {
            strength.append(MuscleStrength(muscle: first.muscle, side: first.side, grade: chance(50) ? 5 : 3))
        }
        return strength
    }

    private mutating func reflexes() -> [Reflex] {
        var reflexes: [Reflex] = []
        for tendon in Tendon.allCases {
            for side in Side.allCases where !chance(gap) {
                let usual: ReflexFinding = theme == .motorNeuropathy ? code() : chance(50) ? .absent : .reduced
                reflexes.append(
                    Reflex(tendon: tendon, side: side, finding: usually(usual, or: ReflexFinding.allCases))
                )
            }
        }
        if chance(10), let first = reflexes.last {
            reflexes.append(Reflex(tendon: first.tendon, side: first.side, finding: code()))
        }
        return reflexes
    }

    private mutating func signs(isFull: Bool) -> [SignCode: Sign] {
        var signs: [SignCode: Sign] = [:]
        for code in SignCode.allCases where !chance(gap) {
            var usual = Sign.absent
            let shown: [SignCode] = [.reflexesReducedInAffectedLimb, .fasciculations, .cramps, .atrophy]
            if shown.contains(code) { usual = .present }
            let isSensoryTheme = theme != .motorNeuropathy && theme != .pureMotor
            if code == .objectiveSensoryLoss, isSensoryTheme { usual = .present }
            if code == .minorVibrationLossLegs, chance(30) { usual = .present }
            if code == .otherNeuropathy || code == .myopathy, chance(40) { continue }
            let others: [Sign] = [.present, .absent, .notExamined, .notEvaluable]
            signs[code] = isFull ? usually(usual, or: others) : chance(70) ? usual : element(of: others)
        }
        return signs
    }

    private mutating func sensoryLossLimbs() -> [Limb] {
        switch theme {
        case .focal: [element(of: Limb.allCases)]
        case .motorNeuropathy, .wild: Limb.allCases.filter { _ in chance(40) }
        default: chance(theme == .multifocal ? 5 : 25) ? [] : chance(15) ? [.leftLeg] : [.leftLeg, .rightLeg]
        }
    }
}
