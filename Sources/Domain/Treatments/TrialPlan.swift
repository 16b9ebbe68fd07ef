// What a trial of a treatment is to reach, by when, and when it is given up: written down before the first infusion.
package import FoundationEssentials

/// What the measure has to show for the trial to have reached its goal.
package enum TrialTarget: Hashable, Sendable {
    /// The scale reaches this value, or a better one.
    case value(Decimal)
    /// The scale improves on its baseline by so many units.
    case improvement(Decimal)
}

/// When a trial is given up.
package struct TrialStoppingRule: Hashable, Sendable {
    /// The rule in the words of those who chose it.
    package let text: String
    /// Stop as soon as the measure is worse than its baseline by so many units; nil where that is no part of the rule.
    package let worseningBy: Decimal?
    /// Stop when no important improvement was measured by this day; nil where that is no part of the rule.
    package let withoutImprovementOn: LocalDate?

    /// A rule; without numbers it is left to people.
    package init(text: String, worseningBy: Decimal? = nil, withoutImprovementOn: LocalDate? = nil) {
        self.text = text
        self.worseningBy = worseningBy
        self.withoutImprovementOn = withoutImprovementOn
    }

    /// The JSON form.
    package static let codec: Codec<TrialStoppingRule> = .object(
        "TrialStoppingRule",
        TrialStoppingRule.init(text:worseningBy:withoutImprovementOn:),
        .required("text", \.text, .note(max: 2_000)),
        .optional("worseningBy", \.worseningBy, .positive(upTo: 1_000)),
        .optional("withoutImprovementOn", \.withoutImprovementOn, .date)
    )
}

/// A trial of a treatment: goal, measure, target, date and stopping rule.
///
/// Source: clinical reference section 9c (House): a trial records measure, target, date and stopping rule before the first
/// infusion, so that nobody chooses afterwards what would have been a success.
package struct TrialPlan: Hashable, Sendable {
    /// The day it was chosen.
    package let chosenOn: LocalDate
    /// What matters to the patient, in plain words.
    package let goal: String
    /// How it is measured.
    package let measure: OutcomeMeasure
    /// The hand, for grip; the other measures have none.
    package let side: Side?
    /// What the measure has to show.
    package let target: TrialTarget
    /// The day by which it has to.
    package let judgedOn: LocalDate
    /// When the trial is given up.
    package let stoppingRule: TrialStoppingRule

    /// A trial.
    package init(
        chosenOn: LocalDate,
        goal: String,
        measure: OutcomeMeasure,
        side: Side?,
        target: TrialTarget,
        judgedOn: LocalDate,
        stoppingRule: TrialStoppingRule
    ) {
        self.chosenOn = chosenOn
        self.goal = goal
        self.measure = measure
        self.side = side
        self.target = target
        self.judgedOn = judgedOn
        self.stoppingRule = stoppingRule
    }

    /// Whether it was chosen in time for a course whose first administration was on a day; that day itself is in time,
    /// as a measurement of that day is taken to precede the infusion.
    package func isChosen(before firstAdministration: LocalDate) -> Bool { chosenOn <= firstAdministration }
}

extension TrialPlan {
    /// The JSON form. The day of judgement lies after the choice, the measure has a side exactly where it needs one, the
    /// target lies on its scale, and the stopping rule speaks of a day within the trial.
    package static let codec: Codec<TrialPlan> = .object(
        "TrialPlan",
        TrialPlan.init(chosenOn:goal:measure:side:target:judgedOn:stoppingRule:),
        .required("chosenOn", \.chosenOn, .date),
        .required("goal", \.goal, .note(max: 2_000)),
        .required("measure", \.measure, .code),
        .optional("side", \.side, .code),
        .required("target", \.target, TrialTarget.codec),
        .required("judgedOn", \.judgedOn, .date),
        .required("stoppingRule", \.stoppingRule, TrialStoppingRule.codec)
    ).checked { plan, reading in
        plan.check(&reading)
    }

    private func check(_ reading: inout Reading) {
        if judgedOn <= chosenOn {
            reading.report(
                .contradiction,
                at: "/judgedOn",
                en: "The trial is judged on a day after it was chosen.",
                nl: "De proefbehandeling wordt beoordeeld op een dag nadat zij is gekozen."
            )
        }
        if measure.isPerSide, side == nil {
            reading.report(.missing, at: "/side", en: "Grip needs a side.", nl: "Knijpkracht heeft een zijde nodig.")
        }
        if !measure.isPerSide, side != nil {
            reading.report(
                .contradiction,
                at: "/side",
                en: "This measure has no side.",
                nl: "Deze maat heeft geen zijde."
            )
        }
        if target.number > Decimal(measure.bounds.upperBound) {
            reading.report(
                .outOfRange,
                at: "/target",
                en: "This measure runs from 0 to \(measure.bounds.upperBound).",
                nl: "Deze maat loopt van 0 tot en met \(measure.bounds.upperBound)."
            )
        }
        if let day = stoppingRule.withoutImprovementOn, day <= chosenOn || day > judgedOn {
            reading.report(
                .contradiction,
                at: "/stoppingRule/withoutImprovementOn",
                en: "This day lies outside the trial.",
                nl: "Deze dag ligt buiten de proefbehandeling."
            )
        }
    }
}

extension TrialTarget {
    /// The number of the target, whichever kind it is.
    fileprivate var number: Decimal {
        switch self {
        case .value(let value): value
        case .improvement(let change): change
        }
    }

    /// The fields as they stand in JSON; exactly one of the two is there.
    private struct Form {
        var value: Decimal?
        var improvement: Decimal?
    }

    private static let form = Codec<Form>.object(
        "TrialTarget",
        { Form(value: $0, improvement: $1) },
        .optional("value", \.value, .decimal(0...1_000)),
        .optional("improvement", \.improvement, .positive(upTo: 1_000))
    )

    /// The JSON form: either `value` or `improvement`.
    package static let codec = form.map(
        expecting: Localized(en: "either value or improvement", nl: "óf value óf improvement"),
        { form -> TrialTarget? in
            switch (form.value, form.improvement) {
            case (let value?, nil): .value(value)
            case (nil, let change?): .improvement(change)
            default: nil
            }
        },
        back: { target in
            switch target {
            case .value(let value): Form(value: value)
            case .improvement(let change): Form(improvement: change)
            }
        }
    )
}
