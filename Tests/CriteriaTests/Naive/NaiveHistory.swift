// The second reading of history and examination: which statement counts, what dates may mean, which limbs are weak.
import Domain
import FoundationEssentials

extension NaiveCase {
    /// The examinations from the earliest to the latest: undated first, then by first day, then by place in the file.
    var examinations: [NeurologicalExamination] {
        file.examinations.enumerated().sorted { left, right in
            let (first, second) = (left.element.origin.performedOn, right.element.origin.performedOn)
            return naiveIsEarlier(first, left.offset, second, right.offset)
        }.map(\.element)
    }

    /// The last statement that is one.
    func latest<T>(_ read: (NeurologicalExamination) -> T?) -> T? {
        examinations.compactMap(read).last
    }

    var course: Course? {
        latest { $0.history?.course.flatMap { $0 == .unknown ? nil : $0 } }
    }

    var distribution: WeaknessDistribution? {
        latest { $0.weakness?.distribution.flatMap { $0 == .notExamined ? nil : $0 } }
    }

    var predominance: LimbPredominance? {
        latest { $0.history?.limbPredominance.flatMap { $0 == .unknown ? nil : $0 } }
    }

    /// The weak nerves, each once; nil where no examination states them.
    var weakNerves: [NerveSide]? {
        latest { $0.weakness?.motorNerves }.map { naiveDistinct($0) }
    }

    /// The latest grade of every muscle graded.
    var grades: [MuscleStrength] {
        var latest: [MuscleStrength] = []
        for examination in examinations {
            for strength in examination.strength {
                latest.removeAll { $0.muscle == strength.muscle && $0.side == strength.side }
                latest.append(strength)
            }
        }
        return latest
    }

    /// The latest finding of every reflex that was examined.
    var reflexes: [Reflex] {
        var latest: [Reflex] = []
        for examination in examinations {
            for reflex in examination.reflexes where reflex.finding != .notExamined {
                latest.removeAll { $0.tendon == reflex.tendon && $0.side == reflex.side }
                latest.append(reflex)
            }
        }
        return latest
    }

    /// A sign that should be there: what the latest examination of it found.
    func isPresent(_ code: SignCode) -> Verdict {
        let answers = examinations.map { $0.signs[code] }.filter { $0 == .present || $0 == .absent }
        guard let last = answers.last else { return .unknown }
        return naive(last == .present)
    }

    /// A sign that must be absent: it counts as present when any examination found it, unless a later one marked as
    /// superseding found it absent.
    func isAbsent(_ code: SignCode) -> Verdict {
        var answer = Verdict.unknown
        for examination in examinations {
            switch examination.signs[code] {
            case .present: answer = .notMet
            case .absent where answer != .notMet || examination.supersedes: answer = .met
            case .absent, .notExamined, .notEvaluable: break
            }
        }
        return answer
    }
}

/// Whether a finding comes before another: undated first, by the first day it may mean, then by place.
func naiveIsEarlier(_ first: PartialDate?, _ firstPlace: Int, _ second: PartialDate?, _ secondPlace: Int) -> Bool {
    switch (first?.firstDay, second?.firstDay) {
    case (nil, nil): return firstPlace < secondPlace
    case (nil, _): return true
    case (_, nil): return false
    case (let one?, let other?): return one == other ? firstPlace < secondPlace : one < other
    }
}

// MARK: - Dates

/// Every day that a date may mean.
func naiveDays(_ date: PartialDate) -> [LocalDate] {
    (0...date.firstDay.days(until: date.lastDay)).map { date.firstDay.addingDays($0) }
}

/// Met when all hold, not met when none does, else unknown.
func naiveForEvery(_ answers: [Bool]) -> Verdict {
    if !answers.contains(false) { return .met }
    if !answers.contains(true) { return .notMet }
    return .unknown
}

/// Completed years; negative before the birth.
func naiveAge(_ birth: LocalDate, _ day: LocalDate) -> Int {
    if day < birth { return -1 }
    var years = 0
    while birth.addingYears(years + 1) <= day { years += 1 }
    return years
}

extension NaiveCase {
    /// Whether the illness lasts long enough: by months where they are stated, else from onset to the latest
    /// examination.
    private func duration(months isLong: (Decimal) -> Bool, days areLong: (LocalDate, LocalDate) -> Bool) -> Verdict {
        let stating = examinations.compactMap(\.history).last { $0.durationMonths != nil || $0.onset != nil }
        guard let history = stating else { return .unknown }
        if let months = history.durationMonths { return naive(isLong(months)) }
        guard let onset = history.onset, let today = examinations.last?.origin.performedOn else { return .unknown }
        if onset.firstDay > today.lastDay { return .unknown }
        // A later day of examination only makes it longer, so the first and the last stand for all between.
        return naiveForEvery(
            naiveDays(onset).flatMap { [areLong($0, today.firstDay), areLong($0, today.lastDay)] }
        )
    }

    /// Longer than one month.
    var isLongerThanOneMonth: Verdict {
        duration(months: { $0 > 1 }, days: { onset, today in today > onset.addingMonths(1) })
    }

    /// Eight weeks or longer.
    var isAtLeastEightWeeks: Verdict {
        duration(months: { $0 >= 2 }, days: { onset, today in onset.days(until: today) >= 56 })
    }

    /// The days on which the illness may have begun.
    var onsetDays: (first: LocalDate, last: LocalDate)? {
        if let onset = latest({ $0.history?.onset }) { return (onset.firstDay, onset.lastDay) }
        let stating = examinations.last { $0.history?.durationMonths != nil }
        guard let months = stating?.history?.durationMonths, let day = stating?.origin.performedOn else { return nil }
        var whole = 0
        while Decimal(whole + 1) <= months { whole += 1 }
        return (day.firstDay.addingMonths(-(whole + 1)), day.lastDay.addingMonths(-whole))
    }

    /// Whether the age at onset lies from 20 to 65 completed years.
    var isOnsetFrom20To65: Verdict {
        guard let birth = file.patient?.birthDate, let onset = onsetDays else { return .unknown }
        let youngest = naiveAge(birth.lastDay, onset.first)
        let oldest = naiveAge(birth.firstDay, onset.last)
        return naiveForEvery((youngest...oldest).map { $0 >= 20 && $0 <= 65 })
    }

    /// Whether the patient was so old on the day of a finding, or on the day of opening where that is not known.
    func isAged(_ years: Int, on date: PartialDate?) -> Verdict {
        guard let birth = file.patient?.birthDate else { return .unknown }
        let day = date ?? PartialDate(file.workup.openedOn)
        let youngest = naiveAge(birth.lastDay, day.firstDay)
        let oldest = naiveAge(birth.firstDay, day.lastDay)
        return naiveForEvery((youngest...oldest).map { $0 >= years })
    }
}
