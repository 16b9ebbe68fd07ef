// The patient's age as an interval, since birth dates and other dates may be known only in part.
package import Domain

/// Ages in completed years.
///
/// Source: clinical reference section 0, "House, partial dates" (unchecked): age is taken at the finding's own date, else
/// on the day the workup was opened.
package struct PatientAge: Sendable, Hashable {
    /// The birth date; nil where it is not known.
    package let birthDate: PartialDate?
    /// The day that stands in for a finding without a date.
    package let openedOn: LocalDate

    /// The age of somebody born on a date, in a workup opened on a day.
    package init(birthDate: PartialDate?, openedOn: LocalDate) {
        self.birthDate = birthDate
        self.openedOn = openedOn
    }

    /// The age from which somebody is grown up.
    static let adultYears = 18

    /// The ages that the patient may have on a date; nil where no birth date is known.
    package func years(on date: PartialDate?) -> ClosedRange<Int>? {
        years(on: date?.days ?? openedOn...openedOn)
    }

    /// The ages that the patient may have on one of some days.
    package func years(on days: ClosedRange<LocalDate>) -> ClosedRange<Int>? {
        guard let birthDate else { return nil }
        return birthDate.lastDay.completedYears(
            until: days.lowerBound
        )...birthDate.firstDay.completedYears(
            until: days.upperBound
        )
    }

    /// Whether the patient is at least so old on a date.
    package func isAtLeast(_ age: Int, on date: PartialDate?) -> Verdict {
        guard let years = years(on: date) else { return .unknown }
        if years.lowerBound >= age { return .met }
        return years.upperBound < age ? .notMet : .unknown
    }
}
