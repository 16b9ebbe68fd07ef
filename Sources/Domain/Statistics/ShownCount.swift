// A count of people as it is shown: a number, or why there is none.

/// Why a count is not shown.
package enum WithheldCount: String, Code {
    /// It is under the fewest number of people of whom a count is shown, and not nought.
    case fewerThanMin
    /// It is a part of a total, and it, or another part that could be worked out from it, is under that number.
    case notShown

    package var label: Localized {
        switch self {
        case .fewerThanMin: Localized(en: "too few to show", nl: "te weinig om te tonen")
        case .notShown: Localized(en: "not shown", nl: "niet getoond")
        }
    }
}

/// A count of people, or the word that stands in its place.
package struct ShownCount: Sendable, Hashable {
    /// The count; nil where it is withheld.
    package let count: Int?
    /// Why there is no count; nil where there is one.
    package let withheld: WithheldCount?

    private init(count: Int?, withheld: WithheldCount?) {
        self.count = count
        self.withheld = withheld
    }

    /// A count that is shown.
    ///
    /// - Parameter count: how many people.
    package init(_ count: Int) {
        self.init(count: count, withheld: nil)
    }

    /// A count that is not shown.
    ///
    /// - Parameter withheld: why.
    package init(_ withheld: WithheldCount) {
        self.init(count: nil, withheld: withheld)
    }

    /// Whether the count is not shown.
    package var isWithheld: Bool { withheld != nil }

    /// The JSON of a count: one of its two members.
    package static let codec: Codec<ShownCount> = .object(
        "ShownCount",
        ShownCount.init(count:withheld:),
        .optional("count", \.count, .integer(0...10_000_000)),
        .optional("withheld", \.withheld, .code)
    )
}
