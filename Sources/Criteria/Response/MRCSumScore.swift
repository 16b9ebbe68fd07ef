// The MRC sum score of 60, derived from the grades of one examination.
package import Domain
package import FoundationEssentials

/// The sum of the grades of six muscles on both sides.
///
/// Source: clinical reference section 9a (checked): deltoid, biceps, wrist extensors, iliopsoas, quadriceps, tibialis
/// anterior. Derived only where all twelve were graded at one examination, never the other way round; the sum of 70 with the
/// first dorsal interosseous pair is another scale and is not made.
package enum MRCSumScore {
    /// The sum; nil where one of the twelve grades is missing. Where a muscle stands twice the later entry counts.
    package static func sum(of strength: [MuscleStrength]) -> Decimal? {
        var halves: [Place: Int] = [:]
        for entry in strength {
            guard let muscle = entry.muscle.muscle, Muscle.sumScore.contains(muscle) else { continue }
            halves[Place(muscle: muscle, side: entry.side)] = entry.grade.halves
        }
        guard halves.count == Muscle.sumScore.count * Side.allCases.count else { return nil }
        return Decimal(sign: .plus, exponent: -1, significand: Decimal(halves.values.reduce(0, +) * 5))
    }

    /// The muscles, with their sides, that are missing for the sum.
    package static func missing(in strength: [MuscleStrength]) -> [(muscle: Muscle, side: Side)] {
        Muscle.sumScore.flatMap { muscle in
            Side.allCases.compactMap { side in
                strength.contains { $0.muscle.muscle == muscle && $0.side == side } ? nil : (muscle, side)
            }
        }
    }

    /// The sums that examinations of a known day bring, where none was recorded for that day itself.
    package static func derived(
        from examinations: [NeurologicalExamination],
        beside outcomes: [OutcomeMeasurement] = []
    ) -> [OutcomeMeasurement] {
        let recorded = Set(outcomes.filter { $0.measure == .mrcSum }.map(\.on))
        return examinations.compactMap { examination in
            guard let day = examination.origin.performedOn?.exactDay, !recorded.contains(day),
                let sum = sum(of: examination.strength)
            else { return nil }
            return OutcomeMeasurement(on: day, measure: .mrcSum, side: nil, value: sum)
        }
    }

    private struct Place: Hashable {
        let muscle: Muscle
        let side: Side
    }
}

extension CaseFile {
    /// What was measured, and the sums of the MRC grades that examinations of another day bring: what response is judged
    /// on everywhere.
    package var judgedOutcomes: [OutcomeMeasurement] {
        outcomes + MRCSumScore.derived(from: examinations, beside: outcomes)
    }
}
