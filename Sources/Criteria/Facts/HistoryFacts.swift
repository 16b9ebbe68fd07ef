// What the history says, out of all examinations: for each item the latest that states it.
package import Domain
package import FoundationEssentials

/// How long the illness lasts, as it was stated.
package enum StatedDuration: Hashable, Sendable {
    /// So many months.
    case months(Decimal)
    /// Since an onset, up to the latest examination.
    case since(PartialDate)
}

/// The history of a case.
///
/// Source: clinical reference section 0, "House, history", and case format section 2: each item comes from the latest
/// examination that states it; `unknown` and `notExamined` state nothing.
package struct HistoryFacts: Sendable, Hashable {
    /// The course.
    package let course: Stated<Course>?
    /// How weakness is spread.
    package let distribution: Stated<WeaknessDistribution>?
    /// The weak nerves, each once; empty where none was found weak, nil where it is unknown.
    package let motorNerves: Stated<[NerveSide]>?
    /// Which limbs are affected most.
    package let limbPredominance: Stated<LimbPredominance>?
    /// Where it began.
    package let onsetLimb: Stated<OnsetLimb>?
    /// When it began.
    package let onset: Stated<PartialDate>?
    /// How long it lasts: of the latest examination that states a duration or an onset; the duration wins.
    package let duration: Stated<StatedDuration>?
    /// The latest duration in months with the day of its examination, by which an onset is reckoned.
    let durationMonths: Stated<DatedMonths>?
    /// The day of the latest examination; nil where it has none.
    package let latestExamination: Stated<PartialDate>?

    /// A duration and the day on which it was stated.
    struct DatedMonths: Hashable, Sendable {
        let months: Decimal
        /// The whole number at or below it.
        let wholeMonths: Int
        let performedOn: PartialDate?

        init(months: Decimal, performedOn: PartialDate?) {
            self.months = months
            wholeMonths = Int(months.description.prefix { $0 != "." }) ?? 0
            self.performedOn = performedOn
        }
    }

    /// Reads the examinations, the latest first.
    init(_ examinations: ExaminationOrder) {
        course = examinations.latest { $0.history?.course.flatMap { $0 == .unknown ? nil : $0 } }
        distribution = examinations.latest { $0.weakness?.distribution.flatMap { $0 == .notExamined ? nil : $0 } }
        motorNerves = examinations.latest { $0.weakness?.motorNerves }.map { Stated($0.value.distinct, at: $0.place) }
        limbPredominance = examinations.latest { $0.history?.limbPredominance.flatMap { $0 == .unknown ? nil : $0 } }
        onsetLimb = examinations.latest { $0.history?.onsetLimb.flatMap { $0 == .unknown ? nil : $0 } }
        onset = examinations.latest { $0.history?.onset }
        duration = examinations.latest { examination in
            guard let history = examination.history else { return nil }
            return history.possibleDurationMonths.map { .months($0) } ?? history.onset.map { .since($0) }
        }
        durationMonths = examinations.latest { examination in
            examination.history?.possibleDurationMonths.map {
                DatedMonths(months: $0, performedOn: examination.origin.performedOn)
            }
        }
        latestExamination = examinations.last.flatMap { last in
            last.value.origin.performedOn.map { Stated($0, at: last.place) }
        }
    }
}

// MARK: Duration

extension HistoryFacts {
    /// Whether the illness lasts longer than so many months (House reading of partial dates, unchecked).
    ///
    /// From an onset it is measured to the latest examination: met where it holds of every day that the dates may mean,
    /// not met where it holds of none. An onset after that examination cannot be, and counts as missing.
    package func durationIsLonger(thanMonths months: Int) -> Verdict {
        switch duration?.value {
        case nil: .unknown
        case .months(let stated): Verdict(stated > Decimal(months))
        case .since(let onset):
            verdict(since: onset, { $0.addingMonths(months) }) { $0 > $1 }
        }
    }

    /// Whether the illness lasts at least so many weeks of 7 days; of a duration in months, 4 weeks are a month, so
    /// that 2 months or more are 8 weeks (House, unchecked).
    package func durationIsAtLeast(weeks: Int) -> Verdict {
        switch duration?.value {
        case nil: .unknown
        case .months(let stated): Verdict(stated * 4 >= Decimal(weeks))
        case .since(let onset):
            verdict(since: onset, { $0.addingDays(weeks * 7) }) { $0 >= $1 }
        }
    }

    /// The examinations that the duration rests on.
    package var durationEvidence: [CasePlace] {
        guard let duration else { return [] }
        guard case .since = duration.value, let end = latestExamination?.place, end != duration.place else {
            return [duration.place]
        }
        return [min(duration.place, end), max(duration.place, end)]
    }

    /// Compares every day that the latest examination may have with every day on which the time may be over.
    private func verdict(
        since onset: PartialDate,
        _ end: (LocalDate) -> LocalDate,
        _ isOver: (LocalDate, LocalDate) -> Bool
    ) -> Verdict {
        guard let today = latestExamination?.value, onset.firstDay <= today.lastDay else { return .unknown }
        if isOver(today.firstDay, end(onset.lastDay)) { return .met }
        return isOver(today.lastDay, end(onset.firstDay)) ? .unknown : .notMet
    }
}

// MARK: Onset

extension HistoryFacts {
    /// The days on which the illness may have begun.
    ///
    /// As stated; else between the day of the examination that states a duration less its whole months and one more, and
    /// that day less its whole months (clause V6, House, unchecked). Nil where neither is known.
    package var onsetDays: ClosedRange<LocalDate>? {
        if let onset { return onset.value.days }
        guard let stated = durationMonths?.value, let day = stated.performedOn else { return nil }
        let months = stated.wholeMonths
        return day.firstDay.addingMonths(-months - 1)...day.lastDay.addingMonths(-months)
    }

    /// The examination that the onset rests on.
    package var onsetEvidence: [CasePlace] {
        (onset?.place ?? durationMonths?.place).map { [$0] } ?? []
    }
}

extension PartialDate {
    /// The days that the date may mean.
    var days: ClosedRange<LocalDate> { firstDay...lastDay }
}

extension [NerveSide] {
    /// Each nerve once, in the order of the list.
    fileprivate var distinct: [NerveSide] {
        guard count > 1 else { return self }
        var seen: [NerveSide] = []
        for nerve in self where !seen.contains(nerve) { seen.append(nerve) }
        return seen
    }
}
