// Responder: whether some measure improved within six months of the first administration, and none worsened.
package import Domain
import FoundationEssentials

/// One measure at the assessment, against its baseline.
package struct ResponderChange: Sendable, Hashable {
    /// The measure and side.
    package let key: OutcomeKey
    /// The value before treatment.
    package let baseline: DatedValue
    /// The value in the window.
    package let later: DatedValue
    /// What the change is, against the minimal important one.
    package let change: ProtocolOutcomeMeasure.Change
}

/// The proposal whether a patient responded to a course, beside the clinician's own entry.
///
/// Source: clinical reference section 9c, House (unchecked). Baseline: the last value in the 90 days before the first
/// administration. Window: 2 weeks to 6 months after it. `objectiveImprovement` is the clinician's entry; it is what the
/// criteria read, and this never writes it.
package struct ResponderAssessment: Sendable, Hashable {
    /// Days from the first administration to the first day of the window.
    package static let windowDaysMin = 14
    /// Months from the first administration to the last day of the window.
    package static let windowMonthsMax = 6
    /// Values at most so many days apart belong together.
    package static let togetherDaysMax = 14

    /// The first administration; nil where its day is not known.
    package let firstOn: LocalDate?
    /// `present`, `absent` or `notExamined`.
    package let proposal: Sign
    /// What the clinician entered.
    package let clinician: Sign?
    /// The day of the improvement, where there is one.
    package let improvedOn: LocalDate?
    /// All measurements in the window that have a baseline, by day and measure.
    package let changes: [ResponderChange]
    /// Whether some measure has a baseline, so that a value in the window can be judged.
    package let hasBaseline: Bool

    /// The first day of the window.
    package var windowFirstDay: LocalDate? { firstOn?.addingDays(Self.windowDaysMin) }
    /// The last day of the window; until then an absence is not final.
    package var windowLastDay: LocalDate? { firstOn?.addingMonths(Self.windowMonthsMax) }

    /// Whether no response was measured yet and later measurements could still show one: the window is open, its last day
    /// included, and there is a baseline to hold them against (House, unchecked).
    package func isPending(on day: LocalDate) -> Bool {
        guard let windowLastDay, day <= windowLastDay else { return false }
        return switch proposal {
        case .absent: true
        case .notExamined, .notEvaluable: hasBaseline
        case .present: false
        }
    }

    /// Whether clinician and measurements say the opposite of each other.
    package var partsFromClinician: Bool {
        switch (proposal, clinician) {
        case (.present, .absent?), (.absent, .present?): true
        default: false
        }
    }

    /// Assesses a course.
    package init(of treatment: Treatment, outcomes: [OutcomeMeasurement], by careProtocol: CareProtocol) {
        let first = treatment.firstAdministrationOn
        let begun = first.map { Self.begun(by: $0, outcomes, careProtocol) } ?? []
        let changes = first.map { Self.changes(after: $0, begun) } ?? []
        firstOn = first
        clinician = treatment.objectiveImprovement
        self.changes = changes
        hasBaseline = !begun.isEmpty
        let improved = changes.first { candidate in
            candidate.change == .improved
                && !changes.contains { other in
                    let apart = candidate.later.on.days(until: other.later.on)
                    return other.change == .worsened && abs(apart) <= Self.togetherDaysMax
                }
        }
        improvedOn = improved?.later.on
        proposal = changes.isEmpty ? .notExamined : improved == nil ? .absent : .present
    }

    /// A series with the value before treatment, and the change of it that counts.
    private typealias Begun = (series: OutcomeSeries, baseline: DatedValue, amount: Decimal)

    private static func begun(
        by first: LocalDate,
        _ outcomes: [OutcomeMeasurement],
        _ careProtocol: CareProtocol
    ) -> [Begun] {
        OutcomeSeries.all(of: outcomes, by: careProtocol).compactMap { series in
            guard let baseline = series.baseline(before: first),
                let amount = series.measure.importantChange(ofBaseline: baseline.value)
            else { return nil }
            return (series, baseline, amount)
        }
    }

    private static func changes(after first: LocalDate, _ begun: [Begun]) -> [ResponderChange] {
        let window = first.addingDays(windowDaysMin)...first.addingMonths(windowMonthsMax)
        return begun.flatMap { series, baseline, amount in
            series.values.filter { window.contains($0.on) }.map { later in
                ResponderChange(
                    key: series.key,
                    baseline: baseline,
                    later: later,
                    change: series.measure.change(from: baseline.value, to: later.value, important: amount)
                )
            }
        }
        .sorted { ($0.later.on, $0.key) < ($1.later.on, $1.key) }
    }

    /// The proposal in a sentence.
    package var sentence: Sentence {
        switch proposal {
        case .present:
            guard let shown = changes.first(where: { $0.change == .improved && $0.later.on == improvedOn }) else {
                return Self.notExaminedSentence
            }
            return Sentence(
                en: "Improved by {0}: {1} on {2}, {3} on {4}",
                nl: "Verbeterd volgens {0}: {1} op {2}, {3} op {4}",
                .words(shown.key.label),
                .number(shown.baseline.value),
                .text(shown.baseline.on.description),
                .number(shown.later.value),
                .text(shown.later.on.description)
            )
        case .absent:
            return Sentence(
                en: "Measured between 2 weeks and 6 months, and never improved without worsening",
                nl: "Gemeten tussen 2 weken en 6 maanden, en nooit verbeterd zonder verslechtering"
            )
        case .notExamined, .notEvaluable: return Self.notExaminedSentence
        }
    }

    private static let notExaminedSentence = Sentence(
        en: "No measurement both in the 90 days before the first administration and 2 weeks to 6 months after it",
        nl: "Geen meting zowel in de 90 dagen vóór de eerste toediening als 2 weken tot 6 maanden erna"
    )
}
