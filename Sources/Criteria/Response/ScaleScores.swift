// Disability scales put together from their parts, and Rasch-built scores that cannot be converted.
package import Domain
package import FoundationEssentials

/// A disability score made of an arm and a leg part.
///
/// Source: clinical reference section 9a (checked): INCAT arms 0–5 and legs 0–5; ONLS arms 0–5 and legs 0–7.
package struct ArmLegScore: Sendable, Hashable {
    /// The scale: INCAT or ONLS.
    package let measure: OutcomeMeasure
    /// The part of the arms.
    package let arms: Int
    /// The part of the legs.
    package let legs: Int

    /// A score; nil where a part lies outside its bounds, or the scale has no such parts.
    package init?(_ measure: OutcomeMeasure, arms: Int, legs: Int) {
        guard let bounds = Self.bounds(of: measure), bounds.arms.contains(arms), bounds.legs.contains(legs) else {
            return nil
        }
        self.measure = measure
        self.arms = arms
        self.legs = legs
    }

    /// The bounds of the parts; nil for a scale without parts.
    package static func bounds(of measure: OutcomeMeasure) -> (arms: ClosedRange<Int>, legs: ClosedRange<Int>)? {
        switch measure {
        case .incat: (0...5, 0...5)
        case .onls: (0...5, 0...7)
        case .gripVigorimeter, .gripJamar, .mrcSum, .mmnRods, .iRods: nil
        }
    }

    /// The whole score, as it is recorded.
    package var total: Decimal { Decimal(arms + legs) }
}

/// A score of a Rasch-built disability scale.
///
/// Source: clinical reference section 9a (secondary). An outcome of the case format is the centile from 0 to 100, and nothing
/// else: the format has no place for a raw sum, so a raw sum never becomes an outcome. No complete table from raw to centile
/// was found in public; until one is, a raw sum is shown as raw and said to be so.
package enum RaschScore: Sendable, Hashable {
    /// The centile as reported by whoever scored it.
    case centile(Decimal)
    /// The sum of the items, which is not linear and not comparable with a centile.
    case raw(Int)

    /// The highest raw sum of a scale: MMN-RODS 25 items, I-RODS 24 items, 2 points each; nil for other scales.
    package static func rawMax(of measure: OutcomeMeasure) -> Int? {
        switch measure {
        case .mmnRods: 50
        case .iRods: 48
        case .gripVigorimeter, .gripJamar, .mrcSum, .incat, .onls: nil
        }
    }

    /// A raw sum; nil outside the scale.
    package static func raw(_ sum: Int, of measure: OutcomeMeasure) -> RaschScore? {
        guard let max = rawMax(of: measure), (0...max).contains(sum) else { return nil }
        return .raw(sum)
    }

    /// The outcome that may be recorded: the centile's; nil for a raw sum, since no public table converts it.
    package func outcome(of measure: OutcomeMeasure, on day: LocalDate) -> OutcomeMeasurement? {
        guard case .centile(let value) = self, Self.rawMax(of: measure) != nil, value >= 0, value <= 100 else {
            return nil
        }
        return OutcomeMeasurement(on: day, measure: measure, side: nil, value: value)
    }

    /// The score in words; a raw sum says that it is one.
    package func sentence(of measure: OutcomeMeasure) -> Sentence {
        switch self {
        case .centile(let value):
            Sentence(en: "{0}: centile {1}", nl: "{0}: centiel {1}", .words(measure.label), .number(value))
        case .raw(let sum):
            Sentence(
                en: "{0}: raw {1} of {2}; no public conversion table, so not shown as a centile",
                nl: "{0}: ruw {1} van {2}; geen openbare omrekentabel, dus niet als centiel getoond",
                .words(measure.label),
                .text(String(sum)),
                .text(Self.rawMax(of: measure).map(String.init) ?? "?")
            )
        }
    }
}
