// Whether a course of treatment is planned, runs or has ended on a day: the one place that tells a planned day from a past one.

/// How a course stands on a day.
///
/// House (unchecked): a course has begun from the first day that its start may mean, or from its first administration; one
/// without a start has begun. It runs up to and including the day of its end. An end known to the month or year is taken to
/// have come with the first day of it: who writes no day looks back.
package enum CourseStanding: Hashable, Sendable {
    /// It is to begin later.
    case planned
    /// It has begun and has not ended; it may have a planned end.
    case running
    /// It has ended.
    case ended

    /// How a course with these dates stands on a day.
    package init(startedOn: PartialDate?, endedOn: PartialDate?, firstGivenOn: LocalDate?, on day: LocalDate) {
        let isGiven = firstGivenOn.map { $0 <= day } ?? false
        if !isGiven, let startedOn, startedOn.firstDay > day {
            self = .planned
        } else if let endedOn, endedOn.precision == .day ? endedOn.firstDay < day : endedOn.firstDay <= day {
            self = .ended
        } else {
            self = .running
        }
    }
}

extension Treatment {
    /// How the course stands on a day.
    package func standing(on day: LocalDate) -> CourseStanding {
        CourseStanding(
            startedOn: startedOn,
            endedOn: endedOn,
            firstGivenOn: administrations.map(\.on).min(),
            on: day
        )
    }

    /// The first day after one on which the course stands otherwise, by what is planned; nil where nothing is.
    package func standingChanges(after day: LocalDate) -> LocalDate? {
        let begins = startedOn?.firstDay
        let ends = endedOn.map { $0.precision == .day ? $0.firstDay.addingDays(1) : $0.firstDay }
        return [begins, ends].compactMap { $0 }.filter { $0 > day && standing(on: $0) != standing(on: day) }.min()
    }
}

extension CourseDocument {
    /// How the course stands on a day.
    package func standing(on day: LocalDate) -> CourseStanding { treatment.standing(on: day) }
}
