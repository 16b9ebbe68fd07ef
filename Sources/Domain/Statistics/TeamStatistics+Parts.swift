// The parts of a team's statistics that are counts of people by what became of something.
package import FoundationEssentials

/// What became of a step by the time that a workup had its answer.
package enum StepOutcome: String, Code {
    case reported, open, notPossible, declined, cancelled, notNeeded
    /// The version of the protocol that the workup is on does not have the step.
    case notInProtocol

    /// Whether its result is missing although it was asked for: neither there nor judged not to be needed.
    package var isMissing: Bool {
        switch self {
        case .open, .notPossible, .declined, .cancelled: true
        case .reported, .notNeeded, .notInProtocol: false
        }
    }

    package var label: Localized {
        switch self {
        case .reported: Localized(en: "Result in", nl: "Uitslag bekend")
        case .open: Localized(en: "Still open", nl: "Nog open")
        case .notPossible: Localized(en: "Not possible", nl: "Niet mogelijk")
        case .declined: Localized(en: "Declined by the patient", nl: "Patiënt ziet ervan af")
        case .cancelled: Localized(en: "Cancelled", nl: "Geannuleerd")
        case .notNeeded: Localized(en: "Not needed", nl: "Niet nodig")
        case .notInProtocol: Localized(en: "Not in their version of the protocol", nl: "Niet in hun protocolversie")
        }
    }
}

/// What became of one step. The counts are all whose workup has an answer.
package struct StepMissing: Sendable, Hashable {
    /// How many people a step came to one end in.
    package struct Part: Sendable, Hashable {
        package let outcome: StepOutcome
        package let people: ShownCount

        /// How many people a step came to one end in.
        package init(outcome: StepOutcome, people: ShownCount) {
            self.outcome = outcome
            self.people = people
        }

        static let codec: Codec<Part> = .object(
            "StepOutcomeFigures",
            Part.init(outcome:people:),
            .required("outcome", \.outcome, .code),
            .required("people", \.people, ShownCount.codec)
        )
    }

    package let step: String
    package let names: Localized
    /// One of each outcome.
    package let parts: [Part]

    /// What became of a step.
    package init(step: String, names: Localized, parts: [Part]) {
        self.step = step
        self.names = names
        self.parts = parts
    }

    /// How many people lack its result, of those that are shown.
    package var missingShown: Int {
        parts.filter(\.outcome.isMissing).compactMap(\.people.count).reduce(0, +)
    }

    static let codec: Codec<StepMissing> = .object(
        "StepMissingFigures",
        StepMissing.init(step:names:parts:),
        .required("step", \.step, .openCode()),
        .required("names", \.names, .inBothLanguages),
        .list("parts", \.parts, Part.codec, max: 20)
    )
}

/// How many people have a category as the highest of their criteria today.
package struct VerdictFigures: Sendable, Hashable {
    /// The category; nil where the workup was not evaluated.
    package let category: CriteriaCategory?
    package let people: ShownCount

    /// How many people have a category.
    package init(category: CriteriaCategory?, people: ShownCount) {
        self.category = category
        self.people = people
    }

    static let codec: Codec<VerdictFigures> = .object(
        "VerdictFigures",
        VerdictFigures.init(category:people:),
        .optional("category", \.category, .code),
        .required("people", \.people, ShownCount.codec)
    )
}

/// A diagnosis in the clinicians' own words that as many people share as may be shown.
package struct DiagnosisFigures: Sendable, Hashable {
    package let text: String
    package let people: Int

    /// A diagnosis in the clinicians' own words.
    package init(text: String, people: Int) {
        self.text = text
        self.people = people
    }

    static let codec: Codec<DiagnosisFigures> = .object(
        "DiagnosisFigures",
        DiagnosisFigures.init(text:people:),
        .required("text", \.text, .text(max: 2_000)),
        .required("people", \.people, .integer(1...10_000_000))
    )
}

/// A response rate with both its counts: of so many who were judged, so many responded.
package struct RateFigures: Sendable, Hashable {
    package let present: Int
    package let all: Int
    /// Rounded to one decimal for showing.
    package let percent: Decimal

    /// A rate.
    package init(present: Int, all: Int, percent: Decimal) {
        self.present = present
        self.all = all
        self.percent = percent
    }

    static let codec: Codec<RateFigures> = .object(
        "RateFigures",
        RateFigures.init(present:all:percent:),
        .required("present", \.present, .integer(0...10_000_000)),
        .required("all", \.all, .integer(0...10_000_000)),
        .required("percent", \.percent, .decimal(0...100))
    )
}

/// The response to intravenous immunoglobulin.
package struct ResponseFigures: Sendable, Hashable {
    /// Those whose response is known for good.
    package let judged: ShownCount
    /// Nil where they are too few, or none.
    package let rate: RateFigures?
    /// Those in whom no response was measured yet while one still may be.
    package let pending: ShownCount

    /// The response.
    package init(judged: ShownCount, rate: RateFigures?, pending: ShownCount) {
        self.judged = judged
        self.rate = rate
        self.pending = pending
    }

    static let codec: Codec<ResponseFigures> = .object(
        "ResponseFigures",
        ResponseFigures.init(judged:rate:pending:),
        .required("judged", \.judged, ShownCount.codec),
        .optional("rate", \.rate, RateFigures.codec),
        .required("pending", \.pending, ShownCount.codec)
    )
}

/// The response of those whose judged course began with a product.
package struct ProductFigures: Sendable, Hashable {
    /// The product as the protocol names it, or as it was written; nil where none was recorded.
    package let product: String?
    package let rate: RateFigures

    /// The response by product.
    package init(product: String?, rate: RateFigures) {
        self.product = product
        self.rate = rate
    }

    static let codec: Codec<ProductFigures> = .object(
        "ProductFigures",
        ProductFigures.init(product:rate:),
        .optional("product", \.product, .text(max: 200)),
        .required("rate", \.rate, RateFigures.codec)
    )
}

/// A median of one centre.
package struct CentreMedian: Sendable, Hashable {
    /// In days; nil where it is withheld, or there is nobody yet.
    package let days: Int?
    /// Why there are no days; nil where there are, or where there is nobody yet.
    package let withheld: WithheldCount?

    private init(days: Int?, withheld: WithheldCount?) {
        self.days = days
        self.withheld = withheld
    }

    /// A median that is shown; nil days where there is nobody yet.
    ///
    /// - Parameter days: the median.
    package init(days: Int?) {
        self.init(days: days, withheld: nil)
    }

    /// A median that is not shown.
    package static let notShown = CentreMedian(days: nil, withheld: .notShown)

    static let codec: Codec<CentreMedian> = .object(
        "CentreMedian",
        CentreMedian.init(days:withheld:),
        .optional("days", \.days, .integer(0...1_000_000)),
        .optional("withheld", \.withheld, .code)
    )
}

/// The headline figures of one centre. It says how many people, and no other count: a second one would be a table in two
/// directions, out of which small numbers can be worked out.
package struct CentreFigures: Sendable, Hashable {
    /// The code of the organisation.
    package let organisation: String
    package let name: String
    package let people: Int
    package let daysToDiagnosis: CentreMedian
    package let daysToTreatment: CentreMedian

    /// The figures of a centre.
    package init(
        organisation: String,
        name: String,
        people: Int,
        daysToDiagnosis: CentreMedian,
        daysToTreatment: CentreMedian
    ) {
        self.organisation = organisation
        self.name = name
        self.people = people
        self.daysToDiagnosis = daysToDiagnosis
        self.daysToTreatment = daysToTreatment
    }

    static let codec: Codec<CentreFigures> = .object(
        "CentreFigures",
        CentreFigures.init(organisation:name:people:daysToDiagnosis:daysToTreatment:),
        .required("organisation", \.organisation, .text(max: 32)),
        .required("name", \.name, .text(max: 200)),
        .required("people", \.people, .integer(0...10_000_000)),
        .required("daysToDiagnosis", \.daysToDiagnosis, CentreMedian.codec),
        .required("daysToTreatment", \.daysToTreatment, CentreMedian.codec)
    )
}
