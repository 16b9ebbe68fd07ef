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

    /// The sum of grams over body weight, as far as both were recorded; nil where nothing was, or where the weights are so
    /// many and so long that they cannot be brought under one denominator exactly.
    package var gramsPerKg: ExactRatio? {
        let doses = gramsByWeight
        guard let (weight, grams) = doses.first else { return nil }
        return doses.dropFirst().reduce(ExactRatio(grams, over: weight)) { sum, next in
            ExactRatio(next.grams, over: next.weight).flatMap { sum?.adding($0) }
        }
    }

    /// The same, or where it is not known exactly a little less: each part rounded down to a millionth. What this is above,
    /// the dose is above as well.
    package var gramsPerKgAtLeast: ExactRatio? {
        if let exact = gramsPerKg { return exact }
        var millionths: Int128 = 0
        for (weight, grams) in gramsByWeight {
            guard let part = ExactRatio(grams, over: weight)?.wholeMillionths else { continue }
            let (sum, overflow) = millionths.addingReportingOverflow(part)
            guard !overflow else { return nil }
            millionths = sum
        }
        return ExactRatio(
            ExactNumber(digits: millionths, exponent: -6),
            over: ExactNumber(digits: 1, exponent: 0)
        )
    }

    /// The grams for each weight, the lowest weight first.
    private var gramsByWeight: [(weight: Decimal, grams: Decimal)] {
        var gramsByWeight: [Decimal: Decimal] = [:]
        for member in members {
            guard let grams = member.administration.grams, let weight = member.administration.bodyWeightKg else {
                continue
            }
            gramsByWeight[weight, default: 0] += grams
        }
        return gramsByWeight.map { (weight: $0.key, grams: $0.value) }.sorted { $0.weight < $1.weight }
    }

    /// Whether grams and weight were recorded at every administration; otherwise the dose is a lower bound.
    package var isDoseComplete: Bool {
        members.allSatisfy { $0.administration.grams != nil && $0.administration.bodyWeightKg != nil }
    }
}

extension ExactRatio {
    /// The sum of two fractions in lowest terms; nil where it has more digits than can be compared exactly.
    fileprivate func adding(_ other: ExactRatio) -> ExactRatio? {
        let divisor = Self.commonDivisor(denominator, other.denominator)
        let (left, leftOverflow) = numerator.multipliedReportingOverflow(by: other.denominator / divisor)
        let (right, rightOverflow) = other.numerator.multipliedReportingOverflow(by: denominator / divisor)
        let (below, belowOverflow) = denominator.multipliedReportingOverflow(by: other.denominator / divisor)
        let (above, aboveOverflow) = left.addingReportingOverflow(right)
        guard !leftOverflow, !rightOverflow, !belowOverflow, !aboveOverflow else { return nil }
        let common = max(1, Self.commonDivisor(above, below))
        return ExactRatio(
            ExactNumber(digits: above / common, exponent: 0),
            over: ExactNumber(digits: below / common, exponent: 0)
        )
    }

    /// The whole millionths in a fraction not below zero; nil where it has more digits than can be multiplied exactly.
    fileprivate var wholeMillionths: Int128? {
        let (above, overflow) = numerator.multipliedReportingOverflow(by: 1_000_000)
        return overflow ? nil : above / denominator
    }

    private static func commonDivisor(_ first: Int128, _ second: Int128) -> Int128 {
        var (larger, smaller) = (abs(first), abs(second))
        while smaller > 0 { (larger, smaller) = (smaller, larger % smaller) }
        return larger
    }
}
