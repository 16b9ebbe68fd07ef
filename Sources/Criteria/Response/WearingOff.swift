// Wearing-off: whether strength falls before the next cycle and comes back after it, per measure and side.
package import Domain
package import FoundationEssentials

/// What one measure and side shows in one interval.
package struct WearingOffInterval: Sendable, Hashable {
    /// The interval.
    package let interval: TreatmentInterval
    /// The best value from day 3 through two thirds of it.
    package let middle: DatedValue?
    /// The last value in the final third.
    package let end: DatedValue?
    /// The change that counts here; nil where it cannot be told.
    package let importantChange: Decimal?
    /// Whether the end is worse than the middle by the change that counts; nil where the interval is not evaluable.
    package let wearsOff: Bool?
}

/// The answer of one measure and side over a course, with the days and values it rests on.
package struct WearingOffSeries: Sendable, Hashable {
    /// The measure and side.
    package let key: OutcomeKey
    /// The answer.
    package let answer: WearingOffAnswer
    /// Every interval of the course that counts, by day.
    package let intervals: [WearingOffInterval]

    /// The answer in a sentence that names measure, days and values.
    package var sentence: Sentence {
        let shown = intervals.compactMap { entry -> Sentence? in
            guard let wearsOff = entry.wearsOff, wearsOff || answer == .absent, let middle = entry.middle,
                let end = entry.end
            else { return nil }
            return Sentence(
                en: "{0} on {1}, {2} on {3}",
                nl: "{0} op {1}, {2} op {3}",
                .number(middle.value),
                .text(middle.on.description),
                .number(end.value),
                .text(end.on.description)
            )
        }
        let head = Sentence(
            en: "Wearing-off by {0}: {1}",
            nl: "Afnemend effect volgens {0}: {1}",
            .words(key.label),
            .words(answer.label)
        )
        guard !shown.isEmpty else { return head }
        return Sentence(en: "{0} ({1})", nl: "{0} ({1})", .sentences([head]), .sentences(shown))
    }
}

/// Wearing-off in a course.
///
/// Source: clinical reference section 9b, House (unchecked). A patient's own report is shown beside it, never counted.
package struct WearingOff: Sendable, Hashable {
    /// The answers, by measure and side.
    package let series: [WearingOffSeries]

    /// The strongest answer of the measures.
    package var answer: WearingOffAnswer { series.map(\.answer).max() ?? .notEvaluable }

    /// Looks for wearing-off in the outcomes of a course.
    package init(of treatment: Treatment, outcomes: [OutcomeMeasurement], by careProtocol: CareProtocol) {
        let intervals = TreatmentInterval.all(of: treatment)
        let first = treatment.firstAdministrationOn
        series = OutcomeSeries.all(of: outcomes, by: careProtocol).map { series in
            let baseline = first.flatMap(series.baseline(before:))
            let found = intervals.map { Self.judge($0, series, baseline) }
            return WearingOffSeries(key: series.key, answer: Self.answer(found, series.measure), intervals: found)
        }
    }

    private static func judge(
        _ interval: TreatmentInterval,
        _ series: OutcomeSeries,
        _ baseline: DatedValue?
    ) -> WearingOffInterval {
        let middle = series.best(of: series.values.filter { interval.part(of: $0.on) == .middle })
        let end = series.values.last { interval.part(of: $0.on) == .end }
        // Where the course has no baseline, the value compared with stands in for it.
        let amount = (baseline ?? middle).flatMap { series.measure.importantChange(ofBaseline: $0.value) }
        var wearsOff: Bool?
        if let middle, let end, let amount {
            wearsOff = series.measure.change(from: middle.value, to: end.value, important: amount) == .worsened
        }
        return WearingOffInterval(
            interval: interval,
            middle: middle,
            end: end,
            importantChange: amount,
            wearsOff: wearsOff
        )
    }

    private static func answer(_ intervals: [WearingOffInterval], _ measure: ProtocolOutcomeMeasure) -> WearingOffAnswer
    {
        // Consecutive among those that could be judged: a cycle without measurements does not end a run.
        let evaluable = intervals.indices.filter { intervals[$0].wearsOff != nil }
        let isPresent = zip(evaluable, evaluable.dropFirst()).contains { one, other in
            intervals[one].wearsOff == true && intervals[other].wearsOff == true
                && [one, other].contains { comesBack(after: $0, intervals, measure) }
        }
        if isPresent { return .present }
        if evaluable.contains(where: { intervals[$0].wearsOff == true }) { return .suspected }
        return evaluable.count >= 2 ? .absent : .notEvaluable
    }

    /// Whether the next middle value is better than the end of an interval by the same amount.
    private static func comesBack(
        after index: Int,
        _ intervals: [WearingOffInterval],
        _ measure: ProtocolOutcomeMeasure
    ) -> Bool {
        guard let end = intervals[index].end, let amount = intervals[index].importantChange,
            let next = intervals[(index + 1)...].lazy.compactMap(\.middle).first
        else { return false }
        return measure.change(from: end.value, to: next.value, important: amount) == .improved
    }
}
