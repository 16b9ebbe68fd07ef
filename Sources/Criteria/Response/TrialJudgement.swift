// What a trial shows on a day: its target reached or not, its stopping rule met, or nothing yet.
package import Domain
import FoundationEssentials

/// What a trial shows.
package enum TrialAnswer: String, Code {
    case notYet
    case reached
    case stopRuleMet
    case notReached
    /// The day has come, but nothing was measured that could tell: no negative answer.
    case notMeasured

    package var label: Localized {
        switch self {
        case .notYet: Localized(en: "not yet", nl: "nog niet")
        case .reached: Localized(en: "target reached", nl: "doel gehaald")
        case .stopRuleMet: Localized(en: "stopping rule met", nl: "stopregel van toepassing")
        case .notReached: Localized(en: "target not reached", nl: "doel niet gehaald")
        case .notMeasured: Localized(en: "not measured", nl: "niet gemeten")
        }
    }
}

/// The judgement of a trial on a day.
///
/// Source: clinical reference section 9c (House). What comes first decides: a target once reached stays reached, and a
/// stopping rule once met ends the trial. Only values after the first administration and up to the day of judgement count.
package struct TrialJudgement: Sendable, Hashable {
    /// The answer.
    package let answer: TrialAnswer
    /// The value before treatment that changes are counted from.
    package let baseline: DatedValue?
    /// The value that decided, where one did.
    package let decidedBy: DatedValue?
    /// The day from which the answer holds; nil where it is open.
    package let decidedOn: LocalDate?

    private init(_ answer: TrialAnswer, _ baseline: DatedValue?, by value: DatedValue? = nil, on day: LocalDate? = nil)
    {
        self.answer = answer
        self.baseline = baseline
        decidedBy = value
        decidedOn = day ?? value?.on
    }

    /// Judges a trial.
    ///
    /// - Parameters:
    ///   - plan: what was chosen.
    ///   - firstAdministrationOn: the first administration; nil where there was none yet.
    ///   - outcomes: what was measured.
    ///   - careProtocol: the minimal important changes.
    ///   - day: the day of the question.
    package init(
        of plan: TrialPlan,
        firstAdministrationOn: LocalDate?,
        outcomes: [OutcomeMeasurement],
        by careProtocol: CareProtocol,
        on day: LocalDate
    ) {
        let open: TrialAnswer = day < plan.judgedOn ? .notYet : .notMeasured
        let key = OutcomeKey(plan.measure, plan.side)
        guard let first = firstAdministrationOn, let series = OutcomeSeries(key, outcomes, careProtocol) else {
            self.init(open, nil)
            return
        }
        let until = min(day, plan.judgedOn)
        let baseline = series.baseline(before: first)
        let values = series.values.filter { $0.on > first && $0.on <= until }
        let event = Self.firstEvent(plan, series.measure, baseline, values)
        if let stop = Self.stoppedWithoutImprovement(plan, series.measure, baseline, values, until),
            event.map({ $0.decidedOn.map { $0 > stop } ?? true }) ?? true
        {
            self.init(.stopRuleMet, baseline, on: stop)
        } else if let event {
            self = event
        } else if case .improvement = plan.target, baseline == nil {
            self.init(open, nil)
        } else {
            let answer: TrialAnswer = day < plan.judgedOn ? .notYet : values.isEmpty ? .notMeasured : .notReached
            self.init(answer, baseline, on: answer == .notReached ? plan.judgedOn : nil)
        }
    }

    /// The first value that reaches the target or is too much worse.
    private static func firstEvent(
        _ plan: TrialPlan,
        _ measure: ProtocolOutcomeMeasure,
        _ baseline: DatedValue?,
        _ values: [DatedValue]
    ) -> TrialJudgement? {
        for value in values {
            let gain = baseline.map { measure.gain(from: $0.value, to: value.value) }
            if let gain, let worsening = plan.stoppingRule.worseningBy, -gain >= worsening {
                return TrialJudgement(.stopRuleMet, baseline, by: value)
            }
            let isReached =
                switch plan.target {
                case .value(let target): measure.gain(from: target, to: value.value) >= 0
                case .improvement(let change): gain.map { $0 >= change } ?? false
                }
            if isReached { return TrialJudgement(.reached, baseline, by: value) }
        }
        return nil
    }

    /// The day on which the trial is given up for want of improvement; nil where it is not, or cannot be told.
    private static func stoppedWithoutImprovement(
        _ plan: TrialPlan,
        _ measure: ProtocolOutcomeMeasure,
        _ baseline: DatedValue?,
        _ values: [DatedValue],
        _ until: LocalDate
    ) -> LocalDate? {
        guard let limit = plan.stoppingRule.withoutImprovementOn, limit <= until, let baseline,
            let amount = measure.importantChange(ofBaseline: baseline.value)
        else { return nil }
        let counted = values.filter { $0.on <= limit }
        let hasImproved = counted.contains {
            measure.change(from: baseline.value, to: $0.value, important: amount) == .improved
        }
        return counted.isEmpty || hasImproved ? nil : limit
    }
}
