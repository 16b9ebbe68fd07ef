// The cautions on measuring: before treatment, after six months, and behind an improvement that was recorded.
import Domain
import FoundationEssentials

extension TreatmentGuidance {
    // MARK: Before

    /// Whether anything was measured in the 90 days before a day, that day included: a measurement on the day of the
    /// first infusion is taken to precede it (House).
    func hasOutcome(before day: LocalDate) -> Bool {
        hasOutcome(before: day...day)
    }

    /// Whether anything was measured in the 90 days before some day of an interval.
    private func hasOutcome(before days: ClosedRange<LocalDate>) -> Bool {
        let from = days.lowerBound.addingDays(-OutcomeSeries.baselineDaysMax)
        return outcomes.contains { $0.on >= from && $0.on <= days.upperBound }
    }

    /// A course of IVIg with nothing measured in the 90 days before its first administration (House); only for the
    /// first course, since later ones have the earlier measurements. A start known to the month or year raises it only where
    /// no day of it has a measurement before.
    func missingBaseline(_ treatment: Treatment) -> CautionMatch? {
        guard treatment.option == .ivig, let start = treatment.startDays else { return nil }
        let earlier = treatments.contains { other in
            other.option == .ivig && other.course != treatment.course
                && (other.startDays.map { $0.lowerBound < start.upperBound } ?? true)
        }
        guard !earlier, !hasOutcome(before: start) else { return nil }
        let places = treatment.administrations.places { $0.on == start.lowerBound }
        return CautionMatch(course: Array(places.prefix(1)))
    }

    // MARK: Six months without an effect

    /// The course where IVIg has run for six months without a response, with the administrations since.
    ///
    /// Source: section 8d (SmPC, checked) with the responder of section 9c (House). The six months count from the first
    /// administration of a line: courses of IVIg of which each began within 90 days after the last administration of the one
    /// before are one line, since a new course is often only another product or dose (House).
    func noEffect(_ treatment: Treatment, on day: LocalDate) -> CautionMatch? {
        guard treatment.option == .ivig, let line = line(endingWith: treatment) else { return nil }
        let limit = line.firstOn.addingMonths(ResponderAssessment.windowMonthsMax)
        let late = treatment.administrations.places { $0.on >= limit }
        guard !late.isEmpty || treatment.lastDayUnderWay(by: day) >= limit else { return nil }
        return withoutEffect(line).map { CautionMatch(course: late, detail: $0) }
    }

    /// The same for choosing IVIg again while a line runs, or soon after it.
    func noEffect(choosingOn day: LocalDate) -> CautionMatch? {
        let running = treatments.filter { treatment in
            guard treatment.option == .ivig, let start = treatment.startDays, start.lowerBound <= day else {
                return false
            }
            return treatment.isContinued(by: day)
        }
        for treatment in running {
            guard let line = line(endingWith: treatment),
                line.firstOn.addingMonths(ResponderAssessment.windowMonthsMax) <= day,
                let detail = withoutEffect(line)
            else { continue }
            return CautionMatch(course: [], detail: detail)
        }
        return nil
    }

    /// Courses of IVIg that follow one another.
    private struct Line {
        /// The first administration; the last day it may have been where it is known to the month or year.
        let firstOn: LocalDate
        let courses: [Treatment]
    }

    /// What to say of a line without an effect; nil where a response was shown, or entered by the clinician where nothing was
    /// measured.
    ///
    /// House: measurements decide, and an entry of the clinician counts as an assessment where there are none. That nothing
    /// was measured behind an entry is told by another caution.
    private func withoutEffect(_ line: Line) -> Localized? {
        let assessments = line.courses.map { ResponderAssessment(of: $0, outcomes: outcomes, by: careProtocol) }
        let hasEffect = assessments.contains { assessment in
            switch assessment.proposal {
            case .present: true
            case .absent: false
            case .notExamined, .notEvaluable: assessment.clinician == .present
            }
        }
        guard !hasEffect else { return nil }
        let answer: Sign = assessments.map(\.proposal).contains(.absent) ? .absent : .notExamined
        return Localized(
            en: "First administration \(line.firstOn); response by measurement: \(answer.label.en).",
            nl: "Eerste toediening \(line.firstOn); effect volgens metingen: \(answer.label.nl)."
        )
    }

    private func line(endingWith treatment: Treatment) -> Line? {
        guard var start = treatment.startDays else { return nil }
        var members = [treatment]
        var others = treatments.filter { $0.option == .ivig && $0.course != treatment.course }
        while let index = others.firstIndex(where: { other in
            guard let first = other.startDays, first.lowerBound < start.lowerBound else { return false }
            return other.isContinued(by: start.lowerBound)
        }) {
            let earlier = others.remove(at: index)
            if let days = earlier.startDays { start = days }
            members.append(earlier)
        }
        return Line(firstOn: start.upperBound, courses: members)
    }

    // MARK: An improvement that was recorded

    /// An improvement recorded by the clinician without a measure that improved on its baseline by its minimal important
    /// change (jns.12455, secondary). Values count from the first administration until the end of the course, and at least
    /// for the six months in which a response is looked for (House).
    func responseNotObjective(_ treatment: Treatment) -> CautionMatch? {
        guard treatment.objectiveImprovement == .present else { return nil }
        if let first = treatment.firstAdministrationOn {
            let windowEnd = first.addingMonths(ResponderAssessment.windowMonthsMax)
            let until = max(windowEnd, treatment.endedOn?.lastDay ?? .max)
            let isShown = OutcomeSeries.all(of: outcomes, by: careProtocol).contains { series in
                guard let baseline = series.baseline(before: first),
                    let amount = series.measure.importantChange(ofBaseline: baseline.value)
                else { return false }
                return series.values.contains { value in
                    value.on > first && value.on <= until
                        && series.measure.change(from: baseline.value, to: value.value, important: amount) == .improved
                }
            }
            if isShown { return nil }
        }
        return CautionMatch(course: [])
    }
}

extension Treatment {
    /// The days on which the course may have begun; nil where nothing is known.
    fileprivate var startDays: ClosedRange<LocalDate>? {
        if let first = administrations.map(\.on).min() { return first...first }
        return startedOn?.days
    }

    /// The last day of the course by a day: that day where it may still run.
    fileprivate func lastDayUnderWay(by day: LocalDate) -> LocalDate {
        let last = administrations.map(\.on).max()
        let end = endedOn.map { min($0.firstDay, day) } ?? day
        return last.map { max($0, end) } ?? end
    }

    /// Whether a course that begins on a day goes on with this one: this one has no end, or its last administration lies at
    /// most 90 days before.
    fileprivate func isContinued(by day: LocalDate) -> Bool {
        guard let last = administrations.map(\.on).max() ?? endedOn?.lastDay else { return true }
        return last.days(until: day) <= OutcomeSeries.baselineDaysMax
    }
}
