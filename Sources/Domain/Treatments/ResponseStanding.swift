// Where the response to treatment of a workup stands, in what a list and a count need of it.

/// Whether the effect wears off before the next cycle.
package enum WearingOffAnswer: String, Code, Comparable {
    /// Too few intervals have the measurements it takes.
    case notEvaluable
    /// Two or more intervals could be judged, and none wears off.
    case absent
    /// One interval wears off.
    case suspected
    /// Two intervals in a row wear off, and the next infusion brings it back.
    case present

    /// The answer in words.
    package var label: Localized {
        switch self {
        case .notEvaluable: Localized(en: "not assessable", nl: "niet te beoordelen")
        case .absent: Localized(en: "absent", nl: "afwezig")
        case .suspected: Localized(en: "suspected", nl: "vermoed")
        case .present: Localized(en: "present", nl: "aanwezig")
        }
    }

    /// By strength: the course shows the strongest answer of its measures.
    package static func < (left: Self, right: Self) -> Bool { left.strength < right.strength }

    private var strength: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Where the response to treatment of a workup stands. It is worked out with each evaluation and kept with it, so that lists and
/// counts need not judge every workup anew; nothing in it depends on the day it is read.
package struct ResponseStanding: Hashable, Sendable {
    /// The first course of intravenous immunoglobulin whose response could be judged.
    package struct Judged: Hashable, Sendable {
        /// The day of its first administration.
        package let on: LocalDate
        /// Whether the patient responded, as the measurements propose.
        package let isPresent: Bool
        /// The last day on which no response may still become one; nil where there is a response.
        package let openUntil: LocalDate?
        /// One word for all ways of writing the product it began with; nil where none is recorded.
        package let product: String?
        /// The name of the product.
        package let productName: String?

        /// A judged course.
        package init(on day: LocalDate, isPresent: Bool, openUntil: LocalDate?, product: String?, productName: String?)
        {
            on = day
            self.isPresent = isPresent
            self.openUntil = openUntil
            self.product = product
            self.productName = productName
        }

        fileprivate static let codec: Codec<Judged> = .object(
            "JudgedResponse",
            Judged.init,
            .required("on", \.on, .date),
            .required("isPresent", \.isPresent, .bool),
            .optional("openUntil", \.openUntil, .date),
            .optional("product", \.product, .text(max: 200)),
            .optional("productName", \.productName, .text(max: 200))
        )
    }

    /// The strongest answer of the courses that run; nil where none runs.
    package let wearingOff: WearingOffAnswer?
    /// The first course of intravenous immunoglobulin that was judged; nil where none was.
    package let judged: Judged?
    /// The last day on which a course of intravenous immunoglobulin without a value after it may still be judged; nil where
    /// there is no such course.
    package let unjudgedUntil: LocalDate?

    /// The first day on which another course runs than on the day that this stands for, by planned days alone: from then on
    /// `wearingOff` is not known. Nil where nothing is planned.
    package let changesOn: LocalDate?

    /// A standing.
    package init(
        wearingOff: WearingOffAnswer?,
        judged: Judged?,
        unjudgedUntil: LocalDate?,
        changesOn: LocalDate? = nil
    ) {
        self.wearingOff = wearingOff
        self.judged = judged
        self.unjudgedUntil = unjudgedUntil
        self.changesOn = changesOn
    }

    /// The JSON that the record keeps.
    package static let codec: Codec<ResponseStanding> = .object(
        "ResponseStanding",
        ResponseStanding.init(wearingOff:judged:unjudgedUntil:changesOn:),
        .optional("wearingOff", \.wearingOff, .code),
        .optional("judged", \.judged, Judged.codec),
        .optional("unjudgedUntil", \.unjudgedUntil, .date),
        .optional("changesOn", \.changesOn, .date)
    )
}
