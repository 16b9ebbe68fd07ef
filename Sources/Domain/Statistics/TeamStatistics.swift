// What a team reads of its own work: counts and days of a period, in which nobody can be pointed at.
/// The statistics of a protocol over a period, as far as the reader sees all of the workups.
///
/// Everybody counts once, by the first workup that was opened in the period.
package struct TeamStatistics: Sendable, Hashable {
    package let protocolCode: String
    package let protocolNames: Localized
    /// The first day on which a counted workup was opened.
    package let from: LocalDate
    /// The last.
    package let to: LocalDate
    /// The day of the question.
    package let on: LocalDate
    /// The fewest people of whom a count is shown.
    package let peopleMin: Int
    package let people: ShownCount
    package let diagnosis: TimeFigures
    package let treatment: TimeFigures
    /// In the order of the protocol.
    package let waiting: [StepWaiting]
    /// Those with a diagnosis of the clinician's or an answer of the criteria, of whom steps count as missing.
    package let settled: ShownCount
    /// The most often missing first, as far as that is shown.
    package let missing: [StepMissing]
    /// Each category, then those whose workup was not evaluated.
    package let verdicts: [VerdictFigures]
    /// What clinicians wrote in the same words of as many people as may be shown, the most frequent first.
    package let diagnoses: [DiagnosisFigures]
    package let response: ResponseFigures
    /// By name of the product, as far as they are shown.
    package let products: [ProductFigures]
    /// Whether there are products that are not shown; which, and how many, is not told.
    package let hasOtherProducts: Bool
    /// By name of the organisation that answers for the workup, as far as they are shown.
    package let centres: [CentreFigures]
    /// Whether there are centres that are not shown; which, and how many, is not told.
    package let hasOtherCentres: Bool

    /// Statistics.
    package init(
        protocolCode: String,
        protocolNames: Localized,
        from: LocalDate,
        to: LocalDate,
        on: LocalDate,
        peopleMin: Int,
        people: ShownCount,
        diagnosis: TimeFigures,
        treatment: TimeFigures,
        waiting: [StepWaiting],
        settled: ShownCount,
        missing: [StepMissing],
        verdicts: [VerdictFigures],
        diagnoses: [DiagnosisFigures],
        response: ResponseFigures,
        products: [ProductFigures],
        hasOtherProducts: Bool,
        centres: [CentreFigures],
        hasOtherCentres: Bool
    ) {
        self.protocolCode = protocolCode
        self.protocolNames = protocolNames
        self.from = from
        self.to = to
        self.on = on
        self.peopleMin = peopleMin
        self.people = people
        self.diagnosis = diagnosis
        self.treatment = treatment
        self.waiting = waiting
        self.settled = settled
        self.missing = missing
        self.verdicts = verdicts
        self.diagnoses = diagnoses
        self.response = response
        self.products = products
        self.hasOtherProducts = hasOtherProducts
        self.centres = centres
        self.hasOtherCentres = hasOtherCentres
    }

    /// The JSON of statistics.
    package static let codec: Codec<TeamStatistics> = .object(
        "TeamStatistics",
        TeamStatistics.init(
            protocolCode:
            protocolNames:
            from:
            to:
            on:
            peopleMin:
            people:
            diagnosis:
            treatment:
            waiting:
            settled:
            missing:
            verdicts:
            diagnoses:
            response:
            products:
            hasOtherProducts:
            centres:
            hasOtherCentres:
        ),
        .required("protocol", \.protocolCode, .openCode()),
        .required("protocolNames", \.protocolNames, .inBothLanguages),
        .required("from", \.from, .date),
        .required("to", \.to, .date),
        .required("on", \.on, .date),
        .required("peopleMin", \.peopleMin, .integer(1...1_000)),
        .required("people", \.people, ShownCount.codec),
        .required("diagnosis", \.diagnosis, TimeFigures.codec),
        .required("treatment", \.treatment, TimeFigures.codec),
        .list("waiting", \.waiting, StepWaiting.codec, max: 1_000),
        .required("settled", \.settled, ShownCount.codec),
        .list("missing", \.missing, StepMissing.codec, max: 1_000),
        .list("verdicts", \.verdicts, VerdictFigures.codec, max: 100),
        .list("diagnoses", \.diagnoses, DiagnosisFigures.codec, max: 100),
        .required("response", \.response, ResponseFigures.codec),
        .list("products", \.products, ProductFigures.codec, max: 1_000),
        .required("hasOtherProducts", \.hasOtherProducts, .bool),
        .list("centres", \.centres, CentreFigures.codec, max: 10_000),
        .required("hasOtherCentres", \.hasOtherCentres, .bool)
    )
}

/// Days by nearest rank: each is a number of days that somebody waited.
package struct DayFigures: Sendable, Hashable {
    /// A quarter of the people had no more.
    package let lowerQuartile: Int
    package let median: Int
    /// Three quarters had no more.
    package let upperQuartile: Int

    /// Days.
    package init(lowerQuartile: Int, median: Int, upperQuartile: Int) {
        self.lowerQuartile = lowerQuartile
        self.median = median
        self.upperQuartile = upperQuartile
    }

    static let codec: Codec<DayFigures> = .object(
        "DayFigures",
        DayFigures.init(lowerQuartile:median:upperQuartile:),
        .required("lowerQuartile", \.lowerQuartile, .integer(0...1_000_000)),
        .required("median", \.median, .integer(0...1_000_000)),
        .required("upperQuartile", \.upperQuartile, .integer(0...1_000_000))
    )
}

/// How long something took from the opening of the workup on. The three counts are all people.
package struct TimeFigures: Sendable, Hashable {
    /// In whom it came after the opening.
    package let reached: ShownCount
    /// In whom it was there before.
    package let before: ShownCount
    /// In whom it is not there yet.
    package let notYet: ShownCount
    /// From the opening on, of those in whom it came after; nil where they are too few, or none.
    package let days: DayFigures?

    /// How long something took.
    package init(reached: ShownCount, before: ShownCount, notYet: ShownCount, days: DayFigures?) {
        self.reached = reached
        self.before = before
        self.notYet = notYet
        self.days = days
    }

    static let codec: Codec<TimeFigures> = .object(
        "TimeFigures",
        TimeFigures.init(reached:before:notYet:days:),
        .required("reached", \.reached, ShownCount.codec),
        .required("before", \.before, ShownCount.codec),
        .required("notYet", \.notYet, ShownCount.codec),
        .optional("days", \.days, DayFigures.codec)
    )
}

/// How long people waited from the request of a step to its result.
package struct StepWaiting: Sendable, Hashable {
    package let step: String
    package let names: Localized
    /// In whom it was requested and its result is in.
    package let people: ShownCount
    /// Nil where they are too few, or none.
    package let days: DayFigures?

    /// How long people waited for a step.
    package init(step: String, names: Localized, people: ShownCount, days: DayFigures?) {
        self.step = step
        self.names = names
        self.people = people
        self.days = days
    }

    static let codec: Codec<StepWaiting> = .object(
        "StepWaitingFigures",
        StepWaiting.init(step:names:people:days:),
        .required("step", \.step, .openCode()),
        .required("names", \.names, .inBothLanguages),
        .required("people", \.people, ShownCount.codec),
        .optional("days", \.days, DayFigures.codec)
    )
}
