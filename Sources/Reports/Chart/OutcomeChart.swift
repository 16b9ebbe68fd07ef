// What the outcome chart shows, before anything is drawn: panels with series, and the infusion cycles below them.
package import Domain
package import FoundationEssentials

/// One measured value.
package struct OutcomePoint: Sendable, Hashable {
    /// The day of the measurement.
    package let on: LocalDate
    /// The exact value.
    package let value: Decimal
}

/// The values of one measure and side, in the order of time.
package struct OutcomeSeries: Sendable, Hashable {
    /// The side, for a measure that has one value per hand.
    package let side: Side?
    /// What a person reads.
    package let label: String
    /// The values.
    package let points: [OutcomePoint]
    /// The last value before the first treatment, where there is one.
    package let baseline: Decimal?
    /// The value at which the change from the baseline becomes one that matters to the patient.
    package let importantChange: Decimal?
}

/// One scale with its series.
package struct OutcomePanel: Sendable, Hashable {
    /// The scale.
    package let measure: OutcomeMeasure
    /// Its name with the unit.
    package let label: String
    /// Which direction is better, in words.
    package let better: String
    /// One series, or one per side.
    package let series: [OutcomeSeries]
}

/// Administrations that belong together: one course, at most three days apart.
package struct InfusionCycle: Sendable, Hashable {
    /// The treatment option of its course.
    package let option: TreatmentOption
    /// The first day.
    package let first: LocalDate
    /// The last day.
    package let last: LocalDate
    /// The grams of all its administrations; nil where one of them does not say.
    package let grams: Decimal?
    /// Grams per kilogram of body weight, exact; nil where grams or weight are missing, or with too many weights.
    package let gramsPerKg: Decimal?
    /// Whether everything is recorded, but with more different weights than an exact sum can hold.
    package let hasTooManyWeights: Bool
    /// The products in the order in which they were given.
    package let products: [String]
    /// The batches in the order in which they were given.
    package let lots: [String]
    /// Whether a product was given that the cycle before did not have.
    package let isProductChange: Bool
    /// Whether a batch was given that the cycle before did not have.
    package let isBatchChange: Bool
    /// Days from the last day of the cycle before to the first of this one.
    package let daysSinceLast: Int?
}

/// The chart of outcome measurements against administrations.
package struct OutcomeChart: Sendable, Hashable {
    /// The title that a screen reader speaks.
    package let title: String
    /// One sentence that says what the chart shows.
    package let summary: String
    /// The first day of the axis.
    package let from: LocalDate
    /// The last day of the axis.
    package let to: LocalDate
    /// One panel per scale.
    package let panels: [OutcomePanel]
    /// The cycles in the order of time.
    package let cycles: [InfusionCycle]
    /// The words of the drawing.
    package let legend: OutcomeLegend

    /// The same chart with some of its panels.
    func with(panels: [OutcomePanel]) -> OutcomeChart {
        OutcomeChart(
            title: title,
            summary: summary,
            from: from,
            to: to,
            panels: panels,
            cycles: cycles,
            legend: legend
        )
    }
}

/// The words of the drawing.
package struct OutcomeLegend: Sendable, Hashable {
    /// What a triangle stands for.
    package let infusion: String
    /// What a diamond stands for.
    package let productChange: String
    /// What a ring stands for.
    package let batchChange: String
    /// What a band stands for.
    package let importantChange: String
    /// The decimal sign of the value axes.
    package let decimalSign: String
    /// Labels of the marks, in the order of the cycles: the dose, and the product where it changed.
    package let doses: [String]
    /// The months on the axis, with their first days.
    package let ticks: [OutcomeTick]
}

/// A mark on the axis of time.
package struct OutcomeTick: Sendable, Hashable {
    /// The day.
    package let on: LocalDate
    /// What a person reads.
    package let label: String
}
