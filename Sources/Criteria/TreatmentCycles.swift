// The administrations of a course as cycles, and the dose of a cycle compared exactly.
package import Domain
import FoundationEssentials

/// Administrations that belong together: at most three days from one to the next.
///
/// Source: clinical reference section 8b, House (unchecked).
package struct TreatmentCycle: Sendable, Hashable {
    /// The most days between two administrations of one cycle.
    package static let gapDaysMax = 3

    /// One administration and its place in the course.
    package struct Member: Sendable, Hashable {
        /// The place in the list the cycles were made of.
        package let index: Int
        /// The administration.
        package let administration: Administration
    }

    /// The administrations by day; never empty.
    package let members: [Member]

    /// The cycles of a course, by day.
    package static func all(of administrations: [Administration]) -> [TreatmentCycle] {
        let byDay = administrations.enumerated()
            .sorted { ($0.element.on, $0.offset) < ($1.element.on, $1.offset) }
            .map { Member(index: $0.offset, administration: $0.element) }
        var cycles: [[Member]] = []
        for member in byDay {
            if let last = cycles.last?.last?.administration.on, last.days(until: member.administration.on) <= gapDaysMax
            {
                cycles[cycles.count - 1].append(member)
            } else {
                cycles.append([member])
            }
        }
        return cycles.map(TreatmentCycle.init(members:))
    }

    /// The first day.
    package var firstDay: LocalDate { members[0].administration.on }
    /// The last day.
    package var lastDay: LocalDate { members[members.count - 1].administration.on }

    /// The sum of grams over body weight, as far as both were recorded; nil where nothing was, or where there are more
    /// different weights than can be brought under one denominator exactly.
    package var gramsPerKg: ExactRatio? {
        var gramsByWeight: [Decimal: Decimal] = [:]
        for member in members {
            guard let grams = member.administration.grams, let weight = member.administration.bodyWeightKg else {
                continue
            }
            gramsByWeight[weight, default: 0] += grams
        }
        if gramsByWeight.count == 1, let (weight, grams) = gramsByWeight.first {
            return ExactRatio(grams, over: weight)
        }
        guard !gramsByWeight.isEmpty, gramsByWeight.count <= Self.weightCountMax else { return nil }
        let denominator = gramsByWeight.keys.reduce(Decimal(1), *)
        var numerator = Decimal(0)
        for (weight, grams) in gramsByWeight {
            numerator += gramsByWeight.keys.reduce(grams) { $1 == weight ? $0 : $0 * $1 }
        }
        return ExactRatio(numerator, over: denominator)
    }

    /// Whether grams and weight were recorded at every administration; otherwise the dose is a lower bound.
    package var isDoseComplete: Bool {
        members.allSatisfy { $0.administration.grams != nil && $0.administration.bodyWeightKg != nil }
    }

    /// Five weights of up to five digits stay within the 38 digits of a decimal.
    private static let weightCountMax = 5
}
