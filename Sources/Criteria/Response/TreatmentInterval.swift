// The time between two cycles of a course, and where in it a day lies.
package import Domain

/// From the last day of one cycle to the first day of the next.
///
/// Source: clinical reference section 9b, House (unchecked): only intervals of 14 days and more count, and those of
/// subcutaneous immunoglobulin never.
package struct TreatmentInterval: Sendable, Hashable {
    /// The fewest days of an interval that counts.
    package static let daysMin = 14
    /// The first day that is no longer under the infusion itself.
    package static let middleDayFirst = 3

    /// The place, among the cycles of the course, of the cycle before the interval.
    package let cycle: Int
    /// The last day of that cycle.
    package let from: LocalDate
    /// The first day of the next.
    package let to: LocalDate

    /// The length.
    package var days: Int { from.days(until: to) }

    /// The intervals of a course that count, by day.
    package static func all(of treatment: Treatment) -> [TreatmentInterval] {
        guard treatment.option != .scig else { return [] }
        let cycles = TreatmentCycle.all(of: treatment.administrations)
        return zip(cycles, cycles.dropFirst()).enumerated().compactMap { index, pair in
            let interval = TreatmentInterval(cycle: index, from: pair.0.lastDay, to: pair.1.firstDay)
            return interval.days >= daysMin ? interval : nil
        }
    }

    /// A part of the interval.
    package enum Part: Sendable, Hashable {
        /// The first two days after the cycle.
        case beginning
        /// From day 3 through two thirds.
        case middle
        /// The final third, the day of the next infusion included.
        case end
    }

    /// The part in which a day lies; nil outside the interval. The last day of the cycle itself is no part of it: a
    /// measurement of that day precedes the infusion.
    package func part(of day: LocalDate) -> Part? {
        let passed = from.days(until: day)
        guard passed >= 1, passed <= days else { return nil }
        // Two thirds of the days, without dividing.
        if passed * 3 > days * 2 { return .end }
        return passed < Self.middleDayFirst ? .beginning : .middle
    }
}
