// The measurements of one scale and side as a series by day, and changes on it compared exactly.
package import Domain
package import FoundationEssentials

/// One scale on one side: only values of the same are ever compared.
package struct OutcomeKey: Hashable, Sendable, Comparable {
    /// The scale.
    package let measure: OutcomeMeasure
    /// The hand, for grip.
    package let side: Side?

    /// A scale on a side.
    package init(_ measure: OutcomeMeasure, _ side: Side? = nil) {
        self.measure = measure
        self.side = side
    }

    /// By the order of the scales, left before right.
    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: (Int, Int) {
        let place = OutcomeMeasure.allCases.firstIndex(of: measure) ?? 0
        return (place, side.map { $0 == .left ? 1 : 2 } ?? 0)
    }

    /// The scale and side in words.
    package var label: Localized {
        guard let side else { return measure.label }
        return Localized(
            en: "\(measure.label.en), \(side.label.en)",
            nl: "\(measure.label.nl), \(side.label.nl)"
        )
    }
}

/// A value and its day.
package struct DatedValue: Hashable, Sendable {
    /// The day.
    package let on: LocalDate
    /// The value.
    package let value: Decimal

    /// A value of a day.
    package init(on day: LocalDate, _ value: Decimal) {
        on = day
        self.value = value
    }
}

/// The values of one scale and side, one a day, by day.
///
/// House: of several values of one day the best counts, as for the attempts of one grip measurement; so the order in which
/// values were recorded never matters.
package struct OutcomeSeries: Sendable, Hashable {
    /// The scale and side.
    package let key: OutcomeKey
    /// What the protocol says of the scale.
    package let measure: ProtocolOutcomeMeasure
    /// The values by day; never empty.
    package let values: [DatedValue]

    /// The series on which a protocol judges response: scales that count, with a minimal important change.
    ///
    /// Source: clinical reference section 9a; the ONLS has no established change and is shown only.
    package static func all(of outcomes: [OutcomeMeasurement], by careProtocol: CareProtocol) -> [OutcomeSeries] {
        Dictionary(grouping: outcomes) { OutcomeKey($0.measure, $0.side) }
            .compactMap { key, outcomes in
                guard let measure = careProtocol.outcomeMeasure(key.measure), measure.countsForResponse,
                    measure.minimalImportantChange != nil
                else { return nil }
                return OutcomeSeries(key, measure, outcomes)
            }
            .sorted { $0.key < $1.key }
    }

    /// The series of one scale and side, whether or not the scale counts for the response; nil where the protocol does not
    /// know the scale or nothing was measured.
    package init?(_ key: OutcomeKey, _ outcomes: [OutcomeMeasurement], _ careProtocol: CareProtocol) {
        let own = outcomes.filter { $0.measure == key.measure && $0.side == key.side }
        guard let measure = careProtocol.outcomeMeasure(key.measure), !own.isEmpty else { return nil }
        self.init(key, measure, own)
    }

    private init(_ key: OutcomeKey, _ measure: ProtocolOutcomeMeasure, _ outcomes: [OutcomeMeasurement]) {
        self.key = key
        self.measure = measure
        var best: [LocalDate: Decimal] = [:]
        for outcome in outcomes {
            best[outcome.on] = best[outcome.on].map { measure.better($0, outcome.value) } ?? outcome.value
        }
        values = best.map { DatedValue(on: $0.key, $0.value) }.sorted { $0.on < $1.on }
    }

    /// The best of some values; of equals the earliest. Nil of none.
    func best(of values: [DatedValue]) -> DatedValue? {
        values.reduce(nil as DatedValue?) { best, next in
            guard let best else { return next }
            return measure.gain(from: best.value, to: next.value) > 0 ? next : best
        }
    }

    /// The last value in the 90 days before a first administration, its day included: a measurement of that day is taken
    /// to precede the infusion (clinical reference section 9c, House).
    package func baseline(before first: LocalDate) -> DatedValue? {
        values.last { (0...Self.baselineDaysMax).contains($0.on.days(until: first)) }
    }

    /// The most days between a baseline and the first administration.
    package static let baselineDaysMax = 90
}

extension ProtocolOutcomeMeasure {
    /// The minimal important change as an amount of the scale; nil where none is established or the amount is nothing.
    ///
    /// A percentage is one of the baseline (clinical reference section 9a: Jamar, 10 % of baseline, secondary), so the amount
    /// stays the same for every comparison of a course.
    package func importantChange(ofBaseline baseline: Decimal) -> Decimal? {
        let amount: Decimal? =
            switch minimalImportantChange?.size {
            case .absolute(let change): change
            // A hundredth is written as an exponent, which is exact; a division might not be.
            case .percentOfBaseline(let percent):
                baseline * percent * Decimal(sign: .plus, exponent: -2, significand: 1)
            case nil: nil
            }
        return amount.flatMap { $0 > 0 ? $0 : nil }
    }

    /// How much better the later value is; negative where it is worse.
    func gain(from earlier: Decimal, to later: Decimal) -> Decimal {
        better == .higher ? later - earlier : earlier - later
    }

    /// The change between two values against an amount; exactly the amount counts.
    func change(from earlier: Decimal, to later: Decimal, important amount: Decimal) -> Change {
        let gain = gain(from: earlier, to: later)
        if gain >= amount { return .improved }
        return -gain >= amount ? .worsened : .unchanged
    }

    /// The better of two values.
    fileprivate func better(_ one: Decimal, _ other: Decimal) -> Decimal {
        gain(from: one, to: other) > 0 ? other : one
    }
}

extension Treatment {
    /// The first administration; where none is recorded, the day on which the course began, if it is known to the day.
    package var firstAdministrationOn: LocalDate? {
        administrations.map(\.on).min() ?? startedOn?.exactDay
    }
}
