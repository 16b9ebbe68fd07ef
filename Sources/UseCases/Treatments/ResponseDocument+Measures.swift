// The parts of a response that are told by measure: changes, wearing-off, deterioration, and points by product.
import Criteria
package import Domain
package import FoundationEssentials

/// One measure in the window of a course, against its baseline.
package struct MeasuredChange: Sendable, Hashable {
    /// What a change is against the minimal important one.
    package enum Kind: String, Code {
        case improved, unchanged, worsened

        /// What a person reads.
        package var label: Localized {
            switch self {
            case .improved: Localized(en: "improved", nl: "verbeterd")
            case .unchanged: Localized(en: "unchanged", nl: "onveranderd")
            case .worsened: Localized(en: "worsened", nl: "verslechterd")
            }
        }
    }

    package let measure: OutcomeMeasure
    package let side: Side?
    package let baseline: ValueOnDay
    package let later: ValueOnDay
    package let change: Kind

    private init(measure: OutcomeMeasure, side: Side?, baseline: ValueOnDay, later: ValueOnDay, change: Kind) {
        self.measure = measure
        self.side = side
        self.baseline = baseline
        self.later = later
        self.change = change
    }

    init(_ change: ResponderChange) {
        let kind: Kind =
            switch change.change {
            case .improved: .improved
            case .unchanged: .unchanged
            case .worsened: .worsened
            }
        self.init(
            measure: change.key.measure,
            side: change.key.side,
            baseline: ValueOnDay(dated: change.baseline),
            later: ValueOnDay(dated: change.later),
            change: kind
        )
    }

    /// The JSON of a change.
    package static let codec: Codec<MeasuredChange> = .object(
        "MeasuredChange",
        MeasuredChange.init(measure:side:baseline:later:change:),
        .required("measure", \.measure, .code),
        .optional("side", \.side, .code),
        .required("baseline", \.baseline, ValueOnDay.codec),
        .required("later", \.later, ValueOnDay.codec),
        .required("change", \.change, .code)
    )
}

/// The answer on deterioration by one measure and side.
package struct MeasureAnswer: Sendable, Hashable {
    package let measure: OutcomeMeasure
    package let side: Side?
    package let answer: Sign
    /// The best value of the year before.
    package let best: ValueOnDay?
    package let first: ValueOnDay?
    package let second: ValueOnDay?
    package let sentence: Localized

    init(_ found: Deterioration) {
        self.init(
            measure: found.key.measure,
            side: found.key.side,
            answer: found.answer,
            best: ValueOnDay(found.best),
            first: ValueOnDay(found.first),
            second: ValueOnDay(found.second),
            sentence: found.sentence.localized
        )
    }

    private init(
        measure: OutcomeMeasure,
        side: Side?,
        answer: Sign,
        best: ValueOnDay?,
        first: ValueOnDay?,
        second: ValueOnDay?,
        sentence: Localized
    ) {
        self.measure = measure
        self.side = side
        self.answer = answer
        self.best = best
        self.first = first
        self.second = second
        self.sentence = sentence
    }

    /// The JSON of an answer.
    package static let codec: Codec<MeasureAnswer> = .object(
        "Deterioration",
        MeasureAnswer.init(measure:side:answer:best:first:second:sentence:),
        .required("measure", \.measure, .code),
        .optional("side", \.side, .code),
        .required("answer", \.answer, .code),
        .optional("best", \.best, ValueOnDay.codec),
        .optional("first", \.first, ValueOnDay.codec),
        .optional("second", \.second, ValueOnDay.codec),
        .required("sentence", \.sentence, .inBothLanguages)
    )
}

/// Wearing-off by one measure and side.
package struct WearingOffDocument: Sendable, Hashable {
    /// One interval between cycles.
    package struct Interval: Sendable, Hashable {
        package let from: LocalDate
        package let to: LocalDate
        package let middle: ValueOnDay?
        package let end: ValueOnDay?
        /// The change that counts.
        package let importantChange: Decimal?
        /// Nil where the interval cannot be judged.
        package let wearsOff: Bool?

        fileprivate static let codec: Codec<Interval> = .object(
            "WearingOffInterval",
            Interval.init(from:to:middle:end:importantChange:wearsOff:),
            .required("from", \.from, .date),
            .required("to", \.to, .date),
            .optional("middle", \.middle, ValueOnDay.codec),
            .optional("end", \.end, ValueOnDay.codec),
            .optional("importantChange", \.importantChange, .decimal(0...1_000_000)),
            .optional("wearsOff", \.wearsOff, .bool)
        )
    }

    package let measure: OutcomeMeasure
    package let side: Side?
    package let answer: WearingOffAnswer
    package let sentence: Localized
    package let intervals: [Interval]

    init(_ series: WearingOffSeries) {
        self.init(
            measure: series.key.measure,
            side: series.key.side,
            answer: series.answer,
            sentence: series.sentence.localized,
            intervals: series.intervals.map { found in
                Interval(
                    from: found.interval.from,
                    to: found.interval.to,
                    middle: ValueOnDay(found.middle),
                    end: ValueOnDay(found.end),
                    importantChange: found.importantChange,
                    wearsOff: found.wearsOff
                )
            }
        )
    }

    private init(
        measure: OutcomeMeasure,
        side: Side?,
        answer: WearingOffAnswer,
        sentence: Localized,
        intervals: [Interval]
    ) {
        self.measure = measure
        self.side = side
        self.answer = answer
        self.sentence = sentence
        self.intervals = intervals
    }

    /// The JSON of an answer.
    package static let codec: Codec<WearingOffDocument> = .object(
        "WearingOff",
        WearingOffDocument.init(measure:side:answer:sentence:intervals:),
        .required("measure", \.measure, .code),
        .optional("side", \.side, .code),
        .required("answer", \.answer, .code),
        .required("sentence", \.sentence, .inBothLanguages),
        .list("intervals", \.intervals, Interval.codec, max: 10_000)
    )
}

/// A run of cycles with one product.
package struct ProductPeriodDocument: Sendable, Hashable {
    /// One cycle with the values at comparable points of the interval after it.
    package struct Cycle: Sendable, Hashable {
        package let firstDay: LocalDate
        package let lastDay: LocalDate
        /// Rounded to one decimal for showing; nil where grams or weight are missing.
        package let gramsPerKg: Decimal?
        package let points: [Point]

        fileprivate static let codec: Codec<Cycle> = .object(
            "ProductCycle",
            Cycle.init(firstDay:lastDay:gramsPerKg:points:),
            .required("firstDay", \.firstDay, .date),
            .required("lastDay", \.lastDay, .date),
            .optional("gramsPerKg", \.gramsPerKg, .decimal(0...1_000_000)),
            .list("points", \.points, Point.codec, max: 100)
        )
    }

    /// The values of one measure and side.
    package struct Point: Sendable, Hashable {
        package let measure: OutcomeMeasure
        package let side: Side?
        package let middle: ValueOnDay?
        package let end: ValueOnDay?

        fileprivate static let codec: Codec<Point> = .object(
            "ProductPoint",
            Point.init(measure:side:middle:end:),
            .required("measure", \.measure, .code),
            .optional("side", \.side, .code),
            .optional("middle", \.middle, ValueOnDay.codec),
            .optional("end", \.end, ValueOnDay.codec)
        )
    }

    /// A reaction and its day.
    package struct Reaction: Sendable, Hashable {
        package let on: LocalDate
        package let reaction: AdministrationReaction

        fileprivate static let codec: Codec<Reaction> = .object(
            "NotedReaction",
            { Reaction(on: $0, reaction: $1) },
            .required("on", \.on, .date),
            .required("reaction", \.reaction, AdministrationReaction.codec)
        )
    }

    package let option: TreatmentOption
    /// The names as written; several where a cycle mixed products.
    package let products: [String]
    package let cycles: [Cycle]
    /// Nil where nobody asked at any of the administrations.
    package let reactions: [Reaction]?

    init(_ period: ProductPeriod) {
        self.init(
            option: period.option,
            products: period.products,
            cycles: period.cycles.map { cycle in
                Cycle(
                    firstDay: cycle.firstDay,
                    lastDay: cycle.lastDay,
                    gramsPerKg: cycle.gramsPerKg?.valueForDisplay,
                    points: cycle.points.map { point in
                        Point(
                            measure: point.key.measure,
                            side: point.key.side,
                            middle: ValueOnDay(point.middle),
                            end: ValueOnDay(point.end)
                        )
                    }
                )
            },
            reactions: period.reactions?.map { Reaction(on: $0.on, reaction: $0.reaction) }
        )
    }

    private init(option: TreatmentOption, products: [String], cycles: [Cycle], reactions: [Reaction]?) {
        self.option = option
        self.products = products
        self.cycles = cycles
        self.reactions = reactions
    }

    /// The JSON of a period.
    package static let codec: Codec<ProductPeriodDocument> = .object(
        "ProductPeriod",
        ProductPeriodDocument.init(option:products:cycles:reactions:),
        .required("option", \.option, .code),
        .list("products", \.products, .text(max: 200), max: 100),
        .list("cycles", \.cycles, Cycle.codec, max: 10_000),
        .optional("reactions", \.reactions, .list(Reaction.codec, count: 0...100_000))
    )
}
