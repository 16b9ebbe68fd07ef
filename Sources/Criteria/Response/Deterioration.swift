// Deterioration: worse than the best of the last year at two measurements that can be compared.
package import Domain
import FoundationEssentials

/// Whether a measure and side got worse, with the values that show it.
///
/// Source: clinical reference section 9b, last bullet, House (unchecked): worse than the best value of the last 12 months by
/// the minimal important change, at two successive measurements at least 14 days apart, both in the first two thirds of an
/// interval or both outside treatment. House: measurements in between, whenever they were made, have to be worse as well.
package struct Deterioration: Sendable, Hashable {
    /// The most months between a value and the best one it is held against.
    package static let bestMonthsMax = 12
    /// The fewest days between the two measurements.
    package static let apartDaysMin = 14

    /// The measure and side.
    package let key: OutcomeKey
    /// `present`; `absent` where comparable measurements show none; else `notEvaluable`.
    package let answer: Sign
    /// The first of the two measurements.
    package let first: DatedValue?
    /// The one that confirms it.
    package let second: DatedValue?
    /// The best value of the year before the first.
    package let best: DatedValue?

    /// Looks for deterioration in every measure and side.
    package static func all(
        in treatments: [Treatment],
        outcomes: [OutcomeMeasurement],
        by careProtocol: CareProtocol
    ) -> [Deterioration] {
        let calendar = TreatmentCalendar(treatments)
        return OutcomeSeries.all(of: outcomes, by: careProtocol).map { Deterioration($0, calendar) }
    }

    private init(_ series: OutcomeSeries, _ calendar: TreatmentCalendar) {
        key = series.key
        let values = series.values.map { (setting: calendar.setting(of: $0.on), judged: Judged($0, in: series)) }
        let isEvaluable = [TreatmentCalendar.Setting.earlyInInterval, .outsideTreatment].contains { setting in
            let judged = values.filter { $0.setting == setting }.compactMap(\.judged)
            guard let one = judged.first, let last = judged.last else { return false }
            return one.isApart(from: last)
        }
        let found = Self.confirmed(values)
        answer = found != nil ? .present : isEvaluable ? .absent : .notEvaluable
        first = found?.first.value
        second = found?.second.value
        best = found?.first.best
    }

    /// The first run of worse values in which two of one setting lie far enough apart.
    ///
    /// A value that is not worse ends the run, in whatever setting it was measured: somebody who was better in between did not
    /// get worse at two successive measurements. One that is worse before the next infusion confirms nothing, since the effect
    /// may only have worn off, and does not end the run either.
    private static func confirmed(
        _ values: [(setting: TreatmentCalendar.Setting?, judged: Judged?)]
    ) -> (first: Judged, second: Judged)? {
        var starts: [TreatmentCalendar.Setting: Judged] = [:]
        for (setting, judged) in values {
            guard let judged, judged.isWorse else {
                starts = [:]
                continue
            }
            guard let setting else { continue }
            guard let start = starts[setting] else {
                starts[setting] = judged
                continue
            }
            if start.isApart(from: judged) { return (start, judged) }
        }
        return nil
    }

    /// A value held against the best of the year before it.
    private struct Judged {
        let value: DatedValue
        let best: DatedValue
        let isWorse: Bool

        init?(_ value: DatedValue, in series: OutcomeSeries) {
            let from = value.on.addingMonths(-Deterioration.bestMonthsMax)
            guard let best = series.best(of: series.values.filter { $0.on >= from && $0.on < value.on }),
                let amount = series.measure.importantChange(ofBaseline: best.value)
            else { return nil }
            self.value = value
            self.best = best
            isWorse = series.measure.change(from: best.value, to: value.value, important: amount) == .worsened
        }

        func isApart(from other: Judged) -> Bool {
            value.on.days(until: other.value.on) >= Deterioration.apartDaysMin
        }
    }

    /// The answer in a sentence.
    package var sentence: Sentence {
        guard let first, let second, let best else {
            return Sentence(
                en: "Deterioration by {0}: {1}",
                nl: "Verslechtering volgens {0}: {1}",
                .words(key.label),
                .words(answer.label)
            )
        }
        return Sentence(
            en: "Deterioration by {0}: {1} on {2}, then {3} on {4} and {5} on {6}",
            nl: "Verslechtering volgens {0}: {1} op {2}, daarna {3} op {4} en {5} op {6}",
            .words(key.label),
            .number(best.value),
            .text(best.on.description),
            .number(first.value),
            .text(first.on.description),
            .number(second.value),
            .text(second.on.description)
        )
    }
}

/// When a patient was under which treatment, as far as measurements are compared.
struct TreatmentCalendar {
    /// Where a day lies; only days of the same setting are compared.
    enum Setting: Hashable {
        /// In the first two thirds of an interval between cycles.
        case earlyInInterval
        /// Certainly under no treatment.
        case outsideTreatment
    }

    private let intervals: [TreatmentInterval]
    /// The days on which a course may have been under way.
    private let spans: [ClosedRange<LocalDate>]

    init(_ treatments: [Treatment]) {
        // Physiotherapy and care accompany every treatment and none; they say nothing about its effect.
        let drugs = treatments.filter { $0.option != .physiotherapy && $0.option != .multidisciplinaryCare }
        intervals = drugs.flatMap(TreatmentInterval.all(of:))
        spans = drugs.map { treatment in
            // A measurement on the first day precedes the infusion.
            let dated = treatment.firstAdministrationOn.map { $0.addingDays(1) }
            let from = dated ?? treatment.startedOn?.firstDay ?? .min
            let lastGiven = treatment.administrations.map(\.on).max() ?? from
            return from...max(from, max(lastGiven, treatment.endedOn?.lastDay ?? .max))
        }
    }

    /// The setting of a day; nil where it is neither.
    func setting(of day: LocalDate) -> Setting? {
        for interval in intervals {
            switch interval.part(of: day) {
            case .beginning, .middle: return .earlyInInterval
            case .end: return nil
            case nil: continue
            }
        }
        return spans.contains { $0.contains(day) } ? nil : .outsideTreatment
    }
}
